using Portal.Newsletter.Bounces;

namespace Portal.Newsletter.Desk;

/// <summary>What the desk says about mail that came back, in English; the pages translate it.</summary>
static class BounceWords
{
    public static string Of(BounceKind kind) => kind switch
    {
        BounceKind.Soft => "For now",
        BounceKind.Hard => "For good",
        BounceKind.Policy => "We are refused",
        _ => "Unwanted",
    };

    /// <summary>Why, as a sentence.</summary>
    public static string Reason(BounceRecord bounce) => bounce.Kind switch
    {
        BounceKind.Complaint => "The person called the mail unwanted.",
        BounceKind.Policy => "The receiver refuses this site or what it wrote, not the person. Look at the check of the sender’s domain.",
        BounceKind.Hard => Detail(bounce) switch
        {
            "1.2" => "There is no such domain.",
            "2.1" => "The mailbox is closed.",
            _ => "There is no such mailbox.",
        },
        _ => Detail(bounce) switch
        {
            "2.2" => "The mailbox is full.",
            "3.4" => "The mail is too large for the receiver.",
            ['4', '.', ..] => "The receiver’s server could not be reached.",
            _ => "The receiver could not take the mail at that time.",
        },
    };

    // Of 5.1.1 the last two numbers (RFC 3463): what it is about, and what about it.
    static string Detail(BounceRecord bounce)
    {
        var status = bounce.Status.EndsWith(".0.0", StringComparison.Ordinal) && BounceClass.StatusIn(bounce.Diagnostic) is { Length: > 0 } said ? said : bounce.Status;
        return status.Length > 2 ? status[2..] : "";
    }
}
