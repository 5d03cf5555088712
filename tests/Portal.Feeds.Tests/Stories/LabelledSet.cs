using System.Globalization;
using Portal.Feeds.Tests.Importing;

namespace Portal.Feeds.Tests.Stories;

/// <summary>Reports of which it is known which tell of one event (<c>events.txt</c>).</summary>
static class LabelledSet
{
    /// <summary>The reports in the order of their dates, each with the name of its event.</summary>
    public static IReadOnlyList<(string Event, Report Report)> Read(DateTime begin)
    {
        var reports = new List<(string, Report)>();
        var name = "";
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Stories", "events.txt")))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line.Split(';', 5) is [var source, var language, var hours, var title, var text])
                reports.Add((name, new(SourceId(source), language, begin.AddHours(double.Parse(hours, CultureInfo.InvariantCulture)), title, text)));
            else
                name = line;
        }
        return [.. reports.OrderBy(report => report.Item2.PublishedUtc)];
    }

    static string SourceId(string name) => Content.Items.ContentIdentity.Of(name);
}
