using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Handlers;

/// <summary>
/// Gives items an alias by the type's pattern, and keeps the table of aliases. A pattern's alias is one that nobody has; one that was
/// written and that another item bears already is given to the item that is stored last, as a recipe would expect.
/// </summary>
sealed class AliasHandler(ItemPatterns patterns) : IContentHandler
{
    public ValueTask SavingAsync(ContentSaving saving, CancellationToken cancellationToken) => SavingAsync([saving], cancellationToken);

    public async ValueTask SavingAsync(IReadOnlyList<ContentSaving> together, CancellationToken cancellationToken)
    {
        FreeNames? free = null;
        foreach (var saving in together)
        {
            var alias = await WantedAsync(saving);
            if (alias.Length == 0)
                continue;
            free ??= await FreeAsync(together[0].Db, cancellationToken);
            var name = await free.TakeAsync(free.Cut(alias), saving.Item.ContentItemId, cancellationToken);
            saving.Item.Apply((saving.Item.As<AliasPart>() ?? new(null)) with { Alias = name });
        }
    }

    async ValueTask<string> WantedAsync(ContentSaving saving)
    {
        var item = saving.Item;
        if (!string.IsNullOrWhiteSpace(item.As<AliasPart>()?.Alias)
            || saving.Definitions.Type(item.ContentType)?.Parts.FirstOrDefault(part => part.PartName == AliasPart.PartName) is not { } definition)
            return "";
        var pattern = definition.Setting("AliasPartSettings").TextOrNull("Pattern") ?? AliasPart.DefaultPattern;
        return pattern.Length == 0 ? "" : AliasRecord.Normalize(await patterns.TextAsync(pattern, "alias", item));
    }

    static async Task<FreeNames> FreeAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        // Two transactions that look for a free alias at the same time would both find it.
        await db.LockAsync(DatabaseLock.Aliases, cancellationToken);
        return new((names, ct) => db.Aliases.AsNoTracking().Where(row => names.Contains(row.Alias)).ToDictionaryAsync(row => row.Alias, row => row.ContentItemId, ct), AliasPart.MaxLength);
    }

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
        // Also one that an item stored together with this one was given a moment ago.
        if (await stored.Db.Aliases.FindAsync([name], cancellationToken) is { } row)
            row.ContentItemId = item.ContentItemId;
        else
            stored.Db.Aliases.Add(new AliasRecord { Alias = name, ContentItemId = item.ContentItemId });
    }
}
