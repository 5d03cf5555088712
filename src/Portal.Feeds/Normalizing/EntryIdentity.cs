using System.Security.Cryptography;
using System.Text;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Normalizing;

/// <summary>
/// By what an entry is known again. Within a source: its guid; where several entries of the document share it, guid and link; without a
/// guid the normalised link; without a link title and text. Across sources, and where a source changes its guids: the normalised link,
/// unless several entries of the document or the source's home page have the same.
/// </summary>
static class EntryIdentity
{
    /// <summary>Fewer words are boilerplate that many entries share.</summary>
    const int FewestWords = 12;

    public static IReadOnlyList<(string KeyHash, string? LinkHash)> Of(ParsedFeed feed, bool byLink = false)
    {
        var ids = Count(feed.Items.Select(item => item.Id));
        var canonical = feed.Items.Select(item => item.Link is null ? null : WebLinks.Canonical(item.Link)).ToList();
        var links = Count(canonical);
        var home = feed.Link is null ? null : WebLinks.Canonical(feed.Link);
        return [.. feed.Items.Select((item, index) =>
        {
            var link = canonical[index];
            var key = item.Id is { } id && !(byLink && link is not null && links[link] == 1)
                ? ids[id] > 1 ? $"id+link\n{id}\n{link}" : $"id\n{id}"
                : link is not null && links[link] == 1 ? $"link\n{link}" : $"text\n{item.Title}\n{link}\n{item.Content ?? item.Summary}";
            return (Hash(key), link is not null && links[link] == 1 && link != home && link.Contains('/', StringComparison.Ordinal) ? Hash(link) : null);
        })];
    }

    /// <summary>What says that two entries of one site have the same text, or null where the text is too short to say so.</summary>
    public static string? OfText(string url, string title, string excerpt) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && excerpt.AsSpan().Count(' ') + 1 >= FewestWords ? Hash($"text\n{WebLinks.Host(address)}\n{title}\n{excerpt}") : null;

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static Dictionary<string, int> Count(IEnumerable<string?> keys)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (key is not null)
                counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        return counts;
    }
}
