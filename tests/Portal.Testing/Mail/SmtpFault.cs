namespace Portal.Testing.Mail;

/// <summary>Where in the dialogue the server stands.</summary>
public enum SmtpStage
{
    /// <summary>A connection was opened.</summary>
    Connected,

    /// <summary>EHLO or HELO.</summary>
    Hello,

    /// <summary>MAIL FROM.</summary>
    From,

    /// <summary>RCPT TO.</summary>
    Recipient,

    /// <summary>DATA, before the 354.</summary>
    Data,

    /// <summary>The 354 was given, and the first line of the message came; the final dot did not.</summary>
    Content,

    /// <summary>The final dot came. An accepted message is recorded before the answer.</summary>
    FinalDot,
}

/// <summary>A step of the dialogue, for scripts of faults.</summary>
/// <param name="Stage">Where.</param>
/// <param name="Argument">The address of MAIL FROM or RCPT TO; the recipients of the message, separated by blanks, from DATA on; else empty.</param>
/// <param name="Connection">Number of the connection, from 1.</param>
/// <param name="Time">How often this stage with this argument was reached on the server, from 1.</param>
public sealed record SmtpStep(SmtpStage Stage, string Argument, int Connection, int Time);

/// <summary>What the server does at a step instead of going on.</summary>
public sealed record SmtpFault
{
    /// <summary>Another answer than the usual one, such as <c>451 4.3.0 Try later</c>; a 421 closes the connection.</summary>
    public string? Answer { get; private init; }

    /// <summary>Whether the connection is cut without an answer.</summary>
    public bool Cut { get; private init; }

    /// <summary>What is waited for before anything is answered.</summary>
    public Task? Wait { get; private init; }

    /// <summary>Answers otherwise. At <see cref="SmtpStage.FinalDot"/> the message is not recorded unless the answer begins with 2.</summary>
    public static SmtpFault Reply(string answer) => new() { Answer = answer };

    /// <summary>Cuts the connection without an answer. At <see cref="SmtpStage.FinalDot"/> the message has been recorded: the case in which a sender may double it.</summary>
    public static SmtpFault Drop { get; } = new() { Cut = true };

    /// <summary>Answers as usual, but only once the task has ended.</summary>
    public static SmtpFault Slow(Task until) => new() { Wait = until };
}
