using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Authentication;

/// <summary>Reaches for the mail server as a delivery does: whether it lets us in, and whether the way there is encrypted.</summary>
sealed class MailServerCheck(SmtpOptions smtp, IStringLocalizer texts, MailTokens? tokens = null) : ISiteCheck
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        if (smtp.Host.Length == 0)
            return [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        await using var connection = new SmtpConnection(smtp, tokens);
        try
        {
            await connection.ReadyAsync(limit.Token);
        }
        catch (MailUnreachableException unreachable)
        {
            return [new(CheckState.Trouble, "SMTP", texts["{0} Mail waits. Check Portal:Smtp.", unreachable.Message])];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [new(CheckState.Trouble, "SMTP", texts["The mail server {0} did not answer within {1} seconds. Check Portal:Smtp and whether a firewall stands between.", $"{smtp.Host}:{smtp.Port}", (int)Limit.TotalSeconds])];
        }
        return [connection.Encryption switch
        {
            null when IsHere() => new(CheckState.Well, "SMTP", texts["{0} is on this machine and answers; what is said does not leave it.", $"{smtp.Host}:{smtp.Port}"]),
            null => new(CheckState.Trouble, "TLS", texts["What is sent to {0} is not encrypted, and anybody on the way can read it. Set Portal:Smtp:Security to StartTls or SslOnConnect.", $"{smtp.Host}:{smtp.Port}"]),
#pragma warning disable CA5397, SYSLIB0039 // They are told from the good ones here.
            SslProtocols.Tls or SslProtocols.Tls11 => new(CheckState.Notice, "TLS", texts["{0} knows only an old kind of encryption ({1}). Ask its operator for TLS 1.2 or later.", $"{smtp.Host}:{smtp.Port}", connection.Encryption]),
#pragma warning restore CA5397, SYSLIB0039
            var protocol => new(CheckState.Well, "TLS", texts["{0} answers, encrypted ({1}), with a certificate that is trusted.", $"{smtp.Host}:{smtp.Port}", protocol]),
        }];
    }

    bool IsHere() => smtp.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(smtp.Host, out var address) && IPAddress.IsLoopback(address));
}
