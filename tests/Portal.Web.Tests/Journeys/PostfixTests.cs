using System.Globalization;
using System.Net;
using Portal.Content.Storage;
using Portal.Testing;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Journeys;

/// <summary>The way through a mail server that is in use in the world.</summary>
public sealed class PostfixTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_digest_comes_through_Postfix_with_its_headers_and_letters_intact()
    {
        await using var sink = SmtpServer.Start();
        await using var postfix = await Postfix.StartAsync(sink.Port, Cancellation);
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        await using var site = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>(sink.Settings)
        {
            ["Portal:Smtp:Port"] = postfix.Port.ToString(CultureInfo.InvariantCulture),
            ["Portal:Setup:Recipe"] = Path.Combine(Repository.Root, "recipes", "minimal.recipe.json"),
            ["Portal:Feeds:AllowPrivateNetworks"] = "true",
        }, Cancellation);
        await using var portal = await site.StartAsync(Cancellation);
        var feed = OwnFeeds.Create(TimeProvider.System.GetUtcNow())[2];
        await site.AddSourcesAsync([new RecipeSource(feed.Title, feeds.Add(feed))], Cancellation);
        using var visitor = new Visitor(portal);
        await visitor.SignUpAsync("reader@reader.example", Cancellation);
        var asking = await sink.WaitForAsync(mail => mail.IsTo("reader@reader.example"), Cancellation);
        await visitor.ConfirmAsync(asking, Cancellation);
        await Eventually.TrueAsync(async () => (await site.ReadNewsAsync(Cancellation)).Count == feed.Entries.Count, "the feed is imported", Cancellation);

        (await site.RunVerbAsync(["newsletter", "send", "daily"], Cancellation)).EnsureSuccess();
        var digest = await sink.WaitForAsync(mail => mail.IsTo("reader@reader.example") && Subscribing.IsDigest(mail), Cancellation);

        var message = digest.Message;
        digest.Source.ShouldContain("by relay.portal.example (Postfix)");
        message.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        message.Headers["List-Id"].ShouldNotBeNullOrEmpty();
        message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        message.From.Mailboxes.Single().Address.ShouldBe("digest@portal.example");
        digest.Text.ShouldContain("Живковић: воде не знају за границе");
        digest.Html.ShouldContain("Живковић: воде не знају за границе");
        (await LedgerMessageIdsAsync(site)).ShouldBe([message.MessageId!]);
        (await visitor.LeaveAsync(digest, Cancellation)).Status.ShouldBe(HttpStatusCode.OK);
    }

    static Task<IReadOnlyList<string>> LedgerMessageIdsAsync(PortalSite site) =>
        site.QueryAsync("""SELECT "MessageId" FROM "NewsletterDeliveries" WHERE "Kind" = 1""", row => row.GetString(0).Trim('<', '>'), Cancellation);
}
