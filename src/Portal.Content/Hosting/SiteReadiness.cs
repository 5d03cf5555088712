namespace Portal.Content.Hosting;

/// <summary>Whether the site is set up and listens. Background work begins only then.</summary>
public sealed class SiteReadiness
{
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the site is set up.</summary>
    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Ends once the site is set up.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>Says that the site is set up. May be said again.</summary>
    public void MarkReady() => _ready.TrySetResult();
}
