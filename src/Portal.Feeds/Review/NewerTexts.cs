using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Review;

/// <summary>What a source says now of an item that an editor changed.</summary>
/// <param name="Row">The row of the entry.</param>
/// <param name="Entry">What the source says.</param>
/// <param name="SeenUtc">When it said so.</param>
public sealed record NewerText(long Row, NewsEntry Entry, DateTime SeenUtc);

/// <summary>Keeps what sources say beside editors' words.</summary>
public sealed class NewerTexts(IDbContextFactory<PortalDbContext> databases, UnitOfWork work)
{
    /// <summary>What the source says now; null where it says nothing new.</summary>
    public async Task<NewerText?> FindAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<FeedEntryRecord>().AsNoTracking().Where(row => row.ContentItemId == contentItemId && row.NewerJson != null).OrderByDescending(row => row.LastSeenUtc).FirstOrDefaultAsync(cancellationToken);
        return row?.NewerJson is { } json && Read(json) is { } entry ? new(row.Id, entry, row.LastSeenUtc) : null;
    }

    /// <summary>The editor's words stay; what the source said is forgotten until it says something else.</summary>
    public Task KeepMineAsync(string contentItemId, ContentActor actor, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Person, actor, (scope, ct) =>
        scope.Db.Set<FeedEntryRecord>().Where(row => row.ContentItemId == contentItemId && row.NewerJson != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.NewerJson, (string?)null), ct), cancellationToken);

    internal static NewsEntry? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, NewsEntryJson.Default.NewsEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Once an editor has taken over what the source says, nothing stands beside it any more.</summary>
sealed class NewerTextHandler : IContentHandler
{
    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        var item = stored.Item;
        if (stored.IsNew || stored.Actor.UserId is null || stored.Change != JournalKind.Published || item.ContentType != NewsItems.ContentType)
            return;
        var rows = await stored.Db.Set<FeedEntryRecord>().Where(row => row.ContentItemId == item.ContentItemId && row.NewerJson != null).ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => NewerTexts.Read(row.NewerJson!) is { } entry && entry.Title == item.DisplayText && entry.Html == (item.As<HtmlBodyPart>()?.Html ?? "")))
            row.NewerJson = null;
    }
}
