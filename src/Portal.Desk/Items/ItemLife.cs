using System.Security.Claims;
using Microsoft.Extensions.Localization;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Scheduling;
using Portal.Content.Storage;
using Portal.Content.Trash;
using Portal.Desk.Shell;
using Portal.Desk.Writing;

namespace Portal.Desk.Items;

/// <summary>What editors do with an item beside writing it: go back, copy, take times back, and empty the trash. Rights are checked against what is stored.</summary>
sealed class ItemLife(UnitOfWork work, ContentReader reader, TrashReader trash, SiteDocuments documents, IStringLocalizer texts)
{
    const string NotYours = "Your roles don’t allow you to change this item.";

    /// <summary>Drops changes that visitors have not seen.</summary>
    /// <param name="person">Who acts.</param>
    /// <param name="draft">The draft as it was read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ContentConflictException">Somebody else stored the draft in the meantime.</exception>
    public async Task DiscardDraftAsync(ClaimsPrincipal person, ContentItem draft, CancellationToken cancellationToken)
    {
        await EditableAsync(person, draft.ContentItemId, cancellationToken);
        _ = await work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
            {
                await scope.ForgetRecoveryAsync(draft.ContentItemId, ct);
                return await scope.Content.DiscardDraftAsync(draft, ct);
            }, cancellationToken)
            ?? throw new ItemRefusedException("There are no changes to drop: visitors see this version already, or none at all.");
    }

    /// <summary>Makes a copy, which is a draft of the person's own.</summary>
    public async Task<ContentItem> CloneAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken)
    {
        var item = await LatestAsync(id, cancellationToken);
        var type = await TypeAsync(item.ContentType, cancellationToken);
        if (type is null || !person.MayCreate(type) || !person.MayClone(item, type))
            throw new ItemRefusedException("Your roles don’t allow you to copy this item.");
        return await work.RunAsync(WriteTurn.Person, person.Actor(),
            (scope, ct) => scope.Content.CloneAsync(item, texts["{0} (copy)", item.DisplayText ?? ""].Value.Trim(), ct), cancellationToken);
    }

    /// <summary>Makes an older version the editors' version again, as a draft.</summary>
    public async Task RestoreVersionAsync(ClaimsPrincipal person, string id, string versionId, CancellationToken cancellationToken)
    {
        var latest = await EditableAsync(person, id, cancellationToken);
        if (await reader.GetVersionAsync(versionId, cancellationToken) is not { } version || version.ContentItemId != id)
            throw new ItemRefusedException("This version does not exist any more.");
        await work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.Content.RestoreVersionAsync(latest, version, ct), cancellationToken);
    }

    /// <summary>Takes back the time at which the item was to be shown or hidden.</summary>
    public async Task CancelScheduleAsync(ClaimsPrincipal person, string id, ScheduledAction action, CancellationToken cancellationToken)
    {
        var item = await LatestAsync(id, cancellationToken);
        if (!person.MayPublish(item, await TypeAsync(item.ContentType, cancellationToken)))
            throw new ItemRefusedException("Your roles don’t allow you to set times for this item.");
        await work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.Content.CancelScheduleAsync(id, action, ct), cancellationToken);
    }

    /// <summary>A page of the trash. Who may not take away content of others sees their own only.</summary>
    public Task<TrashPage> TrashAsync(ClaimsPrincipal person, ListCursor? after, CancellationToken cancellationToken) =>
        trash.ListAsync(person.MaySeeTrash() ? null : person.UserId() ?? "", after, 50, cancellationToken);

    /// <summary>Takes an item out of the trash, as a draft.</summary>
    public async Task RestoreAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken)
    {
        await LyingAsync(person, id, cancellationToken);
        _ = await work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.Content.RestoreAsync(id, ct), cancellationToken)
            ?? throw new ItemRefusedException("This item is not in the trash any more.");
    }

    /// <summary>Deletes an item of the trash for good.</summary>
    public async Task PurgeAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken)
    {
        await LyingAsync(person, id, cancellationToken);
        if (!await work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.Content.PurgeAsync(id, ct), cancellationToken))
            throw new ItemRefusedException("This item is not in the trash any more.");
    }

    async Task LyingAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken)
    {
        var removed = await trash.FindAsync(id, cancellationToken) ?? throw new ItemRefusedException("This item is not in the trash any more.");
        if (!person.MayDelete(removed, await TypeAsync(removed.ContentType, cancellationToken)))
            throw new ItemRefusedException(NotYours);
    }

    async Task<ContentItem> EditableAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken)
    {
        var item = await LatestAsync(id, cancellationToken);
        return person.MayEdit(item, await TypeAsync(item.ContentType, cancellationToken)) ? item : throw new ItemRefusedException(NotYours);
    }

    async Task<ContentItem> LatestAsync(string id, CancellationToken cancellationToken) =>
        await reader.GetLatestAsync(id, cancellationToken) ?? throw new ItemRefusedException("This item was taken away in the meantime.");

    async Task<ContentTypeDefinition?> TypeAsync(string type, CancellationToken cancellationToken) =>
        (await documents.GetAsync<ContentDefinitions>(cancellationToken)).Type(type);
}
