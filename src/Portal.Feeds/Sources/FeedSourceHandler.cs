using Microsoft.EntityFrameworkCore;
using Portal.Content.Handlers;
using Portal.Content.Journal;
using Portal.Feeds.Fetching;
using Portal.Feeds.WebSub;

namespace Portal.Feeds.Sources;

/// <summary>Keeps the state of a source in step with its content item, in the same transaction: new, moved, paused, hidden, removed.</summary>
sealed class FeedSourceHandler(TimeProvider time) : IContentHandler
{
    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        if (stored.Item.ContentType != FeedSource.ContentType || stored.Change == JournalKind.Draft)
            return;
        var source = new FeedSource(stored.Item);
        var states = stored.Db.Set<FeedSourceState>();
        var state = await states.FirstOrDefaultAsync(row => row.SourceId == source.Id, cancellationToken);
        var active = stored.Change == JournalKind.Published && !source.Paused && source.Url.Length is > 0 and <= 2048;
        if (state is null)
        {
            if (stored.Change == JournalKind.Published)
                states.Add(new FeedSourceState { SourceId = source.Id, Url = Cut(source.Url), Host = HostOf(source.Url), Active = active, NextFetchUtc = Now() });
            return;
        }
        var moved = stored.Change == JournalKind.Published && state.Url != Cut(source.Url);
        if (moved)
        {
            // A password is for the server that it was given for.
            if (state.Host != HostOf(source.Url))
                state.Password = null;
            (state.Url, state.Host) = (Cut(source.Url), HostOf(source.Url));
            (state.MovedTo, state.MovedSinceUtc, state.MovedCount, state.DuplicateOf, state.FormerUrl) = (null, null, 0, null, null);
            (state.PushedUntilUtc, state.FeedTitle, state.FormerTitle) = (null, null, null);
            (state.ETag, state.LastModified, state.BodyHash) = (null, null, null);
            (state.Retired, state.Failures, state.Error, state.NextFetchUtc) = (false, 0, null, Now());
        }
        // What is fetched again is read as a whole, with the hub that it may announce.
        if (active && !state.Active)
            (state.Retired, state.NextFetchUtc, state.ETag, state.LastModified, state.BodyHash) = (false, Now(), null, null, null);
        if (!active || moved)
        {
            state.PushedUntilUtc = null;
            await HubSubscriptions.LeaveAsync(stored.Db, source.Id, Now(), cancellationToken);
        }
        state.Active = active;
    }

    DateTime Now() => time.GetUtcNow().UtcDateTime;

    static string Cut(string url) => url.Length > 2048 ? url[..2048] : url;

    // Where no server can have the name, nobody is asked either: there is no host to be spared.
    static string HostOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && HostName.Of(address) is { } name && $"{name}:{address.Port}" is { Length: <= FeedSourceState.MaxHostLength } server
            ? address.IsDefaultPort ? name : server : "";
}
