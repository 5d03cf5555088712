using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Documents;
using Portal.Content.Localization;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Content.Setup;
using Portal.Desk.Settings;
using Portal.Desk.Today;

namespace Portal.Desk.Tour;

/// <summary>Registers the tour and the steps that need no module.</summary>
static class DeskTour
{
    public static void AddTour(this IServiceCollection services)
    {
        services.AddSingleton<FirstHour>();
        services.AddSingleton<MadeSinceSetup>();
        services.AddSingleton<TestMessage>();
        services.AddTodayCard<TourCard>(0, Permissions.ManageSettings);
        services.AddTourStep(new TourStep("name", "Name of the site", typeof(NameStep), 10, Permissions.ManageSettings, (provider, ct) => SaysAsync(provider, IsNamed, ct)));
        services.AddTourStep(new TourStep("logo", "Logo", typeof(LogoStep), 20, Permissions.ManageSettings, (provider, ct) => SaysAsync(provider, settings => SettingsForm.Read(settings).Logo.Length > 0, ct)));
        services.AddTourStep(new TourStep("languages", "Languages", typeof(LanguagesStep), 30, Permissions.ManageSettings, (provider, ct) => SaysAsync(provider, LocalizationSettings.AreGiven, ct)));
        services.AddTourStep(new TourStep("mail", "Mail", typeof(MailStep), 50, Permissions.ManageSettings, (provider, _) => Task.FromResult(provider.GetServices<IAccountMail>().Any(mail => mail.Delivers))));
        services.AddTourStep(new TourStep("article", "The first article", typeof(ArticleStep), 60, Permissions.EditContent, (provider, ct) => provider.GetRequiredService<MadeSinceSetup>().AnyAsync(ArticleStep.ContentType, ct)));
    }

    // A name that the recipe gave is nobody's choice.
    static bool IsNamed(SiteSettings settings) => settings.SiteName != (settings.Text(SiteSetup.SetupName) ?? SiteSettings.Empty.SiteName);

    static async Task<bool> SaysAsync(IServiceProvider provider, Func<SiteSettings, bool> says, CancellationToken cancellationToken) =>
        says(await provider.GetRequiredService<SiteDocuments>().GetAsync<SiteSettings>(cancellationToken));
}
