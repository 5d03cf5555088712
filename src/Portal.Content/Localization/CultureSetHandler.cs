using Microsoft.EntityFrameworkCore;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Localization;

/// <summary>Gives items with a culture their set, and keeps the table by which the versions of an item in other languages are found.</summary>
sealed class CultureSetHandler : IContentHandler
{
    public ValueTask SavingAsync(ContentSaving saving, CancellationToken cancellationToken)
    {
        if (saving.Item.As<LocalizationPart>() is { Culture.Length: > 0 } part && string.IsNullOrEmpty(part.LocalizationSet))
            saving.Item.Apply(part with { LocalizationSet = ContentIdentity.New() });
        return ValueTask.CompletedTask;
    }

    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        var (item, db) = (stored.Item, stored.Db);
        var held = stored.IsNew ? null : await db.Set<CultureSetRecord>().FirstOrDefaultAsync(row => row.ContentItemId == item.ContentItemId, cancellationToken);
        var part = stored.Change == JournalKind.Removed ? null : item.As<LocalizationPart>();
        // A draft says nothing yet about what visitors see.
        if (stored.Change == JournalKind.Draft && held is { Published: true })
            return;
        if (held is not null)
            stored.Tags.Add(CacheTag.Key(CultureSets.Key(held.LocalizationSet)));
        if (part is not { LocalizationSet: { Length: > 0 and <= ContentIdentity.MaxLength } set, Culture: { Length: > 0 and <= CultureSetRecord.MaxCultureLength } culture })
        {
            if (held is not null)
                db.Remove(held);
            return;
        }
        stored.Tags.Add(CacheTag.Key(CultureSets.Key(set)));
        if (held is null)
            db.Add(held = new() { ContentItemId = item.ContentItemId, LocalizationSet = set, Culture = culture });
        (held.LocalizationSet, held.Culture, held.Published) = (set, culture, stored.Change == JournalKind.Published);
    }
}
