using MimeKit;

namespace Portal.Newsletter.Mail;

/// <summary>A way for mail to leave the site: a relay server, or files.</summary>
interface IMailTransport
{
    /// <summary>Opens a line for one message after another; nothing is connected yet.</summary>
    IMailConnection Open();

    /// <summary>Whether a message was taken in an earlier attempt; null where that can't be found out.</summary>
    bool? WasTaken(string messageId);
}

/// <summary>A line to the receiving side, for one caller at a time.</summary>
interface IMailConnection : IAsyncDisposable
{
    /// <summary>Connects and signs in where that is not done yet, so that an unreachable server costs no attempt.</summary>
    /// <exception cref="MailUnreachableException">The server can't be reached or does not let us in.</exception>
    Task ReadyAsync(CancellationToken cancellationToken);

    /// <summary>Hands one message over; never throws for what the other side does.</summary>
    Task<MailOutcome> SendAsync(MimeMessage message, CancellationToken cancellationToken);
}

/// <summary>The mail server can't be reached; no message was begun.</summary>
sealed class MailUnreachableException(string message, Exception inner) : Exception(message, inner);
