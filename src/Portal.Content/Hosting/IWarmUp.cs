namespace Portal.Content.Hosting;

/// <summary>
/// Work that makes the first page quick, done on another core while the database is being prepared: it may read files and run code
/// that will be needed, and touches neither the database nor the network.
/// </summary>
public interface IWarmUp
{
    /// <summary>Does the work. What it throws is not told: the same will be met, and told, when it is needed.</summary>
    Task WarmUpAsync(CancellationToken cancellationToken);
}
