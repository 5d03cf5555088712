using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Storage;
using Portal.Desk.SignIn;
using Portal.Desk.SignIn.SecondFactors;
using Portal.Testing.Databases;

namespace Portal.Desk.Tests;

public sealed class AttemptLimitTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Nodes_count_together_and_forget_after_a_quarter_of_an_hour(DatabaseProvider provider)
    {
        var time = new FakeTimeProvider(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await using var one = await TestDatabase.CreateAsync(provider, (services, configuration) => services.AddDesk(configuration), time: time, cancellationToken: Ct);
        await using var other = await one.ReopenAsync((services, configuration) => services.AddDesk(configuration), time: time, cancellationToken: Ct);
        var nodes = new[] { one.Get<AttemptLimits>(), other.Get<AttemptLimits>() };
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => nodes[number % 2].RecordAsync("sign-in 192.0.2.7", Ct)));
        foreach (var node in nodes)
        {
            (await node.IsSpentAsync("sign-in 192.0.2.7", 10, Ct)).ShouldBeTrue();
            (await node.IsSpentAsync("sign-in 192.0.2.7", 11, Ct)).ShouldBeFalse();
            (await node.IsSpentAsync("sign-in 192.0.2.8", 1, Ct)).ShouldBeFalse();
        }
        time.Advance(AttemptLimits.Window);
        (await nodes[1].IsSpentAsync("sign-in 192.0.2.7", 10, Ct)).ShouldBeFalse();
        await nodes[1].RecordAsync("sign-in 192.0.2.7", Ct);
        (await nodes[0].IsSpentAsync("sign-in 192.0.2.7", 2, Ct)).ShouldBeFalse();
        (await nodes[0].IsSpentAsync("sign-in 192.0.2.7", 1, Ct)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    public void A_household_has_one_network(string one, string other, bool same) =>
        (AttemptLimits.Network(IPAddress.Parse(one)) == AttemptLimits.Network(IPAddress.Parse(other))).ShouldBe(same);

    // RFC 6238, appendix B, the last six digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_by_time_are_those_of_the_standard(long seconds, string code)
    {
        TimeCode.At(Encoding.ASCII.GetBytes("12345678901234567890"), seconds / 30).ShouldBe(code);
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
        TimeCode.StepOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", code, now).ShouldBe(seconds / 30);
        TimeCode.StepOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", code, now.AddMinutes(5)).ShouldBeNull();
        TimeCode.StepOf("not base 32!", code, now).ShouldBeNull();
    }
}
