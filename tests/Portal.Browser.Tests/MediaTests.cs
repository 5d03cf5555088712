using Microsoft.Playwright;
using NetVips;
using Portal.Browser.Tests.Browsing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The media library and a picture's way into an article.</summary>
public sealed class MediaTests(Chromium chromium, RunningPortal portal)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_come_into_a_folder_are_described_renamed_deleted_and_brought_back()
    {
        await using var visit = await SignedInAsync();
        await visit.OpenDeskAsync("/Admin/Media");
        var page = visit.Page;
        await page.GetByText("New folder", new() { Exact = true }).Last.ClickAsync();
        await page.GetByLabel("Name of a new folder").FillAsync("Press Photos");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the folder" }).ClickAsync();
        await Expect(page.GetByText("Add files to “press-photos”")).ToBeVisibleAsync();
        await page.Locator("#media-upload-file").SetInputFilesAsync([Picture("Harbour at dawn.png", 900, 600), Picture("second.png", 300, 300), new() { Name = "evil.png", MimeType = "image/png", Buffer = "<script>"u8.ToArray() }]);
        await Expect(page.Locator(".desk-upload-done")).ToHaveCountAsync(2);
        await Expect(page.Locator(".desk-upload-failed")).ToContainTextAsync("evil.png");
        await Expect(page.Locator(".desk-media-grid li")).ToHaveCountAsync(2);

        await page.Locator(".desk-media-file").Filter(new() { HasText = "harbour-at-dawn.png" }).ClickAsync();
        await page.GetByLabel("What the picture shows").FillAsync("A harbour in fog");
        await page.Locator(".desk-focus-picture").ClickAsync(new() { Position = new() { X = 20, Y = 20 } });
        await Expect(page.GetByLabel("Point that stays in view, from the left")).Not.ToHaveValueAsync("50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await visit.LooksAsync("desk-media");

        await page.Locator("#media-place-name").FillAsync("Fog");
        await page.Locator("form", new() { Has = page.Locator("#media-place-name") }).GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "fog.png" })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("What the picture shows")).ToHaveValueAsync("A harbour in fog");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete fog.png" }).ClickAsync();
        await Expect(page.Locator(".desk-media-grid li")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".desk-media-grid li")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task An_article_takes_a_picture_in_place_and_is_published_only_when_it_is_said_what_it_shows()
    {
        await using var visit = await SignedInAsync();
        await visit.OpenDeskAsync("/Admin/Contents/ContentTypes/Article/Create");
        var page = visit.Page;
        await page.Locator("#TitlePart").FillAsync("An article with a picture of its own");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose from the library or add" }).First.ClickAsync();
        await Expect(page.Locator(".rz-dialog input[type=file]")).ToBeVisibleAsync();
        await visit.LooksAsync("desk-media-picker");
        await page.Locator(".rz-dialog input[type=file]").SetInputFilesAsync(Picture("bridge.png", 1600, 900));
        var text = page.GetByLabel("What the picture shows");
        await Expect(text).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(page.Locator("#item-form [data-focus=Article-Image-0-alt]")).ToContainTextAsync("say in a few words what the picture shows");
        await text.FillAsync("A bridge over the Sava");
        await text.BlurAsync();
        await visit.LooksAsync("desk-media-field");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(page.GetByText("Visitors see it now")).ToBeVisibleAsync();

        await visit.OpenAsync("/articles/an-article-with-a-picture-of-its-own");
        var picture = page.Locator("figure.picture img");
        await Expect(picture).ToHaveAttributeAsync("alt", "A bridge over the Sava");
        Assert.True(await picture.EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)") > 0);
        Assert.Contains("format=auto", await picture.EvaluateAsync<string>("image => image.currentSrc"), StringComparison.Ordinal);
    }

    static FilePayload Picture(string name, int width, int height)
    {
        using var picture = (Image.Xyz(width, height).Linear([255.0 / width, 255.0 / height], [0, 0]).Bandjoin(90)).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return new() { Name = name, MimeType = "image/png", Buffer = picture.PngsaveBuffer() };
    }

    async Task<Visit> SignedInAsync()
    {
        var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.SignInAsync(await portal.AddPersonAsync("Editor", Cancellation));
        return visit;
    }
}
