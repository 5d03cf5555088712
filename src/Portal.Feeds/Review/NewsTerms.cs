using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Review;

/// <summary>A source by name.</summary>
/// <param name="Id">The source.</param>
/// <param name="Title">Its name.</param>
/// <param name="Language">Its language, or empty.</param>
/// <param name="ExcerptOnly">Whether only excerpts of it may be kept.</param>
public sealed record SourceName(string Id, string Title, string Language, bool ExcerptOnly);

/// <summary>The terms from which an item's topics or regions are chosen.</summary>
/// <param name="Field">Name of the field: <c>Topics</c> or <c>Regions</c>.</param>
/// <param name="TaxonomyId">The taxonomy.</param>
/// <param name="Taxonomy">The taxonomy with its terms.</param>
/// <param name="LeavesOnly">Whether only terms without terms below them may be chosen.</param>
public sealed record TermField(string Field, string TaxonomyId, ContentItem Taxonomy, bool LeavesOnly)
{
    /// <summary>The terms with their depth, in their order.</summary>
    public IEnumerable<(ContentItem Term, int Depth)> Flat() => Flat(ContainedItems.Terms(Taxonomy), 0);

    static IEnumerable<(ContentItem, int)> Flat(IEnumerable<ContentItem> terms, int depth) =>
        terms.SelectMany(term => new[] { (term, depth) }.Concat(Flat(ContainedItems.Terms(term), depth + 1)));
}

/// <summary>Reads by what news can be narrowed and described: the names of the sources, the terms of topics and regions.</summary>
public sealed class NewsTerms(ContentReader content, SiteDocuments documents)
{
    /// <summary>The sources by name.</summary>
    public async Task<IReadOnlyList<SourceName>> SourcesAsync(CancellationToken cancellationToken)
    {
        var list = await content.ListLatestAsync(new() { Types = [FeedSource.ContentType], Count = ContentListQuery.MaxCount }, cancellationToken);
        return [.. list.Items.Select(item => new FeedSource(item)).Select(source => new SourceName(source.Id, source.Title, source.Language, source.ExcerptOnly)).OrderBy(source => source.Title, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>The fields that say what news are about, as they are defined.</summary>
    public async Task<IReadOnlyList<TermField>> FieldsAsync(CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var fields = new List<TermField>();
        foreach (var field in definitions.OrderedFields(NewsItems.ContentType).Where(field => field.FieldName == nameof(TaxonomyField) && NewsItems.TermFields.Contains(field.Name, StringComparer.Ordinal)))
        {
            var settings = field.Setting("TaxonomyFieldSettings");
            if (settings.Text("TaxonomyContentItemId") is { Length: > 0 } id && await content.GetLatestAsync(id, cancellationToken) is { } taxonomy)
                fields.Add(new(field.Name, id, taxonomy, settings.Flag("LeavesOnly")));
        }
        return fields;
    }
}
