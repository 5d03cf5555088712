using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;

namespace Portal.Testing.Mail;

/// <summary>One connection to the test server (RFC 5321).</summary>
sealed class SmtpSession(SmtpServer server, TcpClient client, int number)
{
    readonly NetworkStream _stream = client.GetStream();
    readonly List<string> _recipients = [];
    string? _from;
    bool _signedIn = server.Mechanisms.Count == 0;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(_stream);
        try
        {
            var open = await AnswerAsync(SmtpStage.Connected, "", "220 portal.test ESMTP", cancellationToken);
            while (open && await ReadLineAsync(reader, cancellationToken) is { } line)
                open = await HandleAsync(reader, Encoding.UTF8.GetString(line), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
        finally
        {
            await reader.CompleteAsync();
            client.Dispose();
        }
    }

    async Task<bool> HandleAsync(PipeReader reader, string line, CancellationToken cancellationToken)
    {
        var verb = line.Split(' ', ':')[0].ToUpperInvariant();
        switch (verb)
        {
            case "EHLO":
                Forget();
                return await AnswerAsync(SmtpStage.Hello, "", "250-portal.test\r\n250-PIPELINING\r\n250-SIZE 10485760\r\n"
                    + (server.Mechanisms.Count > 0 ? $"250-AUTH {string.Join(' ', server.Mechanisms)}\r\n" : "") + (server.OffersUtf8 ? "250-SMTPUTF8\r\n" : "") + "250-ENHANCEDSTATUSCODES\r\n250 8BITMIME", cancellationToken);
            case "HELO":
                Forget();
                return await AnswerAsync(SmtpStage.Hello, "", "250 portal.test", cancellationToken);
            case "AUTH":
                return await WriteAsync(SignIn(line.Split(' ')) ? "235 2.7.0 Welcome" : "535 5.7.8 Who is that?", cancellationToken);
            case "MAIL" when !_signedIn:
                return await WriteAsync("530 5.7.0 Authentication required", cancellationToken);
            case "MAIL":
                Forget();
                var from = Address(line);
                return await AnswerAsync(SmtpStage.From, from, "250 2.1.0 Ok", cancellationToken, () => _from = from);
            case "RCPT" when _from is null:
                return await WriteAsync("503 5.5.1 MAIL first", cancellationToken);
            case "RCPT":
                var recipient = Address(line);
                return await AnswerAsync(SmtpStage.Recipient, recipient, "250 2.1.5 Ok", cancellationToken, () => _recipients.Add(recipient));
            case "DATA" when _recipients.Count == 0:
                return await WriteAsync("503 5.5.1 RCPT first", cancellationToken);
            case "DATA":
                return await DataAsync(reader, cancellationToken);
            case "RSET":
                Forget();
                return await WriteAsync("250 2.0.0 Ok", cancellationToken);
            case "NOOP":
                return await WriteAsync("250 2.0.0 Ok", cancellationToken);
            case "QUIT":
                await WriteAsync("221 2.0.0 Bye", cancellationToken);
                return false;
            default:
                return await WriteAsync("502 5.5.2 Unknown command", cancellationToken);
        }
    }

    bool SignIn(string[] said) =>
        _signedIn = said is [_, var mechanism, var response] && server.Mechanisms.Contains(mechanism) && server.SignIn(mechanism, Encoding.UTF8.GetString(Convert.FromBase64String(response)));

    async Task<bool> DataAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        var recipients = string.Join(' ', _recipients);
        var begun = false;
        var open = await AnswerAsync(SmtpStage.Data, recipients, "354 Go on", cancellationToken, () => begun = true);
        if (!begun)
            return open;
        using var content = new MemoryStream();
        for (var first = true; ; first = false)
        {
            if (await ReadLineAsync(reader, cancellationToken) is not { } line)
                return false;
            if (first && server.At(SmtpStage.Content, recipients, number) is { Cut: true })
                return false;
            if (line is [(byte)'.'])
                break;
            content.Write(line is [(byte)'.', ..] ? line.AsSpan(1) : line);
            content.Write("\r\n"u8);
        }
        var mail = new ReceivedMail(_from!, [.. _recipients], content.ToArray(), number);
        Forget();
        var fault = server.At(SmtpStage.FinalDot, recipients, number);
        if (fault?.Answer is null or ['2', ..])
            server.Record(mail);
        return await ReactAsync(fault, "250 2.0.0 Ok: recorded", cancellationToken);
    }

    async Task<bool> AnswerAsync(SmtpStage stage, string argument, string usual, CancellationToken cancellationToken, Action? accepted = null)
    {
        var fault = server.At(stage, argument, number);
        if (fault is null or { Answer: null, Cut: false })
            accepted?.Invoke();
        return await ReactAsync(fault, usual, cancellationToken);
    }

    async Task<bool> ReactAsync(SmtpFault? fault, string usual, CancellationToken cancellationToken)
    {
        if (fault?.Wait is { } wait)
            await wait.WaitAsync(cancellationToken);
        if (fault?.Cut == true)
            return false;
        var answer = fault?.Answer ?? usual;
        await WriteAsync(answer, cancellationToken);
        return !answer.StartsWith("421", StringComparison.Ordinal);
    }

    async Task<bool> WriteAsync(string answer, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), cancellationToken);
        return true;
    }

    void Forget()
    {
        _from = null;
        _recipients.Clear();
    }

    static string Address(string line)
    {
        var open = line.IndexOf('<', StringComparison.Ordinal);
        var close = line.IndexOf('>', StringComparison.Ordinal);
        return open >= 0 && close > open ? line[(open + 1)..close] : "";
    }

    static async Task<byte[]?> ReadLineAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = result.Buffer.Slice(0, end).ToArray();
                reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line is [.., (byte)'\r'] ? line[..^1] : line;
            }
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }
}
