using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Portal.Content.WordPress.Reporting;

/// <summary>Shows how far an import is: a bar on a terminal, else a line now and then, so that logs stay short.</summary>
static class ProgressLine
{
    /// <summary>Runs the work and shows its progress.</summary>
    /// <param name="output">Where plain lines go; the bar goes to the terminal.</param>
    /// <param name="isTerminal">Whether somebody watches.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> RunAsync<T>(TextWriter output, bool isTerminal, Func<IProgress<ImportProgress>, Task<T>> work)
    {
        if (!isTerminal)
            return await work(new Lines(output));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return await console.Progress().AutoClear(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new CountColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(context => work(new Bars(context)));
    }

    sealed class Bars(ProgressContext context) : IProgress<ImportProgress>
    {
        readonly Lock _lock = new();
        readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);
        ProgressTask? _current;

        public void Report(ImportProgress value)
        {
            lock (_lock)
            {
                if (!_tasks.TryGetValue(value.Work, out var task))
                {
                    if (_current is { } before)
                    {
                        before.IsIndeterminate(false);
                        before.Value = before.MaxValue;
                        // A bar that is full is not yet at its end: its time, and with it its rate, would go on.
                        before.StopTask();
                    }
                    _current = _tasks[value.Work] = task = context.AddTask(Markup.Escape(value.Work)).IsIndeterminate(value.Total == 0);
                }
                task.State.Update<long>(CountColumn.Done, _ => value.Done);
                if (value.Total > 0)
                    (task.MaxValue, task.Value) = (value.Total, value.Done);
            }
        }
    }

    /// <summary>How many are done, of how many where that is known, and how many in a second.</summary>
    sealed class CountColumn : ProgressColumn
    {
        public const string Done = "done";

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var done = task.State.Get<long>(Done);
            var seconds = task.ElapsedTime?.TotalSeconds ?? 0;
            var total = task.IsIndeterminate || task.MaxValue < done ? "" : string.Create(CultureInfo.InvariantCulture, $" of {task.MaxValue:#,0}");
            var rate = seconds > 0.5 && done > 0 ? string.Create(CultureInfo.InvariantCulture, $", {done / seconds:#,0} a second") : "";
            return new Text(string.Create(CultureInfo.InvariantCulture, $"{done:#,0}{total}{rate}")).RightJustified();
        }
    }

    sealed class Lines(TextWriter output) : IProgress<ImportProgress>
    {
        readonly Lock _lock = new();
        string _work = "";
        long _next;

        public void Report(ImportProgress value)
        {
            lock (_lock)
            {
                if (value.Work == _work && value.Done < _next)
                    return;
                _next = value.Work == _work ? value.Done + Math.Max(1000, value.Total / 10) : value.Total / 10;
                _work = value.Work;
                output.WriteLine(value.Total > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{value.Work}: {value.Done} of {value.Total}")
                    : string.Create(CultureInfo.InvariantCulture, $"{value.Work}: {value.Done}"));
            }
        }
    }
}
