using System.Net;
using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>What an editor does at the desk, and that visitors see it at once.</summary>
public sealed class EditorTests(Chromium chromium, RunningPortal portal)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_printed_link_signs_the_administrator_in_once_and_a_password_takes_its_place()
    {
        const string password = "lantern quarry oblong treaty";
        var link = await portal.FirstSignInLinkAsync(Cancellation);
        await using (var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop))
        {
            await visit.OpenAsync(link.PathAndQuery);
            await visit.LooksAsync("sign-in-link");
            await visit.SignInAsync(link);
            await visit.Page.Locator("#password").FillAsync(password);
            await visit.Page.Locator("#repeated").FillAsync(password);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save the password" }).ClickAsync();
            await Expect(visit.Page.GetByText("Your password was changed").First).ToBeVisibleAsync();
        }
        await using var again = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await again.OpenAsync(link.PathAndQuery);
        await again.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        // Named by its text: the desk's own notice of a lost connection is an alert too, and shows for a moment when a page is left.
        await Expect(again.Page.GetByText("This link can’t be used")).ToBeVisibleAsync();
        await again.OpenAsync("/Login");
        await again.Page.GetByLabel("E-mail address").FillAsync("admin@localhost");
        await again.Page.GetByLabel("Password").FillAsync(password);
        await again.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(again.Page.GetByRole(AriaRole.Heading, new() { Name = "Today", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_headline_changed_at_the_desk_is_the_headline_that_visitors_read()
    {
        await using var visit = await SignedInAsync();
        await visit.OpenNewsListAsync();
        // The item's own page: the list of news begins with the newest, and this one was only changed last.
        var address = await visit.Page.Locator("tbody tr").First.GetByRole(AriaRole.Link, new() { Name = "View" }).GetAttributeAsync("href");
        (await ReadAsync(address!)).ShouldNotContain("A headline by an editor");
        await visit.Page.Locator("tbody th[scope=row] a").First.ClickAsync();
        var title = visit.Page.Locator("#TitlePart");
        await Expect(title).ToBeVisibleAsync();
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await title.FillAsync("A headline by an editor");
        await title.BlurAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByText("Visitors see it now")).ToBeVisibleAsync();
        (await ReadAsync(address!)).ShouldContain("A headline by an editor");
        await visit.LooksAsync("desk-news-item");

        // The same text in Markdown, and back.
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Write in Markdown" }).ClickAsync();
        var markdown = visit.Page.Locator("textarea#HtmlBodyPart");
        await markdown.FillAsync(await markdown.InputValueAsync() + "\n## Written in *Markdown*\n");
        await visit.LooksAsync("desk-markdown");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Write as formatted text" }).ClickAsync();
        await Expect(visit.Page.Locator(".rz-html-editor-content h2")).ToHaveTextAsync("Written in Markdown");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Eventually.TrueAsync(async () => (await ReadAsync(address!)).Contains("<h2>Written in <em>Markdown</em></h2>", StringComparison.Ordinal), "visitors read the heading", Cancellation);
    }

    [Fact]
    public async Task A_hidden_item_is_gone_for_visitors_and_comes_back_when_it_is_shown()
    {
        await using var visit = await SignedInAsync();
        await visit.OpenNewsListAsync();
        var title = await visit.FirstTitleAsync();
        var address = await visit.Page.Locator("tr").Filter(new() { HasText = title }).First.GetByRole(AriaRole.Link, new() { Name = "View" }).GetAttributeAsync("href");
        await visit.RowButton(title, "Hide").ClickAsync();
        await Expect(visit.RowButton(title, "Show")).ToBeVisibleAsync();
        (await StatusAsync(address!)).ShouldBe(HttpStatusCode.NotFound);
        await visit.RowButton(title, "Show").ClickAsync();
        await Expect(visit.RowButton(title, "Hide")).ToBeVisibleAsync();
        (await StatusAsync(address!)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_pinned_item_stands_at_the_top_of_the_home_page()
    {
        await using var visit = await SignedInAsync();
        await visit.OpenNewsListAsync();
        var title = (await visit.Page.Locator("tbody th[scope=row] a").Last.InnerTextAsync()).Trim();
        await visit.RowButton(title, "Pin").ClickAsync();
        await Expect(visit.RowButton(title, "Unpin")).ToBeVisibleAsync();
        await using (var visitor = await chromium.VisitAsync(portal.Address, Screen.Desktop))
        {
            await visitor.OpenAsync("/");
            await Expect(visitor.Page.Locator(".chosen").GetByRole(AriaRole.Link, new() { Name = title })).ToBeVisibleAsync();
            await visitor.LooksAsync("home-pinned");
        }
        await visit.RowButton(title, "Unpin").ClickAsync();
        await Expect(visit.RowButton(title, "Pin")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_article_is_written_and_published()
    {
        await using var visit = await SignedInAsync();
        await visit.OpenDeskAsync("/Admin/Contents/ContentTypes/Article/Create");
        await visit.Page.Locator("#TitlePart").FillAsync("What a consul does at night");
        await visit.Page.Locator(".rz-html-editor-content").ClickAsync();
        await visit.Page.Keyboard.TypeAsync("The telephone rings at two, and it is always somebody's passport.");
        await visit.Page.Locator("#TitlePart").ClickAsync();
        await visit.LooksAsync("desk-new-article");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByText("Visitors see it now")).ToBeVisibleAsync();
        (await ReadAsync("articles/what-a-consul-does-at-night")).ShouldContain("The telephone rings at two");
        (await ReadAsync("")).ShouldContain("What a consul does at night");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task A_feed_is_added_by_its_address_or_by_that_of_its_site_and_its_news_come_in(int number, bool bySite)
    {
        var feed = OwnFeeds.Create(TimeProvider.System.GetUtcNow())[number];
        var address = portal.Feeds.Add(feed);
        await using var visit = await SignedInAsync();
        await visit.OpenDeskAsync("/Admin/Feeds");
        await visit.Page.GetByLabel("Address of a feed or of a site").FillAsync(bySite ? portal.Feeds.Site(feed) : address);
        await visit.Page.GetByLabel("Address of a feed or of a site").BlurAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Find feeds" }).ClickAsync();
        var add = visit.Page.GetByRole(AriaRole.Button, new() { Name = $"Add {feed.Title}" });
        await Expect(add).ToBeVisibleAsync();
        await visit.LooksAsync(bySite ? "desk-feed-found-on-site" : "desk-feed-found");
        await add.ClickAsync();
        await Expect(visit.Page.GetByText($"{feed.Title} was added").First).ToBeVisibleAsync();
        await Eventually.PassesAsync(async () => WebUtility.HtmlDecode(await ReadAsync($"news?language={feed.Language[..2]}")).ShouldContain(feed.Entries[0].Title), TimeSpan.FromSeconds(30), Cancellation);
    }

    async Task<Visit> SignedInAsync()
    {
        var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.SignInAsync(await portal.AddPersonAsync("Editor", Cancellation));
        return visit;
    }

    async Task<string> ReadAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = portal.Address };
        return await client.GetStringAsync(path, Cancellation);
    }

    async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = portal.Address };
        using var answer = await client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }
}
