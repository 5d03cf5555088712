using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Site.Caching;
using Portal.Site.Routing;

namespace Portal.Site.Pages;

/// <summary>What a river is narrowed by: all of it stands in the address.</summary>
/// <param name="Query">The address' query without a place in the list, such as <c>topic=…&amp;days=7</c>; empty where nothing is chosen.</param>
/// <param name="Keys">List keys that an item must bear, the rarest kind first.</param>
/// <param name="SinceUtc">The earliest date, or null.</param>
/// <param name="Chosen">What is chosen, with its name and the address without it.</param>
sealed record RiverFilter(string Query, IReadOnlyList<string> Keys, DateTime? SinceUtc, IReadOnlyList<ChosenFilter> Chosen)
{
    /// <summary>The query for what passes the filter.</summary>
    public ContentListQuery Narrow(ContentListQuery query) => query with { Keys = [.. Keys.Take(1)], AllOf = [.. Keys.Skip(1)], SinceUtc = SinceUtc };

    /// <summary>The path with the filter behind it.</summary>
    public string After(string path) => Query.Length > 0 ? $"{path}?{Query}" : path;

    /// <summary>Title of the river with the names of what was chosen.</summary>
    public string TitleOf(River river, InterfaceLanguage language, Texts texts)
    {
        var names = Chosen.Select(one => one.Item?.DisplayText).OfType<string>().Select(name => texts.In(language.Culture, name)).ToList();
        return texts.In(language.Culture, river.Title) + (names.Count > 0 ? $": {string.Join(", ", names)}" : "");
    }
}

/// <summary>One choice of a reader.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">Its value.</param>
/// <param name="Item">The term or source that is meant, or null.</param>
sealed record ChosenFilter(string Name, string Value, ContentItem? Item);

/// <summary>Reads the filters of rivers from addresses, and lists what can be chosen.</summary>
sealed class RiverFilters(SiteDocuments documents, PublishedItems items, TermCatalog terms, TimeProvider time)
{
    /// <summary>The parameters that narrow a river, in the order in which they stand in addresses.</summary>
    public static IReadOnlyList<string> Names { get; } = ["topic", "region", "source", "language", "days"];

    const int MaxDays = 365;

    static readonly int[] OfferedDays = [1, 3, 7, 30];

    /// <summary>What the request's address asks for. What cannot be meant is left out.</summary>
    public async Task<RiverFilter> ReadAsync(IQueryCollection query, PageUse use, CancellationToken cancellationToken)
    {
        var chosen = new List<ChosenFilter>();
        DateTime? since = null;
        foreach (var name in Names)
        {
            if (query[name].ToString() is not { Length: > 0 and <= ContentIdentity.MaxLength } value)
                continue;
            switch (name)
            {
                case "topic" or "region":
                    chosen.Add(new(name, value, (await terms.FindAsync(value, cancellationToken))?.Term));
                    break;
                case "source":
                    use.Add(CacheTag.Item(value));
                    chosen.Add(new(name, value, await items.GetAsync(value, cancellationToken)));
                    break;
                case "language" when IsLanguage(value):
                    chosen.Add(new(name, value, null));
                    break;
                case "days" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MaxDays:
                    since = await SinceAsync(days, cancellationToken);
                    chosen.Add(new(name, days.ToString(CultureInfo.InvariantCulture), null));
                    break;
            }
        }
        return new(QueryOf(chosen), [.. chosen.Select(Key).OfType<string>().OrderBy(Kind)], since, chosen);
    }

    /// <summary>The query of an address with those choices, without a question mark.</summary>
    public static string QueryOf(IEnumerable<ChosenFilter> chosen) => string.Join('&', chosen.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));

    /// <summary>What stands in the key of a kept page beside its address: pages of the last days are others tomorrow.</summary>
    public async Task<string> DayAsync(IQueryCollection query, CancellationToken cancellationToken) =>
        query["days"].Count == 0 ? "" : (await SinceAsync(1, cancellationToken)).ToString("|yyyyMMddHH", CultureInfo.InvariantCulture);

    /// <summary>What can be chosen, for the form of the river.</summary>
    public async Task<IReadOnlyDictionary<string, object?>> OffersAsync(RiverFilter filter, PageUse use, CancellationToken cancellationToken) => new Dictionary<string, object?>
    {
        ["Topics"] = await TermsAsync("topics", filter, "topic", use, cancellationToken),
        ["Regions"] = await TermsAsync("regions", filter, "region", use, cancellationToken),
        ["Sources"] = await SourcesAsync(filter, use, cancellationToken),
        ["Languages"] = await LanguagesAsync(filter, cancellationToken),
        ["Days"] = OfferedDays.Select(days => Offer(days.ToString(CultureInfo.InvariantCulture), "", filter, "days")).ToList(),
    };

    async Task<List<object?>> TermsAsync(string alias, RiverFilter filter, string name, PageUse use, CancellationToken cancellationToken)
    {
        if (await items.FindByAliasAsync(alias, null, cancellationToken) is not { } taxonomy)
            return [];
        use.Item(taxonomy);
        var offers = new List<object?>();
        Add(ContainedItems.Terms(taxonomy), 0);
        return offers;

        void Add(IEnumerable<ContentItem> some, int depth)
        {
            foreach (var term in some)
            {
                var offer = Offer(term.ContentItemId, term.DisplayText ?? "", filter, name);
                offer["Depth"] = depth;
                offers.Add(offer);
                Add(ContainedItems.Terms(term), depth + 1);
            }
        }
    }

    async Task<List<object?>> SourcesAsync(RiverFilter filter, PageUse use, CancellationToken cancellationToken)
    {
        use.Add(CacheTag.Type("FeedSource"));
        var sources = new List<ContentItem>();
        foreach (var source in await items.AllAsync("FeedSource", cancellationToken))
        {
            if (await items.GetAsync(source.ContentItemId, cancellationToken) is { } seen)
                sources.Add(seen);
        }
        return [.. sources.OrderBy(source => source.DisplayText, StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true))
            .Select(source => Offer(source.ContentItemId, source.DisplayText ?? "", filter, "source"))];
    }

    async Task<List<object?>> LanguagesAsync(RiverFilter filter, CancellationToken cancellationToken) =>
        [.. (await items.AllAsync("FeedSource", cancellationToken)).Select(source => source.Text("FeedSource", "Language").Split('-')[0].ToLowerInvariant())
            .Where(IsLanguage).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(language => Offer(language, NameOf(language), filter, "language"))];

    static Dictionary<string, object?> Offer(string value, string text, RiverFilter filter, string name) => new()
    {
        ["Value"] = value,
        ["Text"] = text,
        ["Chosen"] = filter.Chosen.Any(one => one.Name == name && one.Value == value),
    };

    /// <summary>Name of a language in itself, Serbian in the script of its reader.</summary>
    public static string NameOf(string language)
    {
        if (language == "sr")
            return InterfaceLanguage.All[InterfaceLanguage.Of(CultureInfo.CurrentUICulture) == InterfaceLanguage.All[2] ? 2 : 1].Name;
        try
        {
            var culture = CultureInfo.GetCultureInfo(language);
            var name = culture.NativeName;
            return name.Length == 0 ? language : string.Concat(name[..1].ToUpper(culture), name[1..]);
        }
        catch (CultureNotFoundException)
        {
            return language;
        }
    }

    // The days of the reader: today counts as the first.
    async Task<DateTime> SinceAsync(int days, CancellationToken cancellationToken)
    {
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        return LocalDays.Start(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).Date.AddDays(1 - days), zone);
    }

    static string? Key(ChosenFilter chosen) => chosen.Name switch
    {
        "source" => $"item:{chosen.Value}",
        "topic" or "region" => $"term:{chosen.Value}",
        "language" => $"language:{chosen.Value}",
        _ => null,
    };

    // The list of a source is shorter than that of a topic, and that shorter than that of a language: the first one is walked along.
    static int Kind(string key) => key[0] switch { 'i' => 0, 't' => 1, _ => 2 };

    static bool IsLanguage(string value) => value.Length is 2 or 3 && value.All(char.IsAsciiLetterLower);
}
