using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Portal.Testing.Mail;

/// <summary>
/// A mail server in the test's process: speaks SMTP (PIPELINING, SIZE, 8BITMIME, SMTPUTF8) on a free port of the loopback interface
/// and records every message before it answers 250 to the final dot. A script may refuse, delay or cut at any step.
/// </summary>
public sealed class SmtpServer : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<(SmtpStage, string), int> _times = new();
    readonly ConcurrentDictionary<int, Task> _sessions = new();
    readonly Lock _lock = new();
    readonly List<ReceivedMail> _messages = [];
    TaskCompletionSource _arrived = NewSignal();
    Task _accepting = Task.CompletedTask;
    int _connections;

    SmtpServer()
    {
    }

    /// <summary>Starts a server; dispose it to stop it.</summary>
    public static SmtpServer Start()
    {
        var server = new SmtpServer();
        server._listener.Start();
        server.Port = ((IPEndPoint)server._listener.LocalEndpoint).Port;
        server._accepting = server.AcceptAsync();
        return server;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Decides at each step whether the server goes on (null) or does something else. May be changed while the server runs.</summary>
    public Func<SmtpStep, SmtpFault?> Script { get; set; } = _ => null;

    /// <summary>Whether SMTPUTF8 (RFC 6531) is offered.</summary>
    public bool OffersUtf8 { get; set; } = true;

    /// <summary>How clients may sign in (RFC 4954); empty where nobody needs to. They must send all that they have to say with the command.</summary>
    public IReadOnlyList<string> Mechanisms { get; set; } = [];

    /// <summary>Whether a client may come in, by the mechanism and what it says.</summary>
    public Func<string, string, bool> SignIn { get; set; } = (_, _) => true;

    /// <summary>Connections taken so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The messages recorded so far, in their order.</summary>
    public IReadOnlyList<ReceivedMail> Messages
    {
        get
        {
            lock (_lock)
                return [.. _messages];
        }
    }

    /// <summary>Configuration that makes the site send through this server.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        // Nobody answers there: no test asks the machine's name servers about a domain that is made up.
        ["Portal:Newsletter:DnsServer"] = "127.0.0.1:9",
        ["Portal:Smtp:Host"] = "127.0.0.1",
        ["Portal:Smtp:Port"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Portal:Smtp:Security"] = "None",
        ["Portal:Smtp:From"] = "digest@portal.example",
    };

    /// <summary>The first message, of those that came or will come, for which the condition holds.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public async Task<ReceivedMail> WaitForAsync(Func<ReceivedMail, bool> condition, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_messages.FirstOrDefault(condition) is { } found)
                    return found;
                next = _arrived.Task;
            }
            try
            {
                await next.WaitAsync(Patience - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } left ? left : TimeSpan.Zero, cancellationToken);
            }
            catch (TimeoutException exception)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds:0} s in vain for a mail. These came: {string.Join(", ", Messages.Select(mail => $"“{mail.Message.Subject}” to {string.Join(' ', mail.To)}"))}", exception);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions.Values);
        _stop.Dispose();
    }

    internal SmtpFault? At(SmtpStage stage, string argument, int connection) =>
        Script(new(stage, argument, connection, _times.AddOrUpdate((stage, argument), 1, (_, times) => times + 1)));

    internal void Record(ReceivedMail mail)
    {
        TaskCompletionSource arrived;
        lock (_lock)
        {
            _messages.Add(mail);
            (arrived, _arrived) = (_arrived, NewSignal());
        }
        arrived.SetResult();
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                var number = Interlocked.Increment(ref _connections);
                _sessions[number] = new SmtpSession(this, client, number).RunAsync(_stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
