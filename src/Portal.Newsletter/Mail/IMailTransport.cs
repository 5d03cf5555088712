using MimeKit;

namespace Portal.Newsletter.Mail;

/// <summary>A message and its envelope.</summary>
/// <param name="Message">The message; not changed any more.</param>
/// <param name="ReturnPath">Where reports about it go (MAIL FROM); null for the address in From.</param>
/// <param name="EnvelopeId">What reports name the mail by (ENVID, RFC 3461), in letters and digits; null for none.</param>
sealed record OutgoingMail(MimeMessage Message, string? ReturnPath = null, string? EnvelopeId = null) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Message.Dispose();
}

/// <summary>A mail of which it is to be found out whether it was taken.</summary>
/// <param name="MessageId">Its Message-ID, without angle brackets.</param>
/// <param name="SinceUtc">It was not handed over before.</param>
/// <param name="UntilUtc">It was not handed over afterwards.</param>
readonly record struct DoubtfulMail(string MessageId, DateTime SinceUtc, DateTime UntilUtc);

/// <summary>What is known about a doubtful mail.</summary>
enum TakenAnswer
{
    /// <summary>It can't be found out.</summary>
    Unknown,

    /// <summary>It can't be said yet.</summary>
    Later,

    /// <summary>It was taken.</summary>
    Taken,

    /// <summary>It was surely not taken.</summary>
    NotTaken,
}

/// <summary>A way for mail to leave the site: a relay server, or files.</summary>
interface IMailTransport
{
    /// <summary>Opens a line for one message after another; nothing is connected yet.</summary>
    IMailConnection Open();

    /// <summary>Whether messages were taken in an earlier attempt, in the order of the question.</summary>
    Task<IReadOnlyList<TakenAnswer>> WereTakenAsync(IReadOnlyList<DoubtfulMail> mails, CancellationToken cancellationToken);
}

/// <summary>A line to the receiving side, for one caller at a time.</summary>
interface IMailConnection : IAsyncDisposable
{
    /// <summary>Connects and signs in where that is not done yet, so that an unreachable server costs no attempt.</summary>
    /// <exception cref="MailUnreachableException">The server can't be reached or does not let us in.</exception>
    Task ReadyAsync(CancellationToken cancellationToken);

    /// <summary>Hands one message over; never throws for what the other side does.</summary>
    Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>The mail server can't be reached; no message was begun.</summary>
sealed class MailUnreachableException(string message, Exception inner) : Exception(message, inner);
