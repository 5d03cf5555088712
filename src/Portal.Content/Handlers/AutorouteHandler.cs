using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Handlers;

/// <summary>Gives items their address by the type's pattern, keeps addresses unique, and keeps the table of routes.</summary>
sealed class AutorouteHandler(ItemPatterns patterns) : IContentHandler
{
    public ValueTask SavingAsync(ContentSaving saving, CancellationToken cancellationToken) => SavingAsync([saving], cancellationToken);

    public async ValueTask SavingAsync(IReadOnlyList<ContentSaving> together, CancellationToken cancellationToken)
    {
        var wanted = new List<(ContentSaving Saving, AutoroutePart Part, string Path)>(together.Count);
        foreach (var saving in together)
        {
            if (await WantedAsync(saving, cancellationToken) is { } address)
                wanted.Add(address);
        }
        if (wanted.Count == 0)
            return;
        var db = together[0].Db;
        // Two transactions that look for a free address at the same time would both find it.
        await db.LockAsync(DatabaseLock.Addresses, cancellationToken);
        var free = new FreeNames((paths, ct) => db.Routes.AsNoTracking().Where(route => EF.Parameter(paths).Contains(route.Path)).ToDictionaryAsync(route => route.Path, route => route.ContentItemId, ct),
            AutoroutePart.MaxPathLength);
        await free.LookAsync(wanted.Select(one => free.Cut(one.Path)), cancellationToken);
        foreach (var (saving, part, path) in wanted)
            saving.Item.Apply(part with { Path = await free.TakeAsync(free.Cut(path), saving.Item.ContentItemId, cancellationToken) });
    }

    async Task<(ContentSaving Saving, AutoroutePart Part, string Path)?> WantedAsync(ContentSaving saving, CancellationToken cancellationToken)
    {
        var item = saving.Item;
        var definition = saving.Definitions.Type(item.ContentType)?.Parts.FirstOrDefault(part => part.PartName == AutoroutePart.PartName);
        var part = item.As<AutoroutePart>();
        if (part is null && definition is null)
            return null;
        part ??= new(null);
        var path = RouteRecord.Normalize(part.Path ?? "");
        if (path.Length == 0)
        {
            var pattern = definition?.Setting("AutoroutePartSettings")?["Pattern"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "{{ ContentItem.DisplayText | slugify }}";
            path = await patterns.PathAsync(pattern, item, await ContainerAsync(saving, cancellationToken));
        }
        if (path.Length == 0)
            path = item.ContentItemId;
        return (saving, part, path);
    }

    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        var (change, item, db) = (stored.Change, stored.Item, stored.Db);
        if (change == JournalKind.Removed)
            await GiveUpAsync(stored, await db.Routes.Where(route => route.ContentItemId == item.ContentItemId).ToListAsync(cancellationToken), cancellationToken);
        // A hidden item keeps its address, so that nobody else takes it before the item is shown again.
        if (change != JournalKind.Published)
            return;
        var wanted = Routes(item).DistinctBy(route => route.Path).ToList();
        var held = stored.IsNew ? [] : await db.Routes.Where(route => route.ContentItemId == item.ContentItemId).ToListAsync(cancellationToken);
        await GiveUpAsync(stored, held.FindAll(old => !wanted.Exists(route => route.Path == old.Path)), cancellationToken);
        foreach (var route in wanted)
        {
            if (held.Find(old => old.Path == route.Path) is { } old)
                old.ContainedItemId = route.ContainedItemId;
            // The item's own address was found free when it was saved; those of contained items are looked up, also among what is stored together with it.
            else if (route.ContainedItemId is null || await db.Routes.FindAsync([route.Path], cancellationToken) is null)
                db.Routes.Add(route);
        }
    }

    // Links to the old address go on working: it leads to wherever the item stands from now on, or says that the item is gone.
    static async Task GiveUpAsync(ContentStored stored, IReadOnlyList<RouteRecord> routes, CancellationToken cancellationToken)
    {
        stored.Db.Routes.RemoveRange(routes);
        foreach (var route in routes)
            await Redirection.Redirects.KeepAsync(stored.Db, route.Path, route.ContentItemId, route.ContainedItemId, stored.NowUtc, cancellationToken);
    }

    static IEnumerable<RouteRecord> Routes(ContentItem item) => ItemRoutes.Of(item)
        .Select(route => new RouteRecord { Path = route.Path, ContentItemId = item.ContentItemId, ContainedItemId = route.Contained?.ContentItemId });

    static async Task<ContentItem?> ContainerAsync(ContentSaving saving, CancellationToken cancellationToken)
    {
        if (saving.Item.Content["ContainedPart"]?["ListContentItemId"] is not JsonValue value || !value.TryGetValue<string>(out var id))
            return null;
        return await saving.Db.ContentItems.AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == id && row.Latest, cancellationToken) is { } row ? ContentRows.ToItem(row) : null;
    }
}
