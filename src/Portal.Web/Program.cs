using Portal.Content;
using Portal.Desk;
using Portal.Feeds;
using Portal.Newsletter;
using Portal.Search;
using Portal.Site;
using Portal.Web.CommandLine;
using Portal.Web.Diagnostics;
using Portal.Web.Hosting;
using Portal.Web.Storage;

return await PortalCommandLine.RunAsync(args, Build, site =>
[
    .. ContentModule.Commands(site),
    FeedsModule.Commands(site),
    SearchModule.Commands(site),
    NewsletterModule.Commands(site),
]);

static WebApplication Build(PortalHostOptions options)
{
    var builder = options.CreateBuilder();
    builder.AddStructuredLogging(options);
    builder.AddTelemetry();
    builder.AddPublicServer();
    builder.Services
        .AddContent(builder.Configuration)
        .AddCompiledModel()
        .AddSite(builder.Configuration)
        .AddDesk(builder.Configuration)
        .AddFeeds(builder.Configuration)
        .AddSearch(builder.Configuration)
        .AddNewsletter(builder.Configuration)
        .AddSiteHealth()
        .AddSiteStartup();

    var app = builder.Build();
    app.UsePublicServer();
    app.UseRouting();
    app.UseDesk();
    app.MapStaticAssets();
    app.MapSiteHealth();
    app.MapDesk();
    app.MapFeeds();
    app.MapSearch();
    app.MapNewsletter();
    app.MapSite();
    return app;
}
