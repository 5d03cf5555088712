using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Shell;

namespace Portal.Desk.Items;

/// <summary>One line of a list for editors.</summary>
/// <param name="Item">The editors' version, without its content.</param>
/// <param name="Type">Its type, or null where it is no longer defined.</param>
/// <param name="State">What visitors see of it.</param>
/// <param name="Pinned">Whether it is pinned; null where visitors don't see it, or the type knows no pin.</param>
/// <param name="Address">Where visitors find the item, or null.</param>
public sealed record ItemLine(ContentHeader Item, ContentTypeDefinition? Type, ContentState State, bool? Pinned, string? Address)
{
    /// <summary>What stands for the item; its identifier where it has no title.</summary>
    public string Title => string.IsNullOrWhiteSpace(Item.DisplayText) ? Item.ContentItemId : Item.DisplayText;
}

/// <summary>A page of a list for editors.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Next">Where the next page begins, or null at the end.</param>
public sealed record ItemPage(IReadOnlyList<ItemLine> Lines, ListCursor? Next);

/// <summary>Reads lists for editors.</summary>
sealed class ItemLists(ContentReader reader, SiteDocuments documents, IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>Name of the Boolean field by which articles and news are pinned to the home page.</summary>
    public const string PinnedField = "Pinned";

    /// <summary>The types that lists show.</summary>
    public async Task<IReadOnlyList<ContentTypeDefinition>> TypesAsync(CancellationToken cancellationToken) =>
        [.. (await documents.GetAsync<ContentDefinitions>(cancellationToken)).ContentTypes.Where(type => type.Listable || type.Stereotype == "Widget")];

    /// <summary>A page. Who may not change content of others sees their own only.</summary>
    public async Task<ItemPage> ReadAsync(ClaimsPrincipal person, LatestListQuery query, CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        if (query.Types.Count == 0)
            query = query with { Types = [.. definitions.ContentTypes.Where(type => type.Listable).Select(type => type.Name)] };
        if (!query.Types.All(type => person.MayAll(ContentAction.List, definitions.Type(type))))
            query = query with { Owner = person.UserId() ?? "" };
        var list = await reader.ListHeadersAsync(query, cancellationToken);
        return new(await LinesAsync(list.Items, definitions, cancellationToken), list.Next);
    }

    /// <summary>The line of one item as it is now, or null where it is gone.</summary>
    public async Task<ItemLine?> ReadAsync(string contentItemId, CancellationToken cancellationToken) =>
        await reader.GetHeaderAsync(contentItemId, cancellationToken) is { } item
            ? (await LinesAsync([item], await documents.GetAsync<ContentDefinitions>(cancellationToken), cancellationToken))[0]
            : null;

    // What a line shows stands in columns and index tables; the items' JSON is not read.
    async Task<IReadOnlyList<ItemLine>> LinesAsync(IReadOnlyList<ContentHeader> items, ContentDefinitions definitions, CancellationToken cancellationToken)
    {
        var ids = items.Select(item => item.ContentItemId).ToList();
        var hidden = items.Where(item => !item.Published).Select(item => item.ContentItemId).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var changed = hidden.Count == 0 ? [] : await db.ContentItems.Where(row => hidden.Contains(row.ContentItemId) && row.Published)
            .Select(row => row.ContentItemId).ToHashSetAsync(cancellationToken);
        var paths = await db.Routes.Where(route => ids.Contains(route.ContentItemId) && route.ContainedItemId == null)
            .ToDictionaryAsync(route => route.ContentItemId, route => route.Path, cancellationToken);
        var pins = items.Select(item => item.ContentType).Distinct().Where(type => KnowsPin(type, definitions)).Select(type => $"flag:{type}.{PinnedField}").ToList();
        var pinned = pins.Count == 0 ? [] : await db.ListKeys.Where(key => ids.Contains(key.ContentItemId) && pins.Contains(key.Key))
            .Select(key => key.ContentItemId).ToHashSetAsync(cancellationToken);
        return [.. items.Select(item =>
        {
            var state = item.Published ? ContentState.Published : changed.Contains(item.ContentItemId) ? ContentState.Changed : ContentState.Unpublished;
            var seen = state != ContentState.Unpublished;
            return new ItemLine(item, definitions.Type(item.ContentType), state,
                seen && KnowsPin(item.ContentType, definitions) ? pinned.Contains(item.ContentItemId) : null,
                seen && paths.TryGetValue(item.ContentItemId, out var path) ? "/" + path : null);
        })];
    }

    static bool KnowsPin(string type, ContentDefinitions definitions) =>
        definitions.Part(type)?.Fields.Any(field => field is { Name: PinnedField, FieldName: "BooleanField" }) == true;
}
