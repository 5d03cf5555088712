namespace Portal.Content.Queries;

/// <summary>Full-text search as other modules use it: for alerts, sections of a digest, pickers.</summary>
public interface IContentSearch
{
    /// <summary>Published items that visitors may see and that a saved search finds, newest first.</summary>
    /// <param name="search">What stands after the question mark in the address of a search page (<c>q=…&amp;type=news</c>).</param>
    /// <param name="publishedAfterUtc">Only items published later than this; null for all.</param>
    /// <param name="count">Most items to find, 1 to 100.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Identifiers of the items; null while there is no index to search, so that nothing is taken for "nothing new".</returns>
    Task<IReadOnlyList<string>?> FindAsync(string search, DateTime? publishedAfterUtc, int count, CancellationToken cancellationToken);
}
