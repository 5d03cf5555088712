using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Recipes;
using Portal.Content.Transfer;

namespace Portal.Content.Redirection;

/// <summary>
/// The recipe step <c>Redirects</c>, ours: <c>{ "Redirects": [ { "Path", "ContentItemId", "ContainedItemId", "Url", "CreatedUtc" } ] }</c>,
/// so that old addresses lead on where the site moves. Orchard Core reports it as unknown.
/// </summary>
sealed class RedirectsStep : IRecipeStep
{
    public string Name => "Redirects";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        foreach (var (node, number) in (context.Data["Redirects"] as JsonArray ?? []).Select((node, index) => (node, index + 1)))
        {
            if (node is not JsonObject redirect || redirect.TextOrNull("Path") is not { Length: > 0 } path)
                throw new RecipeException($"Redirect {number} has no Path.");
            var at = DateTime.TryParse(redirect.TextOrNull("CreatedUtc"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date) ? date : context.Scope.NowUtc;
            if (redirect.TextOrNull("ContentItemId") is { Length: > 0 } item)
                await Redirects.KeepAsync(context.Scope.Db, path, item, redirect.TextOrNull("ContainedItemId"), at, cancellationToken);
            else if (redirect.TextOrNull("Url") is { } url && IsTarget(url))
                await Redirects.KeepUrlAsync(context.Scope.Db, path, url, at, cancellationToken);
            else
                throw new RecipeException($"Redirect {number} (“{path}”) leads nowhere: it names neither an item nor an address of the web.");
        }
    }

    static bool IsTarget(string url) => url.Length <= 2048
        && ((url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal)) || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"));
}

/// <summary>Old addresses: step <c>Redirects</c>.</summary>
sealed class RedirectsExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["AllRedirects"];

    public int Order => 80;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Db.Set<RedirectRecord>().AsNoTracking().ToListAsync(cancellationToken);
        // Sorted here: the databases differ in how they order letters.
        return rows.Count == 0 ? [] : [new JsonObject { ["name"] = "Redirects", ["Redirects"] = new JsonArray([.. rows.OrderBy(row => row.Path, StringComparer.Ordinal).Select(Json)]) }];
    }

    static JsonObject Json(RedirectRecord row)
    {
        var json = new JsonObject { ["Path"] = row.Path };
        foreach (var (name, value) in new[] { ("ContentItemId", row.ContentItemId), ("ContainedItemId", row.ContainedItemId), ("Url", row.Url) })
        {
            if (value is not null)
                json[name] = value;
        }
        json["CreatedUtc"] = row.CreatedUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
        return json;
    }
}
