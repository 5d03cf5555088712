using System.Security.Claims;
using Portal.Content.Audit;
using Portal.Content.Checking;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Scheduling;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Desk.Shell;
using Portal.Desk.Writing;

namespace Portal.Desk.Items;

/// <summary>What an item was before it was taken away, so that it can be brought back.</summary>
sealed record RemovedItem(ContentItem Latest, ContentItem? Published);

/// <summary>What editors do with content items; each action checks the person's rights against the stored item.</summary>
sealed class ItemActions(UnitOfWork work, ContentReader reader, SiteDocuments documents, WrittenContent written, ContentCheck check, TimeProvider time)
{
    const string NotYours = "Your roles don’t allow you to change this item.";
    const string NotYoursToPublish = "Your roles don’t allow you to show this item to visitors or to hide it.";

    /// <summary>A new item, owned by the person, not stored yet.</summary>
    public async Task<ContentItem> NewAsync(ClaimsPrincipal person, string type, CancellationToken cancellationToken)
    {
        var definition = await TypeAsync(type, cancellationToken);
        if (definition is null || !person.MayCreate(definition))
            throw new ItemRefusedException("Your roles don’t allow you to write items of this type.");
        var item = new ContentItem
        {
            ContentItemId = ContentIdentity.New(),
            ContentType = type,
            CreatedUtc = time.GetUtcNow().UtcDateTime,
            Owner = person.UserId(),
            Author = person.Actor().Name,
        };
        Content.Fields.FieldDefaults.Apply(item, await documents.GetAsync<ContentDefinitions>(cancellationToken));
        if (definition.Stereotype == "Widget")
            item.Apply(new LayerMetadata("Always", (await documents.GetAsync<SiteSettings>(cancellationToken)).Zones() is [var zone, ..] ? zone : null));
        return item;
    }

    /// <inheritdoc cref="SaveAsync(ClaimsPrincipal,ContentItem,bool,string,CancellationToken)"/>
    public Task<ContentItem> SaveAsync(ClaimsPrincipal person, ContentItem item, bool publish, CancellationToken cancellationToken) => SaveAsync(person, item, publish, form: null, cancellationToken);

    /// <summary>Stores a copy of the item and returns it; the given one stays as it is, also when the store is refused.</summary>
    /// <param name="person">Who saves.</param>
    /// <param name="item">The item.</param>
    /// <param name="publish">Whether visitors are to see it.</param>
    /// <param name="form">The form in which it was written, whose copy (<see cref="RecoveryCopies"/>) is not needed any more; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ContentConflictException">Somebody else stored the item in the meantime.</exception>
    /// <exception cref="ItemRefusedException">The person may not.</exception>
    /// <exception cref="ContentInvalidException">Something in it must be put right first.</exception>
    public async Task<ContentItem> SaveAsync(ClaimsPrincipal person, ContentItem item, bool publish, string? form, CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var type = definitions.Type(item.ContentType);
        var stored = await reader.GetLatestAsync(item.ContentItemId, cancellationToken);
        if (item.Id != 0 && stored is null)
            throw new ItemRefusedException("Somebody took this item away while you were writing. Copy your text into a new item to keep it.");
        if (stored is null ? type is null || !person.MayCreate(type) : !person.MayEdit(stored, type))
            throw new ItemRefusedException(NotYours);
        // Begun in another window too, and saved there.
        if (item.Id == 0 && stored is not null)
            throw new ContentConflictException(item.ContentItemId);
        if (publish && !person.MayPublish(stored ?? item, type))
            throw new ItemRefusedException(NotYoursToPublish);
        if ((stored?.PublishLater() != item.PublishLater() || stored?.ArchiveLater() != item.ArchiveLater()) && !person.MayPublish(stored ?? item, type))
            throw new ItemRefusedException("Your roles don’t allow you to set times for this item.");
        var copy = item.Copy();
        copy.Owner = stored is null ? person.UserId() : stored.Owner;
        written.Prepare(copy, stored, person);
        await check.EnsureAsync(copy, publish, cancellationToken);
        return await work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            if (publish)
                await scope.Content.PublishAsync(copy, ct);
            else
                await scope.Content.SaveDraftVersionAsync(copy, ct);
            // What was kept of it while it was written is in the store now.
            if (form is not null)
                await scope.ForgetRecoveryAsync(copy.ContentItemId, form, ct);
            return copy;
        }, cancellationToken);
    }

    /// <summary>Shows the editors' version to visitors.</summary>
    /// <exception cref="ItemRefusedException">The person may not.</exception>
    /// <exception cref="ContentInvalidException">Something in it must be put right first.</exception>
    public async Task ShowAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken)
    {
        var item = await PublishableAsync(person, id, cancellationToken);
        await check.EnsureAsync(item, publishing: true, cancellationToken);
        await work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.Content.PublishAsync(item, ct), cancellationToken);
    }

    /// <summary>Hides the item from visitors.</summary>
    public async Task HideAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken)
    {
        await PublishableAsync(person, id, cancellationToken);
        await work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.Content.UnpublishAsync(id, ct), cancellationToken);
    }

    /// <summary>Pins the item to the home page, or takes the pin away.</summary>
    public async Task PinAsync(ClaimsPrincipal person, string id, bool pinned, CancellationToken cancellationToken)
    {
        var item = await PublishableAsync(person, id, cancellationToken);
        if (!item.Published && await reader.GetPublishedAsync(id, cancellationToken) is not null)
            throw new ItemRefusedException("This item has changes that visitors don’t see yet. Open it, then pin and publish it there.");
        item.ForgetComment();
        item.Apply(item.ContentType, ItemLists.PinnedField, new Content.Fields.BooleanField(pinned));
        await work.RunAsync(WriteTurn.Person, person.Actor(),
            (scope, ct) => item.Published ? scope.Content.PublishAsync(item, ct) : scope.Content.SaveDraftAsync(item, ct), cancellationToken);
    }

    /// <summary>Takes the item away; what is returned brings it back.</summary>
    public async Task<RemovedItem> RemoveAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken)
    {
        var latest = await reader.GetLatestAsync(id, cancellationToken) ?? throw new ItemRefusedException("This item was taken away already.");
        if (!person.MayDelete(latest, await TypeAsync(latest.ContentType, cancellationToken)))
            throw new ItemRefusedException("Your roles don’t allow you to delete this item.");
        var published = latest.Published ? null : await reader.GetPublishedAsync(id, cancellationToken);
        await work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.Content.RemoveAsync(id, ct), cancellationToken);
        return new(latest, published);
    }

    /// <summary>Brings back what was taken away, to the state in which it was.</summary>
    public async Task RestoreAsync(ClaimsPrincipal person, RemovedItem removed, CancellationToken cancellationToken)
    {
        if (!person.MayDelete(removed.Latest, await TypeAsync(removed.Latest.ContentType, cancellationToken)))
            throw new ItemRefusedException(NotYours);
        await work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            if (removed.Published is { } published)
                await scope.Content.ImportAsync(published, AuditEvent.Restored, ct);
            await scope.Content.ImportAsync(removed.Latest, AuditEvent.Restored, ct);
        }, cancellationToken);
    }

    async Task<ContentItem> PublishableAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken)
    {
        var item = await reader.GetLatestAsync(id, cancellationToken) ?? throw new ItemRefusedException("This item was taken away in the meantime.");
        return person.MayPublish(item, await TypeAsync(item.ContentType, cancellationToken)) ? item : throw new ItemRefusedException(NotYoursToPublish);
    }

    async Task<ContentTypeDefinition?> TypeAsync(string type, CancellationToken cancellationToken) =>
        (await documents.GetAsync<ContentDefinitions>(cancellationToken)).Type(type);
}
