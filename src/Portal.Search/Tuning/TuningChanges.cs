using Portal.Search.Analysis;

namespace Portal.Search.Tuning;

/// <summary>Somebody's change to the tuning was not stored. The message is for people, in English.</summary>
sealed class TuningRefusedException(string message) : Exception(message)
{
    public static TuningRefusedException Changed() => new("Somebody else changed this in the meantime. Look at it as it is now, and make your change again.");
}

/// <summary>Changes of the tuning, each made to what is stored and refused where that is not what the editor saw.</summary>
static class TuningChanges
{
    public static bool IsSame(SynonymGroup one, SynonymGroup other) => one.Terms.SequenceEqual(other.Terms, StringComparer.Ordinal);

    public static bool IsSame(QueryCuration one, QueryCuration other) =>
        one.Query == other.Query && one.Pinned.SequenceEqual(other.Pinned, StringComparer.Ordinal) && one.Hidden.SequenceEqual(other.Hidden, StringComparer.Ordinal);

    /// <summary>Puts a group in the place of another, or at the end.</summary>
    public static SearchTuning WithGroup(this SearchTuning tuning, SynonymGroup? before, SynonymGroup after)
    {
        var groups = tuning.Synonyms.ToList();
        if (before is null)
        {
            groups.Add(after);
        }
        else
        {
            var index = groups.FindIndex(group => IsSame(group, before));
            if (index < 0)
                throw TuningRefusedException.Changed();
            groups[index] = after;
        }
        return tuning with { Synonyms = groups };
    }

    /// <summary>Takes a group away; nothing changes where it is gone already.</summary>
    public static SearchTuning WithoutGroup(this SearchTuning tuning, SynonymGroup group) =>
        tuning with { Synonyms = [.. tuning.Synonyms.Where(one => !IsSame(one, group))] };

    /// <summary>Puts all groups in place of those that the editor saw.</summary>
    public static SearchTuning WithGroups(this SearchTuning tuning, IReadOnlyList<SynonymGroup> before, IReadOnlyList<SynonymGroup> after) =>
        tuning.Synonyms.Count == before.Count && tuning.Synonyms.Zip(before).All(pair => IsSame(pair.First, pair.Second))
            ? tuning with { Synonyms = after }
            : throw TuningRefusedException.Changed();

    /// <summary>Puts all stop words in place of those that the editor saw.</summary>
    public static SearchTuning WithStopWords(this SearchTuning tuning, IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        tuning.StopWords.SequenceEqual(before, StringComparer.Ordinal) ? tuning with { StopWords = after } : throw TuningRefusedException.Changed();

    /// <summary>The curation of a query, however it is written, or null.</summary>
    public static QueryCuration? Curation(this SearchTuning tuning, string query)
    {
        var folded = QueryFolding.Of(query);
        return folded.Length == 0 ? null : tuning.Curations.FirstOrDefault(one => QueryFolding.Of(one.Query) == folded);
    }

    /// <summary>Stores what was decided for a query; a decision about no item at all is taken away.</summary>
    /// <param name="tuning">What is stored.</param>
    /// <param name="before">What the editor saw, or null where nothing was decided yet.</param>
    /// <param name="after">What the editor wants.</param>
    public static SearchTuning WithCuration(this SearchTuning tuning, QueryCuration? before, QueryCuration after)
    {
        var stored = tuning.Curation(after.Query);
        if ((stored is null) != (before is null) || (stored is not null && !IsSame(stored, before!)))
            throw TuningRefusedException.Changed();
        var others = tuning.Curations.Where(one => !ReferenceEquals(one, stored));
        return tuning with { Curations = after.Pinned.Count + after.Hidden.Count == 0 ? [.. others] : [.. others, after] };
    }

    /// <summary>
    /// Takes over what another site, or a recipe, brings: a group joins the one with which it shares a word, stop words are added, and
    /// a curation replaces the one of its query.
    /// </summary>
    public static SearchTuning MergedWith(this SearchTuning tuning, SearchTuning other)
    {
        var groups = tuning.Synonyms.ToList();
        foreach (var added in other.Synonyms)
        {
            var folded = added.Terms.Select(QueryFolding.Of).ToHashSet(StringComparer.Ordinal);
            var index = groups.FindIndex(group => group.Terms.Any(term => folded.Contains(QueryFolding.Of(term))));
            if (index < 0)
                groups.Add(added);
            else
                groups[index] = new([.. groups[index].Terms.Union(added.Terms, StringComparer.Ordinal)]);
        }
        return new()
        {
            Synonyms = groups,
            StopWords = [.. tuning.StopWords.Concat(other.StopWords).DistinctBy(QueryFolding.Of, StringComparer.Ordinal)],
            Curations = [.. tuning.Curations.Where(one => other.Curations.All(added => QueryFolding.Of(added.Query) != QueryFolding.Of(one.Query))), .. other.Curations],
        };
    }
}
