namespace Portal.Search.Indexing;

/// <summary>What the index knows beside its documents.</summary>
enum NoteKind
{
    /// <summary>Which items report on one event.</summary>
    Story,

    /// <summary>Name of a topic.</summary>
    Topic,

    /// <summary>Name of a region.</summary>
    Region,

    /// <summary>Name of a feed source.</summary>
    Source,
}

/// <summary>
/// Something that the index knows beside its documents: the members of a story, so that hits can be grouped without writing the members
/// anew whenever a story changes; the name of a topic, region or source, so that people can type it. A note is never found by a search.
/// </summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Owner">Identifier of the item from which it is made; all its notes change together.</param>
/// <param name="Of">Identifier of the story, term or source.</param>
/// <param name="Name">Its name as people see it.</param>
/// <param name="Path">Path of its page below the site's root without leading slash; empty where it has none.</param>
/// <param name="Members">Identifiers of the items that report on it.</param>
sealed record IndexNote(NoteKind Kind, string Owner, string Of, string Name, string Path, IReadOnlyList<string> Members);
