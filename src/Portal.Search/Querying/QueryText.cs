using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>How a part of a query is meant.</summary>
enum TermKind
{
    /// <summary>Words, in any form.</summary>
    Words,

    /// <summary>Words as typed, adjacent and in order.</summary>
    Phrase,

    /// <summary>A word with stars for any letters; folded.</summary>
    Wildcard,
}

/// <summary>A part of a query.</summary>
/// <param name="Kind">How it is meant.</param>
/// <param name="Text">The words, or the folded pattern of a wildcard.</param>
readonly record struct QueryTerm(TermKind Kind, string Text);

/// <summary>A name that was typed: <c>source:Reuters</c>.</summary>
/// <param name="Kind">Of what it is the name.</param>
/// <param name="Name">As typed.</param>
/// <param name="Excluded">Whether what has it is left out.</param>
readonly record struct QueryName(NoteKind Kind, string Name, bool Excluded);

/// <summary>An author's name that was typed.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Excluded">Whether what is by this author is left out.</param>
readonly record struct QueryAuthor(string Name, bool Excluded);

/// <summary>A plain word and where it stands in the query.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Start">Its first character.</param>
readonly record struct QueryWord(string Text, int Start);

/// <summary>What a person typed, taken apart by <see cref="QueryParser"/>.</summary>
sealed record QueryText
{
    /// <summary>Words and phrases that are looked at; further ones are ignored.</summary>
    public const int MaxClauses = 40;

    /// <summary>The query, in Unicode's form C.</summary>
    public string Text { get; init; } = "";

    /// <summary>Plain words in order.</summary>
    public IReadOnlyList<QueryWord> PlainWords { get; init; } = [];

    /// <summary>Phrases and wildcards that must be there.</summary>
    public IReadOnlyList<QueryTerm> Required { get; init; } = [];

    /// <summary>Groups of which one must be there: <c>a OR b</c>.</summary>
    public IReadOnlyList<IReadOnlyList<QueryTerm>> Choices { get; init; } = [];

    /// <summary>What must stand in the title.</summary>
    public IReadOnlyList<QueryTerm> InTitle { get; init; } = [];

    /// <summary>What must not be there.</summary>
    public IReadOnlyList<QueryTerm> Excluded { get; init; } = [];

    public IReadOnlyList<QueryName> Names { get; init; } = [];

    public IReadOnlyList<QueryAuthor> Authors { get; init; } = [];

    /// <summary>The first day that counts.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The first day that is too late.</summary>
    public DateOnly? Before { get; init; }

    /// <summary>Plain words, joined by blanks.</summary>
    public string Words => string.Join(' ', PlainWords.Select(word => word.Text));

    /// <summary>Whether there are words, phrases or wildcards to look for.</summary>
    public bool HasTerms => PlainWords.Count + Required.Count + Choices.Count + InTitle.Count > 0;

    /// <summary>Whether nothing can be looked for.</summary>
    public bool IsEmpty => !HasTerms && Excluded.Count + Names.Count + Authors.Count == 0 && From is null && Before is null;

    /// <summary>All words, phrases and wildcards of a kind that a hit may have: what is marked.</summary>
    public IEnumerable<string> Marked(TermKind kind) => Required.Concat(Choices.SelectMany(choice => choice)).Concat(InTitle)
        .Where(term => term.Kind == kind).Select(term => term.Text).Concat(kind == TermKind.Words && PlainWords.Count > 0 ? [Words] : []);

    /// <summary>The whole text as one phrase.</summary>
    public static QueryText Exact(string text) =>
        Analysis.SearchAnalyzers.Exact(text).Count == 0 ? new() : new() { Text = text, Required = [new(TermKind.Phrase, text)] };

    /// <inheritdoc cref="QueryParser.Parse"/>
    public static QueryText Parse(string text) => QueryParser.Parse(text);
}
