using System.Diagnostics;
using System.Globalization;
using Portal.Content.Storage;
using Portal.Feeds.Tests.Internet;
using Portal.Testing.Internet;

namespace Portal.Benchmarks.Measurements;

/// <summary>Lets days pass over very many sources of a simulated internet, and tells how it was asked and how fresh the news was.</summary>
static class InternetMeasurement
{
    public static async Task<int> RunAsync(int sources, TimeSpan duration, int parallel, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var days = await SimulatedDays.OpenAsync(sources, parallel, DatabaseProvider.Sqlite, cancellationToken);
        await SayAsync($"{sources:N0} sources added in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
        var internet = days.Internet;
        for (var day = 1; day <= Math.Ceiling(duration.TotalDays); day++)
        {
            begun = Stopwatch.GetTimestamp();
            var before = internet.Answers.Values.Sum();
            var rest = duration - TimeSpan.FromDays(day - 1);
            await days.RunAsync(rest < TimeSpan.FromDays(1) ? rest : TimeSpan.FromDays(1), cancellationToken);
            var requests = internet.Answers.Values.Sum() - before;
            var took = Stopwatch.GetElapsedTime(begun);
            await SayAsync($"day {day}: {requests:N0} requests ({requests / took.TotalSeconds:0} a second of the machine), {took.TotalSeconds:0} s");
        }
        await SayAsync($"answers    {string.Join(", ", internet.Answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value:N0}"))}");
        await SayAsync($"bytes      {internet.Bytes / 1024.0 / 1024.0:0} MB");
        await SayAsync($"politeness at most {internet.Hosts.Values.Max(host => host.MostAtATime)} at a time to a host, {internet.Hosts.Values.Sum(host => host.Unwelcome)} requests to hosts that wanted to be left alone");
        var freshness = await days.FreshnessAsync(cancellationToken);
        await SayAsync($"freshness  {freshness.Count:N0} new entries, from publication to import: median {At(freshness, .5):0.0} min, p90 {At(freshness, .9):0.0} min");
        foreach (var rhythm in internet.Sources.GroupBy(source => source.Rhythm).OrderBy(group => group.Key))
            await SayAsync($"           a source with an entry each {rhythm.Key.TotalMinutes:0} min was asked {rhythm.Average(internet.Requests) / duration.TotalDays:0.0} times a day");
        var starved = internet.Sources.Where(source => source.Habit != ServerHabit.Ending && !(internet.LongestGap(source) < TimeSpan.FromHours(26))).ToList();
        await SayAsync($"starved    {starved.Count} sources were not asked for 26 hours or more{(starved.Count > 0 ? $", such as {starved[0].Url} ({starved[0].Habit})" : "")}");
        await SayAsync($"memory     {Environment.WorkingSet / 1024.0 / 1024.0:0} MB resident, servers and importer together");
        return 0;
    }

    static double At(List<double> sorted, double part) => sorted.Count == 0 ? 0 : sorted[(int)((sorted.Count - 1) * part)];

    static Task SayAsync(FormattableString text) => Console.Out.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
