using Portal.Content.Journal;

namespace Portal.Search.Indexing;

/// <summary>What the indexer does.</summary>
enum IndexActivity
{
    /// <summary>It has not begun.</summary>
    Starting,

    /// <summary>There is no usable index; one is built.</summary>
    Building,

    /// <summary>It reads what happened since the last commit.</summary>
    CatchingUp,

    /// <summary>It follows the journal.</summary>
    Following,

    /// <summary>Another process writes this index.</summary>
    Waiting,

    /// <summary>Something failed; it tries again.</summary>
    Failed,
}

/// <summary>A rebuild under way.</summary>
sealed record RebuildProgress(int Done, int Total);

/// <summary>How the index is, as the indexer last said. Thread-safe.</summary>
sealed class IndexStatus
{
    int _caughtUp;

    public IndexActivity Activity { get; private set; }

    /// <summary>Why it failed, in plain words; null while all is well.</summary>
    public string? Problem { get; private set; }

    public JournalPosition Position { get; set; }

    public DateTimeOffset? CommittedAt { get; set; }

    /// <summary>The rebuild under way, or null.</summary>
    public RebuildProgress? Rebuild { get; set; }

    /// <summary>Whether the index has once reached what the journal held when the indexer began.</summary>
    public bool HasCaughtUp => Volatile.Read(ref _caughtUp) == 1;

    public void Set(IndexActivity activity, string? problem = null)
    {
        (Activity, Problem) = (activity, problem);
        if (activity == IndexActivity.Following)
            Volatile.Write(ref _caughtUp, 1);
    }
}
