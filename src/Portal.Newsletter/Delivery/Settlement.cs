using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Delivery;

/// <summary>What is to be written about an attempt that is over.</summary>
/// <param name="Id">Row of the ledger.</param>
/// <param name="Attempts">Number of the attempt.</param>
/// <param name="Outcome">What became of it.</param>
readonly record struct Settlement(long Id, int Attempts, MailOutcome Outcome)
{
    /// <summary>Longest reply that is kept, in characters.</summary>
    public const int MaxReplyLength = 500;

    static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8)];

    /// <summary>Most attempts before a delivery is given up.</summary>
    public static int MaxAttempts => Pauses.Length + 1;

    /// <summary>The state that follows, and from when it may be tried again.</summary>
    public (DeliveryState State, DateTime NotBeforeUtc) Next(DateTime now) => Outcome.Result switch
    {
        MailResult.Accepted => (DeliveryState.Sent, now),
        MailResult.Refused => (DeliveryState.Failed, now),
        MailResult.InDoubt => (DeliveryState.InDoubt, now),
        _ when Attempts >= MaxAttempts => (DeliveryState.Failed, now),
        _ => (DeliveryState.Queued, now + Pauses[Math.Max(Attempts, 1) - 1]),
    };

    /// <summary>The reply as it is kept: one line, limited.</summary>
    public string Reply => OneLine(Outcome.Reply);

    /// <summary>A text as the ledger keeps it: one line, limited.</summary>
    public static string OneLine(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split((char[])['\r', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length > MaxReplyLength ? line[..MaxReplyLength] : line;
    }
}
