using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Journal;
using Portal.Content.Storage;

namespace Portal.Content.Documents;

/// <summary>Reads site documents, from memory after the first time. Thread-safe; what it returns must not be changed.</summary>
public sealed class SiteDocuments(IDbContextFactory<PortalDbContext> databases) : IJournalObserver
{
    readonly ConcurrentDictionary<string, object> _held = new(StringComparer.Ordinal);
    long _generation;

    /// <summary>The document as last committed.</summary>
    public async ValueTask<T> GetAsync<T>(CancellationToken cancellationToken) where T : class, ISiteDocument<T>
    {
        if (_held.TryGetValue(T.DocumentName, out var held))
            return (T)held;
        var generation = Volatile.Read(ref _generation);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var document = await ReadAsync<T>(db, cancellationToken);
        // A change committed while we read would otherwise leave the older text in memory.
        if (generation == Volatile.Read(ref _generation))
            _held[T.DocumentName] = document;
        return document;
    }

    internal static async Task<T> ReadAsync<T>(PortalDbContext db, CancellationToken cancellationToken) where T : class, ISiteDocument<T>
    {
        var name = T.DocumentName;
        var row = await db.Documents.AsNoTracking().FirstOrDefaultAsync(document => document.Name == name, cancellationToken);
        return row is null ? T.Empty : JsonSerializer.Deserialize(row.Json, T.Json) ?? T.Empty;
    }

    /// <inheritdoc/>
    public void Committed(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Kind != JournalKind.Document)
                continue;
            Interlocked.Increment(ref _generation);
            _held.TryRemove(entry.ContentItemId, out _);
        }
    }
}
