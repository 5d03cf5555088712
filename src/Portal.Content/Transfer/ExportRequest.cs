using System.Text.Json.Nodes;

namespace Portal.Content.Transfer;

/// <summary>What an export shall hold, as the steps of a deployment plan: each with its <c>Type</c> and settings.</summary>
/// <param name="Steps">The steps.</param>
public sealed record ExportRequest(IReadOnlyList<JsonObject> Steps)
{
    /// <summary>The step of a deployment plan that asks for the people; Orchard Core's name.</summary>
    public const string People = "AllUsers";

    /// <summary>What modules say that belongs to a whole site (<see cref="IRecipeExport.BelongsToSite"/>).</summary>
    internal const string OfModules = "AllModules";

    /// <summary>The whole site: settings, definitions, roles, layers, templates, queries, content and media. People and subscribers stay.</summary>
    public static ExportRequest Site { get; } = new(
    [
        .. ((string[])[KeptStepsExport.All, "ThemesStep", "SiteSettings", "ContentDefinition", "AllRoles", "AllLayers", "AllTemplates", "AllQueries", "AllMediaProfiles", "DeploymentPlan", "AllRedirects", OfModules, "AllContent", "AllMedia"])
            .Select(type => new JsonObject { ["Type"] = type }),
    ]);

    /// <summary>Whether people are in it, which only those may see who may manage them.</summary>
    public bool HasPeople => Has(People);

    /// <summary>The same with the people who work on the site; nothing secret is among what is said of them.</summary>
    public ExportRequest WithPeople() => HasPeople ? this : new([.. Steps, new JsonObject { ["Type"] = People }]);

    /// <summary>The items of some types with the files that they show.</summary>
    public static ExportRequest OfTypes(IEnumerable<string> types) => new([new JsonObject { ["Type"] = "ContentType", ["ContentTypes"] = Texts(types) }]);

    /// <summary>Some items with the files that they show.</summary>
    public static ExportRequest OfItems(IEnumerable<string> ids) => new([.. ids.Select(id => new JsonObject { ["Type"] = "ContentItem", ["ContentItemId"] = id })]);

    /// <summary>What a deployment plan says.</summary>
    public static ExportRequest Of(DeploymentPlan plan) => new([.. (plan.Steps ?? []).Select(step =>
    {
        var flat = (JsonObject)(step["Step"] as JsonObject ?? []).DeepClone();
        flat["Type"] = step["Type"]?.ToString() ?? "";
        return flat;
    })]);

    /// <summary>Which items are exported; null where none are.</summary>
    internal ExportSelection? Content()
    {
        var (types, ids, all) = (new List<string>(), new List<string>(), false);
        foreach (var step in Steps)
        {
            switch (step["Type"]?.ToString())
            {
                case "AllContent":
                    all = true;
                    break;
                case "ContentType" or "Content":
                    types.AddRange(Names(step["ContentTypes"]));
                    break;
                case "ContentItem":
                    ids.AddRange(Names(step["ContentItemId"]));
                    break;
            }
        }
        return all ? new([], []) : types.Count + ids.Count > 0 ? new(types, ids) : null;
    }

    internal bool Has(string type) => Steps.Any(step => step["Type"]?.ToString() == type);

    internal static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonArray list => list.OfType<JsonValue>().Select(name => name.ToString()),
        JsonValue one => [one.ToString()],
        _ => [],
    };

    static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}

/// <summary>Which items an export holds: those of the types and those of the identifiers; all where neither is named.</summary>
/// <param name="Types">Content types.</param>
/// <param name="Ids">Content item ids.</param>
public sealed record ExportSelection(IReadOnlyCollection<string> Types, IReadOnlyCollection<string> Ids);

/// <summary>What an export wrote.</summary>
/// <param name="Items">Versions of content items.</param>
/// <param name="Files">Media files.</param>
/// <param name="Notes">Sentences about what is missing.</param>
public sealed record ExportReport(int Items, int Files, IReadOnlyList<string> Notes);
