using Portal.Content.Documents;
using Portal.Content.Settings;
using Portal.Feeds.Gazetteer;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Rules;

/// <summary>
/// Makes of a source's entries what the site wants of them: applies the rules, then proposes topics and regions by the gazetteer.
/// Runs before anything is stored, outside of any transaction. Thread-safe.
/// </summary>
sealed class EntrySense(SiteDocuments documents, GazetteerReader gazetteer)
{
    volatile Compiled? _compiled;

    /// <summary>The entries with what is to become of them, in their order; those that rules leave out bear the rule's name.</summary>
    public async Task<IReadOnlyList<SensedEntry>> SenseAsync(IReadOnlyList<NewsEntry> entries, FeedSource source, CancellationToken cancellationToken)
    {
        var rules = (await RulesAsync(cancellationToken)).For(source.Id);
        var proposes = FeedSettings.Of(await documents.GetAsync<SiteSettings>(cancellationToken)).Proposes && source.Proposes;
        var names = proposes ? await gazetteer.GetAsync(cancellationToken) : null;
        return [.. entries.Select(entry =>
        {
            var sensed = RuleSet.Apply(rules, entry, source.Held);
            return names is null || names.IsEmpty || sensed.ExcludedBy is not null ? sensed : Proposed(sensed, names, source);
        })];
    }

    async ValueTask<RuleSet> RulesAsync(CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync<FeedRulesDocument>(cancellationToken);
        // The document is the same object until somebody changes it.
        if (_compiled is { } held && ReferenceEquals(held.Document, document))
            return held.Rules;
        var compiled = new Compiled(document, new(document.Rules));
        _compiled = compiled;
        return compiled.Rules;
    }

    static SensedEntry Proposed(SensedEntry sensed, PlaceNames names, FeedSource source)
    {
        var terms = TermProposals.For(names, sensed.Entry.Title, sensed.Entry.Excerpt);
        var topics = New(terms, source.Topics?.TaxonomyContentItemId ?? "topics", sensed.Topics, source.Topics?.TermContentItemIds);
        var regions = New(terms, source.Regions?.TaxonomyContentItemId ?? "regions", sensed.Regions, source.Regions?.TermContentItemIds);
        return topics.Count + regions.Count == 0 ? sensed : sensed with
        {
            Topics = [.. sensed.Topics, .. topics],
            Regions = [.. sensed.Regions, .. regions],
            Proposed = [.. topics, .. regions],
        };
    }

    static List<string> New(IReadOnlyDictionary<string, IReadOnlyList<string>> terms, string taxonomy, IReadOnlyList<string> set, IReadOnlyList<string>? ofSource) =>
        terms.TryGetValue(taxonomy.Length > 0 ? taxonomy : "", out var proposed) ? [.. proposed.Except(set, StringComparer.Ordinal).Except(ofSource ?? [], StringComparer.Ordinal)] : [];

    sealed record Compiled(FeedRulesDocument Document, RuleSet Rules);
}
