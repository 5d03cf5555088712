using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Testing;
using Portal.Testing.Databases;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests.Killing;

/// <summary>PostgreSQL that is started after the site, and breaks off while it works.</summary>
public sealed class DatabaseAwayTests(ITestOutputHelper output)
{
    const int Mails = 1500;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_host_waits_for_its_database_and_goes_on_by_itself_when_it_was_away()
    {
        await using var sink = MailSink.Start();
        await using var site = await PortalSite.CreateAsync(DatabaseProvider.Postgres, new Dictionary<string, string?>
        {
            ["Portal:Smtp:Host"] = "127.0.0.1",
            ["Portal:Smtp:Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
            ["Portal:Smtp:Security"] = "None",
            ["Portal:Smtp:From"] = "digest@portal.example",
            ["Portal:Smtp:Connections"] = "4",
            ["Portal:Newsletter:LeaseSeconds"] = "10",
            ["Portal:DatabaseWaitSeconds"] = "1",
        }, Cancellation);
        await new KilledDelivery(site, sink).PrepareAsync(Mails, 6_000, Cancellation);
        await using var way = new PostgresRelay(site.Postgres!);
        site.Set("ConnectionStrings:Portal", way.ConnectionString);

        var verb = await site.RunVerbAsync(["newsletter", "status"], Cancellation);
        verb.ExitCode.ShouldBe(1);
        verb.Error.ShouldContain(way.Address);
        verb.Error.ShouldContain("Check that the server runs");
        verb.Error.ShouldNotContain("   at ", Case.Sensitive, "It is told, not thrown.");

        site.Set("Portal:DatabaseWaitSeconds", "180");
        await using var host = site.StartVerb("serve", "--urls", site.Address.AbsoluteUri.TrimEnd('/'));
        await Eventually.TrueAsync(() => Task.FromResult(host.Printed.Contains("It is waited for", StringComparison.Ordinal)), () => "the log tells what is waited for", Patience, Cancellation);
        way.Open();
        foreach (var part in new[] { 200, 700 })
        {
            await Eventually.TrueAsync(() => Task.FromResult(sink.Taken >= part), () => $"mails go out. The host printed:\n{host.Printed}", Patience, Cancellation);
            await way.CutAsync();
            await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
            host.HasExited.ShouldBeFalse(host.Printed);
            way.Open();
        }

        using var services = DeliveryLoad.Open(site.DataDirectory, site.Postgres, new Dictionary<string, string?>());
        List<(string MessageId, DeliveryState State)> rows = [];
        await Eventually.TrueAsync(async () =>
        {
            await using var db = await services.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
            rows = (await db.Set<DeliveryRecord>().AsNoTracking().Select(row => new { row.MessageId, row.State }).ToListAsync(Cancellation)).ConvertAll(row => (row.MessageId, row.State));
            return rows.TrueForAll(row => row.State >= DeliveryState.Sent);
        }, () => $"every row has ended. The host printed:\n{host.Printed}", Patience, Cancellation);
        var held = rows.Where(row => row.State == DeliveryState.Held).Select(row => row.MessageId).ToHashSet(StringComparer.Ordinal);
        output.WriteLine($"{held.Count} of {Mails} mails are held.");
        rows.Count.ShouldBe(Mails);
        sink.Counts.Values.ShouldAllBe(count => count == 1, "Nobody has it twice.");
        rows.Where(row => row.State == DeliveryState.Sent && !sink.Counts.ContainsKey(row.MessageId)).ShouldBeEmpty();
        held.Count.ShouldBeLessThanOrEqualTo(2 * 4, "At most what was on the wire when the database went.");
    }

    [Fact]
    public async Task A_first_set_up_during_which_the_database_goes_away_is_done_again_and_once()
    {
        await using var site = await PortalSite.CreateAsync(DatabaseProvider.Postgres, new Dictionary<string, string?>
        {
            ["Portal:Setup:Recipe"] = Path.Combine(Repository.Root, "recipes", "minimal.recipe.json"),
            ["Portal:DatabaseWaitSeconds"] = "180",
        }, Cancellation);
        await using var way = new PostgresRelay(site.Postgres!);
        site.Set("ConnectionStrings:Portal", way.ConnectionString);
        way.Open();

        // Whoever holds the lock of the set-up keeps the host in the midst of it.
        await using var before = new NpgsqlConnection(site.Postgres);
        await before.OpenAsync(Cancellation);
        await AskAsync(before, $"SELECT pg_advisory_lock({(long)DatabaseLock.Setup})");
        await using var host = site.StartVerb("serve", "--urls", site.Address.AbsoluteUri.TrimEnd('/'));
        await Eventually.TrueAsync(async () => await AskAsync(before, $"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {(long)DatabaseLock.Setup} AND NOT granted") is > 0L,
            () => $"the set-up has begun. The host printed:\n{host.Printed}", Patience, Cancellation);
        await way.CutAsync();
        await Eventually.TrueAsync(() => Task.FromResult(host.Printed.Contains("It is waited for", StringComparison.Ordinal)), () => $"the log tells what is waited for. The host printed:\n{host.Printed}", Patience, Cancellation);
        host.HasExited.ShouldBeFalse(host.Printed);
        await AskAsync(before, $"SELECT pg_advisory_unlock({(long)DatabaseLock.Setup})");
        // Once more, wherever it stands.
        way.Open();
        await Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation);
        await way.CutAsync();
        way.Open();

        await Eventually.TrueAsync(() => Task.FromResult(host.Printed.Contains("/Login/Link?token=", StringComparison.Ordinal)), () => $"the administrator is let in. The host printed:\n{host.Printed}", Patience, Cancellation);
        host.HasExited.ShouldBeFalse(host.Printed);
        (await AskAsync(before, """SELECT count(*) FROM "AspNetUsers" """)).ShouldBe(1L);
        (await AskAsync(before, """SELECT count(*) FROM "ContentItems" WHERE "Latest" AND "ContentType" = 'Page'""")).ShouldBe(1L);
        using var client = new HttpClient { BaseAddress = site.Address };
        await Eventually.TrueAsync(async () => (await client.GetAsync("health/ready", Cancellation)).IsSuccessStatusCode, "the site is ready", Cancellation);
    }

    static async Task<object?> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
