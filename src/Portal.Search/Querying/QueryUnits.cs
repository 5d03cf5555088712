using Portal.Search.Analysis;
using Portal.Search.Tuning;

namespace Portal.Search.Querying;

/// <summary>A word of a query, or several that editors said mean the same as others.</summary>
/// <param name="Stems">The stems as typed.</param>
/// <param name="Alternatives">What means the same, each as stems.</param>
sealed record QueryUnit(IReadOnlyList<string> Stems, IReadOnlyList<string[]> Alternatives);

/// <summary>Makes units of words.</summary>
static class QueryUnits
{
    /// <summary>Units that are looked at, each of which may have alternatives; a query has few words that are not ignored.</summary>
    const int Most = 64;

    public static List<QueryUnit> Of(IndexLanguage language, List<TextToken> stems, QueryTuning tuning)
    {
        var units = new List<QueryUnit>();
        for (var index = 0; index < stems.Count && units.Count < Most;)
        {
            var (length, alternatives) = tuning.SynonymsAt(language, stems, index);
            units.Add(new([.. stems.Skip(index).Take(length).Select(stem => stem.Term)], alternatives));
            index += length;
        }
        return units;
    }
}
