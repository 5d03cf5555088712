using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Items under a heading. A null topic is the heading of own articles or, with <see cref="IsOwn"/> false, of what has no topic.</summary>
sealed record DigestGroup(DigestTopic? Topic, bool IsOwn, IReadOnlyList<DigestItem> Items)
{
    /// <summary>Name of the saved search that found the items, or null.</summary>
    public string? Search { get; init; }

    /// <summary>Hash of that search, or null.</summary>
    public string? SearchHash { get; init; }

    /// <summary>The heading that an editor gave, or null.</summary>
    public string? Title { get; init; }
}

/// <summary>What a reader chose to read; empty sets for everything.</summary>
sealed record ReaderChoice(IReadOnlyList<string> Topics, IReadOnlyList<string> Regions, IReadOnlyList<string> Sources)
{
    /// <summary>Everything.</summary>
    public static ReaderChoice All { get; } = new([], [], []);

    /// <summary>The choice of stored lists (<see cref="ChoiceList"/>).</summary>
    public static ReaderChoice Read(string topics, string regions, string sources) => new(ChoiceList.Read(topics), ChoiceList.Read(regions), ChoiceList.Read(sources));

    /// <summary>Whether the item bears one of the topics, one of the regions and one of the sources; own articles are of no source, and those of no topic are for all.</summary>
    public bool Takes(DigestItem item) =>
        (Topics.Count == 0 || Bears(item, Topics) || (item.IsOwn && item.Topics.Count == 0))
        && (Regions.Count == 0 || Bears(item, Regions) || (item.IsOwn && item.Regions.Count == 0))
        && (Sources.Count == 0 || item.IsOwn || Sources.Contains(item.SourceId, StringComparer.Ordinal));

    /// <summary>Whether the item bears what is named, as sections of a digest mean it: without grace for own articles.</summary>
    public bool Names(DigestItem item) =>
        (Topics.Count == 0 || Bears(item, Topics)) && (Regions.Count == 0 || Bears(item, Regions)) && (Sources.Count == 0 || Sources.Contains(item.SourceId, StringComparer.Ordinal));

    static bool Bears(DigestItem item, IReadOnlyList<string> chosen) => item.Terms.Any(term => chosen.Contains(term, StringComparer.Ordinal));
}

/// <summary>Cuts an issue to what one reader reads.</summary>
static class DigestGroups
{
    /// <summary>The groups with what the reader wants and has not had; groups with nothing are left out.</summary>
    /// <param name="groups">The whole issue.</param>
    /// <param name="choice">What the reader chose.</param>
    /// <param name="had">Items that this person got in an earlier issue, or gets above.</param>
    /// <param name="most">Most items.</param>
    public static IReadOnlyList<DigestGroup> Choose(IReadOnlyList<DigestGroup> groups, ReaderChoice choice, IReadOnlySet<string>? had = null, int most = int.MaxValue)
    {
        var chosen = groups.Select(_ => new List<DigestItem>()).ToList();
        foreach (var (index, group) in groups.Index())
        {
            foreach (var item in group.Items)
            {
                if (Cut(item, choice, had) is not { } kept)
                    continue;
                var place = Place(groups, index, kept, choice);
                // What comes from another heading stands among its own by date; the rest in the order.
                var before = place == index ? -1 : chosen[place].FindIndex(other => other.PublishedUtc < kept.PublishedUtc);
                chosen[place].Insert(before < 0 ? chosen[place].Count : before, kept);
            }
        }
        return First([.. groups.Select((group, index) => group with { Items = chosen[index] })], most);
    }

    /// <summary>The same groups with the first items only, and without empty ones.</summary>
    public static IReadOnlyList<DigestGroup> First(IReadOnlyList<DigestGroup> groups, int count)
    {
        var kept = new List<DigestGroup>();
        foreach (var group in groups.Where(group => group.Items.Count > 0))
        {
            if (count <= 0)
                break;
            kept.Add(group with { Items = [.. group.Items.Take(count)] });
            count -= group.Items.Count;
        }
        return kept;
    }

    // A story is told once: by the first report that the reader wants, with the others named.
    static DigestItem? Cut(DigestItem item, ReaderChoice choice, IReadOnlySet<string>? had)
    {
        if (had is not null && (item.All().Any(one => had.Contains(one.Id)) || item.Reports.Any(had.Contains)))
            return null;
        if (choice.Takes(item))
            return item;
        return item.Others.FirstOrDefault(choice.Takes) is { } other ? other with { Others = [.. item.All().Where(one => one.Id != other.Id)] } : null;
    }

    // Somebody who chose the second of an item's topics finds it there.
    static int Place(IReadOnlyList<DigestGroup> groups, int index, DigestItem item, ReaderChoice choice)
    {
        if (groups[index].Topic is not { } topic || choice.Topics.Count == 0 || choice.Topics.Contains(topic.Id, StringComparer.Ordinal))
            return index;
        for (var other = 0; other < groups.Count; other++)
        {
            if (groups[other].Topic is { } wanted && choice.Topics.Contains(wanted.Id, StringComparer.Ordinal) && item.Topics.Contains(wanted.Id, StringComparer.Ordinal))
                return other;
        }
        return index;
    }
}
