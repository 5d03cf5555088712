using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Portal.Content.Hosting;

namespace Portal.Newsletter.Mail;

/// <summary>A connection to the relay that is kept for many messages.</summary>
sealed class SmtpConnection(SmtpOptions options, MailTokens? tokens = null) : IMailConnection
{
    static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    ReportingClient? _client;

    /// <summary>How long the server may take for an answer.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The socket in use, for tests of its settings.</summary>
    internal Socket? Socket { get; private set; }

    /// <summary>How the connection is encrypted; null where it is not.</summary>
    public SslProtocols? Encryption => _client is { IsSecure: true } client ? client.SslProtocol : null;

    /// <summary>How long the server's certificate holds; null where it showed none.</summary>
    public CertificateLife? Certificate => _client?.Certificate;

    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (_client is { IsConnected: true })
            return;
        await CloseAsync(polite: false);
        // MailKit's own socket leaves Nagle's algorithm on, which costs 40 ms a message against delayed acknowledgements.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var client = new ReportingClient
        {
            CheckCertificateRevocation = options.CheckRevocation,
            // Reports bring the head of the mail back, not all of it (RFC 3461, 4.3).
            DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly,
        };
        client.Trust(options.TrustedCertificates.Length > 0 ? CertificateTrust.Of(options.TrustedCertificates, options.Host) : null);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectTimeout);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, limit.Token);
            await client.ConnectAsync(new GatheredStream(socket, Patience), options.Host, options.Port, options.Security, limit.Token);
            await SignInAsync(client, limit.Token);
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

    public async Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (_client is null)
            return new(MailResult.Lost, "There was no connection.");
        var written = new Written();
        try
        {
            _client.EnvelopeId = mail.EnvelopeId;
            var message = mail.Message;
            return new(MailResult.Accepted, mail.ReturnPath is null
                ? await _client.SendAsync(message, cancellationToken, written)
                : await _client.SendAsync(message, new MailboxAddress("", mail.ReturnPath), message.To.Mailboxes, cancellationToken, written));
        }
        catch (SmtpCommandException exception)
        {
            var code = (int)exception.StatusCode;
            if (code == 421)
                await CloseAsync(polite: false);
            return new(code < 500 ? MailResult.Deferred : MailResult.Refused, $"{code} {exception.Message}", exception.ErrorCode == SmtpErrorCode.RecipientNotAccepted);
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

    async Task SignInAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        if (options.Mechanisms.Count > 0)
            client.AuthenticationMechanisms.RemoveWhere(name => !options.Mechanisms.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (options.OAuth.IsConfigured)
        {
            // MailKit names no port to OAUTHBEARER (RFC 7628, 3.1), so the older mechanism goes first, which all who give tokens for mail know.
            await (tokens ?? throw new InvalidOperationException("There is nobody who fetches tokens.")).UseAsync(options.OAuth, token => client.AuthenticateAsync(
                client.AuthenticationMechanisms.Contains("OAUTHBEARER") && !client.AuthenticationMechanisms.Contains("XOAUTH2") ? new SaslMechanismOAuthBearer(options.User, token) : new SaslMechanismOAuth2(options.User, token), cancellationToken), cancellationToken);
        }
        else if (options.User.Length > 0)
        {
            await client.AuthenticateAsync(options.User, options.Password, cancellationToken);
        }
    }

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
        or CommandException or SslHandshakeException or MailKit.Security.AuthenticationException or SaslException or OperationCanceledException or NotSupportedException or HttpRequestException;

    /// <summary>Asks for reports where the server offers them (RFC 3461): about failures and long waits, under the mail's own identifier.</summary>
    sealed class ReportingClient : SmtpClient
    {
        public string? EnvelopeId { get; set; }

        public CertificateLife? Certificate { get; private set; }

        /// <summary>Remembers the certificate that the server shows. Whether it is trusted is told by another, by default as MailKit tells.</summary>
        public void Trust(RemoteCertificateValidationCallback? trusts) => ServerCertificateValidationCallback = (sender, certificate, chain, errors) =>
        {
            Certificate = certificate is X509Certificate2 own ? CertificateLife.Of(own) : null;
            return (trusts ?? DefaultServerCertificateValidationCallback)(sender, certificate, chain, errors);
        };

        protected override string? GetEnvelopeId(MimeMessage message) => EnvelopeId;

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            EnvelopeId is null ? null : DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay;
    }

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
