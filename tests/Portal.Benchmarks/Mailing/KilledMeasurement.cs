using System.Globalization;
using Portal.Content.Storage;
using Portal.Newsletter;
using Portal.Newsletter.Tests.Killing;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;

namespace Portal.Benchmarks.Mailing;

/// <summary>The host is killed very often while it sends an issue; what was lost or doubled is counted at the receiver.</summary>
static class KilledMeasurement
{
    /// <returns>0 where everything that is promised was kept, else 1.</returns>
    public static async Task<int> RunAsync(int mails, int kills, int connections, string policy, bool usePostfix, bool usePostgres, bool cutsPower, int seed, CancellationToken cancellationToken)
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
        using var power = cutsPower && !usePostgres ? new PowerCut(site, seed) : null;
        var killed = power is null
            ? new KilledDelivery(site, sink, postfix)
            : new KilledDelivery(site, sink, postfix) { Starting = power.Begin, Killed = power.Strike, LooksMeanwhile = false };
        await killed.PrepareAsync(mails, 6_000, cancellationToken);
        if (power is not null)
            await power.PrepareAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"{mails} mails stand in the ledger ({site.Provider}, {policy}{(usePostfix ? ", through Postfix" : "")}{(power is not null ? ", each kill a power cut" : "")}).");
        var result = await killed.RunAsync(kills, seed, Console.Out.WriteLine, cancellationToken);
        await Console.Out.WriteLineAsync(result.ToString());
        if (power is not null)
            await Console.Out.WriteLineAsync($"{power.Cuts} power cuts, {power.Harmful} of which took {power.LostBlocks} blocks of 4 kB away; the database was whole after each.");
        var broken = result.Broken(
            mostDoubled: policy == nameof(InDoubtPolicy.Retry) && !usePostfix ? result.Kills * connections : 0,
            mayHold: policy == nameof(InDoubtPolicy.Hold) && !usePostfix);
        await Console.Out.WriteLineAsync(broken.Count == 0 ? "Everything that is promised was kept." : $"Not kept: {string.Join("; ", broken)}.");
        return broken.Count == 0 ? 0 : 1;
    }
}
