using System.Diagnostics;
using System.Globalization;

namespace Portal.Benchmarks.Searching;

/// <summary>Asks many questions of one kind and tells how long the answers took.</summary>
static class Latencies
{
    /// <summary>Asks each question once to warm up and once to measure, one after another.</summary>
    /// <returns>
    /// Half took less than the first, 99 of 100 less than the second, in milliseconds; milliseconds of a processor for each, which tell more
    /// where other programs run; and how many answers were empty.
    /// </returns>
    public static async Task<(double Median, double P99, double Processor, int Empty)> MeasureAsync<T>(IReadOnlyList<T> questions, Func<T, ValueTask<bool>> ask)
    {
        var times = new List<double>(questions.Count);
        var empty = 0;
        foreach (var question in questions.Take(questions.Count / 5))
            await ask(question);
        var before = Environment.CpuUsage.TotalTime;
        foreach (var question in questions)
        {
            var asked = Stopwatch.GetTimestamp();
            if (!await ask(question))
                empty++;
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        var processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / questions.Count;
        times.Sort();
        return (times[times.Count / 2], times[times.Count * 99 / 100], processor, empty);
    }

    /// <summary>Measures and prints a line.</summary>
    public static async Task PrintAsync<T>(string what, IReadOnlyList<T> questions, Func<T, ValueTask<bool>> ask)
    {
        var (median, p99, processor, empty) = await MeasureAsync(questions, ask);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {what,-22} p50 {median,8:0.00} ms   p99 {p99,8:0.00} ms   {processor,8:0.00} ms of a processor  {(empty > 0 ? $"{empty} of {questions.Count} found nothing" : "")}"));
    }
}
