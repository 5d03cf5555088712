namespace Portal.Content.Recipes;

/// <summary>Which features of Orchard Core have a counterpart here, and what is missing with the others.</summary>
static class OrchardFeatures
{
    const string Orchard = "OrchardCore.";

    static readonly HashSet<string> Here = new(StringComparer.OrdinalIgnoreCase)
    {
        "Admin", "Alias", "ArchiveLater", "AuditTrail", "Autoroute", "ContentFields", "ContentLocalization", "ContentPreview", "Contents", "Contents.FileContentDefinition",
        "ContentTypes", "CustomSettings", "Deployment", "Diagnostics", "DynamicCache", "Email", "Email.Smtp", "Feeds", "Features", "Flows", "HealthChecks", "HomeRoute", "Html",
        "Indexing", "Layers", "Liquid", "Lists", "Localization", "Lucene", "Markdown", "Media", "Media.Cache", "Menu", "Navigation", "OpenApi", "PublishLater", "Queries", "Recipes",
        "Recipes.Core", "Resources", "ResponseCompression", "Roles", "Rules", "Scripting", "Search", "Search.Lucene", "Security", "Seo", "Settings", "Sitemaps", "Taxonomies",
        "Taxonomies.ContentsAdminList", "Templates", "Themes", "Title", "Users", "Users.AuditTrail", "Users.ResetPassword", "Users.2FA", "Users.2FA.AuthenticatorApp",
        "Users.2FA.Email", "Widgets", "Contents.Deployment.AddToDeploymentPlan", "Contents.Deployment.Download", "Contents.Deployment.ExportContentToDeploymentTarget",
        "Deployment.Remote", "Contents.AddToDeploymentPlan", "Resources.Core", "Apis",
    };

    // Names that stand for what every site has here: the desk, and a theme that always works.
    static readonly HashSet<string> Themes = new(StringComparer.OrdinalIgnoreCase) { "TheAdmin", "TheTheme", "SafeMode" };

    static readonly (string Prefix, string Lost)[] Missing =
    [
        ("Workflows", "workflows do not run here."),
        ("Forms", "forms that editors put together are not drawn."),
        ("Users.Registration", "visitors cannot register; people are invited in the desk."),
        ("Users.ExternalAuthentication", "sign-in with another provider is set by the program's configuration."),
        ("ReCaptcha", "there is no ReCaptcha; forms are guarded without a third party."),
        ("Tenants", "there is one site and no tenants."),
        ("AdminMenu", "the desk has a navigation of its own."),
        ("AdminDashboard", "the desk's first page is “Today”, without boxes of one's own."),
        ("AdminTemplates", "the desk is not drawn by templates."),
        ("Placements", "parts and fields stand in the order of their position in the type."),
        ("Shortcodes", "shortcodes made on the site show as they are written."),
        ("GraphQL", "there is no GraphQL; the content API answers at /api/content."),
        ("Apis.GraphQL", "there is no GraphQL; the content API answers at /api/content."),
        ("OpenId", "the site gives no sign-in to other programs; personal access tokens open its API."),
        ("Elasticsearch", "there is no Elasticsearch; the site's own search index is used."),
        ("Search.Elasticsearch", "there is no Elasticsearch; the site's own search index is used."),
        ("Queries.Sql", "queries in SQL are kept but not run."),
        ("Facebook", "nothing of third parties is put into the pages."),
        ("Google", "nothing of third parties is put into the pages."),
        ("Twitter", "nothing of third parties is put into the pages."),
        ("Microsoft.Authentication", "sign-in with another provider is set by the program's configuration."),
        ("Spatial", "places on a map are kept, but not shown."),
        ("XmlRpc", "programs write through the content API; there is no XML-RPC."),
        ("MetaWeblog", "programs write through the content API; there is no XML-RPC."),
        ("Cors", "other sites' scripts may not read the API."),
        ("MiniProfiler", "there is no profiler in the pages."),
        ("ReverseProxy", "proxies are named in the program's configuration."),
        ("Https", "HTTPS is set by the program's configuration or by the proxy before it."),
        ("BackgroundTasks", "background work is not switched one by one."),
        ("UrlRewriting", "addresses are not rewritten by rules."),
        ("Media.", "files are stored in the site's folder, not with another service."),
        ("DataProtection", "keys are stored in the database."),
        ("Sms", "nothing is sent by SMS."),
        ("Notifications", "there are no notifications in the desk."),
        ("DataLocalization", "texts of definitions are translated by PO files."),
    ];

    /// <summary>Whether the site has what the feature brings.</summary>
    public static bool IsHere(string id) => id.StartsWith("Portal.", StringComparison.Ordinal) || Themes.Contains(id)
        || (id.StartsWith(Orchard, StringComparison.OrdinalIgnoreCase) && Here.Contains(id[Orchard.Length..]));

    /// <summary>What is missing without the feature, as a sentence.</summary>
    public static string Lost(string id)
    {
        if (!id.StartsWith(Orchard, StringComparison.OrdinalIgnoreCase))
            return id.Contains("Theme", StringComparison.OrdinalIgnoreCase) ? "a theme is chosen by the step “themes” and must lie in the folder of themes." : "they are not known here, and what they bring is missing.";
        var name = id[Orchard.Length..];
        return Array.Find(Missing, one => name.StartsWith(one.Prefix, StringComparison.OrdinalIgnoreCase)).Lost ?? "they are not known here, and what they bring is missing.";
    }
}
