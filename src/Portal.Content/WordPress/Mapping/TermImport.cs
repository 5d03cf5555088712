using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Content.WordPress.Reading;
using Portal.Content.WordPress.Reporting;

namespace Portal.Content.WordPress.Mapping;

/// <summary>
/// Brings categories, tags and other terms into taxonomies. A term that is there already, by its address or its name, is taken as it
/// is; a taxonomy that is missing is made, and the types that shall bear its terms get a field for them.
/// </summary>
sealed class TermImport(WxrImportOptions options, SiteSurvey survey, ImportReport report)
{
    /// <summary>Brings the terms over.</summary>
    /// <param name="db">What is read.</param>
    /// <param name="scope">Where it is stored; null to store nothing.</param>
    /// <param name="definitions">The definitions in force.</param>
    /// <param name="cancellationToken">Ends the import.</param>
    /// <exception cref="InvalidDataException">A taxonomy has unpublished changes.</exception>
    public async Task<TermBook> RunAsync(PortalDbContext db, WriteScope? scope, ContentDefinitions definitions, CancellationToken cancellationToken)
    {
        var groups = options.Taxonomies
            .Select(pair => (Alias: AliasRecord.Normalize(pair.Value), Terms: survey.Terms.Values.Where(term => term.Taxonomy == pair.Key).ToList()))
            .Where(group => group.Terms.Count > 0 && group.Alias.Length > 0)
            .GroupBy(group => group.Alias, group => group.Terms, StringComparer.Ordinal).ToList();
        var trees = new List<TermTree>();
        foreach (var group in groups)
        {
            var tree = await OpenAsync(db, group.Key, cancellationToken);
            definitions = TermDefinitions.With(definitions, tree, group.Key, options.Types.Values);
            trees.Add(tree);
        }
        var book = new TermBook { Definitions = definitions };
        foreach (var (tree, group) in trees.Zip(groups))
        {
            foreach (var term in group.SelectMany(terms => terms))
                Bring(tree, term, book, 0);
        }
        if (scope is not null)
            await StoreAsync(scope, definitions, trees.Where(tree => tree.IsChanged), cancellationToken);
        return book;
    }

    static async Task<TermTree> OpenAsync(PortalDbContext db, string alias, CancellationToken cancellationToken)
    {
        var id = await db.Aliases.AsNoTracking().Where(row => row.Alias == alias).Select(row => row.ContentItemId).FirstOrDefaultAsync(cancellationToken)
            ?? ContentIdentity.Of($"taxonomy|{alias}");
        var row = await db.ContentItems.AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == id && row.Latest, cancellationToken);
        if (row is { Published: false })
            throw new InvalidDataException($"The taxonomy “{row.DisplayText}” has changes that are not published. Publish or discard them, then import again.");
        return row is null ? TermTree.New(id, alias) : new TermTree(ContentRows.ToItem(row));
    }

    static async Task StoreAsync(WriteScope scope, ContentDefinitions definitions, IEnumerable<TermTree> changed, CancellationToken cancellationToken)
    {
        await scope.UpdateDocumentAsync<ContentDefinitions>(old => old.MergedWith(definitions), cancellationToken);
        foreach (var tree in changed)
            await scope.Content.PublishAsync(tree.Item, cancellationToken);
    }

    BroughtTerm? Bring(TermTree tree, WxrTerm term, TermBook book, int depth)
    {
        if (book.Find(term.Taxonomy, term.Slug) is { } known)
            return known;
        var count = report.Count("term");
        if (term is { Taxonomy: "category", Slug: "uncategorized" })
        {
            count.Skipped++;
            return null;
        }
        // A term that stands below itself stands at the top.
        var parent = depth < 20 && term.Parent.Length > 0 && term.Parent != term.Slug && survey.Terms.TryGetValue((term.Taxonomy, term.Parent), out var above)
            ? Bring(tree, above, book, depth + 1)
            : null;
        if (book.Find(term.Taxonomy, term.Slug) is { } meanwhile)
            return meanwhile;
        var id = ContentIdentity.Of(string.Create(CultureInfo.InvariantCulture, $"{survey.Site.Url}|{term.Taxonomy}|{term.Slug}"));
        var (node, isNew) = tree.FindOrAdd(id, term, parent?.Term);
        if (isNew)
            count.Created++;
        else
            count.Unchanged++;
        var old = parent is null ? $"{Base(term.Taxonomy)}/{term.Slug}" : $"{parent.OldPath}/{term.Slug}";
        var brought = new BroughtTerm(tree.Item.ContentItemId, node, tree.PathOf(node), Uri.UnescapeDataString(old).ToLowerInvariant());
        book.Add(term, brought);
        return brought;
    }

    static string Base(string taxonomy) => taxonomy == "post_tag" ? "tag" : taxonomy;
}
