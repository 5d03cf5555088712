using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Storage;
using Portal.Content.Taxonomies;

namespace Portal.Content.Handlers;

/// <summary>Keeps the keys by which lists find published items, and names the lists that a change touches.</summary>
sealed class ListKeyHandler : IContentHandler
{
    /// <summary>A hostile or broken import could name any number of terms.</summary>
    const int MaxKeys = 200;

    const string TermPrefix = "term:";

    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        if (stored.Change == JournalKind.Draft)
            return;
        var id = stored.Item.ContentItemId;
        var before = stored.IsNew ? [] : await stored.Db.ListKeys.Where(row => row.ContentItemId == id).ToListAsync(cancellationToken);
        foreach (var row in before)
            stored.Tags.Add(CacheTag.Key(row.Key));
        stored.Db.ListKeys.RemoveRange(before);
        if (stored.Change != JournalKind.Published)
            return;
        var keys = Keys(stored.Item, stored.Definitions).Distinct(StringComparer.Ordinal).Take(MaxKeys).ToList();
        var inherited = (await AboveAsync(stored.Db, keys, cancellationToken)).Except(keys, StringComparer.Ordinal).Take(MaxKeys).ToHashSet(StringComparer.Ordinal);
        foreach (var key in keys.Concat(inherited))
        {
            stored.Tags.Add(CacheTag.Key(key));
            stored.Db.ListKeys.Add(new ListKeyRecord
            {
                Key = key,
                ItemRow = stored.Item.Id,
                ContentItemId = id,
                ContentType = stored.Item.ContentType,
                PublishedUtc = stored.Item.PublishedUtc ?? default,
                Inherited = inherited.Contains(key),
            });
        }
    }

    // The page of a term also shows what bears a term below it.
    static async Task<IEnumerable<string>> AboveAsync(PortalDbContext db, List<string> keys, CancellationToken cancellationToken)
    {
        var terms = keys.Where(key => key.StartsWith(TermPrefix, StringComparison.Ordinal)).Select(key => key[TermPrefix.Length..]).ToList();
        if (terms.Count == 0)
            return [];
        var above = await db.Set<TermAncestorRecord>().Where(row => terms.Contains(row.TermId)).Select(row => row.AncestorId).Distinct().ToListAsync(cancellationToken);
        return above.Select(ancestor => TermPrefix + ancestor);
    }

    static IEnumerable<string> Keys(ContentItem item, ContentDefinitions definitions)
    {
        if ((item.Content["ContainedPart"] as JsonObject)?["ListContentItemId"] is JsonValue owner && owner.TryGetValue<string>(out var list) && list.Length is > 0 and <= ContentIdentity.MaxLength)
            yield return $"list:{list}";
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
                case "BooleanField" when value["Value"] is JsonValue flag && flag.TryGetValue<bool>(out var on) && on:
                    yield return $"flag:{part}.{field.Name}";
                    break;
            }
        }
    }

    static IEnumerable<string> Texts(JsonNode? array) =>
        (array as JsonArray ?? []).OfType<JsonValue>().Select(value => value.TryGetValue<string>(out var text) ? text : "")
            .Where(text => text.Length is > 0 and <= ContentIdentity.MaxLength);
}
