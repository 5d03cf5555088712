namespace Portal.Newsletter.Subscribing;

/// <summary>A topic, region or source that a subscriber may choose.</summary>
/// <param name="Id">Identifier of the term, or content item identifier of the source.</param>
/// <param name="Name">Its name.</param>
sealed record Choice(string Id, string Name);

/// <summary>Choices as they are stored: identifiers in order, separated by blanks; empty for all.</summary>
static class ChoiceList
{
    /// <summary>Longest stored choice of topics or regions, in characters.</summary>
    public const int MaxLength = 2000;

    /// <summary>Longest stored choice of sources, in characters.</summary>
    public const int MaxSourcesLength = 8000;

    /// <summary>A choice as it is stored: known identifiers only, each once, in order; empty where all are chosen, or more than can be stored.</summary>
    public static string Store(IEnumerable<string?> chosen, IReadOnlyList<Choice> known, int maxLength = MaxLength)
    {
        var wanted = chosen.OfType<string>().ToHashSet(StringComparer.Ordinal);
        var ids = known.Select(choice => choice.Id).Where(wanted.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var text = ids.Count == known.Count ? "" : string.Join(' ', ids);
        return text.Length <= maxLength ? text : "";
    }

    /// <summary>The identifiers of a stored choice.</summary>
    public static IReadOnlyList<string> Read(string stored) => stored.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
