using Portal.Content.Queries;
using Portal.Newsletter.Digests;

namespace Portal.Newsletter.Searches;

/// <summary>What saved searches find that is new to those who follow them. A site without a search finds nothing.</summary>
sealed class SearchFinds(DigestItems items, IContentSearch? search = null)
{
    /// <summary>Most items of a search in one mail.</summary>
    public const int Most = 20;

    /// <summary>Most items that are looked through.</summary>
    const int Looked = 100;

    /// <summary>The findings of each saved search since it was told last; what can't be searched just now is left out, and is not told as "nothing".</summary>
    public async Task<IReadOnlyDictionary<SavedSearchRecord, IReadOnlyList<DigestItem>>> FindAsync(IReadOnlyCollection<SavedSearchRecord> searches, DateTime until, CancellationToken cancellationToken)
    {
        var found = new Dictionary<SavedSearchRecord, IReadOnlyList<DigestItem>>();
        if (search is null)
            return found;
        // Many people follow the same search.
        foreach (var alike in searches.GroupBy(one => (one.Search, one.ToldUtc)))
        {
            // What was written while the last mail was made would fall between two of them; what somebody has is left out anyway.
            var since = alike.Key.ToldUtc - DigestComposer.Overlap;
            if (await search.FindAsync(alike.Key.Search, since - DigestItems.StaleAfter, Looked, cancellationToken) is not { } ids)
                continue;
            foreach (var one in alike)
                found[one] = [];
            IReadOnlyList<DigestItem> fresh = [];
            if (ids.Count > 0)
                fresh = [.. (await items.FreshAsync(ids, since, until, cancellationToken)).Take(Most)];
            foreach (var one in alike)
                found[one] = fresh;
        }
        return found;
    }

    /// <summary>The sections of one person's mail: a group for each search that found something the person has not got.</summary>
    /// <param name="searches">The person's searches, in order.</param>
    /// <param name="found">What they found.</param>
    /// <param name="sentBefore">Items that the person got in an earlier mail.</param>
    public static IReadOnlyList<DigestGroup> Sections(IEnumerable<SavedSearchRecord> searches, IReadOnlyDictionary<SavedSearchRecord, IReadOnlyList<DigestItem>> found, IReadOnlySet<string>? sentBefore)
    {
        var told = new HashSet<string>(sentBefore ?? new HashSet<string>(), StringComparer.Ordinal);
        var groups = new List<DigestGroup>();
        foreach (var one in searches)
        {
            // Saved an hour after something came is not "since the last mail".
            List<DigestItem> items = [.. found.GetValueOrDefault(one, []).Where(item => item.CameUtc > one.CreatedUtc && told.Add(item.Id))];
            if (items.Count > 0)
                groups.Add(new(null, IsOwn: false, items) { Search = one.Name, SearchHash = one.SearchHash });
        }
        return groups;
    }
}
