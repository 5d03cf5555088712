using System.Net;
using Portal.Content.Storage;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

public sealed class SignUpTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory]
    [InlineData("ana@example.org", "ana@example.org")]
    [InlineData("  Ana.P+news@Example.ORG ", "Ana.P+news@example.org")]
    [InlineData("ana@дипломатија.срб", "ana@xn--80ahaagvhcfa8a2c.xn--90a3ac")]
    [InlineData("ана@example.org", "ана@example.org")]
    [InlineData("miloš.s\u030c@example.org", "miloš.š@example.org")]
    public void An_address_is_stored_in_its_ascii_form(string given, string stored)
    {
        var normalized = SubscriberAddress.Normalize(given);
        if (given.Contains("срб", StringComparison.Ordinal))
            normalized!.ShouldMatch("^ana@xn--[a-z0-9-]+[.]xn--90a3ac$");
        else
            normalized.ShouldBe(stored);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("ana@")]
    [InlineData("@example.org")]
    [InlineData("ana@localhost")]
    [InlineData("ana@[127.0.0.1]")]
    [InlineData("ana@example.org\r\nBcc: victim@example.org")]
    [InlineData("ana@example.org\nSubject: x")]
    [InlineData("ana\r@example.org")]
    [InlineData("ana@example.org,mila@example.org")]
    [InlineData("Ana <ana@example.org>")]
    [InlineData("\"a b\"@example.org")]
    [InlineData("ana@example.org>")]
    [InlineData("a\u202Ena@example.org")]
    [InlineData("a\u200Bna@example.org")]
    [InlineData("аааааааааааааааааааааааааааааааааaa@example.org")]
    [InlineData("a..b@example.org")]
    [InlineData("ana@exa mple.org")]
    [InlineData("ana@-example-.org")]
    public void What_is_no_single_mailbox_is_refused(string given) => SubscriberAddress.Normalize(given).ShouldBeNull();

    [Theory, MemberData(nameof(Providers))]
    public async Task An_address_gets_one_mail_a_day_however_often_somebody_asks(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server, ("Portal:Newsletter:SignUpsPerHour", "1000"));
        for (var number = 0; number < 20; number++)
            (await site.SignUpAsync(number % 2 == 0 ? "ana@example.org" : "ANA@example.org", ip: $"198.51.100.{number}")).ShouldBe(SignUpResult.Taken);
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(1);
        site.Time.Advance(TimeSpan.FromHours(24));
        await site.SignUpAsync("ana@example.org");
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_network_that_signs_up_many_people_is_stopped(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        for (var number = 0; number < 10; number++)
            (await site.SignUpAsync($"victim{number}@example.org", ip: $"2001:db8::{number + 1:x}")).ShouldBe(SignUpResult.Taken);
        (await site.SignUpAsync("victim10@example.org", ip: "2001:db8::ffff")).ShouldBe(SignUpResult.TooMany);
        (await site.SignUpAsync("other@example.org", ip: "2001:db8:0:1::1")).ShouldBe(SignUpResult.Taken);
        site.Time.Advance(TimeSpan.FromMinutes(61));
        (await site.SignUpAsync("victim10@example.org", ip: "2001:db8::ffff")).ShouldBe(SignUpResult.Taken);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_subscriber_is_not_changed_by_somebody_elses_form(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("ana@example.org", DigestRhythm.Daily, "cyber");
        (await site.SignUpAsync("ana@example.org", DigestRhythm.Weekly, "water")).ShouldBe(SignUpResult.Taken, "the same answer as for an unknown address");
        var ana = (await site.SubscriberAsync("ana@example.org"))!;
        (ana.State, ana.Rhythm, ana.Topics).ShouldBe((SubscriberState.Confirmed, DigestRhythm.Daily, "cyber"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_link_works_for_three_days_and_only_whole(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SignUpAsync("ana@example.org");
        await site.DeliverAsync();
        var text = server.Messages[0].Text;
        var start = text.IndexOf("/newsletter/confirm/", StringComparison.Ordinal) + "/newsletter/confirm/".Length;
        var token = text[start..].Split('\n', '\r', ' ')[0];
        var confirmations = site.Get<Confirmations>();
        foreach (var forged in new[] { token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), token.Split('.')[0], token.Split('.')[0] + ".", "x." + token.Split('.')[1], "", ".", new string('a', 5000) })
            (await confirmations.ConfirmAsync(forged, "", Cancellation)).Result.ShouldBe(ConfirmationResult.Unknown);
        site.Time.Advance(TimeSpan.FromHours(73));
        (await confirmations.ConfirmAsync(token, "", Cancellation)).Result.ShouldBe(ConfirmationResult.Expired);
        site.Time.Advance(TimeSpan.FromDays(7));
        await site.Get<Subscriptions>().ForgetUnconfirmedAsync(Cancellation);
        (await site.SubscriberAsync("ana@example.org")).ShouldBeNull("what nobody confirmed is forgotten after a week");
    }

    [Fact]
    public void A_network_is_an_IPv4_address_or_the_first_half_of_an_IPv6_address()
    {
        SignUps.Network(IPAddress.Parse("192.0.2.7")).ShouldBe("192.0.2.7");
        SignUps.Network(IPAddress.Parse("::ffff:192.0.2.7")).ShouldBe("192.0.2.7");
        SignUps.Network(IPAddress.Parse("2001:db8:1:2:3::4")).ShouldBe(SignUps.Network(IPAddress.Parse("2001:db8:1:2:ffff::1")));
    }
}
