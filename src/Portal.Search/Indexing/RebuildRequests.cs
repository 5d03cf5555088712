namespace Portal.Search.Indexing;

/// <summary>Wishes for a new index, from editors and from searches that met a damaged file. Thread-safe.</summary>
sealed class RebuildRequests
{
    readonly Lock _lock = new();
    TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A task that ends once a rebuild is wanted.</summary>
    public Task WhenWanted
    {
        get
        {
            lock (_lock)
                return _wanted.Task;
        }
    }

    /// <summary>Asks for a rebuild; one that is asked for twice before it begins is done once.</summary>
    public void Ask()
    {
        lock (_lock)
            _wanted.TrySetResult();
    }

    /// <summary>Whether a rebuild is wanted; says so once.</summary>
    public bool Take()
    {
        lock (_lock)
        {
            if (!_wanted.Task.IsCompleted)
                return false;
            _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }
}
