using System.Net;
using Portal.Content.Storage;
using Portal.Testing;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Journeys;

/// <summary>A subscriber who reads Serbian: the links of the mails carry the prefix of the language.</summary>
public sealed class SerbianReaderTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("sr/", "sr-Cyrl"), InlineData("sr-latn/", "sr-Latn")]
    public async Task The_mails_links_lead_to_pages_in_Serbian_and_one_click_unsubscribes(string prefix, string language)
    {
        await using var smtp = SmtpServer.Start();
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        await using var site = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>(smtp.Settings)
        {
            ["Portal:Setup:Recipe"] = Path.Combine(Repository.Root, "recipes", "minimal.recipe.json"),
            ["Portal:Feeds:AllowPrivateNetworks"] = "true",
        }, Cancellation);
        await using var portal = await site.StartAsync(Cancellation);
        var feed = OwnFeeds.Create(TimeProvider.System.GetUtcNow())[2];
        await site.AddSourcesAsync([new RecipeSource(feed.Title, feeds.Add(feed))], Cancellation);
        using var visitor = new Visitor(portal);

        await visitor.SignUpAsync("ljiljana@reader.example", Cancellation, prefix);
        var asking = await smtp.WaitForAsync(mail => mail.IsTo("ljiljana@reader.example"), Cancellation);
        Subscribing.LinkIn(asking).AbsolutePath.ShouldStartWith($"/{prefix}newsletter/confirm/");
        var confirmed = await visitor.ConfirmAsync(asking, Cancellation);
        confirmed.Document.DocumentElement.GetAttribute("lang").ShouldBe(language);
        await Eventually.TrueAsync(async () => (await site.ReadNewsAsync(Cancellation)).Count == feed.Entries.Count, "the feed is imported", Cancellation);

        (await site.RunVerbAsync(["newsletter", "send", "daily"], Cancellation)).EnsureSuccess();
        var digest = await smtp.WaitForAsync(mail => mail.IsTo("ljiljana@reader.example") && Subscribing.IsDigest(mail), Cancellation);
        // Serbian comes in the script that the reader chose, whatever the source writes.
        digest.Text.ShouldContain(language == "sr-Latn" ? "Živković: vode ne znaju za granice" : "Живковић: воде не знају за границе");
        Subscribing.UnsubscribeLink(digest).AbsolutePath.ShouldStartWith($"/{prefix}newsletter/unsubscribe/");
        (await visitor.LeaveAsync(digest, Cancellation)).Status.ShouldBe(HttpStatusCode.OK);
        (await visitor.OpenAsync(Subscribing.UnsubscribeLink(digest).AbsoluteUri, Cancellation)).Document.DocumentElement.GetAttribute("lang").ShouldBe(language);
        (await site.RunVerbAsync(["newsletter", "send", "daily"], Cancellation)).EnsureSuccess();
        // The host sends the welcome by itself.
        await Eventually.TrueAsync(() => Task.FromResult(smtp.Messages.Count(mail => mail.IsTo("ljiljana@reader.example")) >= 3), "the welcome has come", Cancellation);
        smtp.Messages.Count(mail => mail.IsTo("ljiljana@reader.example")).ShouldBe(3, "The confirmation, the welcome and one digest, nothing more.");
    }
}
