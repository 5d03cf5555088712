using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Newsletter.Subscribing;

/// <summary>Writes down what happens to subscriptions.</summary>
static class SubscriberHistory
{
    /// <summary>Adds a line to somebody's history.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="subscriberId">Whose.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="note">The reason that was given, or details.</param>
    /// <param name="by">Which editor did it; empty for the person.</param>
    public static void Add(WriteScope scope, string subscriberId, SubscriberEventKind kind, string note = "", string by = "") => scope.Db.Add(new SubscriberEventRecord
    {
        SubscriberId = subscriberId,
        AtUtc = scope.NowUtc,
        Kind = kind,
        Note = note.Length > SubscriberEventRecord.MaxNoteLength ? note[..SubscriberEventRecord.MaxNoteLength] : note,
        By = by.Length > SubscriberEventRecord.MaxByLength ? by[..SubscriberEventRecord.MaxByLength] : by,
    });

    /// <summary>What began and ended subscriptions.</summary>
    public static IQueryable<SubscriberEventRecord> Changes(PortalDbContext db) =>
        db.Set<SubscriberEventRecord>().Where(row => row.Kind <= SubscriberEventKind.Complained || row.Kind == SubscriberEventKind.Suppressed);

    /// <summary>The last thing that began or ended a subscription; null where nothing did.</summary>
    public static Task<SubscriberEventKind?> LastChangeAsync(PortalDbContext db, string subscriberId, CancellationToken cancellationToken) =>
        Changes(db).Where(row => row.SubscriberId == subscriberId).OrderByDescending(row => row.Id).Select(row => (SubscriberEventKind?)row.Kind).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Takes the person out of the history; what is left are numbers.</summary>
    public static async Task ForgetAsync(WriteScope scope, string subscriberId, CancellationToken cancellationToken)
    {
        await scope.Db.Set<SubscriberEventRecord>().Where(row => row.SubscriberId == subscriberId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SubscriberId, "").SetProperty(row => row.By, "").SetProperty(row => row.Note, ""), cancellationToken);
        Add(scope, "", SubscriberEventKind.Erased);
    }
}
