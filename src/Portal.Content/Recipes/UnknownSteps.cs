namespace Portal.Content.Recipes;

/// <summary>What is missing on a site that does not execute a step of Orchard Core.</summary>
static class UnknownSteps
{
    // Orders, not data: to keep them would mean to give them again.
    static readonly HashSet<string> Orders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Command", "lucene-index-rebuild", "lucene-index-reset", "elastic-index-rebuild", "elastic-index-reset",
    };

    static readonly Dictionary<string, string> Lost = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AdminMenu"] = "the desk has a navigation of its own, and the entries do not appear in it.",
        ["AdminTemplates"] = "the desk is not drawn by templates, and looks as it always does.",
        ["Command"] = "there are no commands of Orchard Core here, so none was run.",
        ["FeatureProfiles"] = "there is one site here and no tenants whose features could be limited.",
        ["WorkflowType"] = "workflows do not run here, so what they would do on an event is not done.",
        ["Sitemaps"] = "the site writes its sitemap from all published content; the addresses of these sitemaps do not exist.",
        ["Placements"] = "parts and fields stand in the order of their position in the type.",
        ["ShortcodeTemplates"] = "these shortcodes show as they are written.",
        ["lucene-index"] = "the site has one search index over all published content, and makes no further ones.",
        ["lucene-index-rebuild"] = "the search index follows the content by itself and needs no order to be built.",
        ["lucene-index-reset"] = "the search index follows the content by itself and needs no order to be built.",
        ["CreateOrUpdateIndexProfile"] = "the site has one search index over all published content, and makes no further ones.",
        ["ElasticIndexSettings"] = "there is no Elasticsearch here; the site's own search index is used.",
        ["elastic-index-rebuild"] = "there is no Elasticsearch here; the site's own search index is used.",
        ["elastic-index-reset"] = "there is no Elasticsearch here; the site's own search index is used.",
        ["AzureAISearch-Index"] = "there is no Azure AI Search here; the site's own search index is used.",
        ["OpenIdApplication"] = "the site gives no sign-in to other programs.",
        ["OpenIdScope"] = "the site gives no sign-in to other programs.",
        ["OpenIdServerSettings"] = "the site gives no sign-in to other programs.",
        ["OpenIdValidationSettings"] = "the site does not take tokens of another server.",
        ["OpenIdClientSettings"] = "sign-in with an OpenID Connect provider is set by the program's configuration.",
        ["UrlRewriting"] = "these addresses are neither rewritten nor redirected.",
        ["Translations"] = "these translations are not shown.",
        ["DynamicDataTranslations"] = "these translations are not shown.",
    };

    /// <summary>What is lost with the step; orders are not kept.</summary>
    public static SkippedStep Describe(string name) => new(
        name,
        Lost.GetValueOrDefault(name) ?? (name.EndsWith("Settings", StringComparison.OrdinalIgnoreCase)
            ? "the service that it sets up does not exist here."
            : "this site does not know it, and what it brings is missing."),
        Kept: !Orders.Contains(name));
}
