using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Measurements;

namespace Portal.Benchmarks.Parsing;

/// <summary>Parsers of other languages, where this machine has them: each measures its own time of the processor, and prints seconds and items.</summary>
static class OtherParsers
{
    const string Node = """
        const Parser = require('rss-parser'), text = require('fs').readFileSync(process.argv[1], 'utf8');
        (async () => { let best = 1e9, count = 0; for (let i = 0; i <= +process.argv[2]; i++) { const t = process.cpuUsage(); count = (await new Parser().parseString(text)).items.length;
          const u = process.cpuUsage(t), s = (u.user + u.system) / 1e6; if (i && s < best) best = s; } console.log(best, count); })().catch(e => { console.error(e); process.exit(1); });
        """;

    const string Python = """
        import sys, time, feedparser
        data = open(sys.argv[1], 'rb').read(); best = 1e9; count = 0
        for i in range(max(1, int(sys.argv[2]) // 2)):
            t = time.process_time(); count = len(feedparser.parse(data).entries); best = min(best, time.process_time() - t)
        print(best, count)
        """;

    /// <summary>Prints a line for each. <c>NODE_PATH</c> tells where rss-parser lies, <c>PYTHONPATH</c> where feedparser.</summary>
    public static async Task PrintAsync(string file, int bytes, int items, int rounds, CancellationToken cancellationToken)
    {
        await PrintAsync("npm rss-parser: parsing alone", "node", ["-e", Node, file, rounds.ToString(CultureInfo.InvariantCulture)], bytes, items, cancellationToken);
        await PrintAsync("Python feedparser: parsing and sanitising", "python3", ["-c", Python, file, rounds.ToString(CultureInfo.InvariantCulture)], bytes, items, cancellationToken);
    }

    static async Task PrintAsync(string name, string program, string[] arguments, int bytes, int items, CancellationToken cancellationToken)
    {
        var line = await RunAsync(program, arguments, cancellationToken);
        var parts = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        await Console.Out.WriteLineAsync(parts is [var first, var second] && double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && second == items.ToString(CultureInfo.InvariantCulture)
            ? ParseMeasurement.Line(name, items / seconds, bytes / 1e6 / seconds, "")
            : $"{name,-48} not here");
    }

    static async Task<string?> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await error;
            return process.ExitCode == 0 ? await output : null;
        }
        catch (Win32Exception)
        {
            // The program is not installed.
            return null;
        }
    }
}
