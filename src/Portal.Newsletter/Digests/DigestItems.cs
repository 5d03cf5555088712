using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Hosting;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Newsletter.Digests;

/// <summary>An item as a digest tells of it.</summary>
/// <param name="Topics">Its topics on the first level of the taxonomy.</param>
sealed record DigestItem(
    string Id, string Title, string Url, string Source, DateTime PublishedUtc, string Excerpt, string Language, bool IsOwn, IReadOnlyList<string> Topics, string? ImageUrl, string ImageAlt)
{
    /// <summary>When it was published, or was brought in where that was later.</summary>
    public DateTime CameUtc { get; init; }
}

/// <summary>A topic under which a digest groups.</summary>
sealed record DigestTopic(string Id, string Name);

/// <summary>What an issue may tell of: the site's topics, and the items of a span of time, own articles first, then newest first.</summary>
sealed record DigestMaterial(IReadOnlyList<DigestTopic> Topics, IReadOnlyList<DigestItem> Items);

/// <summary>Reads what came since the last issue.</summary>
sealed class DigestItems(IDbContextFactory<PortalDbContext> databases, PublicContent content, SiteAddress site)
{
    /// <summary>Most own articles in an issue.</summary>
    public const int MaxArticles = 20;

    /// <summary>Most news items in an issue.</summary>
    public const int MaxNews = 60;

    /// <summary>Words of an excerpt.</summary>
    const int ExcerptWords = 40;

    // An entry that was this old when its feed brought it is not news.
    internal static readonly TimeSpan StaleAfter = TimeSpan.FromDays(3);

    /// <summary>Items that were published or brought in between the two times.</summary>
    public async Task<DigestMaterial> ReadAsync(DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        var topics = await TopicsAsync(cancellationToken);
        var articles = await FindAsync("Article", since, until, MaxArticles, cancellationToken);
        var news = await FindAsync("NewsItem", since, until, MaxNews, cancellationToken);
        return new(
            [.. topics.Select(topic => new DigestTopic(topic.ContentItemId, topic.DisplayText ?? topic.ContentItemId))],
            await ToDigestItemsAsync([.. articles, .. news], topics, cancellationToken));
    }

    /// <summary>Those of the items that were published or brought in between the two times, in their order.</summary>
    public async Task<IReadOnlyList<DigestItem>> FreshAsync(IReadOnlyList<string> contentItemIds, DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        var oldest = since - StaleAfter;
        HashSet<string> fresh;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            fresh = await db.ContentItems.AsNoTracking()
                .Where(row => contentItemIds.Contains(row.ContentItemId) && row.Published && row.PublishedUtc > oldest && row.PublishedUtc <= until && (row.PublishedUtc > since || row.CreatedUtc > since))
                .Select(row => row.ContentItemId).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        return fresh.Count == 0 ? [] : await ToDigestItemsAsync(await content.GetAsync([.. contentItemIds.Where(fresh.Contains)], cancellationToken), await TopicsAsync(cancellationToken), cancellationToken);
    }

    async Task<List<ContentItem>> TopicsAsync(CancellationToken cancellationToken) =>
        await content.FindByAliasAsync("topics", cancellationToken) is { } taxonomy ? [.. ContainedItems.Terms(taxonomy)] : [];

    async Task<IReadOnlyList<DigestItem>> ToDigestItemsAsync(IReadOnlyList<ContentItem> items, List<ContentItem> topics, CancellationToken cancellationToken)
    {
        // A term below another counts as the one on the first level.
        var roots = topics.SelectMany(topic => ContainedItems.AllTerms(topic).Prepend(topic), (topic, term) => (topic, term))
            .GroupBy(pair => pair.term.ContentItemId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().topic.ContentItemId, StringComparer.Ordinal);
        var sources = (await content.GetAsync([.. items.SelectMany(SourceIds).Distinct(StringComparer.Ordinal)], cancellationToken))
            .ToDictionary(source => source.ContentItemId, source => source.DisplayText ?? "", StringComparer.Ordinal);
        return [.. items.Select(item => ToDigestItem(item, roots, sources))];
    }

    async Task<IReadOnlyList<ContentItem>> FindAsync(string type, DateTime since, DateTime until, int count, CancellationToken cancellationToken)
    {
        var oldest = since - StaleAfter;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ids = await db.ContentItems.AsNoTracking()
            .Where(row => row.ContentType == type && row.Published && row.PublishedUtc > oldest && row.PublishedUtc <= until && (row.PublishedUtc > since || row.CreatedUtc > since))
            .OrderByDescending(row => row.PublishedUtc).ThenByDescending(row => row.Id)
            .Select(row => row.ContentItemId).Take(count).ToListAsync(cancellationToken);
        return await content.GetAsync(ids, cancellationToken);
    }

    DigestItem ToDigestItem(ContentItem item, Dictionary<string, string> roots, Dictionary<string, string> sources)
    {
        var part = item.ContentType;
        var excerpt = HtmlText.FromHtml(item.Text(part, "Excerpt") is { Length: > 0 } written ? written : item.As<HtmlBodyPart>()?.Html);
        var terms = item.Field<TaxonomyField>(part, "Topics")?.TermContentItemIds ?? [];
        var isOwn = part == "Article";
        var image = isOwn ? item.Field<MediaField>(part, "Image") : null;
        return new(
            item.ContentItemId, item.DisplayText ?? "", site.Absolute(item.As<AutoroutePart>()?.Path ?? $"content/{item.ContentItemId}").AbsoluteUri,
            SourceIds(item).Select(id => sources.GetValueOrDefault(id)).FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? "",
            item.PublishedUtc ?? default, HtmlText.Excerpt(excerpt, ExcerptWords), item.Text(part, "Language"), isOwn,
            [.. terms.Select(roots.GetValueOrDefault).OfType<string>().Distinct(StringComparer.Ordinal)],
            image?.Paths is [{ Length: > 0 } path, ..] ? site.Absolute("media/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString))).AbsoluteUri : null,
            image?.MediaTexts is [{ } alt, ..] ? alt : "")
        {
            CameUtc = item.PublishedUtc > item.CreatedUtc ? item.PublishedUtc ?? default : item.CreatedUtc ?? default,
        };
    }

    static IReadOnlyList<string> SourceIds(ContentItem item) => item.Field<ContentPickerField>("NewsItem", "Source")?.ContentItemIds ?? [];
}
