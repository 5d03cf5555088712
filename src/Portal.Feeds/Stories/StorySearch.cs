using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Stories;

/// <summary>Finds for one new item after another the story to which it belongs. Holds what it read, for one batch.</summary>
sealed class StorySearch(PortalDbContext db, StoryPlan plan)
{
    const int MaxCompared = 48;

    /// <summary>Items of a story: more are no event but a subject.</summary>
    const int MaxItems = 100;

    readonly Dictionary<long, StoryCandidate> _rows = [];
    readonly Dictionary<long, List<StoryCandidate>> _keys = [];
    readonly Dictionary<string, int> _sizes = new(StringComparer.Ordinal);

    /// <summary>Adds a new item to the plan and finds its story.</summary>
    public async Task AddAsync(StoryCandidate item, IReadOnlySet<string> excluded, CancellationToken cancellationToken)
    {
        var (bands, words) = StoryKeys.Of(item.Signature);
        var hits = await StoryCandidates.FindAsync(db, bands, words, item.Item.PublishedUtc, cancellationToken);
        await LoadAsync(hits.GroupBy(hit => hit.ItemRow).OrderByDescending(group => group.Count()).Take(MaxCompared).Select(group => group.Key), cancellationToken);
        var frequency = hits.GroupBy(hit => hit.Key).ToDictionary(group => group.Key, group => group.Count());
        foreach (var (key, others) in bands.Concat(words).Select(key => (key, _keys.GetValueOrDefault(key, []))))
            frequency[key] = frequency.GetValueOrDefault(key) + others.Count;
        var candidates = hits.Select(hit => _rows.GetValueOrDefault(hit.ItemRow)).OfType<StoryCandidate>()
            .Concat(bands.Concat(words).SelectMany(key => _keys.GetValueOrDefault(key, []).TakeLast(StoryCandidates.PerKey)))
            .GroupBy(candidate => candidate).OrderByDescending(group => group.Count()).Take(MaxCompared).Select(group => group.Key);
        Assign(item, candidates, Weight(frequency), excluded);
        plan.Added.Add(item);
        foreach (var key in bands.Concat(words))
        {
            if (!_keys.TryGetValue(key, out var list))
                _keys[key] = list = [];
            list.Add(item);
        }
    }

    // What few have weighs one, also what two items share; what is on everybody's lips weighs next to nothing.
    static Func<uint, double> Weight(Dictionary<long, int> frequency) => number => StoryScore.Weight(frequency.GetValueOrDefault(StoryKeys.OfWord(number)));

    void Assign(StoryCandidate item, IEnumerable<StoryCandidate> candidates, Func<uint, double> weight, IReadOnlySet<string> excluded)
    {
        var alike = candidates.Where(other => other.Item.StoryId is null || !excluded.Contains(other.Item.StoryId))
            .Select(other => (Other: other, Score: StoryScore.Of(item.Signature, other.Signature, item.Item.PublishedUtc - other.Item.PublishedUtc, weight)))
            .Where(pair => pair.Score >= StoryScore.Same).OrderByDescending(pair => pair.Score).ToList();
        foreach (var (other, score) in alike)
        {
            if (other.Item.StoryId is { } story)
            {
                var size = _sizes.GetValueOrDefault(story, 1);
                // A chain of likenesses leads from one event to the next: a story of several must be met at two of its items.
                if (size >= MaxItems || (size > 2 && score < StoryScore.Sure && alike.Count(pair => pair.Other.Item.StoryId == story) < 2))
                    continue;
            }
            Join(item, other);
            return;
        }
    }

    void Join(StoryCandidate item, StoryCandidate other)
    {
        if (other.Item.StoryId is null)
        {
            other.Item.StoryId = ContentIdentity.New();
            _sizes[other.Item.StoryId] = 1;
            if (!other.IsNew)
                plan.Joined[other.Item.Id] = other.Item.StoryId;
        }
        item.Item.StoryId = other.Item.StoryId;
        _sizes[other.Item.StoryId] = _sizes.GetValueOrDefault(other.Item.StoryId, 1) + 1;
        plan.Touched.Add(other.Item.StoryId);
    }

    async Task LoadAsync(IEnumerable<long> rows, CancellationToken cancellationToken)
    {
        var missing = rows.Where(row => !_rows.ContainsKey(row)).ToList();
        if (missing.Count == 0)
            return;
        foreach (var row in await db.Set<StoryItem>().AsNoTracking().Where(row => missing.Contains(row.Id)).ToListAsync(cancellationToken))
        {
            if (StorySignature.Read(row.Signature) is { } signature)
                _rows[row.Id] = new(row, signature);
        }
        var stories = missing.Select(row => _rows.GetValueOrDefault(row)?.Item.StoryId).OfType<string>().Where(story => !_sizes.ContainsKey(story)).Distinct(StringComparer.Ordinal).ToList();
        if (stories.Count == 0)
            return;
        var sizes = await db.Set<StoryItem>().AsNoTracking().Where(row => stories.Contains(row.StoryId!)).GroupBy(row => row.StoryId!).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        foreach (var size in sizes)
            _sizes[size.Key] = size.Count;
    }
}
