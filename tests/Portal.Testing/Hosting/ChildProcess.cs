using System.Diagnostics;
using System.Text;

namespace Portal.Testing.Hosting;

/// <summary>What a program left behind when it ended.</summary>
/// <param name="ExitCode">Exit code; above 128 where a signal ended it.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>The result, where the program ended well.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message shows what it printed.</exception>
    public ProcessResult EnsureSuccess() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"The program ended with {ExitCode}.\n{Output}\n{Error}");
}

/// <summary>A program that a test has started, with everything that it prints.</summary>
public class ChildProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly Lock _lock = new();
    readonly StringBuilder _output = new();
    readonly StringBuilder _error = new();
    bool _disposed;

    /// <summary>Starts the program.</summary>
    public ChildProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        start.StandardErrorEncoding = Encoding.UTF8;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it printed so far, on both streams.</summary>
    public string Printed
    {
        get
        {
            lock (_lock)
                return _error.Length == 0 ? _output.ToString() : $"{_output}\n{_error}";
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<ProcessResult> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        lock (_lock)
            return new(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    /// <summary>Ends it as a power cut would (SIGKILL): nothing is finished or flushed.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end (SIGTERM) and waits until it has.</summary>
    /// <returns>What it left behind.</returns>
    public async Task<ProcessResult> StopAsync(CancellationToken cancellationToken)
    {
        if (!_process.HasExited)
        {
            using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await signal.WaitForExitAsync(cancellationToken);
        }
        return await WaitForExitAsync(cancellationToken);
    }

    /// <summary>Called with each line of standard output, as it comes.</summary>
    protected virtual void OnLine(string line)
    {
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await KillAsync();
            _process.Dispose();
        }
        GC.SuppressFinalize(this);
    }

    void Take(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (_lock)
            text.Append(line).Append('\n');
        if (text == _output)
            OnLine(line);
    }
}
