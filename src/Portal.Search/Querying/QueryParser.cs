using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>
/// Takes a query apart: plain words, phrases in quotes, <c>-word</c>, <c>a OR b</c>, wildcards (<c>diplom*</c>), and
/// <c>author: source: topic: region: title: before: after:</c> with their names in the site's languages. Whatever else stands there is
/// plain words; no text is an error. It reads from left to right once, so that nothing nests.
/// </summary>
sealed class QueryParser
{
    /// <summary>Letters before the first star, at least: fewer would stand for very many words.</summary>
    const int ShortestBeginning = 2;

    /// <summary>All quotes that keyboards and languages have.</summary>
    static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„‟«»″");

    enum Operator
    {
        Author,
        Source,
        Topic,
        Region,
        Title,
        Before,
        After,
    }

    // In folded form: autor and автор are one.
    static readonly FrozenDictionary<string, Operator> Operators = new Dictionary<string, Operator>(StringComparer.Ordinal)
    {
        ["author"] = Operator.Author,
        ["autor"] = Operator.Author,
        ["avtor"] = Operator.Author,
        ["source"] = Operator.Source,
        ["izvor"] = Operator.Source,
        ["istocnik"] = Operator.Source,
        ["topic"] = Operator.Topic,
        ["tema"] = Operator.Topic,
        ["region"] = Operator.Region,
        ["oblast"] = Operator.Region,
        ["title"] = Operator.Title,
        ["naslov"] = Operator.Title,
        ["zagolovok"] = Operator.Title,
        ["before"] = Operator.Before,
        ["pre"] = Operator.Before,
        ["do"] = Operator.Before,
        ["after"] = Operator.After,
        ["posle"] = Operator.After,
        ["od"] = Operator.After,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    readonly string _text;
    readonly List<QueryWord> _words = [];
    readonly List<QueryTerm> _required = [];
    readonly List<List<QueryTerm>> _choices = [];
    readonly List<QueryTerm> _inTitle = [];
    readonly List<QueryTerm> _excluded = [];
    readonly List<QueryName> _names = [];
    readonly List<QueryAuthor> _authors = [];
    DateOnly? _from;
    DateOnly? _before;

    /// <summary>Where an OR stands that waits for what follows.</summary>
    QueryWord? _or;

    /// <summary>What stands before, where an OR may join it to what follows.</summary>
    (QueryTerm Term, int Start, bool InChoice)? _last;

    QueryParser(string text) => _text = text;

    /// <summary>Takes a query apart.</summary>
    public static QueryText Parse(string text)
    {
        var parser = new QueryParser(SearchAnalyzers.Normalize(text));
        parser.Read();
        return new()
        {
            Text = parser._text,
            PlainWords = parser._words,
            Required = parser._required,
            Choices = parser._choices,
            InTitle = parser._inTitle,
            Excluded = parser._excluded,
            Names = parser._names,
            Authors = parser._authors,
            From = parser._from,
            Before = parser._before,
        };
    }

    void Read()
    {
        var index = 0;
        for (var clauses = 0; index < _text.Length && clauses < QueryText.MaxClauses;)
        {
            if (char.IsWhiteSpace(_text[index]))
            {
                index++;
                continue;
            }
            clauses++;
            var excluded = _text[index] is '-' or '−' && index + 1 < _text.Length && !char.IsWhiteSpace(_text[index + 1]) && _text[index + 1] is not ('-' or '−');
            if (excluded)
                index++;
            var start = index;
            var clause = ReadClause(ref index, out var quoted);
            if (!quoted && clause.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && Operators.TryGetValue(QueryFolding.Of(clause[..colon]), out var name))
            {
                // The value may be in quotes: the clause ended where they begin.
                var value = clause[(colon + 1)..];
                var valueQuoted = false;
                var after = index;
                if (value.Length == 0 && index < _text.Length && Quotes.Contains(_text[index]))
                    value = ReadClause(ref after, out valueQuoted);
                if (value.Length > 0 && TryApply(name, value, valueQuoted, excluded))
                {
                    index = after;
                    (_or, _last) = (null, null);
                    continue;
                }
            }
            if (!quoted && !excluded && clause is "OR" or "ИЛИ" or "ILI" && _last is not null && _or is null)
            {
                _or = new(clause, start);
                continue;
            }
            Add(clause, start, quoted, excluded);
        }
        if (_or is { } dangling)
            _words.Add(dangling);
    }

    /// <summary>Reads what stands in quotes, or up to a blank or a quote.</summary>
    string ReadClause(ref int index, out bool quoted)
    {
        quoted = false;
        if (Quotes.Contains(_text[index]) && _text.AsSpan(index + 1).IndexOfAny(Quotes) is >= 0 and var length)
        {
            quoted = true;
            var phrase = _text.Substring(index + 1, length);
            index += length + 2;
            return phrase;
        }
        var start = index++;
        while (index < _text.Length && !char.IsWhiteSpace(_text[index]) && !Quotes.Contains(_text[index]))
            index++;
        return _text[start..index];
    }

    void Add(string clause, int start, bool quoted, bool excluded)
    {
        // A minus or quote around nothing that could be searched ("--", "?!") says nothing.
        if (SearchAnalyzers.Exact(clause).Count == 0)
            return;
        var term = Term(clause, quoted);
        if (excluded)
        {
            // What is left out is left out as typed.
            _excluded.Add(term.Kind == TermKind.Words ? new(TermKind.Phrase, clause) : term);
            (_or, _last) = (null, null);
            return;
        }
        if (_or is not null && _last is { } last)
        {
            Join(last, term);
            (_or, _last) = (null, (term, start, true));
            return;
        }
        if (term.Kind == TermKind.Words)
            _words.Add(new(clause, start));
        else
            _required.Add(term);
        _last = (term, start, false);
    }

    void Join((QueryTerm Term, int Start, bool InChoice) before, QueryTerm term)
    {
        if (before.InChoice)
        {
            _choices[^1].Add(term);
            return;
        }
        if (before.Term.Kind == TermKind.Words)
            _words.RemoveAll(word => word.Start == before.Start);
        else
            _required.RemoveAt(_required.Count - 1);
        _choices.Add([before.Term, term]);
    }

    bool TryApply(Operator name, string value, bool quoted, bool excluded)
    {
        switch (name)
        {
            case Operator.Before or Operator.After:
                if (excluded || Day(value) is not { } day)
                    return false;
                if (name == Operator.After)
                    _from = _from > day ? _from : day;
                else
                    _before = _before < day ? _before : day;
                return true;
            case var _ when SearchAnalyzers.Exact(value).Count == 0:
                return false;
            case Operator.Title:
                var term = Term(value, quoted);
                if (excluded)
                    return false;
                _inTitle.Add(term);
                return true;
            case Operator.Author:
                _authors.Add(new(value, excluded));
                return true;
            default:
                _names.Add(new(name switch { Operator.Source => NoteKind.Source, Operator.Region => NoteKind.Region, _ => NoteKind.Topic }, value, excluded));
                return true;
        }
    }

    static QueryTerm Term(string clause, bool quoted) =>
        quoted ? new(TermKind.Phrase, clause) : Pattern(clause) is { } pattern ? new(TermKind.Wildcard, pattern) : new(TermKind.Words, clause);

    /// <summary>The folded pattern of a word with stars; null where it is none.</summary>
    static string? Pattern(string clause)
    {
        var parts = clause.Split('*');
        if (parts.Length is < 2 or > 4)
            return null;
        for (var index = 0; index < parts.Length; index++)
        {
            var words = SearchAnalyzers.Exact(parts[index]);
            if (words.Count > 1 || (index == 0 && words is not [{ Term.Length: >= ShortestBeginning }]))
                return null;
            parts[index] = words is [var word] ? word.Term : "";
        }
        return string.Join('*', parts);
    }

    /// <summary>The first day of what a date says: a day, a month or a year.</summary>
    static DateOnly? Day(string value) =>
        DateOnly.TryParseExact(value, ["yyyy-MM-dd", "yyyy-M-d", "yyyy-MM", "yyyy-M", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;
}
