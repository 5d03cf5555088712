using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Portal.Search.Indexing;

/// <summary>Traces and counts of the index, under the name <c>Portal.Search</c>.</summary>
static class IndexTelemetry
{
    const string Name = "Portal.Search";

    static readonly ActivitySource Source = new(Name);
    static readonly Meter Meter = new(Name);
    static readonly Counter<long> Documents = Meter.CreateCounter<long>("portal.search.documents", "{document}", "Documents that were written to the index or taken out of it.");

    public static Activity? Build() => Source.StartActivity("build index");

    public static Activity? Commit(int documents) => Source.StartActivity("commit index")?.SetTag("index.documents", documents);

    public static void Changed(int documents) => Documents.Add(documents);
}
