using System.Text.RegularExpressions;

namespace Portal.Newsletter.Bounces;

/// <summary>Sorts refusals by their status (RFC 3463) and the receiver's words: servers often give 5.0.0 and say the rest in words.</summary>
static partial class BounceClass
{
    /// <summary>What a refusal means.</summary>
    /// <param name="status">Status such as <c>5.1.1</c>; empty for none.</param>
    /// <param name="diagnostic">The server's answer, such as <c>550 5.1.1 No such user</c>.</param>
    public static BounceKind Of(string status, string diagnostic)
    {
        // The words hold what the server of the recipient said; the status is often that of the relay, which knows less.
        var code = Enhanced().Match(diagnostic) is { Success: true } said && (status.Length == 0 || status.EndsWith(".0.0", StringComparison.Ordinal)) ? said.Value : status;
        var permanent = code.Length > 0 ? code[0] == '5' : Reply().Match(diagnostic) is { Success: true } reply && reply.Value[0] == '5';
        if (!permanent)
            return BounceKind.Soft;
        if (code.Split('.') is [_, var subject, var detail])
        {
            var kind = (subject, detail) switch
            {
                // No such system, no such mailbox, moved; disabled mailbox.
                ("1", "1" or "2" or "3" or "6" or "10") => BounceKind.Hard,
                ("2", "1") => BounceKind.Hard,
                ("2", _) => BounceKind.Soft,
                ("7", _) => BounceKind.Policy,
                ("1", "7" or "8") => BounceKind.Policy,
                ("3" or "4", _) => BounceKind.Soft,
                ("6", _) => BounceKind.Policy,
                _ => (BounceKind?)null,
            };
            if (kind is { } known)
                return known;
        }
        return Full().IsMatch(diagnostic) ? BounceKind.Soft
            : Unwanted().IsMatch(diagnostic) ? BounceKind.Policy
            : Nobody().IsMatch(diagnostic) ? BounceKind.Hard
            // A plain 550 to a recipient means that there is none; what else is said for good without a reason is taken for soft, which needs three.
            : Reply().Match(diagnostic) is { Success: true, Value: "550" } ? BounceKind.Hard : BounceKind.Soft;
    }

    /// <summary>The status in a server's answer, or empty.</summary>
    public static string StatusIn(string diagnostic) => Enhanced().Match(diagnostic) is { Success: true } match ? match.Value : "";

    [GeneratedRegex(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Enhanced();

    [GeneratedRegex(@"(?<![\d.])[45]\d\d(?![\d.])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Reply();

    [GeneratedRegex("over ?quota|quota exceeded|mailbox (?:is )?full|insufficient (?:system )?storage|out of storage", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Full();

    [GeneratedRegex("spam|blocked|block ?list|black ?list|reputation|policy|dmarc|spf|dkim|unsolicited|not authori[sz]ed|access denied|relay", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Unwanted();

    [GeneratedRegex("no such|unknown|does not exist|doesn't exist|not found|invalid (?:recipient|mailbox|address)|no mailbox|user disabled|account (?:is )?(?:disabled|inactive|closed)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Nobody();
}
