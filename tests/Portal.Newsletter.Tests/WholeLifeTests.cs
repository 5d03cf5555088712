using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

public sealed class WholeLifeTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task From_sign_up_to_digest_to_one_click_and_nothing_more(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);

        (await site.SignUpAsync("Ana@Example.org", topics: "cyber")).ShouldBe(SignUpResult.Taken);
        await site.DeliverAsync();
        var ask = server.Messages.ShouldHaveSingleItem();
        ask.IsTo("Ana@example.org").ShouldBeTrue();
        ask.Message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        var link = Link(ask.Text, "/newsletter/confirm/");
        ask.Html.ShouldContain(link);

        // Mail scanners follow the link: nothing happens.
        var token = link.Split('/')[^1];
        (await site.Get<Confirmations>().LookAsync(token, Cancellation)).Result.ShouldBe(ConfirmationResult.Open);
        (await site.SubscriberAsync("Ana@example.org"))!.State.ShouldBe(SubscriberState.Pending);
        (await site.Get<Confirmations>().ConfirmAsync(token, "192.0.2.9", Cancellation)).Result.ShouldBe(ConfirmationResult.Confirmed);
        (await site.Get<Confirmations>().ConfirmAsync(token, "192.0.2.9", Cancellation)).Result.ShouldBe(ConfirmationResult.Used);

        await site.PublishAsync("NewsItem", "Norms of <cyber> & space", "norms");
        await site.PublishAsync("NewsItem", "River treaty", "water");
        await site.PublishAsync("Article", "Our own view");
        var issue = (await site.ComposeNextAsync())!;
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(3);
        // The two go over different connections: either may come first.
        server.Messages.Count(message => message.Message.Subject == "Welcome to Institute").ShouldBe(1);
        var digest = server.Messages.Single(message => message.Text.Contains("Our own view", StringComparison.Ordinal));
        digest.Text.ShouldContain("Norms of <cyber> & space");
        digest.Html.ShouldContain("Norms of &lt;cyber&gt; &amp; space");
        digest.Text.ShouldNotContain("River treaty");
        digest.Text.IndexOf("Our own view", StringComparison.Ordinal).ShouldBeLessThan(digest.Text.IndexOf("Norms of", StringComparison.Ordinal));
        digest.Text.ShouldContain("https://portal.example/articles/our-own-view");
        digest.Source.ShouldNotContain(SubscriberLinks.Placeholder);
        var balance = await site.BalanceAsync(issue);
        balance.IsBalanced.ShouldBeTrue();
        balance[DeliveryState.Sent].ShouldBe(1);

        var leave = digest.Message.Headers["List-Unsubscribe"]!.Trim('<', '>');
        digest.Html.ShouldContain(leave);
        (await site.Get<Subscriptions>().UnsubscribeAsync(leave.Split('/')[^1], Cancellation)).ShouldNotBeNull();
        (await site.Get<Subscriptions>().UnsubscribeAsync(leave.Split('/')[^1], Cancellation)).ShouldNotBeNull("once more does no harm");

        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.PublishAsync("NewsItem", "After the farewell", "cyber");
        (await site.ComposeNextAsync()).ShouldBeNull();
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_leaves_while_an_issue_is_queued_gets_nothing(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        var ana = await site.SubscribeAsync("ana@example.org");
        await site.SubscribeAsync("mila@example.org");
        await site.PublishAsync("NewsItem", "News");
        var issue = (await site.ComposeNextAsync())!;
        await site.Get<Subscriptions>().UnsubscribeAsync(SubscriberLinks.Token(ana), Cancellation);
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem().IsTo("mila@example.org").ShouldBeTrue();
        var balance = await site.BalanceAsync(issue);
        (balance[DeliveryState.Suppressed], balance[DeliveryState.Sent], balance.IsBalanced).ShouldBe((1, 1, true));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Erasing_leaves_no_address_behind_and_the_links_die(DatabaseProvider provider)
    {
        await using var site = await NewsletterSite.CreateAsync(provider);
        var ana = await site.SubscribeAsync("ana@example.org");
        var token = SubscriberLinks.Token(ana);
        (await site.Get<Subscriptions>().EraseAsync(token, Cancellation)).ShouldNotBeNull();
        (await site.SubscriberAsync("ana@example.org")).ShouldBeNull();
        (await site.Get<Subscriptions>().FindAsync(token, Cancellation)).ShouldBeNull();
        (await site.Get<Subscriptions>().EraseAsync(token, Cancellation)).ShouldBeNull();
    }

    static string Link(string text, string path) =>
        text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).First(word => word.Contains(path, StringComparison.Ordinal));
}
