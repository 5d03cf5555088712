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
        services.AddSettingsStep(new TourStep("name", "Name of the site", typeof(NameStep), 10, Permissions.ManageSettings), IsNamed);
        services.AddSettingsStep(new TourStep("logo", "Logo", typeof(LogoStep), 20, Permissions.ManageSettings), settings => SettingsForm.Read(settings).Logo.Length > 0);
        services.AddSettingsStep(new TourStep("languages", "Languages", typeof(LanguagesStep), 30, Permissions.ManageSettings), LocalizationSettings.AreGiven);
        services.AddSingleton<ITourProof>(provider => new MailProof(new TourStep("mail", "Mail", typeof(MailStep), 50, Permissions.ManageSettings), provider.GetServices<IAccountMail>()));
        services.AddTourStep(new TourStep("article", "The first article", typeof(ArticleStep), 60, Permissions.EditContent), ArticleStep.ContentType);
    }

    static void AddSettingsStep(this IServiceCollection services, TourStep step, Func<SiteSettings, bool> says) =>
        services.AddSingleton<ITourProof>(provider => new SettingsProof(step, says, provider.GetRequiredService<SiteDocuments>()));

    // A name that the recipe gave is nobody's choice.
    static bool IsNamed(SiteSettings settings) => settings.SiteName != (settings.Text(SiteSetup.SetupName) ?? SiteSettings.Empty.SiteName);
}
