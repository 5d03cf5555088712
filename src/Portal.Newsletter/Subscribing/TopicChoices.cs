using Portal.Content.Items;

namespace Portal.Newsletter.Subscribing;

/// <summary>A topic that a subscriber may choose.</summary>
/// <param name="Id">Identifier of the term.</param>
/// <param name="Name">Its name.</param>
sealed record TopicChoice(string Id, string Name);

/// <summary>The topics of the site: the first level of the taxonomy with the alias <c>topics</c>.</summary>
sealed class TopicChoices(PublicContent content)
{
    /// <summary>Longest stored choice, in characters.</summary>
    public const int MaxLength = 2000;

    /// <summary>The topics in their order; empty where the site has none.</summary>
    public async Task<IReadOnlyList<TopicChoice>> ListAsync(CancellationToken cancellationToken) =>
        await content.FindByAliasAsync("topics", cancellationToken) is { } taxonomy
            ? [.. ContainedItems.Terms(taxonomy).Select(term => new TopicChoice(term.ContentItemId, term.DisplayText ?? term.ContentItemId))]
            : [];

    /// <summary>A choice as it is stored: known topics only, each once, in order; empty for all topics.</summary>
    public static string Store(IEnumerable<string?> chosen, IReadOnlyList<TopicChoice> known)
    {
        var ids = known.Select(topic => topic.Id).Where(id => chosen.Contains(id, StringComparer.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var text = ids.Count == known.Count ? "" : string.Join(' ', ids);
        return text.Length <= MaxLength ? text : "";
    }

    /// <summary>The identifiers of a stored choice.</summary>
    public static IReadOnlyList<string> Read(string stored) => stored.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
