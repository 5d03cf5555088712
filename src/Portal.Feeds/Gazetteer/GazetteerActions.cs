using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Gazetteer;

/// <summary>A term with its names.</summary>
/// <param name="TaxonomyId">The taxonomy.</param>
/// <param name="Taxonomy">Name of the taxonomy.</param>
/// <param name="TermId">The term.</param>
/// <param name="Title">Its name.</param>
/// <param name="Names">Its names, a line for each place, organisation or person.</param>
public sealed record GazetteerTerm(string TaxonomyId, string Taxonomy, string TermId, string Title, string Names);

/// <summary>What editors do with the gazetteer.</summary>
public sealed class GazetteerActions
{
    readonly UnitOfWork _work;
    readonly ContentReader _content;
    readonly GazetteerReader _gazetteer;

    internal GazetteerActions(UnitOfWork work, ContentReader content, GazetteerReader gazetteer) => (_work, _content, _gazetteer) = (work, content, gazetteer);

    /// <summary>All terms of all taxonomies, in their order.</summary>
    public async Task<IReadOnlyList<GazetteerTerm>> ListAsync(CancellationToken cancellationToken) =>
        [.. from taxonomy in (await _content.ListPublishedAsync(new() { Types = ["Taxonomy"], Count = 100 }, cancellationToken)).Items
            from term in ContainedItems.AllTerms(taxonomy)
            select new GazetteerTerm(taxonomy.ContentItemId, taxonomy.DisplayText ?? "", term.ContentItemId, term.DisplayText ?? "", GazetteerPart.Names(term))];

    /// <summary>Writes the names of a term; false where the term is gone.</summary>
    public Task<bool> SaveAsync(GazetteerTerm term, ContentActor actor, CancellationToken cancellationToken) => _work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
    {
        if (await scope.Content.GetLatestAsync(term.TaxonomyId, ct) is not { } taxonomy)
            return false;
        var tree = ContainedTree.Terms(taxonomy);
        if (!tree.Change(term.TermId, item => item.Apply(GazetteerPart.Name, GazetteerPart.Field, new TextField(term.Names.Replace("\r", "", StringComparison.Ordinal).Trim()))))
            return false;
        tree.ApplyTo(taxonomy);
        if (taxonomy.Published)
            await scope.Content.PublishAsync(taxonomy, ct);
        else
            await scope.Content.SaveDraftAsync(taxonomy, ct);
        return true;
    }, cancellationToken);

    /// <summary>The terms that a text would get.</summary>
    public async Task<IReadOnlyList<string>> TryAsync(string text, CancellationToken cancellationToken) =>
        [.. TermProposals.For(await _gazetteer.GetAsync(cancellationToken), "", text).SelectMany(pair => pair.Value)];
}
