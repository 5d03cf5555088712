using Portal.Content.Recipes;
using Spectre.Console;

namespace Portal.Content.CommandLine;

/// <summary>Shows how far a recipe is: as bars in a terminal, otherwise as lines of text. Both go beside the output, so that it can be piped.</summary>
public static class RecipeProgressDisplay
{
    /// <summary>Runs the work and shows its progress.</summary>
    public static async Task<T> RunAsync<T>(TextWriter error, Func<IProgress<RecipeProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
            return await work(new Lines(error));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return await console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bars(context)));
    }

    sealed class Lines(TextWriter output) : IProgress<RecipeProgress>
    {
        const int ItemsBetweenLines = 1000;

        int _next;

        public void Report(RecipeProgress value)
        {
            if (value.Item == 0)
            {
                _next = ItemsBetweenLines;
                output.WriteLine(value.Items == 0 ? $"Step {value.Step} of {value.Steps}: {value.Name}" : $"Step {value.Step} of {value.Steps}: {value.Name}, {value.Items} content items");
            }
            else if (value.Item >= _next)
            {
                _next = value.Item + ItemsBetweenLines;
                output.WriteLine($"  {value.Item} of {value.Items} content items");
            }
        }
    }

    sealed class Bars(ProgressContext context) : IProgress<RecipeProgress>
    {
        ProgressTask? _steps;
        ProgressTask? _items;

        public void Report(RecipeProgress value)
        {
            _steps ??= context.AddTask("Recipe", maxValue: value.Steps);
            (_steps.MaxValue, _steps.Value, _steps.Description) = (value.Steps, value.Step - 1, Markup.Escape($"Step {value.Step} of {value.Steps}: {value.Name}"));
            if (value.Items == 0)
                return;
            if (value.Item == 0)
                _items = context.AddTask("Content items", maxValue: value.Items);
            if (_items is not null)
                _items.Value = value.Item;
            if (value.Item == value.Items)
                _steps.Value = value.Step;
        }
    }
}
