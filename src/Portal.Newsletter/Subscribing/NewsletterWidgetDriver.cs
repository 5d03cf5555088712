using System.Globalization;
using Portal.Content.Documents;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Newsletter.Plans;
using Portal.Site.Shapes;

namespace Portal.Newsletter.Subscribing;

/// <summary>What the sign-up form of the widget needs. It stands on kept pages, so nothing in it belongs to one visitor.</summary>
sealed class NewsletterWidgetDriver(SignUpForm form, SiteChoices choices, SiteDocuments documents, Texts texts) : IContentDriver
{
    public string ContentType => "NewsletterWidget";

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        var language = InterfaceLanguage.Of(CultureInfo.CurrentUICulture);
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var counts = (await documents.GetAsync<DigestPlans>(cancellationToken)).CountsReading;
        var action = language.PathPrefix.Length > 0 ? $"/{language.PathPrefix}/newsletter" : "/newsletter";
        foreach (var (name, value) in form.Model(await choices.TopicsAsync(cancellationToken), await choices.RegionsAsync(cancellationToken), action, ConsentText.In(language.Culture, texts, settings.SiteName, counts)))
            display.Properties[name] = value;
        display.Use.Add(CacheTag.Type("Taxonomy"));
        display.Use.Add(CacheTag.Document(SiteSettings.DocumentName));
        display.Use.Add(CacheTag.Document(DigestPlans.DocumentName));
    }
}
