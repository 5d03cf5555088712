using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Testing.Mail;

/// <summary>A mailbox in the test's process: as much of IMAP (RFC 3501, UIDPLUS, MOVE) as is needed to read, mark and move mails of the inbox.</summary>
public sealed partial class ImapServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly List<Task> _sessions = [];
    readonly Lock _lock = new();
    readonly List<StoredMail> _inbox = [];
    readonly List<StoredMail> _moved = [];
    Task _accepting = Task.CompletedTask;
    int _uid;

    ImapServer()
    {
    }

    /// <summary>Starts a server with an empty inbox and the folder <c>Reports</c>; dispose it to stop it.</summary>
    public static ImapServer Start()
    {
        var server = new ImapServer();
        server._listener.Start();
        server.Port = ((IPEndPoint)server._listener.LocalEndpoint).Port;
        server._accepting = server.AcceptAsync();
        return server;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Configuration that makes the site read this mailbox.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings =>
    [
        ("Portal:Imap:Host", "127.0.0.1"), ("Portal:Imap:Port", Port.ToString(CultureInfo.InvariantCulture)), ("Portal:Imap:Security", "None"),
        ("Portal:Imap:User", "reports"), ("Portal:Imap:Password", "secret"), ("Portal:Imap:ProcessedFolder", "Reports"),
    ];

    /// <summary>Whether a client may come in, by what it says with <c>AUTHENTICATE XOAUTH2</c>; null where that is not offered.</summary>
    public Func<string, bool>? SignIn { get; set; }

    /// <summary>Mails of the inbox that nobody has marked as read.</summary>
    public int Unread => Locked(() => _inbox.Count(mail => !mail.Seen));

    /// <summary>Mails of the inbox.</summary>
    public int Inbox => Locked(() => _inbox.Count);

    /// <summary>Mails that were moved away.</summary>
    public int Moved => Locked(() => _moved.Count);

    /// <summary>Puts a mail into the inbox.</summary>
    public void Deliver(string mail) => Locked(() =>
    {
        _inbox.Add(new(++_uid, Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"))));
        return 0;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await SayAsync(stream, $"* OK [CAPABILITY {Capabilities}] ready\r\n");
                while (await reader.ReadLineAsync(_stop.Token) is { } line)
                {
                    var (tag, command) = line.Split(' ', 2) is [var first, var second] ? (first, second) : (line, "");
                    await SayAsync(stream, Answer(command) is { } answer ? $"{answer}{tag} OK {(command.StartsWith("SELECT", StringComparison.Ordinal) ? "[READ-WRITE] " : "")}done\r\n"
                        : $"{tag} {(command.StartsWith("AUTH", StringComparison.Ordinal) ? "NO refused" : "BAD unknown")}\r\n");
                    if (command == "LOGOUT")
                        return;
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    string Capabilities => "IMAP4rev1 UIDPLUS MOVE" + (SignIn is null ? "" : " AUTH=XOAUTH2 SASL-IR");

    Task SayAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), _stop.Token).AsTask();

    string? Answer(string command)
    {
        if (command.StartsWith("CAPABILITY", StringComparison.Ordinal))
            return $"* CAPABILITY {Capabilities}\r\n";
        if (command.StartsWith("AUTHENTICATE XOAUTH2 ", StringComparison.Ordinal))
            return SignIn?.Invoke(Encoding.UTF8.GetString(Convert.FromBase64String(command.Split(' ')[2]))) == true ? "" : null;
        if (command.StartsWith("LIST", StringComparison.Ordinal))
            return command.EndsWith("\"\"", StringComparison.Ordinal) ? "* LIST (\\Noselect) \"/\" \"\"\r\n" : $"* LIST () \"/\" {(command.Contains("Reports", StringComparison.Ordinal) ? "Reports" : "INBOX")}\r\n";
        if (command.StartsWith("SELECT", StringComparison.Ordinal))
            return $"* FLAGS (\\Seen \\Deleted)\r\n* {Inbox} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [PERMANENTFLAGS (\\Seen \\Deleted)] ok\r\n";
        if (command.StartsWith("UID SEARCH", StringComparison.Ordinal))
            return Locked(() => $"* SEARCH{string.Concat(_inbox.Where(mail => !mail.Seen).Select(mail => " " + mail.Uid.ToString(CultureInfo.InvariantCulture)))}\r\n");
        if (Uids().Match(command) is not { Success: true } match)
            return command is "LOGOUT" or "NOOP" || command.StartsWith("LOGIN", StringComparison.Ordinal) ? "" : null;
        var uids = match.Groups["set"].Value.Split(',').SelectMany(range => range.Split(':') is [var from, var to] ? Enumerable.Range(Number(from), Number(to) - Number(from) + 1) : [Number(range)]).ToHashSet();
        return Locked(() => match.Groups["verb"].Value switch
        {
            "FETCH" => string.Concat(_inbox.Select((mail, place) => (mail, place)).Where(one => uids.Contains(one.mail.Uid)).Select(one => Fetch(one.mail, one.place + 1, command))),
            "STORE" => Each(uids, mail => mail.Seen |= command.Contains("\\Seen", StringComparison.Ordinal)),
            _ => Move(uids),
        });
    }

    static string Fetch(StoredMail mail, int number, string command) => command.Contains("BODY.PEEK[]", StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"* {number} FETCH (UID {mail.Uid} BODY[] {{{mail.Bytes.Length}}}\r\n{Encoding.Latin1.GetString(mail.Bytes)})\r\n")
        : string.Create(CultureInfo.InvariantCulture, $"* {number} FETCH (UID {mail.Uid} RFC822.SIZE {mail.Bytes.Length})\r\n");

    string Each(HashSet<int> uids, Action<StoredMail> change)
    {
        foreach (var mail in _inbox.Where(mail => uids.Contains(mail.Uid)))
            change(mail);
        return "";
    }

    string Move(HashSet<int> uids)
    {
        var answer = new StringBuilder();
        for (var place = _inbox.Count - 1; place >= 0; place--)
        {
            if (!uids.Contains(_inbox[place].Uid))
                continue;
            _moved.Add(_inbox[place]);
            _inbox.RemoveAt(place);
            answer.Append(CultureInfo.InvariantCulture, $"* {place + 1} EXPUNGE\r\n");
        }
        return answer.ToString();
    }

    T Locked<T>(Func<T> work)
    {
        lock (_lock)
            return work();
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^UID (?<verb>FETCH|STORE|MOVE) (?<set>[\d,:]+) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Uids();

    sealed class StoredMail(int uid, byte[] bytes)
    {
        public int Uid { get; } = uid;

        public byte[] Bytes { get; } = bytes;

        public bool Seen { get; set; }
    }
}
