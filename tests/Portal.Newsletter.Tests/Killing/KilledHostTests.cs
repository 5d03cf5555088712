using System.Globalization;
using Portal.Content.Storage;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests.Killing;

/// <summary>The host itself, with its database, killed at random points while an issue goes out over eight connections. The full figures come from <c>Portal.Benchmarks killed</c>.</summary>
public sealed class KilledHostTests(ITestOutputHelper output)
{
    const int Connections = 8;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Hold")]
    [InlineData("Retry")]
    public async Task Killed_again_and_again_it_loses_nothing_silently_and_doubles_only_what_the_policy_allows(string policy)
    {
        await using var sink = MailSink.Start();
        await using var site = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, Settings(sink.Port, policy), Cancellation);
        var killed = new KilledDelivery(site, sink);
        await killed.PrepareAsync(800, 6_000, Cancellation);
        var result = await killed.RunAsync(12, seed: 7, output.WriteLine, Cancellation);
        output.WriteLine(result.ToString());
        result.Kills.ShouldBeGreaterThan(3);
        result.Broken(mostDoubled: policy == "Hold" ? 0 : result.Kills * Connections, mayHold: policy == "Hold").ShouldBeEmpty();
    }

    [Fact]
    public async Task With_the_log_of_Postfix_nothing_is_lost_and_nothing_comes_twice()
    {
        await using var sink = MailSink.Start();
        await using var postfix = await Postfix.StartAsync(sink.Port, Cancellation);
        var settings = Settings(postfix.Port, "Hold");
        settings["Portal:Smtp:MtaLog"] = postfix.LogFile;
        settings["Portal:Smtp:MtaLogSeconds"] = "3";
        await using var site = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, settings, Cancellation);
        var killed = new KilledDelivery(site, sink, postfix);
        await killed.PrepareAsync(300, 6_000, Cancellation);
        var result = await killed.RunAsync(6, seed: 11, output.WriteLine, Cancellation);
        output.WriteLine(result.ToString());
        result.Broken(mostDoubled: 0, mayHold: false).ShouldBeEmpty();
    }

    static Dictionary<string, string?> Settings(int port, string policy) => new()
    {
        ["Portal:Smtp:Host"] = "127.0.0.1",
        ["Portal:Smtp:Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Portal:Smtp:Security"] = "None",
        ["Portal:Smtp:From"] = "digest@portal.example",
        ["Portal:Smtp:Connections"] = Connections.ToString(CultureInfo.InvariantCulture),
        ["Portal:Newsletter:InDoubt"] = policy,
    };
}
