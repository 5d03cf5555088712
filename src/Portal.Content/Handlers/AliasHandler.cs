using Microsoft.EntityFrameworkCore;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Handlers;

/// <summary>Keeps the table of aliases. An alias that another item bears already is given to the item that is stored last, as a recipe would expect.</summary>
sealed class AliasHandler : IContentHandler
{
    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        if (stored.Change == JournalKind.Draft)
            return;
        var item = stored.Item;
        var alias = stored.Change == JournalKind.Removed ? null : item.As<AliasPart>()?.Alias;
        var name = string.IsNullOrWhiteSpace(alias) ? null : AliasRecord.Normalize(alias);
        if (!stored.IsNew)
            await stored.Db.Aliases.Where(row => row.ContentItemId == item.ContentItemId && row.Alias != name).ExecuteDeleteAsync(cancellationToken);
        if (name is null)
            return;
        var changed = await stored.Db.Aliases.Where(row => row.Alias == name)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ContentItemId, item.ContentItemId), cancellationToken);
        if (changed == 0)
            stored.Db.Aliases.Add(new AliasRecord { Alias = name, ContentItemId = item.ContentItemId });
    }
}
