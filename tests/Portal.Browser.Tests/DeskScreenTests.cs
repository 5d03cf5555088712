using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>Every page of the desk on three widths of screen: accessible, not wider than the window, and no request to another host.</summary>
public sealed class DeskScreenTests(Chromium chromium, RunningPortal portal)
{
    static readonly (string Name, string Path)[] Pages =
    [
        ("today", "/Admin"), ("tour", "/Admin/Tour"), ("tour-languages", "/Admin/Tour/languages"), ("tour-mail", "/Admin/Tour/mail"), ("tour-sources", "/Admin/Tour/sources"), ("content", "/Admin/Contents/ContentItems"), ("new-page", "/Admin/Contents/ContentTypes/Page/Create"), ("feeds", "/Admin/Feeds"), ("feed", "/Admin/Feeds/source-wire"), ("catalogue", "/Admin/Feeds/Catalogue"), ("opml", "/Admin/Feeds/Opml"), ("news", "/Admin/News"), ("desk-stories", "/Admin/Stories"), ("rules", "/Admin/FeedRules"), ("gazetteer", "/Admin/Gazetteer"), ("newsletter", "/Admin/Newsletter"), ("newsletter-drafts", "/Admin/Newsletter/Drafts"), ("newsletter-plans", "/Admin/Newsletter/Plans"),
        ("subscribers", "/Admin/Newsletter/Subscribers"), ("segments", "/Admin/Newsletter/Segments"), ("subscriber-import", "/Admin/Newsletter/Import"), ("bounces", "/Admin/Newsletter/Bounces"), ("suppressions", "/Admin/Newsletter/Suppressions"), ("growth", "/Admin/Newsletter/Growth"), ("welcome", "/Admin/Newsletter/Welcome"), ("sender", "/Admin/Newsletter/Sender"),
        ("search", "/Admin/Search"), ("search-analytics", "/Admin/Search/Analytics"), ("search-tuning", "/Admin/Search/Tuning"), ("search-results", "/Admin/Search/Results?q=samit"), ("search-explain", "/Admin/Search/Explain?q=samit"), ("search-query", "/Admin/Search/Query"), ("health", "/Admin/Health"), ("people", "/Admin/People"), ("settings", "/Admin/Settings"), ("account", "/Admin/Account"),
        ("security", "/Admin/Account/Security"), ("sessions", "/Admin/Account/Sessions"), ("tokens", "/Admin/Account/Tokens"), ("roles", "/Admin/Roles"),
        ("taxonomies", "/Admin/Taxonomies"), ("menus", "/Admin/Menus"), ("layers", "/Admin/Layers"), ("templates", "/Admin/Templates"), ("template", "/Admin/Templates/Edit?name=Content__Article"),
    ];

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(768, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    public async Task The_pages_of_the_desk_are_fit_to_work_with(int width, ColorScheme scheme)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(width, scheme));
        await visit.OpenAsync("/Login");
        await visit.LooksAsync("desk-sign-in");
        await visit.SignInAsync(await portal.AddPersonAsync("Administrator", TestContext.Current.CancellationToken));
        foreach (var (name, path) in Pages)
        {
            await visit.OpenDeskAsync(path);
            await visit.LooksAsync($"desk-{name}");
        }
    }
}
