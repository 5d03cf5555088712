namespace Portal.Feeds.Importing;

/// <summary>Renews the hold on a source for as long as its import takes: it may have to wait for its host. Where the hold is lost, the import ends.</summary>
sealed class HeldSource : IAsyncDisposable
{
    readonly CancellationTokenSource _ended;
    readonly Task _renewing;

    public HeldSource(FeedClaims claims, string sourceId, TimeProvider time, CancellationToken cancellationToken)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _renewing = RenewAsync(claims, sourceId, time);
    }

    /// <summary>Ends with the hold.</summary>
    public CancellationToken Token => _ended.Token;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    async Task RenewAsync(FeedClaims claims, string sourceId, TimeProvider time)
    {
        using var timer = new PeriodicTimer(claims.Lease / 3, time);
        while (await timer.WaitForNextTickAsync(_ended.Token))
        {
            if (!await claims.RenewAsync(sourceId, _ended.Token))
                await _ended.CancelAsync();
        }
    }
}
