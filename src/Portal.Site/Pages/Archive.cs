using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Site.Caching;
using Portal.Site.Routing;

namespace Portal.Site.Pages;

/// <summary>
/// The archive: all years at <c>/archive</c>, a year, a month as a calendar with its list, a day. However much there is, a page counts by
/// stretches of an index and reads one page of items.
/// </summary>
sealed class Archive(PublicContent content, PublicCounts counts, SiteDocuments documents, ItemCultures cultures, PageWriter writer, Texts texts, TimeProvider time)
{
    /// <summary>Where it stands.</summary>
    public const string Root = "/archive";

    const string Year = "/{year:int:range(1900,2999)}";
    const string Month = "/{month:int:range(1,12)}";
    const string Day = "/{day:int:range(1,31)}";

    /// <summary>Years of which the months are counted: what claims to be older stands in no calendar.</summary>
    public const int MaxYears = 100;

    static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var archive = endpoints.MapGroup(Root).AllowAnonymous();
        archive.MapMethods("", Methods, (HttpContext http, [FromServices] Archive pages) => pages.HandleAsync(http, default));
        archive.MapMethods(Year, Methods, (HttpContext http, int year, [FromServices] Archive pages) => pages.HandleAsync(http, new(year, 0, 0)));
        archive.MapMethods(Year + Month, Methods, (HttpContext http, int year, int month, [FromServices] Archive pages) => pages.HandleAsync(http, new(year, month, 0)));
        archive.MapMethods(Year + Month + Day, Methods, (HttpContext http, int year, int month, int day, [FromServices] Archive pages) => pages.HandleAsync(http, new(year, month, day)));
    }

    async Task HandleAsync(HttpContext http, ArchivePlace place)
    {
        // What is marked as today is another day tomorrow.
        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), (await documents.GetAsync<SiteSettings>(http.RequestAborted)).TimeZone).Date;
        var key = PageKey.With(http.Request, "after", "type");
        await writer.ServeAsync(http, key is null ? null : $"{key}|{today:yyyyMMdd}", ct => MakeAsync(http, place, today, ct), http.RequestAborted);
    }

    async Task<SitePage?> MakeAsync(HttpContext http, ArchivePlace place, DateTime today, CancellationToken cancellationToken)
    {
        var language = LanguagePrefix.Of(http);
        if (!place.IsDate || place.Start > today.AddYears(1))
            return null;
        var kind = ArchiveKind.Of(http.Request.Query["type"]);
        var address = SiteLinks.Localized(Root + place.Path, language);
        if (http.Request.Path.Value != Root + place.Path)
        {
            http.Response.Redirect(address + http.Request.QueryString, permanent: true);
            return null;
        }
        var use = new PageUse();
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        use.Query(new() { Types = kind.Types });
        var first = TimeZoneInfo.ConvertTimeFromUtc(await counts.OldestAsync(kind.Types, cancellationToken) ?? time.GetUtcNow().UtcDateTime, settings.TimeZone).Date;
        var earliest = first.Year < today.Year - MaxYears ? new DateTime(today.Year - MaxYears, 1, 1, 0, 0, 0, DateTimeKind.Unspecified) : first;
        var properties = new Dictionary<string, object?>
        {
            ["Kinds"] = ArchiveKind.All.Select(object? (one) => new Dictionary<string, object?> { ["Name"] = one.Name, ["Text"] = one.Text, ["Url"] = address + one.Query, ["IsCurrent"] = one == kind }).ToList(),
            ["RootUrl"] = SiteLinks.Localized(Root, language) + kind.Query,
        };
        var view = new ArchiveView(settings.TimeZone, language, today, earliest, kind);
        if (place.Month == 0)
            await view.AddYearsAsync(properties, place.Year, counts, cancellationToken);
        else
            await view.AddMonthAsync(properties, place, counts, cancellationToken);
        var after = ListCursor.Parse(http.Request.Query["after"]);
        if (place.Month != 0)
            await AddListAsync(properties, place, kind, after, address, settings, language, use, cancellationToken);
        var archive = texts.In(language.Culture, "Archive");
        return new()
        {
            Shape = place.Month == 0 ? "ArchiveYears" : "ArchiveMonth",
            Title = place.Year == 0 ? archive : $"{archive}: {place.Name(language.Culture)}",
            Description = texts.In(language.Culture, "All articles and news by year, month and day."),
            FeedUrl = "/feed",
            Use = use,
            Indexed = after is null && kind == ArchiveKind.All[0] && place.Day == 0,
            Canonical = address,
            Properties = properties,
        };
    }

    async Task AddListAsync(Dictionary<string, object?> properties, ArchivePlace place, ArchiveKind kind, ListCursor? after, string address, SiteSettings settings, InterfaceLanguage language, PageUse use, CancellationToken cancellationToken)
    {
        var list = await content.ListAsync(new()
        {
            Types = kind.Types,
            SinceUtc = LocalDays.Start(place.Start, settings.TimeZone),
            BeforeUtc = LocalDays.Start(place.End, settings.TimeZone),
            After = after,
            Count = settings.PageSize,
        }, cancellationToken);
        use.Items(list.Items);
        properties["Items"] = await cultures.ForReaderAsync(list.Items, language, use, cancellationToken);
        properties["FirstUrl"] = after is null ? null : address + kind.Query;
        properties["NextUrl"] = list.Next is { } next ? $"{address}{kind.Query}{(kind.Query.Length > 0 ? "&" : "?")}after={next}" : null;
    }
}

/// <summary>What of the archive is shown.</summary>
/// <param name="Name">Value of the parameter <c>type</c>; empty for all.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Types">Content types.</param>
sealed record ArchiveKind(string Name, string Text, IReadOnlyList<string> Types)
{
    /// <summary>The kinds; the first one is shown where none is named.</summary>
    public static IReadOnlyList<ArchiveKind> All { get; } =
    [
        new("", "Articles and news", ["Article", "NewsItem"]),
        new("articles", "Articles", ["Article"]),
        new("news", "News", ["NewsItem"]),
    ];

    /// <summary>The query of addresses, with its question mark; empty for all.</summary>
    public string Query => Name.Length > 0 ? $"?type={Name}" : "";

    /// <summary>The kind of that name; all where there is none.</summary>
    public static ArchiveKind Of(string? name) => All.FirstOrDefault(kind => kind.Name == name) ?? All[0];
}

/// <summary>A year, month or day of the archive; zeros stand for what is not said.</summary>
readonly record struct ArchivePlace(int Year, int Month, int Day)
{
    /// <summary>Whether there is such a date, or none is said.</summary>
    public bool IsDate => Year == 0 ? Month == 0 : Year is >= 1900 and <= 2999 && Month is >= 0 and <= 12 && (Day == 0 || (Month > 0 && Day <= DateTime.DaysInMonth(Year, Month) && Day > 0));

    /// <summary>The first day.</summary>
    public DateTime Start => Year == 0 ? DateTime.UnixEpoch : new(Year, Math.Max(1, Month), Math.Max(1, Day), 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The day after the last one.</summary>
    public DateTime End => Day > 0 ? Start.AddDays(1) : Month > 0 ? Start.AddMonths(1) : Start.AddYears(1);

    /// <summary>What stands behind the archive's address.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"{(Year > 0 ? $"/{Year}" : "")}{(Month > 0 ? $"/{Month:00}" : "")}{(Day > 0 ? $"/{Day:00}" : "")}");

    /// <summary>The place in words: <c>2026</c>, <c>November 2026</c>, <c>28 November 2026</c>.</summary>
    public string Name(CultureInfo culture) => Day > 0 ? Liquid.TimeFilters.Day(new(Start, TimeSpan.Zero), culture)
        : Month > 0 ? $"{ArchiveView.MonthName(Month, culture)} {Year}" : Year.ToString(CultureInfo.InvariantCulture);
}
