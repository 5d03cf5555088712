namespace Portal.Content.Journal;

/// <summary>What happened to an item or document.</summary>
public enum JournalKind
{
    /// <summary>A published version came to be or changed.</summary>
    Published = 1,

    /// <summary>The item is no longer seen by visitors.</summary>
    Unpublished = 2,

    /// <summary>Only the version that editors work on changed.</summary>
    Draft = 3,

    /// <summary>The item is gone.</summary>
    Removed = 4,

    /// <summary>A site document changed; <see cref="JournalEntry.ContentItemId"/> holds its name.</summary>
    Document = 5,
}

/// <summary>
/// One row of the journal: a change of a published or latest state, written in the same transaction as the change.
/// Everything derived (search index, page cache, digests) follows the journal and can be rebuilt.
/// </summary>
public sealed class JournalEntry
{
    /// <summary>Number of the row; rises, but on PostgreSQL not in the order of commits.</summary>
    public long Sequence { get; set; }

    /// <summary>The writing transaction's number on PostgreSQL; 0 on SQLite, which has one writer.</summary>
    public long TransactionId { get; set; }

    /// <summary>What happened.</summary>
    public JournalKind Kind { get; set; }

    /// <summary>To which item; for <see cref="JournalKind.Document"/> the name of the document.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>Of which type; empty for documents.</summary>
    public required string ContentType { get; set; }

    /// <summary>Cache tags that the change touches, separated by blanks (<see cref="CacheTag"/>).</summary>
    public required string Tags { get; set; }

    /// <summary>When.</summary>
    public DateTime OccurredUtc { get; set; }

    /// <summary>Where the row stands among others.</summary>
    public JournalPosition Position => new(TransactionId, Sequence);
}

/// <summary>
/// A place in the journal. Rows are ordered by transaction first: a reader that has seen all rows of finished transactions
/// below a bound can never meet a new row before its place.
/// </summary>
/// <param name="Transaction">Number of the transaction; 0 on SQLite.</param>
/// <param name="Sequence">Number of the row.</param>
public readonly record struct JournalPosition(long Transaction, long Sequence) : IComparable<JournalPosition>
{
    /// <summary>Before all rows.</summary>
    public static JournalPosition Start => default;

    /// <inheritdoc/>
    public int CompareTo(JournalPosition other) =>
        Transaction != other.Transaction ? Transaction.CompareTo(other.Transaction) : Sequence.CompareTo(other.Sequence);

    /// <summary>Reads what <see cref="ToString"/> wrote; <see cref="Start"/> where the text is no position.</summary>
    public static JournalPosition Parse(string? text) =>
        text?.Split(':') is [var transaction, var sequence]
        && long.TryParse(transaction, System.Globalization.CultureInfo.InvariantCulture, out var t)
        && long.TryParse(sequence, System.Globalization.CultureInfo.InvariantCulture, out var s)
            ? new(t, s)
            : Start;

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Transaction}:{Sequence}");

    /// <summary>Whether the left place comes first.</summary>
    public static bool operator <(JournalPosition left, JournalPosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left place comes last.</summary>
    public static bool operator >(JournalPosition left, JournalPosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left place does not come last.</summary>
    public static bool operator <=(JournalPosition left, JournalPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left place does not come first.</summary>
    public static bool operator >=(JournalPosition left, JournalPosition right) => left.CompareTo(right) >= 0;
}

/// <summary>Names what a page is made of and what a change touches; a page goes from the cache when one of its tags is touched.</summary>
public static class CacheTag
{
    /// <summary>One content item.</summary>
    public static string Item(string contentItemId) => $"item:{contentItemId}";

    /// <summary>Any list of items of a type.</summary>
    public static string Type(string contentType) => $"type:{contentType}";

    /// <summary>Any list found by a <see cref="Storage.ListKeyRecord.Key"/>.</summary>
    public static string Key(string listKey) => $"key:{listKey}";

    /// <summary>A site document: settings, definitions, layers.</summary>
    public static string Document(string name) => $"document:{name}";
}

/// <summary>
/// Is told of journal rows on this node: at once after a commit of its own, before the writer goes on, and soon after a commit
/// of another node. The same row may be told twice.
/// </summary>
public interface IJournalObserver
{
    /// <summary>Must be quick and must not throw.</summary>
    void Committed(IReadOnlyList<JournalEntry> entries);
}
