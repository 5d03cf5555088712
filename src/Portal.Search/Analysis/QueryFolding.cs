namespace Portal.Search.Analysis;

/// <summary>Makes queries comparable.</summary>
static class QueryFolding
{
    /// <summary>The words of a query, folded, with single blanks between: without case, diacritics, script and signs. Empty where it has no words.</summary>
    public static string Of(string query) => string.Join(' ', SearchAnalyzers.Exact(SearchAnalyzers.Normalize(query)).Select(word => word.Term));
}
