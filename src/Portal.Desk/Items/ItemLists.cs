using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Shell;

namespace Portal.Desk.Items;

/// <summary>One line of a list for editors.</summary>
/// <param name="Item">The editors' version.</param>
/// <param name="Type">Its type, or null where it is no longer defined.</param>
/// <param name="State">What visitors see of it.</param>
/// <param name="Pinned">Whether it is pinned; null where the type knows no pin.</param>
public sealed record ItemLine(ContentItem Item, ContentTypeDefinition? Type, ContentState State, bool? Pinned)
{
    /// <summary>Where visitors find the item, or null.</summary>
    public string? Address => State != ContentState.Unpublished && Item.As<AutoroutePart>() is { Disabled: false, Path: { Length: > 0 } path } ? "/" + path : null;

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
        var list = await reader.ListLatestAsync(query, cancellationToken);
        var hidden = list.Items.Where(item => !item.Published).Select(item => item.ContentItemId).ToList();
        var changed = (await reader.GetPublishedAsync(hidden, cancellationToken)).Select(item => item.ContentItemId).ToHashSet(StringComparer.Ordinal);
        return new([.. list.Items.Select(item => Line(item, definitions, changed.Contains(item.ContentItemId)))], list.Next);
    }

    /// <summary>The line of one item as it is now, or null where it is gone.</summary>
    public async Task<ItemLine?> ReadAsync(string contentItemId, CancellationToken cancellationToken)
    {
        if (await reader.GetLatestAsync(contentItemId, cancellationToken) is not { } item)
            return null;
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        return Line(item, definitions, !item.Published && await reader.GetPublishedAsync(contentItemId, cancellationToken) is not null);
    }

    /// <summary>How many items of the type came into being since then.</summary>
    public async Task<int> CountNewAsync(string type, DateTime sinceUtc, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // What is new was also changed since then, which the index knows.
        return await db.ContentItems.CountAsync(row => row.Latest && row.ContentType == type && row.ModifiedUtc >= sinceUtc && row.CreatedUtc >= sinceUtc, cancellationToken);
    }

    static ItemLine Line(ContentItem item, ContentDefinitions definitions, bool changed) => new(
        item,
        definitions.Type(item.ContentType),
        item.Published ? ContentState.Published : changed ? ContentState.Changed : ContentState.Unpublished,
        definitions.Part(item.ContentType)?.Fields.Any(field => field is { Name: PinnedField, FieldName: "BooleanField" }) == true
            ? item.Field<BooleanField>(item.ContentType, PinnedField)?.Value ?? false
            : null);
}
