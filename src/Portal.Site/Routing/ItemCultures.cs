using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Site.Pages;

namespace Portal.Site.Routing;

/// <summary>An item in one of the cultures of its set.</summary>
sealed record CultureVersion(string Culture, ContentItem Item);

/// <summary>Finds the versions of items in the reader's language, by their culture sets.</summary>
sealed class ItemCultures(CultureSets sets, PublicContent content, SiteDocuments documents)
{
    /// <summary>The published items of the item's set, itself included; empty where it is in no set.</summary>
    public async Task<IReadOnlyList<CultureVersion>> VersionsAsync(ContentItem item, PageUse? use, CancellationToken cancellationToken)
    {
        if (item.As<LocalizationPart>() is not { LocalizationSet: { Length: > 0 } set, Culture.Length: > 0 })
            return [];
        use?.Add(CacheTag.Key(CultureSets.Key(set)));
        return await OfSetAsync(set, cancellationToken);
    }

    /// <summary>The published items of a set that visitors see, one for each culture.</summary>
    public async Task<IReadOnlyList<CultureVersion>> OfSetAsync(string set, CancellationToken cancellationToken)
    {
        var members = (await sets.MembersAsync(set, cancellationToken)).Where(member => member.Published).DistinctBy(member => member.Culture, StringComparer.OrdinalIgnoreCase).ToList();
        var items = await content.GetAsync([.. members.Select(member => member.ContentItemId)], cancellationToken);
        return [.. from member in members
                   join item in items on member.ContentItemId equals item.ContentItemId
                   select new CultureVersion(member.Culture, item)];
    }

    /// <summary>The version in the reader's language, where it is another than the item itself; null where the item is the one to show.</summary>
    public async Task<ContentItem?> OtherForAsync(ContentItem item, InterfaceLanguage language, CancellationToken cancellationToken)
    {
        if (item.As<LocalizationPart>() is not { Culture: { Length: > 0 } culture } || LocalizationSettings.Serves(language, culture))
            return null;
        return In(await VersionsAsync(item, null, cancellationToken), language)?.Item;
    }

    /// <summary>
    /// A list without what the reader finds in it in a better language: of a set, the version in the reader's language is kept, or, where
    /// there is none, the one whose culture comes first in the settings.
    /// </summary>
    public async Task<IReadOnlyList<ContentItem>> ForReaderAsync(IReadOnlyList<ContentItem> items, InterfaceLanguage language, PageUse use, CancellationToken cancellationToken)
    {
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        var order = (await documents.GetAsync<SiteSettings>(cancellationToken)).SupportedCultures().ToList();
        foreach (var item in items)
        {
            if (item.As<LocalizationPart>() is not { LocalizationSet: { Length: > 0 } set, Culture.Length: > 0 })
                continue;
            use.Add(CacheTag.Key(CultureSets.Key(set)));
            var members = (await sets.MembersAsync(set, cancellationToken)).Where(member => member.Published).ToList();
            var best = members.Find(member => LocalizationSettings.Serves(language, member.Culture)) ?? members.MinBy(member => (uint)order.IndexOf(member.Culture));
            if (best is not null && best.ContentItemId != item.ContentItemId)
                hidden.Add(item.ContentItemId);
        }
        return hidden.Count == 0 ? items : [.. items.Where(item => !hidden.Contains(item.ContentItemId))];
    }

    /// <summary>The version that a language of the interface serves, or null.</summary>
    public static CultureVersion? In(IReadOnlyList<CultureVersion> versions, InterfaceLanguage language) =>
        versions.FirstOrDefault(version => version.Culture.Equals(language.Culture.Name, StringComparison.OrdinalIgnoreCase))
        ?? versions.FirstOrDefault(version => LocalizationSettings.Serves(language, version.Culture));
}
