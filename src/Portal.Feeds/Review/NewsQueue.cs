using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Content.Taxonomies;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Feeds.Stories;

namespace Portal.Feeds.Review;

/// <summary>A line of the news desk: what stands in columns, never the item's text.</summary>
/// <param name="Id">The item.</param>
/// <param name="Title">Its title.</param>
/// <param name="SourceId">Its source, or empty.</param>
/// <param name="Language">Its language where it is known, or empty.</param>
/// <param name="PublishedUtc">Date of the news.</param>
/// <param name="StoryId">The story to which it belongs, or null.</param>
/// <param name="Pinned">Whether it stands at the top of the home page.</param>
public sealed record NewsLine(string Id, string Title, string SourceId, string Language, DateTime PublishedUtc, string? StoryId, bool Pinned);

/// <summary>How an item stands.</summary>
/// <param name="Id">The item.</param>
/// <param name="State">In which list it stands.</param>
/// <param name="Title">Its title.</param>
/// <param name="Stamp">How often its row was stored.</param>
/// <param name="Author">Who wrote it last.</param>
public sealed record NewsStanding(string Id, NewsState State, string Title, long Stamp, string Author);

/// <summary>A story of which a page has news.</summary>
/// <param name="Id">The story.</param>
/// <param name="Title">Its title; null where visitors don't see it yet.</param>
/// <param name="Shown">How many of its news visitors see beside those of the list.</param>
public sealed record StoryHead(string Id, string? Title, int Shown);

/// <summary>A page of the news desk.</summary>
/// <param name="Lines">The lines, newest first, those of a story together.</param>
/// <param name="Stories">The stories to which lines belong.</param>
/// <param name="Next">Where the next page begins, or null at the end.</param>
public sealed record NewsPage(IReadOnlyList<NewsLine> Lines, IReadOnlyList<StoryHead> Stories, string? Next);

/// <summary>Reads the lists of the news desk, page by page and by key. A story's news stand at the place of its newest one; a line may come again on a later page.</summary>
public sealed class NewsQueue(IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>Lines of a page, without those that stand there for their story's sake.</summary>
    public const int PageSize = 100;

    /// <summary>More than these are not counted: “more than 10,000” says as much.</summary>
    public const int MostCounted = 100_000;

    /// <summary>News of the stories of a page that are looked at.</summary>
    const int MostMembers = 500;

    const string Pin = $"flag:{NewsItems.ContentType}.Pinned";

    /// <summary>A page.</summary>
    /// <param name="filter">Which news.</param>
    /// <param name="after">Where the page before ended (<see cref="NewsPage.Next"/>), or null for the first page.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<NewsPage> ReadAsync(NewsFilter filter, string? after, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var all = await PlacesAsync(db, filter, cancellationToken);
        var places = await After(filter, all, after).Take(PageSize + 1).ToListAsync(cancellationToken);
        var next = places.Count > PageSize ? Cursor(filter, places[PageSize - 1]) : null;
        if (next is not null)
            places.RemoveAt(PageSize);
        var stories = await StoriesAsync(db, [.. places.Select(place => place.Id)], cancellationToken);
        var members = await MembersAsync(db, all, [.. stories.Values.Distinct(StringComparer.Ordinal)], cancellationToken);
        foreach (var (place, story) in members.Where(member => !stories.ContainsKey(member.Place.Id)))
        {
            stories[place.Id] = story;
            places.Add(place);
        }
        var heads = await HeadsAsync(db, filter, [.. stories.Values.Distinct(StringComparer.Ordinal)], cancellationToken);
        return new(Together(await LinesAsync(db, filter, places, stories, cancellationToken)), heads, next);
    }

    /// <summary>How many news the filter finds, <see cref="MostCounted"/> at most.</summary>
    public async Task<int> CountAsync(NewsFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await (await PlacesAsync(db, filter, cancellationToken)).Take(MostCounted).CountAsync(cancellationToken);
    }

    /// <summary>How many news came into the list since then.</summary>
    public async Task<int> CountSinceAsync(NewsFilter filter, DateTime sinceUtc, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await (await PlacesAsync(db, filter, cancellationToken)).Where(place => place.CameUtc > sinceUtc).Take(MostCounted).CountAsync(cancellationToken);
    }

    /// <summary>When the newest of what waits came in.</summary>
    public async Task<DateTime> NewestAsync(NewsFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await (await PlacesAsync(db, filter, cancellationToken)).MaxAsync(place => (DateTime?)place.CameUtc, cancellationToken) ?? default;
    }

    /// <summary>How items stand now; an item that is gone is not among them.</summary>
    public async Task<IReadOnlyList<NewsStanding>> StandingAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        string[] some = [.. ids];
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var hidden = await db.Set<HeldNews>().AsNoTracking().Where(row => EF.Parameter(some).Contains(row.ContentItemId)).ToDictionaryAsync(row => row.ContentItemId, row => row.Hidden, StringComparer.Ordinal, cancellationToken);
        var rows = await db.ContentItems.AsNoTracking().Where(row => EF.Parameter(some).Contains(row.ContentItemId) && row.Latest)
            .Select(row => new { row.ContentItemId, row.DisplayText, row.Stamp, row.Author }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new NewsStanding(row.ContentItemId, hidden.TryGetValue(row.ContentItemId, out var away) ? away ? NewsState.Hidden : NewsState.Waiting : NewsState.Published, row.DisplayText ?? "", row.Stamp, row.Author ?? ""))];
    }

    async Task<IQueryable<NewsPlace>> PlacesAsync(PortalDbContext db, NewsFilter filter, CancellationToken cancellationToken)
    {
        var terms = new List<string[]>();
        foreach (var term in new[] { filter.Topic, filter.Region }.Where(term => term.Length > 0))
            terms.Add([term, .. await db.Set<TermAncestorRecord>().Where(row => row.AncestorId == term).Select(row => row.TermId).ToListAsync(cancellationToken)]);
        var since = filter.Days > 0 ? time.GetUtcNow().UtcDateTime.AddDays(-filter.Days) : (DateTime?)null;
        return filter.State == NewsState.Published ? Shown(db, filter, since) : Held(db, filter, terms, since);
    }

    static IQueryable<NewsPlace> Held(PortalDbContext db, NewsFilter filter, List<string[]> terms, DateTime? since)
    {
        var hidden = filter.State == NewsState.Hidden;
        var rows = db.Set<HeldNews>().AsNoTracking().Where(row => row.Hidden == hidden);
        if (filter.Source is { Length: > 0 } source)
            rows = rows.Where(row => row.SourceId == source);
        if (filter.Language is { Length: > 0 } language)
            rows = rows.Where(row => row.Language == language);
        if (since is { } first)
            rows = rows.Where(row => row.PublishedUtc >= first);
        foreach (var some in terms)
            rows = rows.Where(row => db.Set<HeldNewsTerm>().Any(term => term.ContentItemId == row.ContentItemId && EF.Parameter(some).Contains(term.TermId)));
        if (TitleKey.Of(filter.Text) is { Length: > 0 } text)
            rows = rows.Where(row => db.ContentItems.Any(item => item.ContentItemId == row.ContentItemId && item.Latest && item.TitleKey.Contains(text)));
        return rows.Select(row => new NewsPlace { Id = row.ContentItemId, Date = row.PublishedUtc, CameUtc = row.HeldUtc, SourceId = row.SourceId, Language = row.Language });
    }

    // What is shown is found as visitors find it: by the list keys, which know the terms above a term.
    static IQueryable<NewsPlace> Shown(PortalDbContext db, NewsFilter filter, DateTime? since)
    {
        string[] keys = [.. new[] { ("item", filter.Source), ("term", filter.Topic), ("term", filter.Region) }.Where(key => key.Item2.Length > 0).Select(key => $"{key.Item1}:{key.Item2}")];
        var rows = db.ContentItems.AsNoTracking().Where(row => row.Published && row.ContentType == NewsItems.ContentType);
        if (since is { } first)
            rows = rows.Where(row => row.PublishedUtc >= first);
        foreach (var key in keys)
            rows = rows.Where(row => db.ListKeys.Any(known => known.Key == key && known.ItemRow == row.Id));
        if (TitleKey.Of(filter.Text) is { Length: > 0 } text)
            rows = rows.Where(row => row.TitleKey.Contains(text));
        return rows.Select(row => new NewsPlace { Id = row.ContentItemId, Date = row.PublishedUtc!.Value, Row = row.Id, CameUtc = row.CreatedUtc, SourceId = "", Language = "" });
    }

    static IQueryable<NewsPlace> After(NewsFilter filter, IQueryable<NewsPlace> places, string? after)
    {
        var (date, rest) = after?.Split('-', 2) is [var ticks, var key] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= DateTime.MaxValue.Ticks
            ? (new DateTime(number, DateTimeKind.Utc), key)
            : (default, "");
        // The first condition says nothing new, but is one that a database finds a place in an index by.
        if (filter.State == NewsState.Published)
        {
            if (long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var row))
                places = places.Where(place => place.Date <= date && (place.Date < date || place.Row < row));
            return places.OrderByDescending(place => place.Date).ThenByDescending(place => place.Row);
        }
        if (rest.Length > 0)
#pragma warning disable CA1309, CA1310 // The database compares, in the order by which it sorts.
            places = places.Where(place => place.Date <= date && (place.Date < date || place.Id.CompareTo(rest) < 0));
#pragma warning restore CA1309, CA1310
        return places.OrderByDescending(place => place.Date).ThenByDescending(place => place.Id);
    }

    static string Cursor(NewsFilter filter, NewsPlace last) => string.Create(CultureInfo.InvariantCulture,
        $"{last.Date.Ticks}-{(filter.State == NewsState.Published ? last.Row.ToString(CultureInfo.InvariantCulture) : last.Id)}");

    static Task<Dictionary<string, string>> StoriesAsync(PortalDbContext db, string[] ids, CancellationToken cancellationToken) =>
        db.Set<StoryItem>().AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.ContentItemId) && row.StoryId != null)
            .ToDictionaryAsync(row => row.ContentItemId, row => row.StoryId!, StringComparer.Ordinal, cancellationToken);

    static async Task<List<(NewsPlace Place, string Story)>> MembersAsync(PortalDbContext db, IQueryable<NewsPlace> all, string[] stories, CancellationToken cancellationToken)
    {
        if (stories.Length == 0)
            return [];
        var members = await db.Set<StoryItem>().AsNoTracking().Where(row => EF.Parameter(stories).Contains(row.StoryId!)).OrderByDescending(row => row.PublishedUtc)
            .Select(row => new { row.ContentItemId, row.StoryId }).Take(MostMembers).ToDictionaryAsync(row => row.ContentItemId, row => row.StoryId!, StringComparer.Ordinal, cancellationToken);
        string[] ids = [.. members.Keys];
        return [.. (await all.Where(place => EF.Parameter(ids).Contains(place.Id)).ToListAsync(cancellationToken)).Select(place => (place, members[place.Id]))];
    }

    static async Task<IReadOnlyList<StoryHead>> HeadsAsync(PortalDbContext db, NewsFilter filter, string[] stories, CancellationToken cancellationToken)
    {
        if (stories.Length == 0)
            return [];
        var titles = await db.ContentItems.AsNoTracking().Where(row => EF.Parameter(stories).Contains(row.ContentItemId) && row.Published)
            .ToDictionaryAsync(row => row.ContentItemId, row => row.DisplayText, StringComparer.Ordinal, cancellationToken);
        if (filter.State == NewsState.Published)
            return [.. stories.Select(story => new StoryHead(story, titles.GetValueOrDefault(story), 0))];
        var shown = await (
            from member in db.Set<StoryItem>()
            join item in db.ContentItems on member.ContentItemId equals item.ContentItemId
            where EF.Parameter(stories).Contains(member.StoryId!) && item.Published
            group member by member.StoryId! into of
            select new { of.Key, Count = of.Count() }).ToDictionaryAsync(of => of.Key, of => of.Count, StringComparer.Ordinal, cancellationToken);
        return [.. stories.Select(story => new StoryHead(story, titles.GetValueOrDefault(story), shown.GetValueOrDefault(story)))];
    }

    static async Task<List<NewsLine>> LinesAsync(PortalDbContext db, NewsFilter filter, List<NewsPlace> places, Dictionary<string, string> stories, CancellationToken cancellationToken)
    {
        string[] ids = [.. places.Select(place => place.Id)];
        var titles = await db.ContentItems.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.ContentItemId) && row.Latest)
            .ToDictionaryAsync(row => row.ContentItemId, row => row.DisplayText ?? "", StringComparer.Ordinal, cancellationToken);
        var (sources, pinned) = filter.State == NewsState.Published ? await ShownFactsAsync(db, ids, cancellationToken) : ([], []);
        return [.. places.Where(place => titles.ContainsKey(place.Id)).Select(place => new NewsLine(place.Id, titles[place.Id],
            place.SourceId.Length > 0 ? place.SourceId : sources.GetValueOrDefault(place.Id, ""), place.Language, place.Date, stories.GetValueOrDefault(place.Id), pinned.Contains(place.Id)))];
    }

    static async Task<(Dictionary<string, string> Sources, HashSet<string> Pinned)> ShownFactsAsync(PortalDbContext db, string[] ids, CancellationToken cancellationToken)
    {
        // Of several sources that bring the same link, the item is the first one's.
        var entries = await db.Set<FeedEntryRecord>().AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.ContentItemId)).OrderBy(row => row.Id)
            .Select(row => new { row.ContentItemId, row.SourceId }).ToListAsync(cancellationToken);
        var pinned = await db.ListKeys.AsNoTracking().Where(row => row.Key == Pin && EF.Parameter(ids).Contains(row.ContentItemId)).Select(row => row.ContentItemId).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        return (entries.DistinctBy(entry => entry.ContentItemId).ToDictionary(entry => entry.ContentItemId, entry => entry.SourceId, StringComparer.Ordinal), pinned);
    }

    static List<NewsLine> Together(List<NewsLine> lines) =>
        [.. lines.OrderByDescending(line => line.PublishedUtc).GroupBy(line => line.StoryId ?? line.Id, StringComparer.Ordinal).SelectMany(story => story)];

    /// <summary>Where an item stands in a list.</summary>
    sealed class NewsPlace
    {
        public required string Id { get; init; }

        public DateTime Date { get; init; }

        public long Row { get; init; }

        public DateTime CameUtc { get; init; }

        public required string SourceId { get; init; }

        public required string Language { get; init; }
    }
}
