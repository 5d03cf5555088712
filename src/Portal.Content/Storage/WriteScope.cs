using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;

namespace Portal.Content.Storage;

/// <summary>One open transaction: content items, index rows, a module's own tables and the journal move together.</summary>
public sealed class WriteScope
{
    internal WriteScope(PortalDbContext db, ContentActor actor, DateTime now, Func<WriteScope, ContentWriter> content)
    {
        Db = db;
        Actor = actor;
        NowUtc = now;
        Content = content(this);
    }

    /// <summary>The transaction; what is added to it is stored when the work ends well.</summary>
    public PortalDbContext Db { get; }

    /// <summary>Stores content items.</summary>
    public ContentWriter Content { get; }

    /// <summary>On whose behalf.</summary>
    public ContentActor Actor { get; }

    /// <summary>The time that everything in the transaction bears.</summary>
    public DateTime NowUtc { get; }

    readonly Stack<Action> _failure = new();
    readonly List<Action> _committed = [];

    /// <summary>Undoes what was done outside of the database (a file), should the transaction be given up.</summary>
    public void OnFailure(Action undo) => _failure.Push(undo);

    /// <summary>Cleans up outside of the database when the transaction is committed.</summary>
    public void OnCommitted(Action action) => _committed.Add(action);

    internal void Undo()
    {
        while (_failure.TryPop(out var undo))
            undo();
    }

    internal void CleanUp() => _committed.ForEach(action => action());

    /// <summary>The document as it stands in the transaction.</summary>
    public Task<T> ReadDocumentAsync<T>(CancellationToken cancellationToken) where T : class, ISiteDocument<T> =>
        SiteDocuments.ReadAsync<T>(Db, cancellationToken);

    /// <summary>Changes a site document; nothing is stored where the change leaves it as it was.</summary>
    public Task UpdateDocumentAsync<T>(Func<T, T> change, CancellationToken cancellationToken) where T : class, ISiteDocument<T> =>
        UpdateDocumentAsync(Db, NowUtc, change, cancellationToken);

    internal static async Task UpdateDocumentAsync<T>(PortalDbContext db, DateTime now, Func<T, T> change, CancellationToken cancellationToken) where T : class, ISiteDocument<T>
    {
        var name = T.DocumentName;
        var row = await db.Documents.FirstOrDefaultAsync(document => document.Name == name, cancellationToken);
        var before = row is null ? T.Empty : JsonSerializer.Deserialize(row.Json, T.Json) ?? T.Empty;
        var json = JsonSerializer.Serialize(change(before), T.Json);
        if (row is null)
            db.Documents.Add(row = new DocumentRecord { Name = name, Json = json });
        else if (row.Json == json)
            return;
        row.Json = json;
        row.Stamp++;
        db.Journal.Add(new JournalEntry
        {
            Kind = JournalKind.Document,
            ContentItemId = name,
            ContentType = "",
            Tags = CacheTag.Document(name),
            OccurredUtc = now,
        });
        await db.SaveChangesAsync(cancellationToken);
        db.WrittenDocuments++;
    }
}
