using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Desk.Items;
using Portal.Desk.Shell;

namespace Portal.Desk.Writing;

/// <summary>
/// Keeps what people write and have not saved, one copy for each person and item. A person reaches their own copies only, and those
/// only for what they may write. A copy belongs to the form in which it was written, and no other form of the same person takes its place
/// unasked.
/// </summary>
sealed class RecoveryCopies(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, ContentReader reader, SiteDocuments documents, WrittenContent prepared)
{
    /// <summary>Most copies of one person; beyond them the oldest go.</summary>
    public const int Most = 50;

    /// <summary>Longest form that is kept, in characters of JSON.</summary>
    public const int MaxLength = 2 * HtmlCleaner.MaxLength;

    /// <summary>For how many days a copy is kept.</summary>
    public const int Days = 30;

    /// <summary>Keeps the item as it stands in the form, in the place of the form's earlier copy of it.</summary>
    /// <param name="person">Who writes.</param>
    /// <param name="item">The item as it stands in the form.</param>
    /// <param name="form">Identity of the form.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>When it was kept; null where the copy of another form stands there, which stays.</returns>
    /// <exception cref="ItemRefusedException">The person may not write the item, or it is too long to be kept.</exception>
    public async Task<DateTime?> KeepAsync(ClaimsPrincipal person, ContentItem item, string form, CancellationToken cancellationToken)
    {
        var user = person.UserId() ?? throw new ItemRefusedException("Your roles don’t allow you to change this item.");
        var type = (await documents.GetAsync<ContentDefinitions>(cancellationToken)).Type(item.ContentType);
        var stored = await reader.GetLatestAsync(item.ContentItemId, cancellationToken);
        if (stored is null ? type is null || !person.MayCreate(type) : !person.MayEdit(stored, type))
            throw new ItemRefusedException("Your roles don’t allow you to change this item.");
        var written = item.Copy();
        // A preview of the copy runs what is in it, so that nothing may be in it that could not be saved.
        prepared.Prepare(written, stored, person);
        var json = RecoveryCopyUse.ToJson(written.Content, form);
        if (json.Length > MaxLength)
            throw new ItemRefusedException("The text is too long to be kept as a draft copy. Save it.");
        return await work.RunAsync<DateTime?>(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            var copies = scope.Db.Set<RecoveryCopy>();
            if (await copies.FirstOrDefaultAsync(copy => copy.UserId == user && copy.ContentItemId == item.ContentItemId, ct) is { } known)
            {
                if (known.Form() != form)
                    return null;
                (known.BaseRow, known.BaseStamp, known.BaseVersionId, known.Json, known.KeptUtc) = (item.Id, item.Stamp, item.ContentItemVersionId, json, scope.NowUtc);
            }
            else
            {
                var beyond = await copies.Where(copy => copy.UserId == user).OrderByDescending(copy => copy.KeptUtc).Skip(Most - 1).Select(copy => copy.Id).ToListAsync(ct);
                if (beyond.Count > 0)
                    await copies.Where(copy => beyond.Contains(copy.Id)).ExecuteDeleteAsync(ct);
                copies.Add(new()
                {
                    UserId = user,
                    ContentItemId = item.ContentItemId,
                    ContentType = item.ContentType,
                    BaseRow = item.Id,
                    BaseStamp = item.Stamp,
                    BaseVersionId = item.ContentItemVersionId,
                    Json = json,
                    KeptUtc = scope.NowUtc,
                });
            }
            return scope.NowUtc;
        }, cancellationToken);
    }

    /// <summary>The person's copy of the item, or null.</summary>
    public async Task<RecoveryCopy?> FindAsync(ClaimsPrincipal person, string contentItemId, CancellationToken cancellationToken)
    {
        var user = person.UserId();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<RecoveryCopy>().AsNoTracking().FirstOrDefaultAsync(copy => copy.UserId == user && copy.ContentItemId == contentItemId, cancellationToken);
    }

    /// <summary>The person's newest copy of an item of the type that was never saved, or null.</summary>
    public async Task<RecoveryCopy?> FindNewAsync(ClaimsPrincipal person, string type, CancellationToken cancellationToken)
    {
        var user = person.UserId();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // What somebody saved and somebody else deleted since has a base, and is no new item.
        return await db.Set<RecoveryCopy>().AsNoTracking().Where(copy => copy.UserId == user && copy.ContentType == type && copy.BaseRow == 0)
            .OrderByDescending(copy => copy.KeptUtc).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Gives the person's copy of the item to a form that goes on with it.</summary>
    public Task TakeAsync(ClaimsPrincipal person, string contentItemId, string form, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            if (await scope.Db.Set<RecoveryCopy>().FirstOrDefaultAsync(copy => copy.UserId == scope.Actor.UserId && copy.ContentItemId == contentItemId, ct) is { } copy && copy.Content() is { } content)
                copy.Json = RecoveryCopyUse.ToJson(content, form);
        }, cancellationToken);

    /// <summary>Drops the person's copy of the item.</summary>
    public Task DropAsync(ClaimsPrincipal person, string contentItemId, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.ForgetRecoveryAsync(contentItemId, ct), cancellationToken);

    /// <summary>Drops what is older than <see cref="Days"/>; says how many copies that were.</summary>
    public Task<int> SweepAsync(CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Background, ContentActor.System, (scope, ct) =>
    {
        var limit = scope.NowUtc.AddDays(-Days);
        return scope.Db.Set<RecoveryCopy>().Where(copy => copy.KeptUtc < limit).ExecuteDeleteAsync(ct);
    }, cancellationToken);
}

/// <summary>What is done with copies in other work's transactions, and with one that was read.</summary>
static class RecoveryCopyUse
{
    // Beside the parts, none of which has such a name.
    const string FormKey = "$form";

    /// <summary>Drops the copy that the form kept, in the transaction that stores what it held; the copy of another form stays.</summary>
    public static async Task ForgetRecoveryAsync(this WriteScope scope, string contentItemId, string form, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<RecoveryCopy>().FirstOrDefaultAsync(copy => copy.UserId == scope.Actor.UserId && copy.ContentItemId == contentItemId, cancellationToken) is { } copy && copy.Form() == form)
            scope.Db.Remove(copy);
    }

    /// <summary>Drops the acting person's copy of the item.</summary>
    public static Task ForgetRecoveryAsync(this WriteScope scope, string contentItemId, CancellationToken cancellationToken) =>
        scope.Actor.UserId is { } user
            ? scope.Db.Set<RecoveryCopy>().Where(copy => copy.UserId == user && copy.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken)
            : Task.CompletedTask;

    /// <summary>What stands in a form, which is kept nowhere.</summary>
    public static RecoveryCopy Of(ContentItem item, string user, DateTime now) => new()
    {
        UserId = user,
        ContentItemId = item.ContentItemId,
        ContentType = item.ContentType,
        BaseRow = item.Id,
        BaseStamp = item.Stamp,
        BaseVersionId = item.ContentItemVersionId,
        Json = ContentItemJson.ToText(item.Content),
        KeptUtc = now,
    };

    /// <summary>The parts as they are kept, with the form to which they belong.</summary>
    public static string ToJson(JsonObject content, string form)
    {
        var json = (JsonObject)content.DeepClone();
        json[FormKey] = form;
        return ContentItemJson.ToText(json);
    }

    /// <summary>The form to which the copy belongs; null where nobody knows any more.</summary>
    public static string? Form(this RecoveryCopy copy) => copy.Read()?[FormKey] is JsonValue value && value.TryGetValue<string>(out var form) ? form : null;

    /// <summary>The parts; null where they can't be read any more.</summary>
    public static JsonObject? Content(this RecoveryCopy copy)
    {
        var content = copy.Read();
        content?.Remove(FormKey);
        return content;
    }

    static JsonObject? Read(this RecoveryCopy copy)
    {
        try
        {
            return ContentItemJson.FromText(copy.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the item is still as it was when the text was begun.</summary>
    public static bool StandsOn(this RecoveryCopy copy, ContentItem item) => copy.BaseRow == item.Id && copy.BaseStamp == item.Stamp;

    /// <summary>The item with the text of the copy, standing on the version that the writer had read.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="item">The item as it is stored, or a new one.</param>
    /// <returns>The item, or null where the copy can't be read any more.</returns>
    public static ContentItem? On(this RecoveryCopy copy, ContentItem item)
    {
        if (copy.Content() is not { } content)
            return null;
        // Owner and dates stay those of the store; what is saved is checked against it anyway.
        var written = item.Id == 0 ? new ContentItem
        {
            ContentItemId = copy.ContentItemId,
            ContentType = item.ContentType,
            CreatedUtc = item.CreatedUtc,
            Owner = item.Owner,
            Author = item.Author,
        } : item.Copy();
        written.Content = content;
        if (item.Id != 0)
            (written.Id, written.Stamp, written.ContentItemVersionId) = (copy.BaseRow, copy.BaseStamp, copy.BaseVersionId);
        return written;
    }
}
