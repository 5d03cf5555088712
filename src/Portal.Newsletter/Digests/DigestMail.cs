using System.Globalization;
using System.Text;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Draws a digest by the theme's templates <c>DigestMail</c> and <c>DigestMail-Text</c>.</summary>
sealed class DigestMail(RenderShape render, SiteDocuments documents, SiteAddress site, SubscriberLinks links, NewsletterOptions options, Texts texts)
{
    /// <summary>Most bytes of the HTML part: Gmail cuts mails off at about 102 kB.</summary>
    public const int MaxHtmlBytes = 90 * 1024;

    /// <summary>The mail with <see cref="SubscriberLinks.Placeholder"/> for the person's token; items are dropped from the end until it is small enough.</summary>
    public async Task<RenderedMail> RenderAsync(DigestRhythm rhythm, DateTime dueUtc, CultureInfo culture, IReadOnlyList<DigestGroup> groups, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var total = groups.Sum(group => group.Items.Count);
        for (var count = total; ; count = count * 3 / 4)
        {
            var model = Model(rhythm, dueUtc, culture, settings, DigestGroups.First(groups, count), total - count);
            var html = await render("DigestMail", model, culture, false, cancellationToken);
            if (count > 1 && Encoding.UTF8.GetByteCount(html) > MaxHtmlBytes)
                continue;
            return new((string)model["Subject"]!, html, await render("DigestMail__Text", model, culture, true, cancellationToken));
        }
    }

    Dictionary<string, object?> Model(DigestRhythm rhythm, DateTime dueUtc, CultureInfo culture, SiteSettings settings, IReadOnlyList<DigestGroup> groups, int more)
    {
        var date = Date(dueUtc, settings.TimeZone, culture);
        var lead = groups.Count > 0 ? groups[0].Items[0].Title : "";
        var language = InterfaceLanguage.Of(culture);
        var siteName = texts.In(culture, settings.SiteName);
        return new(StringComparer.Ordinal)
        {
            ["Subject"] = Shorten($"{siteName}, {date}: {lead}", 150),
            ["Preheader"] = Shorten(string.Join(" · ", groups.SelectMany(group => group.Items).Skip(1).Take(3).Select(item => item.Title)), 90),
            ["SiteName"] = siteName,
            ["SiteUrl"] = site.Absolute(language.PathPrefix).AbsoluteUri,
            ["Language"] = culture.Name,
            ["Rhythm"] = PlanNames.Of(rhythm),
            ["Date"] = date,
            ["Groups"] = groups.Select(group => Group(group, settings, culture)).ToList(),
            ["More"] = more,
            ["MoreUrl"] = site.Absolute("news").AbsoluteUri,
            ["PreferencesUrl"] = links.Preferences(SubscriberLinks.Placeholder, culture),
            ["UnsubscribeUrl"] = links.Unsubscribe(SubscriberLinks.Placeholder, culture),
            ["PostalAddress"] = options.PostalAddress,
        };
    }

    Dictionary<string, object?> Group(DigestGroup group, SiteSettings settings, CultureInfo culture) => new(StringComparer.Ordinal)
    {
        ["Title"] = group.Search is { } search ? texts.In(culture, "New for “{0}”", search) : texts.In(culture, group.Topic?.Name ?? (group.IsOwn ? "From the institute" : "More news")),
        ["IsOwn"] = group.IsOwn,
        ["Items"] = group.Items.Select(item => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Title"] = item.Title,
            ["Url"] = item.Url,
            ["Source"] = item.Source,
            ["Date"] = Date(item.PublishedUtc, settings.TimeZone, culture),
            ["Excerpt"] = item.Excerpt,
            ["Language"] = item.Language,
            ["ImageUrl"] = item.ImageUrl ?? "",
            ["ImageAlt"] = item.ImageAlt,
        }).ToList(),
    };

    static string Date(DateTime utc, TimeZoneInfo zone, CultureInfo culture) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString(culture.TwoLetterISOLanguageName == "sr" ? "d. MMMM yyyy." : "d MMMM yyyy", culture);

    static string Shorten(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)].TrimEnd() + "…";
}
