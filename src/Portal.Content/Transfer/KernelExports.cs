using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Media;
using Portal.Content.People;
using Portal.Content.Queries;
using Portal.Content.Recipes;
using Portal.Content.Settings;
using Portal.Content.Setup;

namespace Portal.Content.Transfer;

/// <summary>The site's settings: steps <c>settings</c> and <c>custom-settings</c>.</summary>
sealed class SettingsExport : IRecipeExport
{
    // The theme has a step of its own, and the time of the setup belongs to this site alone.
    static readonly string[] NotExported = [SiteSetup.SetupUtc, SiteSetup.SetupName, "Theme"];

    public IReadOnlyList<string> PlanSteps => ["SiteSettings", "CustomSettings"];

    public int Order => 20;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var settings = await context.ReadDocumentAsync<SiteSettings>(cancellationToken);
        var custom = (await context.ReadDocumentAsync<ContentDefinitions>(cancellationToken)).ContentTypes.Where(type => type.Stereotype == "CustomSettings").Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        var names = context.Names("Settings");
        var properties = settings.Properties.Where(property => !NotExported.Contains(property.Key) && (names.Count == 0 || names.Contains(property.Key)))
            .OrderBy(property => property.Key, StringComparer.Ordinal).ToList();
        return [.. new[] { Step("settings", properties.Where(property => !custom.Contains(property.Key))), Step("custom-settings", properties.Where(property => custom.Contains(property.Key))) }.Where(step => step.Count > 1)];
    }

    static JsonObject Step(string name, IEnumerable<KeyValuePair<string, JsonNode?>> properties) =>
        new([KeyValuePair.Create("name", (JsonNode?)name), .. properties.Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone()))]);
}

/// <summary>Types and parts: step <c>ContentDefinition</c>.</summary>
sealed class DefinitionExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["ContentDefinition", "AllContentDefinition", "ReplaceContentDefinition"];

    public int Order => 30;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var definitions = await context.ReadDocumentAsync<ContentDefinitions>(cancellationToken);
        var (types, parts) = (context.Names("ContentTypes"), context.Names("ContentParts"));
        var all = types.Count == 0 && parts.Count == 0;
        var step = (JsonObject)JsonSerializer.SerializeToNode(new ContentDefinitions(
            [.. definitions.ContentTypes.Where(type => all || types.Contains(type.Name)).OrderBy(type => type.Name, StringComparer.Ordinal)],
            [.. definitions.ContentParts.Where(part => all || parts.Contains(part.Name)).OrderBy(part => part.Name, StringComparer.Ordinal)]), ContentDefinitions.Json)!;
        step.Insert(0, "name", "ContentDefinition");
        return [step];
    }
}

/// <summary>Roles and what they allow: step <c>Roles</c>. People stay where they are.</summary>
sealed class RolesExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["AllRoles", "Roles"];

    public int Order => 40;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var roles = await context.Db.Roles.AsNoTracking().ToListAsync(cancellationToken);
        var claims = await context.Db.RoleClaims.AsNoTracking().Where(claim => claim.ClaimType == Permissions.ClaimType).ToListAsync(cancellationToken);
        return [new JsonObject
        {
            ["name"] = "Roles",
            ["Roles"] = new JsonArray([.. roles.OrderBy(role => role.Name, StringComparer.Ordinal).Select(role => new JsonObject
            {
                ["Name"] = role.Name,
                ["Description"] = role.Description,
                ["Permissions"] = new JsonArray([.. claims.Where(claim => claim.RoleId == role.Id).Select(claim => claim.ClaimValue).Distinct().Order(StringComparer.Ordinal).Select(name => JsonValue.Create(name))]),
            })]),
        }];
    }
}

/// <summary>Named queries: step <c>Queries</c>.</summary>
sealed class QueriesExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["AllQueries", "QueryBased"];

    public int Order => 60;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var stored = await context.ReadDocumentAsync<StoredQueries>(cancellationToken);
        return stored.Queries.Count == 0 ? [] : [new JsonObject { ["name"] = "Queries", ["Queries"] = new JsonArray([.. stored.Queries.OrderBy(StoredQueries.NameOf, StringComparer.Ordinal).Select(query => query.DeepClone())]) }];
    }
}

/// <summary>Named sizes of pictures: step <c>MediaProfiles</c>.</summary>
sealed class MediaProfilesExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["AllMediaProfiles", "MediaProfiles"];

    public int Order => 65;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var document = await context.ReadDocumentAsync<MediaProfiles>(cancellationToken);
        return new MediaProfiles(new SortedDictionary<string, MediaProfile>(document.Profiles.ToDictionary(), StringComparer.Ordinal)).ToStep() is { } step ? [step] : [];
    }
}

/// <summary>Deployment plans: step <c>deployment</c>.</summary>
sealed class PlansExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["DeploymentPlan", "DeploymentPlanDeploymentStep"];

    public int Order => 70;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var stored = await context.ReadDocumentAsync<DeploymentPlans>(cancellationToken);
        if (stored.Plans.Count == 0)
            return [];
        var step = (JsonObject)JsonSerializer.SerializeToNode(new DeploymentPlans([.. stored.Plans.OrderBy(plan => plan.Name, StringComparer.Ordinal)]), DeploymentPlans.Json)!;
        step.Insert(0, "name", "deployment");
        return [step];
    }
}

/// <summary>What recipes brought that this site does not execute: the steps as they came, by their names.</summary>
sealed class KeptStepsExport : IRecipeExport
{
    // Types of Orchard Core's deployment steps that are not called like the recipe step that they write.
    static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AllFeatures"] = "feature",
        ["AllWorkflowType"] = "workflowtype",
        ["AllAdminTemplates"] = "admintemplates",
        ["AllShortcodeTemplates"] = "shortcodetemplates",
        ["AllSitemaps"] = "sitemaps",
        ["AllAdminMenu"] = "adminmenu",
        ["LuceneIndex"] = "lucene-index",
        ["AllFeatureProfiles"] = "featureprofiles",
    };

    /// <summary>The step of a plan that asks for all of it; our own.</summary>
    public const string All = "AllKeptSteps";

    public IReadOnlyList<string> PlanSteps { get; } = [All, .. Names.Keys, "Placements", "AdminMenu", "lucene-index", "WorkflowType", "Sitemaps"];

    public int Order => 10;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var kept = await context.ReadDocumentAsync<KeptSteps>(cancellationToken);
        var type = context.Settings["Type"]?.ToString() ?? All;
        var name = Names.GetValueOrDefault(type) ?? type.ToLowerInvariant();
        return [.. kept.Steps.Where(step => type == All || step.Key == name).OrderBy(step => step.Key, StringComparer.Ordinal).Select(step => (JsonObject)step.Value.DeepClone())];
    }
}
