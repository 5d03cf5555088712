using System.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.TokenAttributes;
using Portal.Search.Indexing;

namespace Portal.Search.Analysis;

/// <summary>A term with its place.</summary>
/// <param name="Term">Folded, perhaps stemmed.</param>
/// <param name="Position">Number of the word; alternatives of one word share it.</param>
/// <param name="Start">First character in the text.</param>
/// <param name="End">After its last character.</param>
readonly record struct TextToken(string Term, int Position, int Start, int End);

/// <summary>The analyzers of all fields, for text and for queries. Thread-safe; lives as long as the process.</summary>
static class SearchAnalyzers
{
    static readonly FoldingAnalyzer ExactIndexing = new(IndexLanguage.Other, Stemming.None, indexing: true);
    static readonly FoldingAnalyzer ExactQuery = new(IndexLanguage.Other, Stemming.None, indexing: false);
    static readonly FoldingAnalyzer Beginnings = new(IndexLanguage.Other, Stemming.Beginnings, indexing: true);
    static readonly Dictionary<IndexLanguage, FoldingAnalyzer> TextIndexing = IndexLanguages.All.ToDictionary(language => language, language => new FoldingAnalyzer(language, Stemming.ByLanguage, indexing: true));
    static readonly Dictionary<IndexLanguage, FoldingAnalyzer> TextQuery = IndexLanguages.All.ToDictionary(language => language, language => new FoldingAnalyzer(language, Stemming.ByLanguage, indexing: false));
    static readonly Dictionary<IndexLanguage, FoldingAnalyzer> RankingQuery = IndexLanguages.All.ToDictionary(language => language, language => new FoldingAnalyzer(language, Stemming.ByLanguage, indexing: false, dropStopWords: true));

    /// <summary>Analyzes every field of a document.</summary>
    public static Analyzer Indexing { get; } = CreateIndexing();

    /// <summary>The form of Unicode in which letters with marks are one character; text is folded and stored in it.</summary>
    public static string Normalize(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair, as broken feeds and cut addresses have it.
            return string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC);
        }
    }

    /// <summary>The words of a query as typed, folded only.</summary>
    public static List<TextToken> Exact(string text) => Tokens(ExactQuery, text);

    /// <summary>The stems of a query in a language without its stop words; with them where it consists of nothing else.</summary>
    public static List<TextToken> Ranking(IndexLanguage language, string text) =>
        Tokens(RankingQuery[language], text) is { Count: > 0 } tokens ? tokens : Tokens(TextQuery[language], text);

    /// <summary>The terms that a text in that language leaves in the index, with their places in the text.</summary>
    public static List<TextToken> Indexed(IndexLanguage language, string text) => Tokens(TextIndexing[language], text);

    /// <summary>The unstemmed terms that a text leaves in the index, with their places in the text.</summary>
    public static List<TextToken> IndexedExact(string text) => Tokens(ExactIndexing, text);

    static List<TextToken> Tokens(Analyzer analyzer, string text)
    {
        var found = new List<TextToken>();
        using var stream = analyzer.GetTokenStream("", text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        var increment = stream.AddAttribute<IPositionIncrementAttribute>();
        var offset = stream.AddAttribute<IOffsetAttribute>();
        stream.Reset();
        var position = -1;
        while (stream.IncrementToken())
        {
            position += increment.PositionIncrement;
            if (term.Length > 0)
                found.Add(new(term.ToString()!, position, offset.StartOffset, offset.EndOffset));
        }
        stream.End();
        return found;
    }

    static PerFieldAnalyzerWrapper CreateIndexing()
    {
        var fields = new Dictionary<string, Analyzer>(StringComparer.Ordinal) { [IndexFields.Suggest] = Beginnings };
        foreach (var (language, analyzer) in TextIndexing)
        {
            fields[IndexFields.All(language)] = analyzer;
            fields[IndexFields.Title(language)] = analyzer;
            fields[IndexFields.Content(language)] = analyzer;
        }
        return new(ExactIndexing, fields);
    }
}
