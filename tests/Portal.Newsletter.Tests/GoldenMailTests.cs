using System.Text;
using System.Text.RegularExpressions;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Drafts;
using Portal.Testing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>
/// The digest in each language as it leaves the site: headers, text and HTML, held against files beside this one. Where a change is
/// meant, run with <c>PORTAL_WRITE_GOLDEN=1</c> and look at what changed.
/// </summary>
public sealed partial class GoldenMailTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en")]
    [InlineData("sr-Latn")]
    [InlineData("sr-Cyrl")]
    public async Task The_digest_is_what_it_was(string language)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server,
            ("Portal:Newsletter:PostalAddress", "Institute, Knez Mihailova 1, Belgrade"), ("Portal:Smtp:ReplyTo", "editors@portal.example"));
        await site.SubscribeAsync("reader@example.org", language: language);
        await PlanTests.SaveAsync(site, plan => plan with { NeedsApproval = true });
        await FillAsync(site);
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 5, 0, 0, TimeSpan.Zero));
        await PlanTests.RunAsync(site);
        var drafts = site.Get<DraftActions>();
        var draft = (await drafts.ListAsync(Cancellation)).Single();
        var desk = new IssueDraft(IssueContent.Read(draft.Content));
        (desk.Words["en"].Word, desk.Words["sr"].Word) = ("A quiet week on the river, with [one exception](/articles/our-own-view).\n\n* The talks go on.\n* The water rises.", "Мирна недеља на реци, са [једним изузетком](/articles/our-own-view).\n\n* Преговори се настављају.\n* Вода расте.");
        draft = await drafts.SaveAsync(draft.Id, draft.Stamp, desk.Content, draft.DueUtc, false, ContentActor.System, Cancellation);
        await drafts.ApproveAsync(draft.Id, draft.Stamp, ContentActor.System, Cancellation);
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        await PlanTests.RunAsync(site);
        await site.DeliverAsync();
        var mail = server.Messages.ShouldHaveSingleItem();
        var headers = string.Join('\n', mail.Message.Headers.Select(header => $"{header.Field}: {header.Value}"));
        Check($"digest.{language}.headers.txt", headers, draft);
        Check($"digest.{language}.txt", mail.Text, draft);
        Check($"digest.{language}.html", mail.Html, draft);
    }

    internal static async Task FillAsync(NewsletterSite site)
    {
        foreach (var (id, name) in new[] { ("wire", "The Wire"), ("post", "Пошта"), ("khabar", "الخبر") })
            await site.PublishAsync("FeedSource", name, [], item => item.ContentItemId = id);
        await site.PublishAsync("Article", "Our own view", [], item => item.Apply(new HtmlBodyPart("<p>" + string.Concat(Enumerable.Repeat("The river is a border, a road and a bank of memories. ", 60)) + "</p>")));
        var first = await site.PublishAsync("NewsItem", "Talks on the river go on", ["water"], item => item.Apply("NewsItem", "Source", new ContentPickerField(["wire"])));
        var second = await site.PublishAsync("NewsItem", "Преговори о реци се настављају", ["water"], item => Serbian(item));
        await site.PublishAsync("NewsItem", "Нове норме за сајбер простор", ["cyber"], item => Serbian(item));
        await site.PublishAsync("NewsItem", "محادثات حول المياه", [], item =>
        {
            item.Apply("NewsItem", "Source", new ContentPickerField(["khabar"]));
            item.Content["NewsItem"]!["Language"] = new System.Text.Json.Nodes.JsonObject { ["Text"] = "ar" };
        });
        await site.PublishAsync("NewsItem", "Tags <b>in titles</b> & \"quotes\" {{ Model.SiteName }}");
        await site.PublishAsync("Story", "The river", [], item => item.Apply("Story", "Items", new ContentPickerField([first.ContentItemId, second.ContentItemId])));
    }

    static void Serbian(ContentItem item)
    {
        item.Apply("NewsItem", "Source", new ContentPickerField(["post"]));
        item.Apply(new HtmlBodyPart("<p>Стране су се састале у Београду, уз посредовање комисије за реку.</p>"));
    }

    static void Check(string name, string text, IssueRecord issue)
    {
        var path = Path.Combine(Repository.Root, "tests", "Portal.Newsletter.Tests", "Golden", name);
        var plain = Token().Replace(text.ReplaceLineEndings("\n").Replace(issue.Id, "ISSUE", StringComparison.Ordinal), match => match.Groups["way"].Value + "TOKEN");
        plain = Identity().Replace(plain, "ID");
        plain = string.Join('\n', plain.Split('\n').Select(line => line.TrimEnd())).TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("PORTAL_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, plain, new UTF8Encoding(false));
        }
        File.Exists(path).ShouldBeTrue($"{path} is missing");
        plain.ShouldBe(File.ReadAllText(path).ReplaceLineEndings("\n"), $"the mail is another than in Golden/{name}");
    }

    [GeneratedRegex("(?<way>/newsletter/(preferences|unsubscribe)/|unsubscribe%20)[A-Za-z0-9._-]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Token();

    [GeneratedRegex("\\b[0-9a-z]{26}\\b")]
    private static partial Regex Identity();
}
