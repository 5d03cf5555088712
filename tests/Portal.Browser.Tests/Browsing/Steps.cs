using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Portal.Testing;

namespace Portal.Browser.Tests.Browsing;

/// <summary>
/// What a task costs: pages that are opened, clicks, keys, and fields that are filled in (however many letters it takes). Counted by the
/// window itself from the events of a person's hands, and by the clock for what the machine takes, as the hands of the tests need no time.
/// </summary>
public sealed class Steps
{
    // The script stands before the page's own, and hears of everything first.
    const string Counting = """
        (() => {
          let field = null;
          const isField = element => element instanceof Element && element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
          addEventListener("pointerdown", event => { if (event.isTrusted && !isField(event.target)) tellStep("click"); }, true);
          addEventListener("keydown", event => {
            if (!event.isTrusted || ["Control", "Shift", "Alt", "Meta"].includes(event.key) || (isField(event.target) && event.key !== "Enter")) return;
            tellStep("key");
          }, true);
          addEventListener("input", event => {
            const here = isField(event.target);
            if (!here || here === field) return;
            field = here;
            tellStep("field");
          }, true);
        })();
        """;

    static readonly string Table = Path.Combine(Repository.Root, "artifacts", "desk-steps.md");

    readonly IPage _page;
    readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    readonly List<string> _lines = ["| task | pages | clicks | keys | fields | machine |", "|---|---|---|---|---|---|"];
    string _path = "";

    Steps(IPage page) => _page = page;

    /// <summary>Begins to count in a window.</summary>
    public static async Task<Steps> CountAsync(Visit visit)
    {
        var steps = new Steps(visit.Page);
        await visit.Page.ExposeFunctionAsync("tellStep", (string kind) => steps.Add(kind));
        await visit.Page.AddInitScriptAsync(Counting);
        visit.Page.FrameNavigated += (_, frame) =>
        {
            if (frame != visit.Page.MainFrame || new Uri(frame.Url).AbsolutePath is var path && path == steps._path)
                return;
            steps._path = path;
            steps.Add("page");
        };
        return steps;
    }

    /// <summary>Does a task, beginning at the page that is open, and adds it to <c>artifacts/desk-steps.md</c>.</summary>
    /// <returns>Pages, clicks, keys and fields.</returns>
    public async Task<(int Pages, int Clicks, int Keys, int Fields)> TakeAsync(string task, Func<Task> work)
    {
        lock (_counts)
            _counts.Clear();
        var watch = Stopwatch.StartNew();
        await work();
        watch.Stop();
        // What the window told before is here when it answers.
        await _page.EvaluateAsync("() => 0");
        var steps = (Count("page"), Count("click"), Count("key"), Count("field"));
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {task} | {steps.Item1} | {steps.Item2} | {steps.Item3} | {steps.Item4} | {watch.Elapsed.TotalSeconds:0.0} s |"));
        Directory.CreateDirectory(Path.GetDirectoryName(Table)!);
        await File.WriteAllLinesAsync(Table, _lines);
        return steps;
    }

    void Add(string kind)
    {
        lock (_counts)
            _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
    }

    int Count(string kind)
    {
        lock (_counts)
            return _counts.GetValueOrDefault(kind);
    }
}
