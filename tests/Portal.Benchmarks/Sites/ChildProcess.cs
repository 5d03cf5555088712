using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Portal.Benchmarks.Sites;

/// <summary>A program of the build that is run as a process of its own, with what it prints kept for the case that it fails.</summary>
sealed class ChildProcess : IDisposable
{
    readonly Process _process;
    readonly List<string> _output = [];

    ChildProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, program)))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Memory that the process holds now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public bool HasExited => _process.HasExited;

    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        new(program, arguments, environment ?? new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Waits for the end and returns what was printed.</summary>
    /// <exception cref="InvalidOperationException">The program failed; the message holds what it printed.</exception>
    public async Task<string> FinishAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode == 0 ? Printed() : throw Failed();
    }

    public InvalidOperationException Failed() =>
        new(string.Create(CultureInfo.InvariantCulture, $"The program ended with {_process.ExitCode}:{Environment.NewLine}{Printed()}"));

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
    }

    string Printed()
    {
        lock (_output)
            return string.Join(Environment.NewLine, _output.TakeLast(40));
    }
}
