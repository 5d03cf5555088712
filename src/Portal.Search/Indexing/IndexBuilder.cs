using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Storage;

namespace Portal.Search.Indexing;

/// <summary>Fills an empty index from the database.</summary>
sealed class IndexBuilder(ContentReader reader, SiteDocuments documents, JournalReader journal, IDbContextFactory<PortalDbContext> databases)
{
    const int PageSize = 500;

    /// <summary>Pages between two refreshes: each makes small parts of the index, which are merged afterwards.</summary>
    const int PagesUnseen = 8;

    /// <summary>Indexes all published items of the indexed types and commits.</summary>
    public async Task BuildAsync(SearchIndex index, Action<RebuildProgress> progress, CancellationToken cancellationToken)
    {
        using var activity = IndexTelemetry.Build();
        // Taken before reading: what is stored meanwhile is read again from the journal.
        var head = await journal.HeadAsync(cancellationToken);
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var types = IndexedTypes.Of(definitions);
        var mapping = new DocumentMapping(definitions);
        var total = await CountAsync(types, cancellationToken);
        var (done, unseen) = (0, 0);
        var query = new ContentListQuery { Types = types, Count = PageSize };
        progress(new(0, total));
        while (true)
        {
            var page = await reader.ListPublishedAsync(query, cancellationToken);
            index.Add([.. page.Items.Select(mapping.Map)]);
            // The first page at once, for those who search a new site.
            if (unseen++ % PagesUnseen == 0)
                index.Refresh();
            done += page.Items.Count;
            progress(new(done, Math.Max(total, done)));
            if (page.Next is not { } next)
                break;
            query = query with { After = next };
        }
        await NoteAsync(index, cancellationToken);
        index.Advance(head);
        index.Commit();
    }

    async Task NoteAsync(SearchIndex index, CancellationToken cancellationToken)
    {
        var query = new ContentListQuery { Types = NoteMapping.Types, Count = PageSize };
        while (true)
        {
            var page = await reader.ListPublishedAsync(query, cancellationToken);
            index.Put([.. page.Items.Select(item => item.ContentItemId)], page.Items.SelectMany(NoteMapping.Map));
            if (page.Next is not { } next)
                break;
            query = query with { After = next };
        }
        index.Refresh();
    }

    async Task<int> CountAsync(IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ContentItems.CountAsync(row => row.Published && types.Contains(row.ContentType), cancellationToken);
    }
}
