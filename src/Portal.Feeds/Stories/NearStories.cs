using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Stories;

/// <summary>A story, or a single item, to which another item could belong.</summary>
/// <param name="StoryId">The story; null for a single item.</param>
/// <param name="ItemId">The item of it that is most like the other one.</param>
/// <param name="Title">Title of the story where it has one, else of the item.</param>
/// <param name="News">How many news items it has.</param>
/// <param name="PublishedUtc">Date of the item.</param>
public sealed record NearStory(string? StoryId, string ItemId, string Title, int News, DateTime PublishedUtc);

/// <summary>Finds stories near an item: by likeness, and by words of the title.</summary>
public sealed class NearStories(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>Most that are proposed.</summary>
    public const int Most = 8;

    const int MostCompared = 48;

    /// <summary>What is near an item, the nearest first. Of an item that is not compared yet, or too old, nothing is known.</summary>
    public async Task<IReadOnlyList<NearStory>> FindAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<StoryItem>().AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == contentItemId, cancellationToken) is not { } own || StorySignature.Read(own.Signature) is not { } signature)
            return [];
        var (bands, words) = StoryKeys.Of(signature);
        var hits = await StoryCandidates.FindAsync(db, bands, words, own.PublishedUtc, cancellationToken);
        long[] rows = [.. hits.Where(hit => hit.ItemRow != own.Id).GroupBy(hit => hit.ItemRow).OrderByDescending(group => group.Count()).Take(MostCompared).Select(group => group.Key)];
        var frequency = hits.GroupBy(hit => hit.Key).ToDictionary(group => group.Key, group => group.Count());
        var others = await db.Set<StoryItem>().AsNoTracking().Where(row => EF.Parameter(rows).Contains(row.Id)).ToListAsync(cancellationToken);
        var ranked = others.Where(other => other.StoryId is null || other.StoryId != own.StoryId)
            .Select(other => (Other: other, Signature: StorySignature.Read(other.Signature)))
            .Where(pair => pair.Signature is not null)
            .Select(pair => (pair.Other, Score: StoryScore.Of(signature, pair.Signature!, own.PublishedUtc - pair.Other.PublishedUtc, number => StoryScore.Weight(frequency.GetValueOrDefault(StoryKeys.OfWord(number))))))
            .Where(pair => pair.Score > 0.1).OrderByDescending(pair => pair.Score).Select(pair => pair.Other);
        return await DescribeAsync(db, ranked, cancellationToken);
    }

    /// <summary>Items whose titles hold a text, with their stories, newest first.</summary>
    public async Task<IReadOnlyList<NearStory>> FindByWordsAsync(string text, string contentItemId, CancellationToken cancellationToken)
    {
        if (TitleKey.Of(text) is not { Length: > 0 } words)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await (
            from row in db.Set<StoryItem>().AsNoTracking()
            join item in db.ContentItems.AsNoTracking() on row.ContentItemId equals item.ContentItemId
            where item.Latest && item.TitleKey.Contains(words) && row.ContentItemId != contentItemId
            orderby row.PublishedUtc descending
            select row).Take(MostCompared).ToListAsync(cancellationToken);
        return await DescribeAsync(db, found, cancellationToken);
    }

    static async Task<IReadOnlyList<NearStory>> DescribeAsync(PortalDbContext db, IEnumerable<StoryItem> ranked, CancellationToken cancellationToken)
    {
        var near = ranked.DistinctBy(row => row.StoryId ?? row.ContentItemId).Take(Most).ToList();
        string[] stories = [.. near.Select(row => row.StoryId).OfType<string>()];
        string[] ids = [.. near.Select(row => row.ContentItemId), .. stories];
        var titles = await db.ContentItems.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.ContentItemId) && row.Latest)
            .ToDictionaryAsync(row => row.ContentItemId, row => row.DisplayText ?? "", StringComparer.Ordinal, cancellationToken);
        var sizes = await db.Set<StoryItem>().Where(row => EF.Parameter(stories).Contains(row.StoryId!)).GroupBy(row => row.StoryId!)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, cancellationToken);
        var closed = await db.Set<StoryState>().Where(row => EF.Parameter(stories).Contains(row.StoryId) && row.Closed).Select(row => row.StoryId).ToListAsync(cancellationToken);
        return [.. near.Where(row => titles.ContainsKey(row.ContentItemId) && (row.StoryId is null || !closed.Contains(row.StoryId)))
            .Select(row => new NearStory(row.StoryId, row.ContentItemId, titles.GetValueOrDefault(row.StoryId ?? "") ?? titles[row.ContentItemId],
                row.StoryId is { } story ? sizes.GetValueOrDefault(story) : 1, row.PublishedUtc))];
    }
}
