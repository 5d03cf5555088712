using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Portal.Newsletter.Mail;

/// <summary>A connection to the relay that is kept for many messages.</summary>
sealed class SmtpConnection(SmtpOptions options) : IMailConnection
{
    static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    SmtpClient? _client;

    /// <summary>The socket in use, for tests of its settings.</summary>
    internal Socket? Socket { get; private set; }

    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (_client is { IsConnected: true })
            return;
        await CloseAsync(polite: false);
        // MailKit's own socket leaves Nagle's algorithm on, which costs 40 ms a message against delayed acknowledgements.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var client = new SmtpClient { Timeout = 60_000 };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectTimeout);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, limit.Token);
            await client.ConnectAsync(socket, options.Host, options.Port, options.Security, limit.Token);
            if (options.User.Length > 0)
                await client.AuthenticateAsync(options.User, options.Password, limit.Token);
            (_client, Socket) = (client, socket);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsConnectionFailure(exception))
        {
            client.Dispose();
            socket.Dispose();
            throw new MailUnreachableException($"The mail server {options.Host}:{options.Port} can't be used: {exception.Message}", exception);
        }
        catch
        {
            client.Dispose();
            socket.Dispose();
            throw;
        }
    }

    public async Task<MailOutcome> SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        if (_client is null)
            return new(MailResult.Lost, "There was no connection.");
        var written = new Written();
        try
        {
            return new(MailResult.Accepted, await _client.SendAsync(message, cancellationToken, written));
        }
        catch (SmtpCommandException exception)
        {
            var code = (int)exception.StatusCode;
            if (code == 421)
                await CloseAsync(polite: false);
            return new(code < 500 ? MailResult.Deferred : MailResult.Refused, $"{code} {exception.Message}");
        }
        catch (ServiceNotAuthenticatedException exception)
        {
            // The server wants a sign-in that it did not get (530): nothing was handed over, and the settings can be put right meanwhile.
            await CloseAsync(polite: false);
            return new(MailResult.Deferred, exception.Message);
        }
        catch (NotSupportedException exception)
        {
            return new(MailResult.Refused, exception.Message);
        }
        catch (Exception exception) when (exception is System.IO.IOException or SmtpProtocolException or ServiceNotConnectedException or SocketException
            or OperationCanceledException or TimeoutException)
        {
            await CloseAsync(polite: false);
            return new(written.Whole ? MailResult.InDoubt : MailResult.Lost, exception.Message);
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync(polite: true);

    async Task CloseAsync(bool polite)
    {
        if (_client is not { } client)
            return;
        (_client, Socket) = (null, null);
        try
        {
            if (polite && client.IsConnected)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                await client.DisconnectAsync(quit: true, limit.Token);
            }
        }
        catch (Exception exception) when (exception is System.IO.IOException or ProtocolException or SocketException or OperationCanceledException)
        {
            // Every message on this connection has had its answer; the goodbye does not matter.
        }
        client.Dispose();
    }

    static bool IsConnectionFailure(Exception exception) => exception is SocketException or System.IO.IOException or ProtocolException
        or CommandException or SslHandshakeException or AuthenticationException or SaslException or OperationCanceledException or NotSupportedException;

    /// <summary>
    /// Sees how much of the message MailKit has written. The final dot is written only after the whole content, so a loss before that
    /// is a message that was certainly not taken.
    /// </summary>
    sealed class Written : ITransferProgress
    {
        public bool Whole { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Whole |= bytesTransferred >= totalSize;

        // No total is known: take the worse for granted.
        public void Report(long bytesTransferred) => Whole = true;
    }
}

/// <summary>Mail goes to a relay by SMTP.</summary>
sealed class SmtpTransport(SmtpOptions options) : IMailTransport
{
    public IMailConnection Open() => new SmtpConnection(options);

    public bool? WasTaken(string messageId) => null;
}
