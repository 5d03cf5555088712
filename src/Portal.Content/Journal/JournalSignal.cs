using Portal.Content.Hosting;

namespace Portal.Content.Journal;

/// <summary>Wakes readers of the journal when rows were committed, by this node or (on PostgreSQL) by another.</summary>
public sealed class JournalSignal : Signal;
