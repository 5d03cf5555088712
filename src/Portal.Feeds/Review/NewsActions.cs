using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Checking;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Shell;
using Portal.Feeds.Importing;
using Portal.Feeds.Stories;

namespace Portal.Feeds.Review;

/// <summary>What became of items that were to be changed.</summary>
/// <param name="Done">Those that were changed.</param>
/// <param name="Left">Those that stayed as they were: gone, changed by somebody else at that moment, so already, or not the person's to change.</param>
public sealed record NewsOutcome(IReadOnlyList<string> Done, IReadOnlyList<string> Left);

/// <summary>What editors do at the news desk. Each action checks the person's rights against the stored items, and can be undone for some minutes.</summary>
public sealed class NewsActions
{
    /// <summary>Most items that are changed at once.</summary>
    public const int Most = 500;

    // On SQLite nobody else writes meanwhile.
    const int Together = 50;

    readonly UnitOfWork _work;
    readonly SiteDocuments _documents;
    readonly ContentCheck _check;
    readonly NewsUndo _undo;

    internal NewsActions(UnitOfWork work, SiteDocuments documents, ContentCheck check, NewsUndo undo) => (_work, _documents, _check, _undo) = (work, documents, check, undo);

    /// <summary>Shows items to visitors.</summary>
    public Task<NewsOutcome> PublishAsync(ClaimsPrincipal person, IReadOnlyList<string> ids, CancellationToken cancellationToken) => ChangeAsync(person, ContentAction.Publish, ids, async (scope, item, ct) =>
    {
        if (item.Published)
            return false;
        // Who lets the source's words pass has not written them: what is new in them is still the source's to say.
        await scope.Content.PublishAsWrittenAsync(item, ct);
        return true;
    }, cancellationToken);

    /// <summary>Hides items from visitors; they stay among the hidden.</summary>
    public Task<NewsOutcome> HideAsync(ClaimsPrincipal person, IReadOnlyList<string> ids, CancellationToken cancellationToken) => ChangeAsync(person, ContentAction.Publish, ids, async (scope, item, ct) =>
    {
        var id = item.ContentItemId;
        if (await scope.Content.GetPublishedAsync(id, ct) is not null)
        {
            await scope.Content.UnpublishAsync(id, ct);
            return true;
        }
        Tell(scope, id);
        return await scope.Db.Set<HeldNews>().Where(row => row.ContentItemId == id && !row.Hidden).ExecuteUpdateAsync(set => set.SetProperty(row => row.Hidden, true), ct) > 0;
    }, cancellationToken);

    /// <summary>Puts items at the top of the home page, showing them where they waited, or takes them from there.</summary>
    public Task<NewsOutcome> FeatureAsync(ClaimsPrincipal person, IReadOnlyList<string> ids, bool featured, CancellationToken cancellationToken) => ChangeAsync(person, ContentAction.Publish, ids, async (scope, item, ct) =>
    {
        if (IsFeatured(item) == featured && item.Published)
            return false;
        item.Apply(NewsItems.ContentType, "Pinned", new BooleanField(featured));
        await scope.Content.PublishAsWrittenAsync(item, ct);
        return true;
    }, cancellationToken);

    /// <summary>Wants items in the next digest, showing them where they waited, or no longer.</summary>
    public Task<NewsOutcome> DigestAsync(ClaimsPrincipal person, IReadOnlyList<string> ids, bool wanted, CancellationToken cancellationToken) => ChangeAsync(person, ContentAction.Publish, ids, async (scope, item, ct) =>
    {
        if (IsForDigest(item) == wanted && item.Published)
            return false;
        if (wanted)
            item.Apply(new ForDigestPart(scope.NowUtc));
        else
            item.Content.Remove(ForDigestPart.PartName);
        await scope.Content.PublishAsWrittenAsync(item, ct);
        return true;
    }, cancellationToken);

    /// <summary>Whether an editor wanted the item in the digest that comes next after that time.</summary>
    public static bool IsForDigest(ContentItem item) => item.As<ForDigestPart>()?.MarkedUtc is not null;

    /// <summary>Whether the item stands at the top of the home page once visitors see it.</summary>
    public static bool IsFeatured(ContentItem item) => item.Field<BooleanField>(NewsItems.ContentType, "Pinned")?.Value == true;

    /// <summary>Stores what an editor wrote; what visitors see is changed at once, what waits goes on waiting unless it is to be shown.</summary>
    /// <param name="person">The person.</param>
    /// <param name="written">The item, standing on the version that the person read.</param>
    /// <param name="publish">Whether visitors are to see it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ContentConflictException">Somebody else stored the item in the meantime.</exception>
    /// <exception cref="ContentInvalidException">Something in it must be put right first.</exception>
    public async Task<NewsOutcome> SaveAsync(ClaimsPrincipal person, ContentItem written, bool publish, CancellationToken cancellationToken)
    {
        var show = publish || written.Published;
        await _check.EnsureAsync(written, show, cancellationToken);
        var right = show ? ContentAction.Publish : ContentAction.Edit;
        return await ChangeAsync(person, right, [written.ContentItemId], async (scope, _, ct) =>
        {
            var copy = written.Copy();
            await (show ? scope.Content.PublishAsync(copy, ct) : scope.Content.SaveDraftAsync(copy, ct));
            return true;
        }, cancellationToken, conflicts: true);
    }

    /// <summary>Moves items into a story, or out of their own.</summary>
    /// <param name="person">The person.</param>
    /// <param name="ids">The items.</param>
    /// <param name="story">The story, known or new; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<NewsOutcome> MoveAsync(ClaimsPrincipal person, IReadOnlyList<string> ids, string? story, CancellationToken cancellationToken)
    {
        var type = await TypeAsync(cancellationToken);
        var moves = await _work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            var items = new List<ContentItem>();
            foreach (var id in ids.Distinct(StringComparer.Ordinal).Take(Most))
            {
                if (await scope.Content.GetLatestAsync(id, ct) is { ContentType: NewsItems.ContentType } item && person.May(ContentAction.Edit, type, item))
                    items.Add(item);
            }
            var done = await StoryMoves.MoveAsync(scope, items, story, ct);
            foreach (var move in done)
                Tell(scope, move.ContentItemId);
            return done;
        }, cancellationToken);
        return Outcome(person, ids, new(ContentAction.Edit, [], moves));
    }

    /// <summary>The story into which an item can be merged: its own one, or a new one.</summary>
    public Task<string> StoryOfAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken) => _work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        await scope.Db.Set<StoryItem>().Where(row => row.ContentItemId == id).Select(row => row.StoryId).FirstOrDefaultAsync(ct) ?? ContentIdentity.New(), cancellationToken);

    /// <summary>Whether the person has something to undo.</summary>
    public bool CanUndo(ClaimsPrincipal person) => person.UserId() is { } user && _undo.Has(user);

    /// <summary>Undoes what the person did last: the items are exactly what they were before, but for those that somebody has touched since.</summary>
    /// <returns>Null where nothing is left to undo.</returns>
    public async Task<NewsOutcome?> UndoAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        if (person.UserId() is not { } user || _undo.Take(user) is not { } step)
            return null;
        var type = await TypeAsync(cancellationToken);
        var done = new List<string>();
        foreach (var some in step.Items.Chunk(Together))
        {
            var restored = await _work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
            {
                var marks = new List<(NewsBefore Item, NewsMark Mark)>();
                foreach (var item in some.Where(item => person.May(step.Right, type, item.Latest)))
                {
                    if (await item.RestoreAsync(scope, ct) is { } mark)
                        marks.Add((item, mark));
                }
                return marks;
            }, cancellationToken);
            foreach (var (item, mark) in restored)
                _undo.Follow(user, item, mark);
            done.AddRange(restored.Select(one => one.Item.Id));
        }
        if (step.Moves.Count > 0)
        {
            await _work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
            {
                await StoryMoves.UndoAsync(scope, step.Moves, ct);
                foreach (var move in step.Moves)
                    Tell(scope, move.ContentItemId);
            }, cancellationToken);
            done.AddRange(step.Moves.Select(move => move.ContentItemId));
        }
        return new(done, [.. step.Ids.Except(done, StringComparer.Ordinal)]);
    }

    /// <summary>Says in the journal that something about the item changed that only editors see.</summary>
    internal static void Tell(WriteScope scope, string id) => scope.Db.Journal.Add(new JournalEntry
    {
        Kind = JournalKind.Draft,
        ContentItemId = id,
        ContentType = NewsItems.ContentType,
        Tags = "",
        OccurredUtc = scope.NowUtc,
    });

    async Task<NewsOutcome> ChangeAsync(ClaimsPrincipal person, ContentAction right, IReadOnlyList<string> ids, Func<WriteScope, ContentItem, CancellationToken, Task<bool>> change, CancellationToken cancellationToken, bool conflicts = false)
    {
        var type = await TypeAsync(cancellationToken);
        var before = new List<NewsBefore>();
        foreach (var some in ids.Distinct(StringComparer.Ordinal).Take(Most).Chunk(Together))
        {
            try
            {
                before.AddRange(await _work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
                {
                    var done = new List<NewsBefore>();
                    foreach (var id in some)
                    {
                        if (await ChangeAsync(scope, id, ct) is { } one)
                            done.Add(one);
                    }
                    return done;
                }, cancellationToken));
            }
            catch (ContentConflictException) when (!conflicts)
            {
                // Nothing of these was stored; the outcome says so.
            }
        }
        return Outcome(person, ids, new(right, before, []));

        async Task<NewsBefore?> ChangeAsync(WriteScope scope, string id, CancellationToken ct)
        {
            if (await scope.Content.GetLatestAsync(id, ct) is not { ContentType: NewsItems.ContentType } item || !person.May(right, type, item))
                return null;
            var (latest, shown) = (item.Copy(), item.Published ? null : await scope.Content.GetPublishedAsync(id, ct));
            var held = await scope.Db.Set<HeldNews>().AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == id, ct);
            return await change(scope, item, ct) ? new(latest, shown, held, (await NewsMark.ReadAsync(scope.Db, id, ct))!) : null;
        }
    }

    NewsOutcome Outcome(ClaimsPrincipal person, IReadOnlyList<string> ids, UndoStep step)
    {
        var done = step.Ids.ToList();
        if (done.Count > 0 && person.UserId() is { } user)
            _undo.Keep(user, step);
        return new(done, [.. ids.Except(done, StringComparer.Ordinal)]);
    }

    async Task<ContentTypeDefinition?> TypeAsync(CancellationToken cancellationToken) =>
        (await _documents.GetAsync<ContentDefinitions>(cancellationToken)).Type(NewsItems.ContentType);
}
