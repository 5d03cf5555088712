using Portal.Content.Html;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Normalizing;

/// <summary>Makes news entries of what was parsed. Thread-safe.</summary>
sealed class EntryNormalizer(EntryHtml html)
{
    /// <summary>Most entries that are taken from one document.</summary>
    public const int MaxEntries = 5000;

    const int ExcerptWords = 55;
    const int TitleWords = 14;
    static readonly DateTime Earliest = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The entries, newest rules applied; two of the same identity count once.</summary>
    /// <param name="feed">What was parsed.</param>
    /// <param name="language">Language of the source, or empty.</param>
    /// <param name="excerptOnly">Whether only excerpts may be kept.</param>
    /// <param name="byLink">Whether the source's guids are worth nothing.</param>
    public IReadOnlyList<NewsEntry> Normalize(ParsedFeed feed, string language, bool excerptOnly, bool byLink = false)
    {
        var keys = EntryIdentity.Of(feed, byLink);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<NewsEntry>(feed.Items.Count);
        for (var index = 0; index < feed.Items.Count && entries.Count < MaxEntries; index++)
        {
            if (seen.Add(keys[index].KeyHash))
                entries.Add(Entry(feed.Items[index], keys[index], language.Length > 0 ? language : feed.Language ?? "", excerptOnly));
        }
        return entries;
    }

    NewsEntry Entry(ParsedEntry item, (string KeyHash, string? LinkHash) key, string language, bool excerptOnly)
    {
        var clean = html.Clean(item.Content ?? item.Summary, item.BaseUrl);
        var text = HtmlText.FromHtml(item.Summary ?? clean);
        var excerpt = HtmlText.Excerpt(text.Length > 0 ? text : HtmlText.FromHtml(clean), ExcerptWords);
        var title = item.Title.Length > 0 ? item.Title
            : HtmlText.Excerpt(excerpt, TitleWords) is { Length: > 0 } first ? first
            : item.Link is { } link ? Uri.TryCreate(link, UriKind.Absolute, out var address) ? address.Host + address.AbsolutePath : link : "—";
        var entry = new NewsEntry
        {
            KeyHash = key.KeyHash,
            LinkHash = key.LinkHash,
            Title = Cut(title, 500),
            Url = item.Link is null ? "" : WebLinks.Clean(item.Link),
            Excerpt = Cut(excerpt, 4000),
            Html = excerptOnly ? "" : html.Private(clean),
            Author = Cut(Markup.Collapse(People.Shown(item.Authors)), 250),
            Categories = [.. item.CategoryDetails.Select(category => Cut(category.Label ?? category.Term, 100)).Distinct(StringComparer.Ordinal).Take(50)],
            Enclosures = [.. item.Enclosures.Take(20)],
            ImageUrl = (item.Image ?? html.FirstImage(clean)) is { Length: <= 2048 } image ? image : null,
            Language = Cut(item.Language ?? language, 20),
            PublishedUtc = (item.Published ?? item.Updated) is { } date && date > Earliest ? date : null,
        };
        return entry with
        {
            TextHash = EntryIdentity.OfText(entry.Url, entry.Title, entry.Excerpt),
            ContentHash = EntryIdentity.Hash(string.Join('\n', entry.Title, entry.Url, entry.Excerpt, entry.Html, entry.Author, string.Join('|', entry.Categories),
                string.Join('|', entry.Enclosures.Select(one => one.Url)), entry.ImageUrl)),
        };
    }

    static string Cut(string text, int length) => text.Length <= length ? text : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
}
