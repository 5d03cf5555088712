using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Portal.Content.Documents;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Subscribing;

/// <summary>The page on which a person chooses, and what its form says.</summary>
sealed class PreferencePage(SiteChoices choices, SavedSearches searches, SiteDocuments documents, NewsletterPages pages, TimeProvider time, IStringLocalizer t)
{
    // The week as people here count it.
    static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>What the form says; what makes no sense is read as the default.</summary>
    public async Task<SubscriberChoices> ReadAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        var offer = await choices.AllAsync(cancellationToken);
        return new()
        {
            Rhythm = PlanNames.Read(form["rhythm"]),
            Topics = ChoiceList.Store(form["topics"], offer.Topics),
            Regions = ChoiceList.Store(form["regions"], offer.Regions),
            Sources = ChoiceList.Store(form["sources"], offer.Sources, ChoiceList.MaxSourcesLength),
            Language = SignUpForm.Language(form["language"].ToString()).Culture.Name,
            Weekday = int.TryParse(form["weekday"], NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day <= 6 ? (DayOfWeek)day : DayOfWeek.Monday,
            Hour = int.TryParse(form["hour"], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 23 ? hour : SubscriberChoices.DefaultHour,
            TimeZone = TimeZones.Known(form["zone"].ToString()) ?? "",
        };
    }

    /// <summary>The first moment of that day by the person's clock; null where it has begun or is more than a year away.</summary>
    public async Task<DateTime?> PauseUntilAsync(SubscriberRecord subscriber, DateOnly day, CancellationToken cancellationToken)
    {
        var until = TimeZones.StartOf(day, await ZoneAsync(subscriber, cancellationToken));
        var now = time.GetUtcNow().UtcDateTime;
        return until > now && until <= now + Subscriptions.LongestPause ? until : null;
    }

    /// <summary>Writes the page.</summary>
    public async Task ShowAsync(HttpContext http, string token, SubscriberRecord subscriber, string message, CancellationToken cancellationToken)
    {
        var address = $"{http.Request.PathBase}/newsletter/preferences/{token}";
        var zone = await ZoneAsync(subscriber, cancellationToken);
        var model = await ChoicesAsync(subscriber, cancellationToken);
        model["Address"] = subscriber.Address;
        model["IsSubscribed"] = subscriber.State == SubscriberState.Confirmed;
        model["Message"] = message;
        model["Action"] = address;
        model["SearchAction"] = address + "/searches";
        model["PauseAction"] = address + "/pause";
        model["ResumeAction"] = address + "/resume";
        model["AddressAction"] = address + "/address";
        model["DataUrl"] = address + "/data";
        model["EraseAction"] = address + "/erase";
        model["UnsubscribeAction"] = $"{http.Request.PathBase}/newsletter/unsubscribe/{token}";
        model["SignUpUrl"] = http.Request.PathBase + "/newsletter";
        Pause(model, subscriber, zone);
        model["Searches"] = (await searches.ListAsync(subscriber.Id, cancellationToken)).Select(search => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Name"] = search.Name,
            ["Url"] = $"{http.Request.PathBase}/search?{search.Search}",
            ["Delivery"] = search.Delivery switch { SearchDelivery.InDigest => "digest", SearchDelivery.Daily => "daily", _ => "at-once" },
            ["RemoveAction"] = $"{address}/searches/{search.Id}/remove",
        }).ToList();
        await pages.WriteAsync(http, "NewsletterPreferences", t["Your newsletter"], model, 200, cancellationToken);
    }

    async Task<Dictionary<string, object?>> ChoicesAsync(SubscriberRecord subscriber, CancellationToken cancellationToken)
    {
        var offer = await choices.AllAsync(cancellationToken);
        var culture = CultureInfo.CurrentUICulture;
        var siteZone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZoneId;
        return new(StringComparer.Ordinal)
        {
            ["Rhythm"] = PlanNames.Of(subscriber.Rhythm),
            ["Topics"] = SignUpForm.ChoiceModels(offer.Topics, subscriber.Topics),
            ["Regions"] = SignUpForm.ChoiceModels(offer.Regions, subscriber.Regions),
            ["Sources"] = SignUpForm.ChoiceModels(offer.Sources, subscriber.Sources),
            ["ChosenSources"] = ChoiceList.Read(subscriber.Sources).Count,
            ["Weekdays"] = Week.Select(day => Option(((int)day).ToString(CultureInfo.InvariantCulture), culture.DateTimeFormat.GetDayName(day), day == subscriber.Weekday)).ToList(),
            ["Hours"] = Enumerable.Range(0, 24).Select(hour => Option(hour.ToString(CultureInfo.InvariantCulture), new TimeOnly(hour, 0).ToString("HH:mm", CultureInfo.InvariantCulture), hour == subscriber.Hour)).ToList(),
            ["Zones"] = TimeZones.All.Select(zone => Option(zone, zone.Replace('_', ' '), zone == subscriber.TimeZone)).ToList(),
            ["SiteZone"] = siteZone.Replace('_', ' '),
            ["Languages"] = InterfaceLanguage.All.Select(language => Option(language.Culture.Name, language.Name, language.Culture.Name == subscriber.Language)).ToList(),
        };
    }

    void Pause(Dictionary<string, object?> model, SubscriberRecord subscriber, TimeZoneInfo zone)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        model["PausedUntil"] = subscriber.PausedUntilUtc is { } until && until > now
            ? TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(until, DateTimeKind.Utc), zone).ToString("D", CultureInfo.CurrentCulture)
            : null;
        model["FirstDay"] = today.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        model["LastDay"] = today.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    async Task<TimeZoneInfo> ZoneAsync(SubscriberRecord subscriber, CancellationToken cancellationToken) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(subscriber.TimeZone, out var own) ? own : (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;

    static Dictionary<string, object?> Option(string id, string name, bool chosen) => new(StringComparer.Ordinal) { ["Id"] = id, ["Name"] = name, ["Chosen"] = chosen };
}
