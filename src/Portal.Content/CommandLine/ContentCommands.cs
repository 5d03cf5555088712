using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Recipes;
using Portal.Content.Transfer;

namespace Portal.Content.CommandLine;

/// <summary>The verbs <c>portal recipe …</c> and <c>portal content …</c>.</summary>
static class ContentCommands
{
    public static Command Recipe(SiteAccess site)
    {
        var file = new Argument<string>("FILE") { Description = "The recipe file (*.recipe.json)." };
        var run = new Command("run", "Executes a recipe on this site, all of it or nothing.") { file };
        run.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            var recipe = await Recipes.Recipe.ReadAsync(parsed.GetRequiredValue(file), ct);
            Tell(parsed, await services.GetRequiredService<RecipeRunner>().RunAsync(recipe, ContentActor.System, ct));
            return 0;
        }, cancellationToken));
        return new Command("recipe", "Executes recipes (Orchard Core's file format).") { run };
    }

    public static Command Content(SiteAccess site)
    {
        var target = new Argument<string>("FILE") { Description = "The file to write; “-” writes to the standard output." };
        var types = new Option<string[]>("--type") { Description = "Only these content types.", AllowMultipleArgumentsPerToken = true };
        var ids = new Option<string[]>("--id") { Description = "Only these content items.", AllowMultipleArgumentsPerToken = true };
        var export = new Command("export", "Writes content items to a recipe file with one content step.") { target, types, ids };
        export.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            var selection = new ExportSelection(parsed.GetValue(types) ?? [], parsed.GetValue(ids) ?? []);
            var path = parsed.GetRequiredValue(target);
            await using var stream = path == "-" ? Console.OpenStandardOutput() : File.Create(path);
            var count = await services.GetRequiredService<ContentExport>().WriteAsync(stream, selection, ct);
            if (path != "-")
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{count} versions of content items were written to {path}.");
            return 0;
        }, cancellationToken));

        var source = new Argument<string>("FILE") { Description = "A recipe, a JSON array of content items, or one content item." };
        var import = new Command("import", "Takes content items over from a file, all of it or nothing. Importing again changes nothing.") { source };
        import.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            Tell(parsed, await services.GetRequiredService<ContentImport>().ReadAsync(parsed.GetRequiredValue(source), ContentActor.System, ct));
            return 0;
        }, cancellationToken));
        return new Command("content", "Moves content items in and out in Orchard Core's JSON.") { export, import };
    }

    static void Tell(ParseResult parsed, RecipeReport report)
    {
        parsed.InvocationConfiguration.Output.WriteLine(report.Steps == 1 ? "One step was executed." : $"{report.Steps} steps were executed.");
        foreach (var note in report.Notes)
            parsed.InvocationConfiguration.Output.WriteLine($"Note: {note}");
    }
}
