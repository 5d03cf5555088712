using System.Globalization;
using System.Text;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Newsletter.Letters;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Draws a digest by the theme's templates, such as <c>DigestMail</c> and <c>DigestMail-Text</c>.</summary>
sealed class DigestMail(RenderShape render, SiteDocuments documents, SiteAddress site, SubscriberLinks links, DigestItemModels models, IssueLanguage words, MailMarkdown markdown, NewsletterOptions options, Texts texts)
{
    /// <summary>Most bytes of the HTML part: Gmail cuts mails off at about 102 kB.</summary>
    public const int MaxHtmlBytes = 90 * 1024;

    /// <summary>The mail with <see cref="SubscriberLinks.Placeholder"/> for the person's token; items are dropped from the end until it is small enough.</summary>
    public async Task<RenderedMail> RenderAsync(IssueFrame frame, IssueRecord issue, CultureInfo culture, IReadOnlyList<DigestGroup> groups, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var total = groups.Sum(group => group.Items.Count);
        for (var count = total; ; count = count * 3 / 4)
        {
            var model = Model(frame, issue, culture, settings, DigestGroups.First(groups, count), total - count);
            var html = await render(frame.Plan.Template, model, culture, false, cancellationToken);
            if (count > 1 && Encoding.UTF8.GetByteCount(html) > MaxHtmlBytes)
                continue;
            return new((string)model["Subject"]!, html, await render(frame.Plan.Template + "__Text", model, culture, true, cancellationToken));
        }
    }

    Dictionary<string, object?> Model(IssueFrame frame, IssueRecord issue, CultureInfo culture, SiteSettings settings, IReadOnlyList<DigestGroup> groups, int more)
    {
        var date = DigestItemModels.Date(issue.DueUtc, settings.TimeZone, culture);
        var items = groups.SelectMany(group => group.Items).ToList();
        var language = InterfaceLanguage.Of(culture);
        var siteName = texts.In(culture, settings.SiteName);
        var (written, spoken) = words.In(frame.Content.Words, culture);
        var word = markdown.Make(written.Word);
        var lead = items.Count > 0 ? models.Spoken(items[0].Title, items[0].Language, culture) : texts.In(culture, frame.Plan.Name);
        var isArchived = issue.Archived;
        return new(StringComparer.Ordinal)
        {
            ["Subject"] = written.Subject.Length > 0 ? written.Subject : Shorten($"{siteName}, {date}: {lead}", 150),
            ["Preheader"] = Preheader(items, word, culture),
            ["SiteName"] = siteName,
            ["SiteUrl"] = site.Absolute(language.PathPrefix).AbsoluteUri,
            ["Language"] = culture.Name,
            ["Rhythm"] = frame.IsLetter ? "letter" : PlanNames.Of(frame.Plan.Rhythm),
            ["PlanName"] = frame.Plan.Name.Length > 0 ? texts.In(culture, frame.Plan.Name) : "",
            ["Date"] = date,
            ["Minutes"] = ReadingTime(items, word),
            ["WordHtml"] = word.Html,
            ["WordText"] = word.Text,
            ["WordLanguage"] = spoken == culture.Name ? "" : spoken,
            ["Groups"] = groups.Select((group, index) => models.Group(group, settings, culture, isLead: index == 0)).ToList(),
            ["More"] = more,
            ["MoreUrl"] = Page(language, isArchived ? $"newsletter/archive/{issue.Id}" : "news"),
            ["ViewUrl"] = isArchived ? Page(language, $"newsletter/archive/{issue.Id}") : "",
            ["PreferencesUrl"] = links.Preferences(SubscriberLinks.Placeholder, culture),
            ["UnsubscribeUrl"] = links.Unsubscribe(SubscriberLinks.Placeholder, culture),
            ["PostalAddress"] = options.PostalAddress,
            ["IsCounted"] = frame.IsCounted,
        };
    }

    // What stands beside the subject in the list of mails: not the subject once more.
    string Preheader(List<DigestItem> items, MailText word, CultureInfo culture) => Shorten(
        items.Count > 1 ? string.Join(" · ", items.Skip(1).Take(3).Select(item => models.Spoken(item.Title, item.Language, culture)))
        : word.Text.Length > 0 ? word.Text.ReplaceLineEndings(" ")
        : items.Count == 1 ? models.Spoken(items[0].Excerpt, items[0].Language, culture) : "", 90);

    // The words of the mail itself, at the pace of a reader of news.
    static int ReadingTime(List<DigestItem> items, MailText word) =>
        Math.Max(1, (items.Sum(item => Words(item.Title) + Words(item.Excerpt)) + Words(word.Text) + 100) / 200);

    static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    string Page(InterfaceLanguage language, string path) => site.Absolute(language.PathPrefix.Length > 0 ? $"{language.PathPrefix}/{path}" : path).AbsoluteUri;

    static string Shorten(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)].TrimEnd() + "…";
}
