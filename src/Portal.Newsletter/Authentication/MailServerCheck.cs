using System.Globalization;
using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Authentication;

/// <summary>Reaches for the mail server as a delivery does: whether it lets us in, and whether the way there is encrypted.</summary>
sealed class MailServerCheck(SmtpOptions smtp, IStringLocalizer texts, TimeProvider time, MailTokens? tokens = null) : ISiteCheck
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
            return [new(CheckState.Trouble, "SMTP", texts["{0} Mail waits. Check Portal:Smtp.", unreachable.Message], SenderPage.Path)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [new(CheckState.Trouble, "SMTP", texts["The mail server {0} did not answer within {1} seconds. Check Portal:Smtp and whether a firewall stands between.", $"{smtp.Host}:{smtp.Port}", (int)Limit.TotalSeconds], SenderPage.Path)];
        }
        var encryption = connection.Encryption switch
        {
            null when IsHere() => new CheckResult(CheckState.Well, "SMTP", texts["{0} is on this machine and answers; what is said does not leave it.", $"{smtp.Host}:{smtp.Port}"]),
            null => new(CheckState.Trouble, "TLS", texts["What is sent to {0} is not encrypted, and anybody on the way can read it. Set Portal:Smtp:Security to StartTls or SslOnConnect.", $"{smtp.Host}:{smtp.Port}"], SenderPage.Path),
#pragma warning disable CA5397, SYSLIB0039 // They are told from the good ones here.
            SslProtocols.Tls or SslProtocols.Tls11 => new(CheckState.Notice, "TLS", texts["{0} knows only an old kind of encryption ({1}). Ask its operator for TLS 1.2 or later.", $"{smtp.Host}:{smtp.Port}", connection.Encryption], SenderPage.Path),
#pragma warning restore CA5397, SYSLIB0039
            var protocol => new(CheckState.Well, "TLS", texts["{0} answers, encrypted ({1}), with a certificate that is trusted.", $"{smtp.Host}:{smtp.Port}", protocol]),
        };
        return connection.Certificate is { } life && life.At(time.GetUtcNow()) is var state and not CheckState.Well
            ? [encryption, new(state, texts["Certificate of the mail server"], texts["The certificate of {0} runs out on {1}. Afterwards no mail goes out: ask its operator whether it is being renewed.", smtp.Host, life.EndsUtc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)], SenderPage.Path)]
            : [encryption];
    }

    bool IsHere() => smtp.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(smtp.Host, out var address) && IPAddress.IsLoopback(address));
}
