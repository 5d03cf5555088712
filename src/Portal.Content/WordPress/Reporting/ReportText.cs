using System.Text.Json;

namespace Portal.Content.WordPress.Reporting;

/// <summary>Writes the report for people, or as JSON.</summary>
static class ReportText
{
    const int Shown = 25;

    public static string Json(ImportReport report) => JsonSerializer.Serialize(report, WxrReportJson.Default.ImportReport);

    public static async Task WriteAsync(TextWriter output, ImportReport report)
    {
        await output.WriteLineAsync(report.DryRun ? $"This is what an import of {report.Site} would do. Nothing was stored." : $"{report.Site} was imported.");
        foreach (var (kind, count) in report.Counts)
        {
            (int Number, string Words)[] fates =
            [
                (count.Created, "new"), (count.Updated, "changed in WordPress and updated"), (count.Unchanged, "here already"),
                (count.Kept, "left as changed here"), (count.Skipped, "not brought over"),
            ];
            await output.WriteLineAsync($"  {kind}: {string.Join(", ", fates.Where(fate => fate.Number > 0).Select(fate => $"{fate.Number} {fate.Words}"))}");
        }
        if (report.Warnings.Count > 0)
            await output.WriteLineAsync("To look at:");
        foreach (var warning in report.Warnings.Take(Shown))
            await output.WriteLineAsync($"  {Where(warning)}{warning.Message}");
        var more = report.Warnings.Count - Math.Min(Shown, report.Warnings.Count) + report.MoreWarnings;
        if (more > 0)
            await output.WriteLineAsync($"  … and {more} more. --json or --report FILE tells all of them.");
        if (report.Damage is not null)
            await output.WriteLineAsync(report.Damage);
    }

    static string Where(ImportWarning warning) => (warning.PostId, warning.Title) switch
    {
        (null, "") => "",
        (null, var title) => $"{title}: ",
        (var id, var title) => $"{id} “{title}”: ",
    };
}
