using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Items under a heading. A null topic is the heading of own articles or, with <see cref="IsOwn"/> false, of what has no topic.</summary>
sealed record DigestGroup(DigestTopic? Topic, bool IsOwn, IReadOnlyList<DigestItem> Items)
{
    /// <summary>Name of the saved search that found the items, or null.</summary>
    public string? Search { get; init; }

    /// <summary>Hash of that search, or null.</summary>
    public string? SearchHash { get; init; }
}

/// <summary>Chooses and orders what a subscriber reads.</summary>
static class DigestGroups
{
    /// <summary>
    /// Own articles first, then news under its first topic in the order of the site's topics, then news without a topic. Who chose
    /// topics gets what bears one of them, and own articles that bear none.
    /// </summary>
    /// <param name="material">What there is.</param>
    /// <param name="topics">A stored choice; empty for all.</param>
    /// <param name="sentBefore">Items that this person got in an earlier issue.</param>
    public static IReadOnlyList<DigestGroup> Choose(DigestMaterial material, string topics, IReadOnlySet<string>? sentBefore = null)
    {
        var chosen = ChoiceList.Read(topics);
        var items = material.Items.Where(item => sentBefore?.Contains(item.Id) != true && Wanted(item, chosen)).ToList();
        var groups = new List<DigestGroup>();
        Add(null, isOwn: true, items.FindAll(item => item.IsOwn));
        var news = items.FindAll(item => !item.IsOwn);
        foreach (var topic in material.Topics.Where(topic => chosen.Count == 0 || chosen.Contains(topic.Id, StringComparer.Ordinal)))
        {
            Add(topic, isOwn: false, news.FindAll(item => item.Topics.Contains(topic.Id, StringComparer.Ordinal)));
            news.RemoveAll(item => item.Topics.Contains(topic.Id, StringComparer.Ordinal));
        }
        Add(null, isOwn: false, news);
        return groups;

        void Add(DigestTopic? topic, bool isOwn, List<DigestItem> under)
        {
            if (under.Count > 0)
                groups.Add(new(topic, isOwn, under));
        }
    }

    /// <summary>The same groups with the first items only.</summary>
    public static IReadOnlyList<DigestGroup> First(IReadOnlyList<DigestGroup> groups, int count)
    {
        var kept = new List<DigestGroup>();
        foreach (var group in groups)
        {
            if (count <= 0)
                break;
            kept.Add(group with { Items = [.. group.Items.Take(count)] });
            count -= group.Items.Count;
        }
        return kept;
    }

    static bool Wanted(DigestItem item, IReadOnlyList<string> chosen) =>
        chosen.Count == 0 || item.Topics.Any(topic => chosen.Contains(topic, StringComparer.Ordinal)) || (item.IsOwn && item.Topics.Count == 0);
}
