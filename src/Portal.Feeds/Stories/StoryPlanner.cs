using Microsoft.EntityFrameworkCore;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Gazetteer;
using Portal.Feeds.Importing;
using Portal.Feeds.Review;

namespace Portal.Feeds.Stories;

/// <summary>Works out what changed news items mean for the stories. Reads only; the cost of an item does not grow with their number.</summary>
sealed class StoryPlanner(IDbContextFactory<PortalDbContext> databases, ContentReader content, GazetteerReader gazetteer, TimeProvider time)
{
    /// <summary>The plan for items that changed; the same items give the same plan until it is stored.</summary>
    public async Task<StoryPlan> PlanAsync(IReadOnlyCollection<string> changed, CancellationToken cancellationToken)
    {
        var plan = new StoryPlan();
        var since = time.GetUtcNow().UtcDateTime - StoryScore.CopyWindow;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        string[] ids = [.. changed];
        // An import of old items costs one look at their dates.
        var seen = await db.ContentItems.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.ContentItemId) && row.Published && row.ContentType == NewsItems.ContentType)
            .Select(row => new { row.ContentItemId, row.PublishedUtc }).ToDictionaryAsync(row => row.ContentItemId, row => row.PublishedUtc, StringComparer.Ordinal, cancellationToken);
        // What waits for an editor is compared as well, so that it stands beside what it belongs to; the story itself shows only what visitors see.
        foreach (var row in await WaitingAsync(db, [.. ids.Where(id => !seen.ContainsKey(id))], cancellationToken))
            seen[row.ContentItemId] = row.PublishedUtc;
        var stored = await db.Set<StoryItem>().AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.ContentItemId)).ToDictionaryAsync(row => row.ContentItemId, StringComparer.Ordinal, cancellationToken);
        foreach (var row in stored.Values.Where(row => !seen.ContainsKey(row.ContentItemId)))
        {
            plan.Gone.Add(row);
            if (row.StoryId is { } story)
                plan.Touched.Add(story);
        }
        string[] recent = [.. seen.Where(pair => pair.Value >= since).Select(pair => pair.Key)];
        var shown = await content.GetPublishedAsync(recent, cancellationToken);
        var items = shown.Concat(await content.GetLatestAsync([.. recent.Except(shown.Select(item => item.ContentItemId), StringComparer.Ordinal)], cancellationToken)).ToList();
        var names = items.Count > 0 ? await gazetteer.GetAsync(cancellationToken) : null;
        var search = new StorySearch(db, plan);
        var exclusions = (await db.Set<StoryExclusion>().AsNoTracking().Where(row => EF.Parameter(recent).Contains(row.ContentItemId)).ToListAsync(cancellationToken)).ToLookup(row => row.ContentItemId, row => row.StoryId, StringComparer.Ordinal);
        foreach (var item in items.OrderBy(item => item.PublishedUtc).ThenBy(item => item.Id))
        {
            var known = stored.GetValueOrDefault(item.ContentItemId);
            var number = TextNumber(item);
            if (known is not null && known.TextNumber == number)
            {
                // A new picture or topic shows in the story as well.
                if (known.StoryId is { } story)
                    plan.Touched.Add(story);
                continue;
            }
            var candidate = Candidate(item, number, known, names!);
            if (known is null)
                await search.AddAsync(candidate, exclusions[item.ContentItemId].ToHashSet(StringComparer.Ordinal), cancellationToken);
            else
                Change(plan, candidate);
        }
        return plan;
    }

    static async Task<IReadOnlyList<HeldNews>> WaitingAsync(PortalDbContext db, string[] ids, CancellationToken cancellationToken) =>
        ids.Length == 0 ? [] : await db.Set<HeldNews>().AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.ContentItemId)).ToListAsync(cancellationToken);

    static void Change(StoryPlan plan, StoryCandidate candidate)
    {
        plan.Changed.Add(candidate);
        if (candidate.Item.StoryId is { } story)
            plan.Touched.Add(story);
    }

    static StoryCandidate Candidate(ContentItem item, long number, StoryItem? known, PlaceNames names)
    {
        var (title, lead) = (item.DisplayText ?? "", Lead(item));
        var body = HtmlText.FromHtml(item.As<HtmlBodyPart>()?.Html);
        var signature = SignatureMaker.Make(title, lead, body.Length > lead.Length ? body : lead, item.Text(NewsItems.ContentType, "Language"), names);
        var row = known ?? new StoryItem
        {
            ContentItemId = item.ContentItemId,
            SourceId = NewsItems.SourceId(item),
            PublishedUtc = item.PublishedUtc ?? default,
        };
        (row.TextNumber, row.Signature) = (number, signature.Write());
        return new(row, signature);
    }

    static string Lead(ContentItem item) =>
        item.Text(NewsItems.ContentType, "Excerpt") is { Length: > 0 } excerpt ? excerpt : HtmlText.Excerpt(HtmlText.FromHtml(item.As<HtmlBodyPart>()?.Html), 60);

    static long TextNumber(ContentItem item) =>
        ((long)StableHash.Of(item.DisplayText) << 32) | StableHash.Of(item.Text(NewsItems.ContentType, "Excerpt") + item.As<HtmlBodyPart>()?.Html);
}
