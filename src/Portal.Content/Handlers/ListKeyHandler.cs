using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Content.Taxonomies;

namespace Portal.Content.Handlers;

/// <summary>Keeps the keys by which lists find published items, and names the lists that a change touches.</summary>
sealed class ListKeyHandler : IContentHandler
{
    /// <summary>A hostile or broken import could name any number of terms.</summary>
    const int MaxKeys = 200;

    const string TermPrefix = "term:";

    public ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken) => StoredAsync([stored], cancellationToken);

    public async ValueTask StoredAsync(IReadOnlyList<ContentStored> together, CancellationToken cancellationToken)
    {
        foreach (var stored in together)
            await ForgetAsync(stored, cancellationToken);
        var listed = together.Where(stored => stored.Change == JournalKind.Published)
            .Select(stored => (Stored: stored, Keys: Keys(stored.Item, stored.Definitions).Distinct(StringComparer.Ordinal).Take(MaxKeys).ToList())).ToList();
        if (listed.Count == 0)
            return;
        var above = await AboveAsync(together[0].Db, listed.SelectMany(one => one.Keys), cancellationToken);
        foreach (var (stored, keys) in listed)
        {
            var inherited = keys.SelectMany(key => above[key]).Except(keys, StringComparer.Ordinal).Take(MaxKeys).ToList();
            Add(stored, keys, inherited: false);
            Add(stored, inherited, inherited: true);
        }
    }

    static async Task ForgetAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        if (stored.Change == JournalKind.Draft || stored.IsNew)
            return;
        var before = await stored.Db.ListKeys.Where(row => row.ContentItemId == stored.Item.ContentItemId).ToListAsync(cancellationToken);
        foreach (var row in before)
            stored.Tags.Add(CacheTag.Key(row.Key));
        stored.Db.ListKeys.RemoveRange(before);
    }

    static void Add(ContentStored stored, IEnumerable<string> keys, bool inherited)
    {
        foreach (var key in keys)
        {
            stored.Tags.Add(CacheTag.Key(key));
            stored.Db.ListKeys.Add(new ListKeyRecord
            {
                Key = key,
                ItemRow = stored.Item.Id,
                ContentItemId = stored.Item.ContentItemId,
                ContentType = stored.Item.ContentType,
                PublishedUtc = stored.Item.PublishedUtc ?? default,
                Inherited = inherited,
            });
        }
    }

    // The page of a term also shows what bears a term below it.
    static async Task<ILookup<string, string>> AboveAsync(PortalDbContext db, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var above = new List<(string Key, string Ancestor)>();
        var terms = keys.Where(key => key.StartsWith(TermPrefix, StringComparison.Ordinal)).Select(key => key[TermPrefix.Length..]).Distinct(StringComparer.Ordinal);
        foreach (var some in terms.Chunk(500))
        {
            await foreach (var row in db.Set<TermAncestorRecord>().AsNoTracking().Where(row => EF.Parameter(some).Contains(row.TermId)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                above.Add((TermPrefix + row.TermId, TermPrefix + row.AncestorId));
        }
        return above.ToLookup(one => one.Key, one => one.Ancestor, StringComparer.Ordinal);
    }

    static IEnumerable<string> Keys(ContentItem item, ContentDefinitions definitions)
    {
        if ((item.Content["ContainedPart"] as JsonObject)?["ListContentItemId"] is JsonValue owner && owner.TryGetValue<string>(out var list) && list.Length is > 0 and <= ContentIdentity.MaxLength)
            yield return $"list:{list}";
        if (item.As<ForDigestPart>()?.MarkedUtc is { } marked)
            yield return ForDigestPart.KeyOf(marked);
        foreach (var (part, field) in definitions.Fields(item.ContentType))
        {
            if (item.Content[part] is not JsonObject fields || fields[field.Name] is not JsonObject value)
                continue;
            switch (field.FieldName)
            {
                case "TaxonomyField":
                    foreach (var term in Texts(value["TermContentItemIds"]))
                        yield return $"term:{term}";
                    break;
                case "ContentPickerField":
                    foreach (var other in Texts(value["ContentItemIds"]))
                        yield return $"item:{other}";
                    break;
                case "TextField" when field.Name == "Language" && value["Text"] is JsonValue language && language.TryGetValue<string>(out var tag) && Language(tag) is { } name:
                    yield return $"language:{name}";
                    break;
                case "BooleanField" when value["Value"] is JsonValue flag && flag.TryGetValue<bool>(out var on) && on:
                    yield return $"flag:{part}.{field.Name}";
                    break;
            }
        }
    }

    // A reader of Serbian reads both scripts: of sr-Latn the language alone counts.
    static string? Language(string tag)
    {
        var name = tag.Trim().Split('-', '_')[0].ToLowerInvariant();
        return name.Length is 2 or 3 && name.All(char.IsAsciiLetterLower) ? name : null;
    }

    static IEnumerable<string> Texts(JsonNode? array) =>
        (array as JsonArray ?? []).OfType<JsonValue>().Select(value => value.TryGetValue<string>(out var text) ? text : "")
            .Where(text => text.Length is > 0 and <= ContentIdentity.MaxLength);
}
