using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Transfer;

namespace Portal.Newsletter.CommandLine;

/// <summary>The verbs <c>portal newsletter import-subscribers</c> and <c>export-subscribers</c>.</summary>
static class SubscriberCommands
{
    public static Command Import(SiteAccess site)
    {
        var file = new Argument<FileInfo>("file") { Description = "A table (CSV, UTF-8) whose first line names the columns." };
        var map = new Option<string[]>("--map") { Description = "FIELD=COLUMN, where the names don't tell. Fields: address, language, rhythm, topics, regions, consent-date, consent-source.", AllowMultipleArgumentsPerToken = true };
        var source = new Option<string?>("--consent-source") { Description = "Where these people agreed, for lines that don't say so. Without source and date they are asked by mail." };
        var date = new Option<DateOnly?>("--consent-date") { Description = "When they agreed: 2026-11-28." };
        var language = new Option<string>("--language") { Description = "Language of lines that name none: en, sr-Latn or sr-Cyrl.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "sr-Latn", "sr-Cyrl");
        var dryRun = new Option<bool>("--dry-run") { Description = "Write nothing, only tell what would become of each line." };
        var report = new Option<FileInfo?>("--report") { Description = "Write what became of each line to this file (CSV)." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("import-subscribers", "Bring subscribers from a table. Who has no proof of consent is asked; who left or must not be written to stays out.") { file, map, source, date, language, dryRun, report, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(source) is null != result.GetValue(date) is null)
                result.AddError("A proof of consent needs both: --consent-source and --consent-date.");
        });
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, (services, ct) => services.GetRequiredService<SubscriberVerbs>().ImportAsync(
            parsed.GetRequiredValue(file), parsed.GetValue(map) ?? [], new ImportOptions
            {
                Consent = parsed.GetValue(source) is { } stated ? new StatedConsent(stated, parsed.GetValue(date)!.Value.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)) : null,
                Language = parsed.GetRequiredValue(language),
                DryRun = parsed.GetValue(dryRun),
            }, parsed.GetValue(report), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    public static Command Export(SiteAccess site)
    {
        var file = new Argument<FileInfo?>("file") { Description = "Where to write the table (CSV); without it, it is printed.", Arity = ArgumentArity.ZeroOrOne };
        var segment = new Option<string?>("--segment") { Description = "Name of a segment: only those who are in it." };
        var command = new Command("export-subscribers", "Write the subscribers as a table.") { file, segment };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, (services, ct) =>
            services.GetRequiredService<SubscriberVerbs>().ExportAsync(parsed.GetValue(file), parsed.GetValue(segment), ct), cancellationToken));
        return command;
    }
}
