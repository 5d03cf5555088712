using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Portal.Testing;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>The digest as it is mailed (the golden files of the newsletter's tests), at the widths of a telephone, a narrow window and a wide one.</summary>
public sealed class MailLooksTests(Chromium chromium, RunningPortal portal)
{
    static readonly string Golden = Path.Combine(Repository.Root, "tests", "Portal.Newsletter.Tests", "Golden");

    static readonly string Picture = Path.Combine(Repository.Root, "recipes", "media", "cable.jpg");

    public static IEnumerable<TheoryDataRow<int, ColorScheme>> Screens =>
        from width in new[] { 360, 600, 1024 }
        from scheme in new[] { ColorScheme.Light, ColorScheme.Dark }
        select new TheoryDataRow<int, ColorScheme>(width, scheme);

    [Theory, MemberData(nameof(Screens))]
    public async Task The_digest_is_readable_in_light_and_dark_with_pictures_and_without(int width, ColorScheme scheme)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(width, scheme));
        var withPictures = true;
        await visit.Page.RouteAsync("https://portal.example/media/**", route => route.FulfillAsync(withPictures ? new() { Path = Picture } : new() { Status = 204 }));
        // The languages differ in their words, of which a narrow window breaks the lines.
        foreach (var language in width == 360 ? (string[])["en", "sr-Latn", "sr-Cyrl"] : ["en"])
            await ShowAsync(language, $"mail-digest-{language}");
        withPictures = false;
        await ShowAsync("en", "mail-digest-en-without-pictures");

        async Task ShowAsync(string language, string name)
        {
            // A page of its own each time: what a page has loaded it shows again without asking.
            await visit.Page.GotoAsync("about:blank");
            await visit.Page.SetContentAsync(await File.ReadAllTextAsync(Path.Combine(Golden, $"digest.{language}.html"), TestContext.Current.CancellationToken), new() { WaitUntil = WaitUntilState.Load });
            await visit.LooksAsync(name, isMail: true);
        }
    }
}
