using System.Text.Json.Nodes;
using Portal.Content.Documents;
using Portal.Content.Storage;

namespace Portal.Content.Transfer;

/// <summary>
/// Writes recipe steps of one kind for an export. Modules bring out what their recipe steps take in by registering an
/// implementation beside the step.
/// </summary>
public interface IRecipeExport
{
    /// <summary>Names of the steps of deployment plans that ask for it, such as <c>AllLayers</c>.</summary>
    IReadOnlyList<string> PlanSteps { get; }

    /// <summary>Whether an export of the whole site holds it without naming it, as what a module alone knows of.</summary>
    bool BelongsToSite => false;

    /// <summary>Place among the others, lowest first; content comes after all of them.</summary>
    int Order { get; }

    /// <summary>The steps, in an order that depends on what is stored and on nothing else.</summary>
    Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken);
}

/// <summary>An export that is being written.</summary>
/// <param name="Db">One state of the database, for the whole export.</param>
/// <param name="Settings">What the step of the deployment plan says; empty for all.</param>
public sealed record ExportContext(PortalDbContext Db, JsonObject Settings)
{
    /// <summary>A site document, in the state that is exported.</summary>
    public Task<T> ReadDocumentAsync<T>(CancellationToken cancellationToken) where T : class, ISiteDocument<T> => SiteDocuments.ReadAsync<T>(Db, cancellationToken);

    /// <summary>The names that a setting of the plan's step lists; empty where it lists none.</summary>
    public IReadOnlySet<string> Names(string setting) =>
        (Settings[setting] as JsonArray ?? []).OfType<JsonValue>().Select(name => name.ToString()).ToHashSet(StringComparer.Ordinal);
}
