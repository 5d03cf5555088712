using System.Collections.Concurrent;

namespace Portal.Content.Hosting;

/// <summary>Whether the site is set up and listens. Background work begins only then.</summary>
public sealed class SiteReadiness
{
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ConcurrentBag<Task> _firstContent = [];

    /// <summary>Whether the site is set up.</summary>
    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Whether the site was set up by this very start, so that what it imports is only just coming in.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Ends once the site is set up.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>Ends once a new site has its first content, which its first visitor waits for, within reason.</summary>
    public Task WhenFilledAsync() => Task.WhenAll(_firstContent);

    /// <summary>
    /// Ends once the site is set up and, where it is new, its first visitor has had the machine for himself for a moment. For work
    /// that nobody waits for.
    /// </summary>
    public async Task WhenCalmAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        await WhenReadyAsync(cancellationToken);
        if (!IsNew)
            return;
        await WhenFilledAsync().WaitAsync(cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
    }

    /// <summary>Names work that brings a new site its first content. Said before the site is ready.</summary>
    public void BringsFirstContent(Task work) => _firstContent.Add(work);

    /// <summary>Says that the site is set up. May be said again.</summary>
    /// <param name="isNew">Whether it was set up by this start.</param>
    public void MarkReady(bool isNew = false)
    {
        IsNew |= isNew;
        _ready.TrySetResult();
    }
}
