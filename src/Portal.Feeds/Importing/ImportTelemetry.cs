using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Portal.Feeds.Importing;

/// <summary>Traces and counts of the import, under the name <c>Portal.Feeds</c>.</summary>
static class ImportTelemetry
{
    const string Name = "Portal.Feeds";

    static readonly ActivitySource Source = new(Name);
    static readonly Meter Meter = new(Name);
    static readonly Counter<long> Imports = Meter.CreateCounter<long>("portal.feeds.imports", "{import}", "Imports of a source, by how they ended.");
    static readonly Counter<long> Entries = Meter.CreateCounter<long>("portal.feeds.entries", "{entry}", "Entries that were stored, by what they were.");

    public static Activity? Start(string sourceId) => Source.StartActivity("import feed")?.SetTag("feed.source", sourceId);

    public static void End(Activity? activity, ImportOutcome outcome)
    {
        activity?.SetStatus(outcome.State == ImportState.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Ok, outcome.State == ImportState.Failed ? outcome.Message : null);
        Imports.Add(1, new KeyValuePair<string, object?>("outcome", outcome.State.ToString()));
        Count("new", outcome.Stored.New);
        Count("updated", outcome.Stored.Updated);
        Count("duplicate", outcome.Stored.Duplicates);
    }

    static void Count(string kind, int entries)
    {
        if (entries > 0)
            Entries.Add(entries, new KeyValuePair<string, object?>("kind", kind));
    }
}
