using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Review;

namespace Portal.Feeds.Stories;

/// <summary>
/// Takes what editors do to a story's content item for their decision: an item taken out never comes back by itself, one put in stays, a
/// story hidden or removed is not made again.
/// </summary>
sealed class StoryHandler : IContentHandler
{
    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        if (stored.Item.ContentType != Story.ContentType || stored.Change == JournalKind.Draft || stored.Actor == StoryContent.Actor)
            return;
        var db = stored.Db;
        var story = stored.Item.ContentItemId;
        if (await db.Set<StoryState>().FirstOrDefaultAsync(row => row.StoryId == story, cancellationToken) is not { } state)
            db.Set<StoryState>().Add(state = new StoryState { StoryId = story });
        state.Closed = stored.Change != JournalKind.Published;
        if (!state.Closed)
            await MembersAsync(db, story, new Story(stored.Item).Items, cancellationToken);
        // The number of sources, the topics and the order follow the items.
        state.Stale = !state.Closed;
    }

    static async Task MembersAsync(PortalDbContext db, string story, IReadOnlyList<string> chosen, CancellationToken cancellationToken)
    {
        var rows = await db.Set<StoryItem>().Where(row => row.StoryId == story || chosen.Contains(row.ContentItemId)).ToListAsync(cancellationToken);
        var excluded = await db.Set<StoryExclusion>().Where(row => row.StoryId == story).ToListAsync(cancellationToken);
        // What waits for review belongs to the story without standing in it: nobody has taken that out.
        string[] left = [.. rows.Where(row => row.StoryId == story && !chosen.Contains(row.ContentItemId)).Select(row => row.ContentItemId)];
        var waiting = left.Length == 0 ? [] : await db.Set<HeldNews>().Where(row => EF.Parameter(left).Contains(row.ContentItemId)).Select(row => row.ContentItemId).ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => row.StoryId == story && left.Contains(row.ContentItemId) && !waiting.Contains(row.ContentItemId)))
        {
            row.StoryId = null;
            if (!excluded.Exists(one => one.ContentItemId == row.ContentItemId))
                db.Set<StoryExclusion>().Add(new StoryExclusion { ContentItemId = row.ContentItemId, StoryId = story });
        }
        foreach (var row in rows.Where(row => row.StoryId != story && chosen.Contains(row.ContentItemId)))
        {
            if (row.StoryId is { } other)
                await StaleAsync(db, other, cancellationToken);
            row.StoryId = story;
        }
        db.RemoveRange(excluded.Where(one => chosen.Contains(one.ContentItemId)));
        await AddUnknownAsync(db, story, [.. chosen.Where(id => rows.TrueForAll(row => row.ContentItemId != id))], cancellationToken);
    }

    static async Task StaleAsync(PortalDbContext db, string story, CancellationToken cancellationToken)
    {
        if (await db.Set<StoryState>().FindAsync([story], cancellationToken) is not { } state)
            db.Set<StoryState>().Add(state = new StoryState { StoryId = story });
        state.Stale = true;
    }

    // An editor may put in what is too old to be compared.
    static async Task AddUnknownAsync(PortalDbContext db, string story, List<string> unknown, CancellationToken cancellationToken)
    {
        foreach (var row in await db.ContentItems.AsNoTracking().Where(row => unknown.Contains(row.ContentItemId) && row.Published && row.ContentType == NewsItems.ContentType).ToListAsync(cancellationToken))
        {
            var source = ContentRowsOf(row).Field<ContentPickerField>(NewsItems.ContentType, "Source")?.ContentItemIds is [var id, ..] ? id : "";
            db.Set<StoryItem>().Add(new StoryItem { ContentItemId = row.ContentItemId, SourceId = source, PublishedUtc = row.PublishedUtc ?? default, StoryId = story });
        }
    }

    static ContentItem ContentRowsOf(ContentItemRecord row) => new()
    {
        ContentItemId = row.ContentItemId,
        ContentType = row.ContentType,
        Content = System.Text.Json.Nodes.JsonNode.Parse(row.Json) as System.Text.Json.Nodes.JsonObject ?? [],
    };
}
