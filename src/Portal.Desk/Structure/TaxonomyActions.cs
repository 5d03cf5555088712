using System.Security.Claims;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Content.Taxonomies;
using Portal.Desk.Shell;

namespace Portal.Desk.Structure;

/// <summary>A taxonomy with its terms and how many published items bear each of them or one below it.</summary>
sealed record TaxonomyView(ContentItem Taxonomy, IReadOnlyList<TreePlace> Terms, IReadOnlyDictionary<string, int> Uses);

/// <summary>What editors do with terms.</summary>
sealed class TaxonomyActions(UnitOfWork work, ContentReader reader, SiteDocuments documents, TermUse use, TermMerge merge)
{
    /// <summary>The taxonomies, by name.</summary>
    public async Task<IReadOnlyList<ContentItem>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await reader.ListLatestAsync(new() { Types = ["Taxonomy"], Count = 200 }, cancellationToken)).Items.OrderBy(item => item.DisplayText, StringComparer.CurrentCulture)];

    /// <summary>A taxonomy as editors see it, or null.</summary>
    public async Task<TaxonomyView?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (await reader.GetLatestAsync(id, cancellationToken) is not { } taxonomy)
            return null;
        var terms = ContainedTree.Terms(taxonomy).All;
        return new(taxonomy, terms, await use.CountAsync([.. terms.Select(term => term.Id)], cancellationToken));
    }

    /// <summary>Adds a term as the last one below another, or at the top, and returns its identifier.</summary>
    public async Task<string> AddAsync(ClaimsPrincipal person, string taxonomyId, string? parentId, string name, CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var id = "";
        await ChangeAsync(person, taxonomyId, taxonomy =>
        {
            var type = taxonomy.As<TaxonomyPart>()?.TermContentType is { Length: > 0 } given ? given : "Term";
            var term = ContainedTree.NewItem(type, Named(name));
            id = term["ContentItemId"]!.ToString();
            if (definitions.Type(type)?.Parts.Any(part => part.PartName == TitlePart.PartName) == true)
                term["TitlePart"] = new JsonObject { ["Title"] = Named(name) };
            term["TermPart"] = new JsonObject { ["TaxonomyContentItemId"] = taxonomyId };
            return Apply(taxonomy, tree => tree.Add(term, parentId));
        }, cancellationToken);
        return id;
    }

    /// <summary>Gives a term another name.</summary>
    public Task RenameAsync(ClaimsPrincipal person, string taxonomyId, string termId, string name, CancellationToken cancellationToken) =>
        ChangeAsync(person, taxonomyId, taxonomy => Apply(taxonomy, tree => tree.Change(termId, term =>
        {
            term.DisplayText = Named(name);
            if (term.As<TitlePart>() is { } title)
                term.Apply(title with { Title = Named(name) });
        })), cancellationToken);

    /// <summary>Moves a term one step.</summary>
    public Task MoveAsync(ClaimsPrincipal person, string taxonomyId, string termId, TreeStep step, CancellationToken cancellationToken) =>
        ChangeAsync(person, taxonomyId, taxonomy => Apply(taxonomy, tree => tree.Move(termId, step)), cancellationToken);

    /// <summary>Moves a term below another, or to the top.</summary>
    public Task MoveUnderAsync(ClaimsPrincipal person, string taxonomyId, string termId, string? parentId, CancellationToken cancellationToken) =>
        ChangeAsync(person, taxonomyId, taxonomy => Apply(taxonomy, tree => tree.MoveUnder(termId, parentId)), cancellationToken);

    /// <summary>Takes a term away, with those below it; items keep it in their data, where nobody sees it.</summary>
    public Task RemoveAsync(ClaimsPrincipal person, string taxonomyId, string termId, CancellationToken cancellationToken) =>
        ChangeAsync(person, taxonomyId, taxonomy => Apply(taxonomy, tree => tree.Remove(termId)), cancellationToken);

    /// <summary>Merges a term into another and returns the number of items that were rewritten.</summary>
    public async Task<int> MergeAsync(ClaimsPrincipal person, string taxonomyId, string from, string into, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        Demand(person);
        try
        {
            return await merge.RunAsync(taxonomyId, from, into, person.Actor(), progress, cancellationToken);
        }
        catch (TermMergeException refused)
        {
            throw new StructureRefusedException(refused.Message);
        }
    }

    Task ChangeAsync(ClaimsPrincipal person, string taxonomyId, Func<ContentItem, bool> change, CancellationToken cancellationToken)
    {
        Demand(person);
        return work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.ChangeAsync(taxonomyId, change, ct), cancellationToken);
    }

    static bool Apply(ContentItem taxonomy, Func<ContainedTree, bool> change)
    {
        var tree = ContainedTree.Terms(taxonomy);
        if (!change(tree))
            return false;
        tree.ApplyTo(taxonomy);
        return true;
    }

    static string Named(string name) => name.Trim() is { Length: > 0 and <= 200 } given ? given : throw new StructureRefusedException("A term needs a name of at most 200 characters.");

    static void Demand(ClaimsPrincipal person)
    {
        if (!person.HasPermission(DeskPermissions.ManageTaxonomy))
            throw new StructureRefusedException("Your roles don’t allow you to change terms.");
    }
}
