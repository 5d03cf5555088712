using Portal.Content.Storage;
using Portal.Newsletter.Checks;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

public sealed class MailCheckTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en")]
    [InlineData("sr-Latn")]
    [InlineData("sr-Cyrl")]
    public async Task The_themes_own_mail_passes_the_check_list(string language)
    {
        var mail = await MailAsync(language);
        MailCheck.Look(mail).Where(finding => finding.Fails).Select(finding => string.Format(System.Globalization.CultureInfo.InvariantCulture, finding.Message, finding.Arguments)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<title>", "<title>Another ", "L1")]
    [InlineData("<!doctype html>", "", "L1")]
    [InlineData("role=\"presentation\" class=\"sheet\"", "class=\"sheet\"", "L2")]
    [InlineData("</head>", "<style>a{}</style></head>", "L3")]
    [InlineData("<body", "<script>1</script><body", "L4")]
    [InlineData("<body", "<form action=x></form><body", "L4")]
    [InlineData("style=\"margin:0;padding:0;", "style=\"margin:0;position: absolute;", "L4")]
    [InlineData("</h2>", "<img src=\"/relative.png\" width=\"1\" alt=\"x\"></h2>", "L5")]
    [InlineData("</h2>", "<img src=\"https://portal.example/x.svg\" width=\"1\" alt=\"x\"></h2>", "L5")]
    [InlineData("</h2>", "<a href=\"#\">x</a></h2>", "L10")]
    [InlineData("</h2>", "<a href=\"javascript:x\">x</a></h2>", "L10")]
    [InlineData("</h2>", "<a href=\"https://evil.example/\">bank.example</a></h2>", "L10")]
    [InlineData("</h2>", "<a href=\"https://203.0.113.7/\">x</a></h2>", "L10")]
    [InlineData("/newsletter/unsubscribe/", "/elsewhere/", "L9")]
    public async Task A_fault_of_the_form_is_named(string what, string with, string rule)
    {
        var mail = await MailAsync("en");
        mail.Html.ShouldContain(what);
        var at = mail.Html.IndexOf(what, StringComparison.Ordinal);
        MailCheck.Look(mail with { Html = mail.Html[..at] + with + mail.Html[(at + what.Length)..] }).Where(finding => finding.Fails).Select(finding => finding.Rule).ShouldContain(rule);
    }

    [Fact]
    public async Task Size_subject_and_words_are_looked_at()
    {
        var mail = await MailAsync("en");
        MailCheck.Look(mail with { Html = mail.Html.Replace("</body>", new string('x', 95_000) + "</body>", StringComparison.Ordinal) }).ShouldContain(finding => finding.Rule == "L11" && finding.Fails);
        MailCheck.Look(mail with { Text = "" }).ShouldContain(finding => finding.Rule == "L9" && finding.Fails);
        Look("").ShouldContain(finding => finding.Rule == "subject" && finding.Fails);
        Look("THIS IS VERY IMPORTANT!!").ShouldContain(finding => finding.Rule == "subject" && !finding.Fails);
        Look(new string('x', 90)).ShouldContain(finding => finding.Rule == "subject" && !finding.Fails);
        Look("You are a winner").ShouldContain(finding => finding.Rule == "words");

        IReadOnlyList<MailFinding> Look(string subject) => MailCheck.Look(mail with { Subject = subject, Html = mail.Html.Replace(System.Net.WebUtility.HtmlEncode(mail.Subject), subject, StringComparison.Ordinal) });
    }

    [Fact]
    public async Task A_link_to_an_own_page_where_nothing_stands_is_named()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.PublishAsync("NewsItem", "It stands");
        var broken = await site.Get<OwnLinks>().FindBrokenAsync(
            """<a href="https://portal.example/news/it-stands">a</a> <a href="https://portal.example/sr-latn/news/it-stands">b</a> <a href="https://portal.example/sr/newsletter/unsubscribe/x">c</a> <a href="https://other.example/gone">d</a> <a href="https://portal.example/articles-gone">e</a>""", Cancellation);
        broken.ShouldHaveSingleItem().Arguments.ShouldBe(["https://portal.example/articles-gone"]);
    }

    [Fact]
    public async Task Pages_of_others_are_asked_once_within_a_few_seconds_and_what_they_say_is_advice()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        var world = new World(site.Time);
        var links = new OutwardLinks([world], site.Get<Portal.Content.Hosting.SiteAddress>(), site.Time);
        const string html = """<a href="https://there.example/a#part">a</a> <a href="https://there.example/a">b</a> <a href="https://gone.example/">c</a> <a href="https://slow.example/">d</a> <a href="https://portal.example/own">e</a> <a href="mailto:x@example.org">f</a>""";
        var answer = await links.AskAsync(html, Cancellation);
        var gone = answer.Findings.ShouldHaveSingleItem();
        (gone.Fails, gone.Arguments[0]).ShouldBe((false, "https://gone.example/"));
        answer.Unasked.ShouldBe(1, "the slow one");
        world.Asked.Order(StringComparer.Ordinal).ShouldBe(["https://gone.example/", "https://slow.example/", "https://there.example/a"]);
        await links.AskAsync(html, Cancellation);
        world.Asked.Count.ShouldBe(4, "only the one that has not answered is asked again");
        site.Time.Advance(TimeSpan.FromHours(1));
        await links.AskAsync(html, Cancellation);
        world.Asked.Count.ShouldBe(7);
    }

    sealed class World(Microsoft.Extensions.Time.Testing.FakeTimeProvider time) : Portal.Content.Media.IRemoteFiles
    {
        public List<string> Asked { get; } = [];

        public Task<ReadOnlyMemory<byte>> GetAsync(string url, long maxBytes, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is taken.");

        public async Task AskAsync(string url, CancellationToken cancellationToken)
        {
            lock (Asked)
                Asked.Add(url);
            if (url.Contains("gone", StringComparison.Ordinal))
                throw new IOException("The server says that there is no such page.");
            if (url.Contains("slow", StringComparison.Ordinal))
            {
                var never = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                time.Advance(TimeSpan.FromSeconds(10));
                await never;
            }
        }
    }

    static async Task<RenderedMail> MailAsync(string language)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await site.SubscribeAsync("ana@example.org", language: language);
        await site.PublishAsync("Article", "Our own view of the talks on the river");
        await site.PublishAsync("NewsItem", "Talks on the river go on in the capital", "water");
        await site.PublishAsync("NewsItem", "Норме за сајбер простор", "cyber");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        var mail = server.Messages.ShouldHaveSingleItem();
        return new(mail.Message.Subject!, mail.Html, mail.Text);
    }
}
