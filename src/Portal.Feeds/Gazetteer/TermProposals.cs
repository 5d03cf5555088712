namespace Portal.Feeds.Gazetteer;

/// <summary>Chooses the terms that a text is about from all that it names.</summary>
static class TermProposals
{
    /// <summary>Most terms of one taxonomy that are proposed for an item.</summary>
    public const int MaxTerms = 4;

    const int TitleWeight = 4;

    /// <summary>The terms, the best one first, by taxonomy.</summary>
    /// <param name="names">The gazetteer.</param>
    /// <param name="title">Title of the item.</param>
    /// <param name="text">Its first words.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> For(PlaceNames names, string title, string text)
    {
        var weights = new Dictionary<(string Taxonomy, string Term), int>();
        Add(weights, names.Find(FoldedWords.Of(title)), TitleWeight);
        Add(weights, names.Find(FoldedWords.Of(text)), 1);
        return weights.GroupBy(pair => pair.Key.Taxonomy, StringComparer.Ordinal).ToDictionary(group => group.Key, Best, StringComparer.Ordinal);
    }

    // What is named once in passing is no subject where something else is named again and again.
    static IReadOnlyList<string> Best(IEnumerable<KeyValuePair<(string Taxonomy, string Term), int>> terms)
    {
        var ranked = terms.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Term, StringComparer.Ordinal).Take(MaxTerms).ToList();
        return [.. ranked.Where(pair => pair.Value * TitleWeight >= ranked[0].Value).Select(pair => pair.Key.Term)];
    }

    static void Add(Dictionary<(string, string), int> weights, IReadOnlyList<GazetteerHit> hits, int weight)
    {
        foreach (var hit in hits)
            weights[(hit.TaxonomyId, hit.TermId)] = weights.GetValueOrDefault((hit.TaxonomyId, hit.TermId)) + (hit.Count * weight);
    }
}
