namespace Portal.Web.Hosting;

/// <summary>What the command line says about the host.</summary>
/// <param name="DataDirectory">The data directory (<c>--data</c>), or null for the configured one.</param>
/// <param name="Urls">Addresses to listen on (<c>--urls</c>), or null for the configured ones.</param>
/// <param name="Serving">Whether the site is served; else a verb runs and only warnings are logged, to the standard error.</param>
public sealed record PortalHostOptions(string? DataDirectory, string? Urls, bool Serving)
{
    /// <summary>A builder whose content root holds <c>appsettings.json</c>: the working directory, else the program's own.</summary>
    public WebApplicationBuilder CreateBuilder()
    {
        var here = Directory.GetCurrentDirectory();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = File.Exists(Path.Combine(here, "appsettings.json")) ? here : AppContext.BaseDirectory,
        });
        var given = new Dictionary<string, string?>();
        if (DataDirectory is not null)
            given["Portal:DataDirectory"] = Path.GetFullPath(DataDirectory);
        if (Urls is not null)
            given["Urls"] = Urls;
        builder.Configuration.AddInMemoryCollection(given);
        // Assets of Razor class libraries, also where the program runs unpublished outside of Development.
        builder.WebHost.UseStaticWebAssets();
        return builder;
    }
}
