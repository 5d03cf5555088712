using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Bounces;

/// <summary>The mailbox to which reports come: <c>Portal:Imap</c>. Without a host nothing is read.</summary>
public sealed class ImapOptions
{
    /// <summary>Name of the server; empty for none.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port: 993 for TLS, 143 for STARTTLS.</summary>
    public int Port { get; set; } = 993;

    /// <summary>User name.</summary>
    public string User { get; set; } = "";

    /// <summary>Password of the user.</summary>
    public string Password { get; set; } = "";

    /// <summary>Tokens in place of a password.</summary>
    public MailOAuthOptions OAuth { get; set; } = new();

    /// <summary><c>None</c>, <c>StartTls</c>, <c>StartTlsWhenAvailable</c>, <c>SslOnConnect</c> or <c>Auto</c>.</summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.Auto;

    /// <summary>Folder that is read.</summary>
    public string Folder { get; set; } = "INBOX";

    /// <summary>Folder to which reports go that were read; empty leaves them, marked as read.</summary>
    public string ProcessedFolder { get; set; } = "";

    /// <summary>Seconds between two looks, 10 to 86400.</summary>
    public int IntervalSeconds { get; set; } = 300;

    /// <summary>Whether it is asked whether the server's certificate was called back.</summary>
    public bool CheckRevocation { get; set; } = true;
}

/// <summary>Reads the mailbox for reports. A mail is marked as read, or moved, only once what it says is stored.</summary>
sealed partial class ReportMailbox(ImapOptions options, ReportIntake intake, MailTokens tokens, ILogger<ReportMailbox> log)
{
    /// <summary>Mails that are looked at in one round.</summary>
    const int MostMails = 500;

    /// <summary>A report with the whole of our mail in it is smaller.</summary>
    const uint MostBytes = 2 * 1024 * 1024;

    /// <summary>Takes in what is new; returns how many mails were looked at.</summary>
    public async Task<int> ReadAsync(CancellationToken cancellationToken)
    {
        using var client = new ImapClient { Timeout = 60_000, CheckCertificateRevocation = options.CheckRevocation };
        await client.ConnectAsync(options.Host, options.Port, options.Security, cancellationToken);
        if (options.OAuth.IsConfigured)
            await tokens.UseAsync(options.OAuth, token => client.AuthenticateAsync(new SaslMechanismOAuth2(options.User, token), cancellationToken), cancellationToken);
        else
            await client.AuthenticateAsync(options.User, options.Password, cancellationToken);
        var folder = await client.GetFolderAsync(options.Folder, cancellationToken);
        var processed = options.ProcessedFolder.Length > 0 ? await client.GetFolderAsync(options.ProcessedFolder, cancellationToken) : null;
        await folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        var unread = await folder.SearchAsync(SearchQuery.NotSeen, cancellationToken);
        var mails = unread.Count == 0 ? [] : await folder.FetchAsync([.. unread.Take(MostMails)], MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancellationToken);
        foreach (var mail in mails)
        {
            var kind = mail.Size > MostBytes ? ReportKind.Nothing : await TakeAsync(folder, mail.UniqueId, cancellationToken);
            await folder.AddFlagsAsync(mail.UniqueId, MessageFlags.Seen, silent: true, cancellationToken);
            if (processed is not null && kind != ReportKind.Nothing)
                await folder.MoveToAsync(mail.UniqueId, processed, cancellationToken);
        }
        await client.DisconnectAsync(quit: true, cancellationToken);
        return mails.Count;
    }

    async Task<ReportKind> TakeAsync(IMailFolder folder, UniqueId id, CancellationToken cancellationToken)
    {
        try
        {
            using var message = await folder.GetMessageAsync(id, cancellationToken);
            return await intake.TakeAsync(message, cancellationToken);
        }
        catch (Exception exception) when (exception is FormatException or ParseException)
        {
            LogUnreadable(log, id.Id, exception.Message);
            return ReportKind.Nothing;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A mail in the mailbox for reports (UID {Id}) can't be read: {Reason}")]
    static partial void LogUnreadable(ILogger logger, uint id, string reason);
}
