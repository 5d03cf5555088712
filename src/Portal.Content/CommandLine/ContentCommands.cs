using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;
using Portal.Content.Transfer;

namespace Portal.Content.CommandLine;

/// <summary>The verbs <c>portal content …</c>.</summary>
static class ContentCommands
{
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

        var source = new Argument<string>("FILE") { Description = "A recipe (also a folder or zip file with a Recipe.json), a JSON array of content items, or one content item." };
        var json = new Option<bool>("--json") { Description = "Prints what was done as JSON." };
        var import = new Command("import", "Takes content items over from a file, all of it or nothing. Importing again changes nothing.") { source, json };
        import.SetAction((parsed, cancellationToken) => site.RunAsync(parsed,
            (services, ct) => RecipeCommands.ImportAsync(parsed, services, parsed.GetRequiredValue(source), parsed.GetValue(json), ct), cancellationToken));
        return new Command("content", "Moves content items in and out in Orchard Core's JSON.") { export, import };
    }
}
