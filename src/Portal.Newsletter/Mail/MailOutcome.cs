namespace Portal.Newsletter.Mail;

/// <summary>What became of one attempt to hand a message over.</summary>
enum MailResult
{
    /// <summary>The receiving side took responsibility (250 to the final dot, or the file stands).</summary>
    Accepted,

    /// <summary>Refused for now (4xx); may be tried again.</summary>
    Deferred,

    /// <summary>Refused for good (5xx).</summary>
    Refused,

    /// <summary>The connection was lost before the final dot was written: certainly not taken.</summary>
    Lost,

    /// <summary>The connection was lost after the whole message was written: nobody here knows whether it was taken.</summary>
    InDoubt,
}

/// <summary>Outcome of an attempt.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Reply">The server's words, or what went wrong.</param>
/// <param name="IsAboutRecipient">Whether the server refused the recipient, rather than the sender or the message.</param>
readonly record struct MailOutcome(MailResult Result, string Reply, bool IsAboutRecipient = false);
