using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Queries;
using Portal.Content.Recipes;
using Portal.Content.Transfer;

namespace Portal.Content.CommandLine;

/// <summary>The verbs <c>portal recipe run</c> and <c>portal recipe export</c>.</summary>
static class RecipeCommands
{
    public static Command Create(SiteAccess site) =>
        new("recipe", "Executes recipes and writes the site as one (Orchard Core's file format).") { Run(site), Export(site) };

    /// <summary>Takes a file over and tells what was done.</summary>
    public static async Task<int> ImportAsync(ParseResult parsed, IServiceProvider services, string path, bool asJson, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        var report = await RecipeProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error,
            progress => services.GetRequiredService<ContentImport>().ReadAsync(path, ContentActor.System, progress, cancellationToken));
        if (asJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(report, RecipeReportJson.Default.RecipeReport));
            return 0;
        }
        await output.WriteLineAsync(report.Steps == 1 ? "One step was executed." : $"{report.Steps} steps were executed.");
        foreach (var note in report.Notes)
            await output.WriteLineAsync($"Note: {note}");
        return 0;
    }

    static Command Run(SiteAccess site)
    {
        var file = new Argument<string>("FILE") { Description = "The recipe file (*.recipe.json), or a folder or zip file with a Recipe.json." };
        var json = new Option<bool>("--json") { Description = "Prints what was done as JSON." };
        var run = new Command("run", "Executes a recipe on this site, all of it or nothing.") { file, json };
        run.SetAction((parsed, cancellationToken) => site.RunAsync(parsed,
            (services, ct) => ImportAsync(parsed, services, parsed.GetRequiredValue(file), parsed.GetValue(json), ct), cancellationToken));
        return run;
    }

    static Command Export(SiteAccess site)
    {
        var target = new Argument<string>("PATH") { Description = "A folder that does not exist yet or is empty, or a zip file (*.zip) to write." };
        var types = new Option<string[]>("--type") { Description = "Only the items of these content types, with the files that they show.", AllowMultipleArgumentsPerToken = true };
        var query = new Option<string>("--query") { Description = "Only the items that this stored query finds." };
        var plan = new Option<string>("--plan") { Description = "What this deployment plan says." };
        var people = new Option<bool>("--people") { Description = "Also the people with their roles, without passwords and other secrets." };
        var json = new Option<bool>("--json") { Description = "Prints what was written as JSON." };
        var export = new Command("export", "Writes the site, or a part of it, as a recipe with its media files.") { target, types, query, plan, people, json };
        export.Validators.Add(result =>
        {
            if (new Option[] { types, query, plan }.Count(option => result.GetResult(option) is not null) > 1)
                result.AddError("Only one of --type, --query and --plan can be given.");
        });
        export.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            var request = await RequestAsync(services, parsed.GetValue(types) ?? [], parsed.GetValue(query), parsed.GetValue(plan), ct);
            if (parsed.GetValue(people))
                request = request.WithPeople();
            var path = parsed.GetRequiredValue(target);
            var report = await WriteAsync(services.GetRequiredService<SiteExport>(), path, request, ct);
            if (parsed.GetValue(json))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(report, RecipeReportJson.Default.ExportReport));
                return 0;
            }
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{report.Items} versions of content items and {report.Files} media files were written to {path}.");
            foreach (var note in report.Notes)
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"Note: {note}");
            return 0;
        }, cancellationToken));
        return export;
    }

    static async Task<ExportRequest> RequestAsync(IServiceProvider services, string[] types, string? query, string? plan, CancellationToken cancellationToken)
    {
        if (plan is not null)
        {
            var plans = await services.GetRequiredService<SiteDocuments>().GetAsync<DeploymentPlans>(cancellationToken);
            return ExportRequest.Of(plans.Find(plan) ?? throw new InvalidDataException($"There is no deployment plan “{plan}”. {Names("Plans", plans.Plans.Select(one => one.Name))}"));
        }
        if (query is null)
            return types.Length > 0 ? ExportRequest.OfTypes(types) : ExportRequest.Site;
        var found = await services.GetRequiredService<QueryRun>().RunAsync(query, [], cancellationToken)
            ?? throw new InvalidDataException($"There is no query “{query}”. {Names("Queries", (await services.GetRequiredService<SiteDocuments>().GetAsync<StoredQueries>(cancellationToken)).Queries.Select(StoredQueries.NameOf))}");
        return found.Problem is { } problem
            ? throw new InvalidDataException($"The query “{query}” cannot be run here: {problem}")
            : ExportRequest.OfItems(found.Items.Select(item => item.ContentItemId));
    }

    static string Names(string what, IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? $"{what}: {list}." : "There are none on this site.";

    static async Task<ExportReport> WriteAsync(SiteExport export, string path, ExportRequest request, CancellationToken cancellationToken)
    {
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
                throw new InvalidDataException($"{path} is not empty. Name a folder that does not exist yet, or a zip file.");
            await using var folder = new ExportFolder(path);
            return await export.WriteAsync(folder, request, null, cancellationToken);
        }
        // What bears the name is whole: an export that was interrupted leaves nothing that looks like one.
        var unfinished = path + ".part";
        try
        {
            ExportReport report;
            await using (var file = File.Create(unfinished))
            await using (var zip = new ExportZip(file))
                report = await export.WriteAsync(zip, request, null, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
            return report;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RecipeReport))]
[JsonSerializable(typeof(ExportReport))]
sealed partial class RecipeReportJson : JsonSerializerContext;
