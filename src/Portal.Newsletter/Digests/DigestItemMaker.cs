using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Hosting;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Site.Liquid;
using Portal.Site.Media;

namespace Portal.Newsletter.Digests;

/// <summary>Makes content items into what a digest tells of them.</summary>
sealed class DigestItemMaker(IDbContextFactory<PortalDbContext> databases, PublicContent content, PictureLinks pictures, SiteAddress site)
{
    /// <summary>Width of a mail's picture on a usual screen; drawn twice as wide for dense ones.</summary>
    public const int PictureWidth = 544;

    const int PictureFile = 1024;
    const int ExcerptWords = 40;
    const int WordsPerMinute = 200;

    /// <summary>The items in their order.</summary>
    public async Task<IReadOnlyList<DigestItem>> MakeAsync(IReadOnlyList<ContentItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return [];
        var (topics, regions) = (await TermsAsync("topics", cancellationToken), await TermsAsync("regions", cancellationToken));
        var sources = (await content.GetAsync([.. items.SelectMany(SourceIds).Distinct(StringComparer.Ordinal)], cancellationToken))
            .ToDictionary(source => source.ContentItemId, source => source.DisplayText ?? "", StringComparer.Ordinal);
        var stories = await StoriesAsync([.. items.Where(item => item.ContentType == "NewsItem").Select(item => item.ContentItemId)], cancellationToken);
        var made = new List<DigestItem>(items.Count);
        foreach (var item in items)
            made.Add(await MakeAsync(item, topics, regions, sources, stories.GetValueOrDefault(item.ContentItemId), cancellationToken));
        return made;
    }

    async Task<DigestItem> MakeAsync(ContentItem item, Taxonomy topics, Taxonomy regions, Dictionary<string, string> sources, ContentItem? story, CancellationToken cancellationToken)
    {
        var part = item.ContentType;
        var body = HtmlText.FromHtml(item.As<HtmlBodyPart>()?.Html);
        var excerpt = item.Text(part, "Excerpt") is { Length: > 0 } written ? HtmlText.FromHtml(written) : body;
        var isOwn = part == "Article";
        var sourceId = SourceIds(item).FirstOrDefault(id => sources.GetValueOrDefault(id, "").Length > 0) ?? "";
        var (ofTopics, ofRegions) = (topics.Of(item, "Topics"), regions.Of(item, "Regions"));
        return new(
            item.ContentItemId, item.DisplayText ?? "", site.Absolute(item.As<AutoroutePart>()?.Path ?? $"content/{item.ContentItemId}").AbsoluteUri,
            sources.GetValueOrDefault(sourceId, ""), item.PublishedUtc ?? default, HtmlText.Excerpt(excerpt, ExcerptWords), ItemLanguage.Of(item), isOwn, ofTopics.Roots)
        {
            CameUtc = item.PublishedUtc > item.CreatedUtc ? item.PublishedUtc ?? default : item.CreatedUtc ?? default,
            Terms = [.. ofTopics.All, .. ofRegions.All],
            Regions = ofRegions.Roots,
            SourceId = sourceId,
            Picture = await PictureAsync(item.Field<MediaField>(part, "Image"), cancellationToken),
            Minutes = isOwn ? Math.Max(1, (body.Count(char.IsWhiteSpace) + WordsPerMinute / 2) / WordsPerMinute) : 0,
            Story = story?.ContentItemId,
            Reports = story?.Field<ContentPickerField>("Story", "Items")?.ContentItemIds ?? [],
        };
    }

    async Task<DigestPicture?> PictureAsync(MediaField? image, CancellationToken cancellationToken)
    {
        if (image?.Paths is not [{ Length: > 0 } path, ..] || await pictures.FindAsync(path, PictureFile, cancellationToken) is not { } found)
            return null;
        var width = Math.Min(PictureWidth, found.Width);
        return new(site.Absolute(found.Path).AbsoluteUri, width, Math.Max(1, (int)Math.Round((double)found.Height * width / found.Width)), image.MediaTexts is [{ } alt, ..] ? alt : "");
    }

    // A story names its reports, and stands in the list of each.
    async Task<Dictionary<string, ContentItem>> StoriesAsync(List<string> news, CancellationToken cancellationToken)
    {
        var keys = news.ConvertAll(id => "item:" + id);
        List<string> ids;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            ids = await db.Set<ListKeyRecord>().AsNoTracking().Where(row => row.ContentType == "Story" && keys.Contains(row.Key)).Select(row => row.ContentItemId).Distinct().ToListAsync(cancellationToken);
        var byReport = new Dictionary<string, ContentItem>(StringComparer.Ordinal);
        foreach (var story in await content.GetAsync(ids, cancellationToken))
        {
            foreach (var report in story.Field<ContentPickerField>("Story", "Items")?.ContentItemIds ?? [])
                byReport.TryAdd(report, story);
        }
        return byReport;
    }

    async Task<Taxonomy> TermsAsync(string alias, CancellationToken cancellationToken)
    {
        var above = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (await content.FindByAliasAsync(alias, cancellationToken) is { } taxonomy)
        {
            foreach (var root in ContainedItems.Terms(taxonomy))
                Walk(root, []);
        }
        return new(above);

        void Walk(ContentItem term, string[] path)
        {
            string[] own = [.. path, term.ContentItemId];
            above.TryAdd(term.ContentItemId, own);
            foreach (var below in ContainedItems.Terms(term))
                Walk(below, own);
        }
    }

    static IReadOnlyList<string> SourceIds(ContentItem item) => item.Field<ContentPickerField>("NewsItem", "Source")?.ContentItemIds ?? [];

    // Each term with those above it, the first level first.
    sealed record Taxonomy(Dictionary<string, string[]> Above)
    {
        public (IReadOnlyList<string> Roots, IReadOnlyList<string> All) Of(ContentItem item, string field)
        {
            var paths = (item.Field<TaxonomyField>(item.ContentType, field)?.TermContentItemIds ?? []).Select(term => Above.GetValueOrDefault(term)).OfType<string[]>().ToList();
            return ([.. paths.Select(path => path[0]).Distinct(StringComparer.Ordinal)], [.. paths.SelectMany(path => path).Distinct(StringComparer.Ordinal)]);
        }
    }
}
