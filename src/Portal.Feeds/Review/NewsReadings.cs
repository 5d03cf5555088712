using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;
using Portal.Feeds.Stories;

namespace Portal.Feeds.Review;

/// <summary>A news item as an editor reads it.</summary>
/// <param name="Item">The version that editors work on.</param>
/// <param name="State">In which list it stands.</param>
/// <param name="Html">Its text, safe, and loading nothing from elsewhere.</param>
/// <param name="Url">Address of the original, or empty.</param>
/// <param name="Story">Its story, or null.</param>
/// <param name="HasNewer">Whether the source says something else by now than an editor wrote.</param>
public sealed record NewsReading(ContentItem Item, NewsState State, string Html, string Url, StoryHead? Story, bool HasNewer);

/// <summary>Reads single items for the news desk.</summary>
public sealed class NewsReadings
{
    readonly ContentReader _content;
    readonly IDbContextFactory<PortalDbContext> _databases;
    readonly NewerTexts _newer;
    readonly EntryHtml _html;

    internal NewsReadings(ContentReader content, IDbContextFactory<PortalDbContext> databases, NewerTexts newer, EntryHtml html) => (_content, _databases, _newer, _html) = (content, databases, newer, html);

    /// <summary>The item, or null where it is gone.</summary>
    public async Task<NewsReading?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (await _content.GetLatestAsync(id, cancellationToken) is not { ContentType: NewsItems.ContentType } item)
            return null;
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var hidden = await db.Set<HeldNews>().AsNoTracking().Where(row => row.ContentItemId == id).Select(row => (bool?)row.Hidden).FirstOrDefaultAsync(cancellationToken);
        var state = hidden is { } away ? away ? NewsState.Hidden : NewsState.Waiting : item.Published ? NewsState.Published : NewsState.Hidden;
        var url = item.Field<LinkField>(NewsItems.ContentType, "Link")?.Url is { } link && FeedUrl.IsWeb(link) ? link : "";
        // It was cleaned when it came in; what an editor may have written is cleaned as well before it stands in the desk.
        var html = _html.Private(_html.Clean(item.As<HtmlBodyPart>()?.Html, url));
        return new(item, state, html, url, await StoryAsync(db, id, cancellationToken), await _newer.FindAsync(id, cancellationToken) is not null);
    }

    static async Task<StoryHead?> StoryAsync(PortalDbContext db, string id, CancellationToken cancellationToken)
    {
        if (await db.Set<StoryItem>().AsNoTracking().Where(row => row.ContentItemId == id).Select(row => row.StoryId).FirstOrDefaultAsync(cancellationToken) is not { } story)
            return null;
        var news = await db.Set<StoryItem>().CountAsync(row => row.StoryId == story, cancellationToken);
        var title = await db.ContentItems.Where(row => row.ContentItemId == story && row.Published).Select(row => row.DisplayText).FirstOrDefaultAsync(cancellationToken);
        return news > 1 || title is not null ? new(story, title, news) : null;
    }
}
