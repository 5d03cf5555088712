using System.Collections.Concurrent;
using Portal.Content.Storage;

namespace Portal.Feeds.Importing;

/// <summary>
/// Lets imports that end at about the same time share a transaction: a commit waits for the disk for longer than it takes to write what most
/// feeds bring. Where one of them fails, nothing of their transaction stays, and each is written anew by itself. Thread-safe.
/// </summary>
sealed class ImportWriter(UnitOfWork work) : IDisposable
{
    /// <summary>More would let an editor's save wait for too long.</summary>
    const int MostTogether = 8;

    readonly ConcurrentQueue<Part> _waiting = new();
    readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Writes in the site's name and returns when it is committed.</summary>
    /// <param name="write">May run a second time, in another transaction; must not wait for the network.</param>
    /// <param name="cancellationToken">Ends the work, but never a commit that has begun.</param>
    public async Task<T> RunAsync<T>(Func<WriteScope, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        var part = new Part<T>(write, cancellationToken);
        _waiting.Enqueue(part);
        // Whoever comes first writes for those who came meanwhile.
        while (!part.IsDone)
        {
            await _turn.WaitAsync(CancellationToken.None);
            try
            {
                if (!part.IsDone)
                    await WriteAsync(Take());
            }
            finally
            {
                _turn.Release();
            }
        }
        return await part.Result;
    }

    public void Dispose() => _turn.Dispose();

    List<Part> Take()
    {
        var parts = new List<Part>(MostTogether);
        while (parts.Count < MostTogether && _waiting.TryDequeue(out var part))
            parts.Add(part);
        return parts;
    }

    async Task WriteAsync(List<Part> parts)
    {
        parts.RemoveAll(part => part.IsGivenUp());
        if (parts.Count == 0)
            return;
        try
        {
            await work.RunAsync(WriteTurn.Background, FeedActor.Actor, async (scope, _) =>
            {
                foreach (var part in parts)
                    await part.WriteAsync(scope);
            }, CancellationToken.None);
        }
        catch (Exception) when (parts.Count > 1)
        {
            foreach (var part in parts)
                await WriteAsync([part]);
            return;
        }
        catch (Exception failed)
        {
            parts[0].Fail(failed);
            return;
        }
        parts.ForEach(part => part.Complete());
    }

    abstract class Part
    {
        public abstract bool IsDone { get; }

        public abstract bool IsGivenUp();

        public abstract Task WriteAsync(WriteScope scope);

        public abstract void Complete();

        public abstract void Fail(Exception failed);
    }

    sealed class Part<T>(Func<WriteScope, CancellationToken, Task<T>> write, CancellationToken cancellationToken) : Part
    {
        readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        T _result = default!;

        public Task<T> Result => _done.Task;

        public override bool IsDone => _done.Task.IsCompleted;

        public override bool IsGivenUp() => cancellationToken.IsCancellationRequested && _done.TrySetCanceled(cancellationToken);

        public override async Task WriteAsync(WriteScope scope)
        {
            _result = await write(scope, cancellationToken);
            await scope.Db.SaveChangesAsync(cancellationToken);
            // What the next one stores need not look through the rows of this one.
            scope.Db.ChangeTracker.Clear();
        }

        public override void Complete() => _done.TrySetResult(_result);

        public override void Fail(Exception failed)
        {
            if (failed is OperationCanceledException && cancellationToken.IsCancellationRequested)
                _done.TrySetCanceled(cancellationToken);
            else
                _done.TrySetException(failed);
        }
    }
}
