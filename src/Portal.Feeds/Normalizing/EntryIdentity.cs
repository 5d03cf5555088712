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
    public static IReadOnlyList<(string KeyHash, string? LinkHash)> Of(ParsedFeed feed)
    {
        var ids = Count(feed.Items.Select(item => item.Id));
        var canonical = feed.Items.Select(item => item.Link is null ? null : WebLinks.Canonical(item.Link)).ToList();
        var links = Count(canonical);
        var home = feed.Link is null ? null : WebLinks.Canonical(feed.Link);
        return [.. feed.Items.Select((item, index) =>
        {
            var link = canonical[index];
            var key = item.Id is { } id
                ? ids[id] > 1 ? $"id+link\n{id}\n{link}" : $"id\n{id}"
                : link is not null && links[link] == 1 ? $"link\n{link}" : $"text\n{item.Title}\n{link}\n{item.Content ?? item.Summary}";
            return (Hash(key), link is not null && links[link] == 1 && link != home && link.Contains('/', StringComparison.Ordinal) ? Hash(link) : null);
        })];
    }

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
