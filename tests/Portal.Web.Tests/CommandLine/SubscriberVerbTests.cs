using System.Text.Json.Nodes;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.CommandLine;

/// <summary>Subscribers in and out by the command line.</summary>
public sealed class SubscriberVerbTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_table_is_tried_imported_and_exported(DatabaseProvider provider)
    {
        await using var site = await PortalSite.CreateAsync(provider, new Dictionary<string, string?>(), Cancellation);
        var (table, report, back) = (Path.Combine(site.DataDirectory, "in.csv"), Path.Combine(site.DataDirectory, "report.csv"), Path.Combine(site.DataDirectory, "out.csv"));
        await using var portal = await site.StartAsync(Cancellation);
        await File.WriteAllTextAsync(table, "Who\tSince\nana@example.org\t2026-05-01\nmila@example.org\t\nnobody\t\n", Cancellation);
        string[] verb = ["newsletter", "import-subscribers", table, "--map", "address=Who", "consent-date=Since", "--consent-source", "Conference", "--consent-date", "2026-04-30", "--report", report, "--json"];

        var tried = JsonNode.Parse((await site.RunVerbAsync([.. verb, "--dry-run"], Cancellation)).EnsureSuccess().Output)!;
        (tried["dryRun"]!.GetValue<bool>(), tried["lines"]!["Added"]!.GetValue<int>(), tried["lines"]!["BadAddress"]!.GetValue<int>()).ShouldBe((true, 2, 1));
        (await site.RunVerbAsync(verb, Cancellation)).EnsureSuccess();
        (await File.ReadAllTextAsync(report, Cancellation)).ShouldContain("4,nobody,BadAddress");
        (await site.RunVerbAsync(["newsletter", "export-subscribers", back], Cancellation)).EnsureSuccess();
        var lines = await File.ReadAllLinesAsync(back, Cancellation);
        lines.Length.ShouldBe(3);
        lines.ShouldContain(line => line.StartsWith("mila@example.org,Confirmed,daily,", StringComparison.Ordinal));
        JsonNode.Parse((await site.RunVerbAsync(verb, Cancellation)).EnsureSuccess().Output)!["lines"]!["Known"]!.GetValue<int>().ShouldBe(2, "A second import changes nothing.");
    }
}
