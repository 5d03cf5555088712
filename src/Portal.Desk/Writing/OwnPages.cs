using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Desk.Writing;

/// <summary>A page of the site to which one may link.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Type">Label of its type, in English.</param>
/// <param name="Address">Its path.</param>
public sealed record OwnPage(string Title, string Type, string Address);

/// <summary>Finds pages of the site to link to: what visitors see, whoever wrote it.</summary>
sealed class OwnPages(ContentReader reader, SiteDocuments documents, IDbContextFactory<PortalDbContext> databases)
{
    const int Most = 8;

    /// <summary>Pages whose title has the words, last changed first.</summary>
    public async Task<IReadOnlyList<OwnPage>> FindAsync(string words, CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var types = definitions.ContentTypes.Where(type => type.Listable && type.Stereotype.Length == 0 && type.Parts.Any(part => part.PartName == AutoroutePart.PartName)).Select(type => type.Name).ToList();
        if (types.Count == 0 || string.IsNullOrWhiteSpace(words))
            return [];
        var headers = (await reader.ListHeadersAsync(new() { Types = types, Text = words.Trim(), Count = 3 * Most }, cancellationToken)).Items;
        var ids = headers.Select(item => item.ContentItemId).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var paths = await db.Routes.Where(route => ids.Contains(route.ContentItemId) && route.ContainedItemId == null
                && db.ContentItems.Any(row => row.ContentItemId == route.ContentItemId && row.Published))
            .ToDictionaryAsync(route => route.ContentItemId, route => route.Path, cancellationToken);
        return [.. headers.Where(item => paths.ContainsKey(item.ContentItemId)).Take(Most)
            .Select(item => new OwnPage(item.DisplayText ?? item.ContentItemId, definitions.LabelOf(item.ContentType), "/" + paths[item.ContentItemId]))];
    }
}
