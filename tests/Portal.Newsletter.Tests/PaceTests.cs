using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>Limits of mails in an hour and at a time.</summary>
public sealed class PaceTests
{
    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task No_domain_gets_more_in_an_hour_than_it_may_and_the_others_do_not_wait_for_it(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server, ("Portal:Smtp:DomainHour:slow.example", "4"));
        for (var number = 0; number < 6; number++)
            await site.SubscribeAsync($"reader{number}@slow.example");
        for (var number = 0; number < 6; number++)
            await site.SubscribeAsync($"reader{number}@fast.example");
        await site.PublishAsync("NewsItem", "News");
        var issue = (await site.ComposeNextAsync())!;
        await using var second = await site.ReopenAsync();
        await Task.WhenAll(site.DeliverAsync(), second.DeliverAsync());
        int To(string domain) => server.Messages.Count(mail => mail.To[0].EndsWith(domain, StringComparison.Ordinal));
        (To("fast.example"), To("slow.example")).ShouldBe((6, 1));
        for (var minute = 1; minute < 60; minute++)
        {
            site.Time.Advance(TimeSpan.FromMinutes(1));
            await (minute % 2 == 0 ? site : second).DeliverAsync();
        }
        To("slow.example").ShouldBeInRange(3, 4);
        for (var minute = 0; minute < 70; minute++)
        {
            site.Time.Advance(TimeSpan.FromMinutes(1));
            await site.DeliverAsync();
        }
        To("slow.example").ShouldBe(6);
        (await site.BalanceAsync(issue))[DeliveryState.Sent].ShouldBe(12);
    }

    [Fact]
    public async Task All_together_keep_the_limit_of_the_relay()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server, ("Portal:Smtp:PerHour", "120"));
        for (var number = 0; number < 10; number++)
            await site.SubscribeAsync($"reader{number}@domain{number}.example");
        await site.PublishAsync("NewsItem", "News");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2, "a minute's worth at once");
        for (var minute = 0; minute < 6; minute++)
        {
            site.Time.Advance(TimeSpan.FromMinutes(1));
            await site.DeliverAsync();
        }
        server.Messages.Count.ShouldBe(10);
    }

    [Fact]
    public async Task One_at_a_time_goes_to_a_domain_that_wants_it_so()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server, ("Portal:Smtp:PerDomainConnections", "1"), ("Portal:Smtp:Connections", "8"));
        for (var number = 0; number < 210; number++)
            await site.SubscribeAsync($"reader{number}@slow.example");
        await site.PublishAsync("NewsItem", "News");
        await site.ComposeNextAsync();
        var (now, most) = (0, 0);
        server.Script = step =>
        {
            if (step.Stage == SmtpStage.From)
                most = Math.Max(most, Interlocked.Increment(ref now));
            else if (step.Stage == SmtpStage.FinalDot)
                Interlocked.Decrement(ref now);
            return null;
        };
        await site.DeliverAsync();
        (server.Messages.Count, most).ShouldBe((210, 1));
    }
}
