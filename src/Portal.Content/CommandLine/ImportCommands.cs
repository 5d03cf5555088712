using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;
using Portal.Content.WordPress;
using Portal.Content.WordPress.Reporting;

namespace Portal.Content.CommandLine;

/// <summary>The verb <c>portal import wxr</c>.</summary>
static class ImportCommands
{
    public static Command Import(SiteAccess site) => new("import", "Brings another site’s content over.") { Wxr(site) };

    static Command Wxr(SiteAccess site)
    {
        var file = new Argument<string>("FILE") { Description = "The export file of WordPress (Tools, Export), an XML file." };
        var media = new Option<string>("--media") { Description = "A copy of wp-content/uploads: a folder or a ZIP archive." };
        var fetch = new Option<bool>("--fetch") { Description = "Fetch pictures and files that are not in --media from the old site." };
        var categories = new Option<string>("--categories") { Description = "The taxonomy that takes the categories; made where it is missing.", DefaultValueFactory = _ => "topics" };
        var tags = new Option<string>("--tags") { Description = "The taxonomy that takes the tags; made where it is missing.", DefaultValueFactory = _ => "tags" };
        var taxonomies = Pairs("--taxonomy", "Another taxonomy of WordPress and the one that takes its terms, such as --taxonomy country=regions.");
        var types = Pairs("--type", "A post type of WordPress and the content type that takes its posts, such as --type event=Article.");
        var menus = Pairs("--menu", "A menu of WordPress (its slug) and the menu here (its alias) that is given its entries in place of its own, such as --menu primary=main-menu.");
        var users = new Option<string>("--users") { Description = "A file with one “login,mail address” a line: which user here owns what an author of WordPress wrote." };
        var encoding = new Option<string>("--encoding") { Description = "The encoding of the file, where it declares a wrong one." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Store nothing, only tell what would be done." };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var reportFile = new Option<string>("--report") { Description = "Write the whole report as JSON to this file." };
        var command = new Command("wxr", "Imports a WordPress export. Imported again it changes nothing; interrupted it goes on where it was.")
        {
            file, media, fetch, categories, tags, taxonomies, types, menus, users, encoding, dryRun, json, reportFile,
        };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            var options = new WxrImportOptions(parsed.GetRequiredValue(file))
            {
                Media = parsed.GetValue(media),
                Fetch = parsed.GetValue(fetch),
                DryRun = parsed.GetValue(dryRun),
                Encoding = parsed.GetValue(encoding),
                Taxonomies = new Dictionary<string, string>(Read(parsed.GetValue(taxonomies)), StringComparer.Ordinal)
                {
                    ["category"] = parsed.GetValue(categories) ?? "",
                    ["post_tag"] = parsed.GetValue(tags) ?? "",
                },
                Types = With(new WxrImportOptions("").Types, Read(parsed.GetValue(types))),
                Menus = Read(parsed.GetValue(menus)),
                Users = parsed.GetValue(users) is { } path ? await ImportUsers.ReadAsync(path, ct) : new WxrImportOptions("").Users,
            };
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var watched = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
            var report = await ProgressLine.RunAsync(error, watched, progress => services.GetRequiredService<WxrImport>().RunAsync(options, progress, ct));
            if (parsed.GetValue(reportFile) is { } target)
                await File.WriteAllTextAsync(target, ReportText.Json(report), ct);
            if (parsed.GetValue(json))
                await output.WriteLineAsync(ReportText.Json(report));
            else
                await ReportText.WriteAsync(output, report);
            return report.Damage is null ? 0 : 1;
        }, cancellationToken));
        return command;
    }

    static Option<string[]> Pairs(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = "OLD=HERE" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.Split('=') is not [{ Length: > 0 }, { Length: > 0 }])
                    result.AddError($"“{token.Value}” is not of the form OLD=HERE, as {name} wants it.");
            }
        });
        return option;
    }

    static Dictionary<string, string> Read(string[]? pairs) =>
        (pairs ?? []).Select(pair => pair.Split('=')).GroupBy(pair => pair[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);

    static Dictionary<string, string> With(IReadOnlyDictionary<string, string> usual, Dictionary<string, string> given)
    {
        var all = new Dictionary<string, string>(usual, StringComparer.Ordinal);
        foreach (var (key, value) in given)
            all[key] = value;
        return all;
    }
}
