using System.CommandLine;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content;
using Portal.Content.Hosting;
using Portal.Content.Journal;
using Portal.Content.People;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Desk;
using Portal.Desk.Shell;
using Portal.Desk.Today;
using Portal.Newsletter.Archive;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Authentication;
using Portal.Newsletter.Bounces;
using Portal.Newsletter.Checks;
using Portal.Newsletter.CommandLine;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Drafts;
using Portal.Newsletter.Letters;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Readership;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;
using Portal.Newsletter.Transfer;
using Portal.Site;
using Portal.Site.Shapes;

namespace Portal.Newsletter;

/// <summary>Registers the module.</summary>
public static class NewsletterModule
{
    /// <summary>Adds subscribing, digests and delivery.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Read: <c>Portal:Smtp</c>, <c>Portal:Imap</c>, <c>Portal:Dkim</c>, <c>Portal:Newsletter</c>.</param>
    public static IServiceCollection AddNewsletter(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTexts(typeof(NewsletterModule).Assembly);
        services.AddPermissions(NewsletterPermissions.All);
        services.AddSingleton<IEntityModel, NewsletterModel>();
        services.AddSingleton(configuration.GetSection("Portal:Newsletter").Get<NewsletterOptions>() ?? new());
        AddMail(services, configuration);
        AddSubscribing(services);

        services.AddSingleton<RenderShape>(provider => provider.GetRequiredService<ThemeShapes>().RenderAsync);
        AddPlans(services);
        services.AddSingleton<DigestItemMaker>();
        services.AddSingleton<DigestItems>();
        services.AddSingleton<DigestOutline>();
        services.AddSingleton<DigestRefresh>();
        services.AddSingleton<DigestItemModels>();
        services.AddSingleton<IssueLanguage>();
        services.AddSingleton<MailMarkdown>();
        services.AddSingleton<Portal.Content.Items.IKeptItems, DigestedItems>();
        services.AddSingleton<DigestMail>();
        services.AddSingleton<SearchFinds>();
        services.AddSingleton<IssueWriter>();
        services.AddSingleton<DigestComposer>();
        services.AddSingleton<LetterComposer>();
        services.AddSingleton<DraftMaker>();
        services.AddSingleton<DueDrafts>();
        services.AddSingleton<DraftActions>();
        services.AddSingleton<IssuePreview>();
        services.AddSingleton<TestMail>();
        services.AddSingleton<OwnLinks>();
        services.AddSingleton<OutwardLinks>();
        services.AddSingleton<IssueChecks>();
        services.AddSingleton<DraftHolds>();
        services.AddSingleton<IssueArchive>();
        services.AddSingleton<ArchiveEndpoints>();
        services.AddSingleton<IssueFiguresReader>();
        services.AddSingleton<ReadershipCounts>();
        services.AddSingleton<ReadershipEndpoints>();
        services.AddHostedService<ReadershipService>();
        services.AddSingleton<AlertComposer>();
        services.AddSingleton<PlanSignal>();
        services.AddSingleton<IJournalObserver>(provider => provider.GetRequiredService<PlanSignal>());
        services.AddHostedService<DigestScheduler>();

        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<BounceBook>();
        services.AddSingleton<LedgerCommits>();
        services.AddSingleton<DeliveryPace>();
        services.AddSingleton<DomainGates>();
        services.AddSingleton<DeliveryLedger>();
        services.AddSingleton<DeliveryRecovery>();
        services.AddSingleton<DeliveryDecisions>();
        services.AddSingleton<ReportTokens>();
        services.AddSingleton<DeliveryMessages>();
        services.AddSingleton<Deliverer>();
        services.AddHostedService<DeliveryService>();

        AddReports(services, configuration);

        services.AddSingleton<NewsletterOverview>();
        services.AddSingleton<DigestDispatch>();
        services.AddSingleton<IssueDelivery>();
        services.AddSingleton<NewsletterVerbs>();
        services.AddSingleton<DoubtVerbs>();
        AddAudience(services);
        services.AddSingleton<ISiteCheck, NewsletterCheck>();
        services.AddTodayCard<GoesOutCard>(30, NewsletterPermissions.ManageNewsletter);
        services.AddSingleton<MailDns>();
        services.AddSingleton<MailServerCheck>();
        services.AddSingleton<ISiteCheck>(provider => provider.GetRequiredService<MailServerCheck>());
        services.AddSingleton<SenderDomainCheck>();
        services.AddSingleton<ISiteCheck>(provider => provider.GetRequiredService<SenderDomainCheck>());
        services.AddDeskPages(typeof(NewsletterModule).Assembly,
            new DeskPage("/Admin/Newsletter", "Newsletter", "mail", DeskSection.Channels, 30, NewsletterPermissions.ManageNewsletter),
            new DeskPage("/Admin/Newsletter/Drafts", "Drafts and letters", "edit_note", DeskSection.Channels, 31, NewsletterPermissions.WriteNewsletter),
            new DeskPage("/Admin/Newsletter/Plans", "Digests", "event_repeat", DeskSection.Channels, 32, NewsletterPermissions.ManageNewsletter),
            new DeskPage("/Admin/Newsletter/Subscribers", "Subscribers", "group", DeskSection.Channels, 33, NewsletterPermissions.ManageNewsletter)
            {
                Others = ["/Admin/Newsletter/Segments", "/Admin/Newsletter/Import", "/Admin/Newsletter/Bounces", "/Admin/Newsletter/Suppressions", "/Admin/Newsletter/Growth", "/Admin/Newsletter/Welcome"],
            });
        return services;
    }

    /// <summary>Maps the pages below <c>/newsletter</c>.</summary>
    public static void MapNewsletter(this IEndpointRouteBuilder endpoints)
    {
        SignUpEndpoints.Map(endpoints);
        PreferenceEndpoints.Map(endpoints);
        UnsubscribeEndpoints.Map(endpoints);
        SavedSearchEndpoints.Map(endpoints);
        ArchiveEndpoints.Map(endpoints);
        ReadershipEndpoints.Map(endpoints);
        SubscriberExport.Map(endpoints);
    }

    /// <summary>The verbs <c>portal newsletter …</c>.</summary>
    public static Command Commands(SiteAccess site) => NewsletterCommands.Create(site);

    static void AddPlans(IServiceCollection services)
    {
        services.AddSingleton<PlanActions>();
        services.AddSingleton<IRecipeStep, DigestPlansStep>();
        services.AddSingleton<IRecipeExport, DigestPlansExport>();
    }

    static void AddMail(IServiceCollection services, IConfiguration configuration)
    {
        var smtp = configuration.GetSection("Portal:Smtp").Get<SmtpOptions>() ?? new();
        services.AddSingleton(smtp);
        services.AddSingleton<MailOutbox>();
        services.AddSingleton<PostfixLog>();
        services.AddHttpClient(MailTokens.ClientName);
        services.AddSingleton<MailTokens>();
        if (smtp.Host.Length > 0)
            services.AddSingleton<IMailTransport, SmtpTransport>();
        else
            services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<MailOutbox>());
        services.AddSingleton<MailHealth>();
        services.AddSingleton<IAccountMail, AccountMail>();
        var dkim = configuration.GetSection("Portal:Dkim").Get<DkimOptions>();
        if (dkim is { IsConfigured: true })
        {
            services.AddSingleton(dkim);
            services.AddSingleton<DkimSigning>();
        }
    }

    static void AddAudience(IServiceCollection services)
    {
        services.AddSingleton<Segments>();
        services.AddSingleton<SubscriberRoster>();
        services.AddSingleton<SubscriberStory>();
        services.AddSingleton<SuppressionRoster>();
        services.AddSingleton<SubscriberEntry>();
        services.AddSingleton<SubscriberActions>();
        services.AddSingleton<SubscriberGrowth>();
        services.AddSingleton<WelcomeActions>();
        services.AddSingleton<SubscriberImport>();
        services.AddSingleton<SubscriberExport>();
        services.AddSingleton<SubscriberVerbs>();
    }

    static void AddReports(IServiceCollection services, IConfiguration configuration)
    {
        var imap = configuration.GetSection("Portal:Imap").Get<ImapOptions>() ?? new();
        services.AddSingleton(imap);
        services.AddSingleton<ReportIntake>();
        services.AddSingleton<ReportMailbox>();
        services.AddSingleton<BounceRoster>();
        if (imap.Host.Length > 0)
            services.AddHostedService<ReportService>();
    }

    static void AddSubscribing(IServiceCollection services)
    {
        services.AddSingleton<SubscriberLinks>();
        services.AddSingleton<SiteChoices>();
        services.AddSingleton<Suppressions>();
        services.AddDataProtection();
        services.AddSingleton<SignUps>();
        services.AddSingleton<SignUpForm>();
        services.AddSingleton<Confirmations>();
        services.AddSingleton<ConfirmationMail>();
        services.AddSingleton<NoticeMail>();
        services.AddSingleton<AddressChanges>();
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<PersonalData>();
        services.AddSingleton<NewsletterPages>();
        services.AddSingleton<SignUpEndpoints>();
        services.AddSingleton<PreferencePage>();
        services.AddSingleton<PreferenceEndpoints>();
        services.AddSingleton<UnsubscribeEndpoints>();
        services.AddSingleton<SavedSearches>();
        services.AddSingleton<SavedSearchEndpoints>();
        services.AddContentDriver<NewsletterWidgetDriver>();
    }
}
