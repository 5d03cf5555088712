using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Items;
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
        var wanted = new List<(ContentItem Item, string Alias)>();
        foreach (var saving in together)
        {
            if (await WantedAsync(saving) is { Length: > 0 } alias)
                wanted.Add((saving.Item, alias));
        }
        if (wanted.Count == 0)
            return;
        var free = await FreeAsync(together[0].Db, cancellationToken);
        foreach (var saving in together)
        {
            if (Written(saving.Item) is { } alias)
                free.Give(alias, saving.Item.ContentItemId);
        }
        await free.LookAsync(wanted.Select(one => free.Cut(one.Alias)), cancellationToken);
        foreach (var (item, alias) in wanted)
            item.Apply((item.As<AliasPart>() ?? new(null)) with { Alias = await free.TakeAsync(free.Cut(alias), item.ContentItemId, cancellationToken) });
    }

    static string? Written(ContentItem item) => item.As<AliasPart>()?.Alias is { } alias && !string.IsNullOrWhiteSpace(alias) ? AliasRecord.Normalize(alias) : null;

    async ValueTask<string> WantedAsync(ContentSaving saving)
    {
        var item = saving.Item;
        if (Written(item) is not null
            || saving.Definitions.Type(item.ContentType)?.Parts.FirstOrDefault(part => part.PartName == AliasPart.PartName) is not { } definition)
            return "";
        var pattern = definition.Setting("AliasPartSettings").TextOrNull("Pattern") ?? AliasPart.DefaultPattern;
        return pattern.Length == 0 ? "" : AliasRecord.Normalize(await patterns.TextAsync(pattern, "alias", item));
    }

    static async Task<FreeNames> FreeAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        // Two transactions that look for a free alias at the same time would both find it.
        await db.LockAsync(DatabaseLock.Aliases, cancellationToken);
        return new((names, ct) => db.Aliases.AsNoTracking().Where(row => EF.Parameter(names).Contains(row.Alias)).ToDictionaryAsync(row => row.Alias, row => row.ContentItemId, ct), AliasPart.MaxLength);
    }

    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        if (stored.Change == JournalKind.Draft)
            return;
        var item = stored.Item;
        var name = stored.Change == JournalKind.Removed ? null : Written(item);
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
