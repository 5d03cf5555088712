using Portal.Content.Queries;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Digests;

/// <summary>Puts what came in under the sections of a plan. A site without a search leaves sections that search empty.</summary>
sealed class DigestOutline(DigestItems items, IContentSearch? search = null)
{
    /// <summary>The groups for those who read everything. Headings of topics without an item are there too, for readers who chose only some topics.</summary>
    public async Task<IReadOnlyList<DigestGroup>> BuildAsync(DigestPlan plan, DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        var material = await items.ReadAsync(since, until, cancellationToken);
        var left = Stories(material.Items);
        var groups = new List<DigestGroup>();
        // First, so that the limit of the mail cuts off others.
        if (material.Chosen.Count > 0)
            groups.Add(new(null, IsOwn: false, Take(left, DigestItems.MaxChosen, item => material.Chosen.Contains(item.Id))) { Title = "Chosen by the editors" });
        foreach (var section in plan.Sections)
        {
            if (section.Kind == SectionKind.NewsByTopic)
                groups.AddRange(ByTopic(section, material.Topics, left));
            else
                groups.Add(await SectionAsync(section, left, since, until, cancellationToken));
        }
        return groups;
    }

    /// <summary>Reports of one story as one item: the first of the list, with the others in it.</summary>
    public static List<DigestItem> Stories(IReadOnlyList<DigestItem> items)
    {
        var stories = items.Where(item => item.Story is not null).ToLookup(item => item.Story!, StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        return [.. items.Where(item => item.Story is null || told.Add(item.Story))
            .Select(item => item.Story is { } story && stories[story].Skip(1).Any() ? item with { Others = [.. stories[story].Where(other => other.Id != item.Id)] } : item)];
    }

    static IEnumerable<DigestGroup> ByTopic(DigestSection section, IReadOnlyList<DigestTopic> topics, List<DigestItem> left)
    {
        var choice = new ReaderChoice(section.Topics, section.Regions, section.Sources);
        foreach (var topic in topics.Where(topic => section.Topics.Count == 0 || section.Topics.Contains(topic.Id, StringComparer.Ordinal)))
            yield return new(topic, IsOwn: false, Take(left, section.Most, item => !item.IsOwn && choice.Names(item) && item.Topics.Contains(topic.Id, StringComparer.Ordinal)));
        yield return new(null, IsOwn: false, Take(left, section.Most, item => !item.IsOwn && choice.Names(item)));
    }

    async Task<DigestGroup> SectionAsync(DigestSection section, List<DigestItem> left, DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        var title = section.Title.Length > 0 ? section.Title : null;
        var choice = new ReaderChoice(section.Topics, section.Regions, section.Sources);
        if (section.Kind == SectionKind.OwnArticles)
            return new(null, IsOwn: true, Take(left, section.Most, item => item.IsOwn && choice.Names(item))) { Title = title };
        if (section.Kind == SectionKind.Selection)
            return new(null, IsOwn: false, Take(left, section.Most, choice.Names)) { Title = title ?? "More news" };
        return new(null, IsOwn: false, await FoundAsync(section, left, since, until, cancellationToken)) { Title = title ?? section.Search };
    }

    async Task<IReadOnlyList<DigestItem>> FoundAsync(DigestSection section, List<DigestItem> left, DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        if (search is null || !SavedSearch.TryRead(section.Search, out var saved) || await search.FindAsync(saved.Text, since - DigestItems.StaleAfter, 100, cancellationToken) is not { Count: > 0 } ids)
            return [];
        var known = left.SelectMany(item => item.All()).Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var taken = Take(left, section.Most, item => item.All().Any(one => ids.Contains(one.Id, StringComparer.Ordinal)));
        // A search also finds what is neither article nor news, or more than was looked at.
        var more = await items.FreshAsync([.. ids.Where(id => !known.Contains(id))], since, until, cancellationToken);
        return [.. taken.Concat(more).Take(section.Most)];
    }

    static List<DigestItem> Take(List<DigestItem> left, int most, Func<DigestItem, bool> wanted)
    {
        var taken = left.Where(wanted).Take(most).ToList();
        left.RemoveAll(taken.Contains);
        return taken;
    }
}
