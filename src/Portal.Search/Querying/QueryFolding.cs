using Portal.Search.Analysis;

namespace Portal.Search.Querying;

/// <summary>The form in which queries are compared: without case, diacritics, script, punctuation and the number of blanks.</summary>
static class QueryFolding
{
    /// <summary>The folded words with one blank between; empty where the text has no words.</summary>
    public static string Of(string query) => string.Join(' ', SearchAnalyzers.Exact(SearchAnalyzers.Normalize(query)).Select(token => token.Term));
}
