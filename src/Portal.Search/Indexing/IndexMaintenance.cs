using Portal.Content.Journal;

namespace Portal.Search.Indexing;

/// <summary>Works on the index from the command line, where no indexer runs.</summary>
sealed class IndexMaintenance(IndexFolders folders, IndexBuilder builder, JournalUpdate update, JournalReader journal)
{
    const int BatchSize = 1000;

    /// <summary>The index in use, brought up to date; built where it is missing or damaged. The caller owns the folders.</summary>
    public async Task<SearchIndex> OpenAsync(Action<RebuildProgress> progress, CancellationToken cancellationToken)
    {
        if (folders.Current is not { } folder || SearchIndex.TryOpen(folders.Files(folder), out _) is not { } index)
            return await RebuildAsync(progress, cancellationToken);
        // The database was restored from a backup: what follows there would not be seen.
        if (index.Position > await journal.HeadAsync(cancellationToken))
        {
            index.Dispose();
            return await RebuildAsync(progress, cancellationToken);
        }
        while (await journal.ReadAsync(index.Position, BatchSize, cancellationToken) is { Count: > 0 } entries)
            await update.ApplyAsync(index, entries, cancellationToken);
        index.Refresh();
        if (index.IsDirty)
            index.Commit();
        return index;
    }

    /// <summary>A new index in place of the one in use.</summary>
    public async Task<SearchIndex> RebuildAsync(Action<RebuildProgress> progress, CancellationToken cancellationToken)
    {
        folders.RemoveOthers();
        var path = folders.Create();
        var index = SearchIndex.Create(folders.Files(path));
        try
        {
            await builder.BuildAsync(index, progress, cancellationToken);
        }
        catch
        {
            index.Dispose();
            throw;
        }
        folders.MakeCurrent(path);
        folders.RemoveOthers();
        return index;
    }
}
