using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Definitions;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Journal;

namespace Portal.Content.Storage;

/// <summary>
/// Runs work in one transaction and tells this node's observers of the journal rows before it returns, so that whoever wrote
/// sees the change at once. Everything that writes goes through here. Thread-safe.
/// </summary>
public sealed class UnitOfWork(
    [FromKeyedServices(UnitOfWork.Writing)] IDbContextFactory<PortalDbContext> databases,
    WriteQueue queue,
    IEnumerable<IContentHandler> handlers,
    IEnumerable<IJournalObserver> observers,
    JournalSignal signal,
    TimeProvider time)
{
    /// <summary>Key of the contexts that write: theirs are connections of their own.</summary>
    internal const string Writing = "writing";

    readonly IReadOnlyList<IContentHandler> _handlers = [.. handlers];

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(WriteTurn turn, ContentActor actor, Func<WriteScope, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync(turn, actor, async (scope, ct) =>
        {
            await work(scope, ct);
            return true;
        }, cancellationToken);

    /// <summary>Runs the work and commits; an exception from the work leaves nothing behind.</summary>
    /// <param name="turn">Who goes first where one writer at a time is let in.</param>
    /// <param name="actor">On whose behalf.</param>
    /// <param name="work">Must not wait for the network: other writers wait for it.</param>
    /// <param name="cancellationToken">Ends the work, but never a commit that has begun.</param>
    /// <exception cref="ContentConflictException">An item was stored by somebody else after it was read.</exception>
    public async Task<T> RunAsync<T>(WriteTurn turn, ContentActor actor, Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        using var place = db.Provider == DatabaseProvider.Sqlite ? await queue.EnterAsync(turn, cancellationToken) : null;
        db.BeginWork();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var scope = new WriteScope(db, actor, time.GetUtcNow().UtcDateTime, one => Writer(one.Db, one.Actor, one.NowUtc));
        var entries = db.WrittenJournal;
        T result;
        try
        {
            result = await work(scope, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            if (entries.Count > 0 && db.Provider == DatabaseProvider.Postgres)
                await db.Database.ExecuteSqlRawAsync($"SELECT pg_notify('{JournalNotifications.Channel}', '')", cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch
        {
            scope.Undo();
            throw;
        }
        scope.CleanUp();
        if (entries.Count > 0)
        {
            foreach (var observer in observers)
                observer.Committed(entries);
            signal.Raise();
        }
        return result;
    }

    ContentWriter Writer(PortalDbContext db, ContentActor actor, DateTime now)
    {
        // Read within the transaction and held until a document is changed in it: a recipe changes definitions and then stores items by them.
        (int Documents, ContentDefinitions Definitions)? held = null;
        return new(db, Definitions, _handlers, actor, now);

        ContentDefinitions Definitions()
        {
            if (held is not { } known || known.Documents != db.WrittenDocuments)
            {
                var name = ContentDefinitions.DocumentName;
                var json = db.Documents.AsNoTracking().Where(document => document.Name == name).Select(document => document.Json).FirstOrDefault();
                held = known = (db.WrittenDocuments, json is null
                    ? ContentDefinitions.Empty
                    : System.Text.Json.JsonSerializer.Deserialize(json, ContentDefinitions.Json) ?? ContentDefinitions.Empty);
            }
            return known.Definitions;
        }
    }
}
