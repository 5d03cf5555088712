using Portal.Content.Audit;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Handlers;

/// <summary>
/// Takes part in the storing of content items, within the same transaction. Handlers run in the order of their registration;
/// an exception ends the transaction.
/// </summary>
public interface IContentHandler
{
    /// <summary>Before a version is stored: may complete the item (a path, a display text).</summary>
    ValueTask SavingAsync(ContentSaving saving, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After the item's rows were stored or taken away: maintains what is found by query.</summary>
    ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary><see cref="SavingAsync(ContentSaving,CancellationToken)"/> for new items that are stored together: a handler that asks the database asks once for all.</summary>
    async ValueTask SavingAsync(IReadOnlyList<ContentSaving> together, CancellationToken cancellationToken)
    {
        foreach (var saving in together)
            await SavingAsync(saving, cancellationToken);
    }

    /// <summary><see cref="StoredAsync(ContentStored,CancellationToken)"/> for new items that were stored together: a handler that asks the database asks once for all.</summary>
    async ValueTask StoredAsync(IReadOnlyList<ContentStored> together, CancellationToken cancellationToken)
    {
        foreach (var stored in together)
            await StoredAsync(stored, cancellationToken);
    }
}

/// <summary>A version that is about to be stored.</summary>
/// <param name="Item">The version; may be changed.</param>
/// <param name="Publishing">Whether visitors will see it.</param>
/// <param name="Definitions">The definitions in force.</param>
/// <param name="Db">The open transaction.</param>
/// <param name="NowUtc">The time of the transaction.</param>
public sealed record ContentSaving(ContentItem Item, bool Publishing, ContentDefinitions Definitions, PortalDbContext Db, DateTime NowUtc);

/// <summary>What became of an item in the transaction.</summary>
/// <param name="Change">What happened.</param>
/// <param name="Item">The version that was stored; for <see cref="Journal.JournalKind.Unpublished"/> and <see cref="Journal.JournalKind.Removed"/> the last known one.</param>
/// <param name="Definitions">The definitions in force.</param>
/// <param name="Db">The open transaction.</param>
/// <param name="Tags">Cache tags that the change touches; handlers add to them.</param>
/// <param name="IsNew">Whether nothing was stored of the item before, so that there is nothing to look up and take away.</param>
/// <param name="Event">What was done, in the words of the audit trail.</param>
/// <param name="Actor">On whose behalf.</param>
/// <param name="NowUtc">The time of the transaction.</param>
public sealed record ContentStored(Journal.JournalKind Change, ContentItem Item, ContentDefinitions Definitions, PortalDbContext Db, ISet<string> Tags, bool IsNew,
    AuditEvent Event, ContentActor Actor, DateTime NowUtc);
