using System.Globalization;
using Portal.Content.Storage;
using Portal.Newsletter.Tests.Killing;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;

namespace Portal.Benchmarks.Mailing;

/// <summary>The host is killed very often while it sends an issue; what was lost or doubled is counted at the receiver.</summary>
static class KilledMeasurement
{
    public static async Task<int> RunAsync(int mails, int kills, int connections, string policy, bool usePostfix, bool usePostgres, int seed, CancellationToken cancellationToken)
    {
        await using var sink = MailSink.Start();
        await using var postfix = usePostfix ? await Postfix.StartAsync(sink.Port, cancellationToken) : null;
        var settings = new Dictionary<string, string?>
        {
            ["Portal:Smtp:Host"] = "127.0.0.1",
            ["Portal:Smtp:Port"] = (postfix?.Port ?? sink.Port).ToString(CultureInfo.InvariantCulture),
            ["Portal:Smtp:Security"] = "None",
            ["Portal:Smtp:From"] = "digest@portal.example",
            ["Portal:Smtp:Connections"] = connections.ToString(CultureInfo.InvariantCulture),
            ["Portal:Newsletter:InDoubt"] = policy,
            ["Portal:Newsletter:LeaseSeconds"] = "10",
        };
        if (postfix is not null)
            (settings["Portal:Smtp:MtaLog"], settings["Portal:Smtp:MtaLogSeconds"]) = (postfix.LogFile, "5");
        await using var site = await PortalSite.CreateAsync(usePostgres ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite, settings, cancellationToken);
        var killed = new KilledDelivery(site, sink);
        await killed.PrepareAsync(mails, 6_000, cancellationToken);
        await Console.Out.WriteLineAsync($"{mails} mails stand in the ledger ({site.Provider}, {policy}{(usePostfix ? ", through Postfix" : "")}).");
        var result = await killed.RunAsync(kills, seed, Console.Out.WriteLine, cancellationToken);
        if (postfix is not null)
        {
            // What Postfix has taken it still passes on.
            for (var (before, still) = (-1L, 0); still < 10; still = sink.Taken == before ? still + 1 : 0, before = sink.Taken)
                await Task.Delay(500, cancellationToken);
            var counts = sink.Counts.Values.ToList();
            result = result with { Delivered = counts.Count, Doubled = counts.Sum(count => count - 1), SilentlyLost = mails - counts.Count - (result.Held - result.HeldDelivered), WronglySent = 0 };
        }
        await Console.Out.WriteLineAsync(result.ToString());
        return 0;
    }
}
