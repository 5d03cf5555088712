using System.Globalization;

namespace Portal.Benchmarks.Sites;

/// <summary>A Portal that is served from a data directory, in a process of its own.</summary>
sealed class MeasuredSite : IDisposable
{
    /// <summary>The program as a build leaves it in its own folder, compiled ahead; the copy beside the benchmarks isn't.</summary>
    static readonly string Program = ProgramOf(new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)));

    readonly ChildProcess _process;
    readonly HttpClient _client = new();

    MeasuredSite(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public long ResidentBytes => _process.ResidentBytes;

    /// <summary>Starts the program and returns at once.</summary>
    public static MeasuredSite Launch(string dataDirectory, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ChildProcess.FreePort()}/"));
        return new(ChildProcess.Start(Program, ["--data", dataDirectory, "--urls", address.GetLeftPart(UriPartial.Authority)], Environment(settings)), address);
    }

    /// <summary>Runs a verb on a data directory to its end.</summary>
    public static async Task<string> RunVerbAsync(string dataDirectory, IEnumerable<string> verb, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        using var process = ChildProcess.Start(Program, [.. verb, "--data", dataDirectory], Environment(settings));
        return await process.FinishAsync(cancellationToken);
    }

    /// <summary>Waits until an address answers with success, and returns what it sends.</summary>
    public async Task<byte[]> WaitForAsync(string path, TimeSpan pause, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_process.HasExited)
                throw _process.Failed();
            try
            {
                using var response = await _client.GetAsync(new Uri(Address, path), cancellationToken);
                if (response.IsSuccessStatusCode)
                    return await response.Content.ReadAsByteArrayAsync(cancellationToken);
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(pause, cancellationToken);
        }
    }

    /// <summary>Waits until the first imports are done: until a page stays as it is for six seconds.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var (length, same) = (-1, 0);
        while (same < 3)
        {
            var now = (await WaitForAsync("", TimeSpan.FromSeconds(1), cancellationToken)).Length;
            (length, same) = now == length ? (length, same + 1) : (now, 0);
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Dispose();
    }

    static Dictionary<string, string> Environment(IEnumerable<KeyValuePair<string, string>> settings) =>
        new(settings, StringComparer.Ordinal) { ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = "Production" };

    static string ProgramOf(DirectoryInfo output) =>
        Path.GetFullPath(Path.Combine(output.FullName, "..", "..", "..", "..", "..", "src", "Portal.Web", "bin", output.Parent!.Name, output.Name, "portal.dll"));
}
