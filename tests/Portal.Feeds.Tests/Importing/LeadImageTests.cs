using Microsoft.AspNetCore.Http;
using NetVips;
using Portal.Content.Fields;
using Portal.Content.Media;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Importing;

public sealed class LeadImageTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_picture_of_an_entry_becomes_the_sites_own_and_anything_else_is_left()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        using var image = Image.Black(8, 8).Colourspace(Enums.Interpretation.Srgb).Mutate(told => told.Set(GValue.GStrType, "png-comment-0-Author", "taken at home"));
        var png = image.PngsaveBuffer();
        byte[] broken = [.. png.AsSpan(0, 20), 1, 2, 3];
        var picture = room.Server.Serve("/picture", http => { http.Response.ContentType = "text/html"; return http.Response.Body.WriteAsync(png, Cancellation).AsTask(); });
        var half = room.Server.Serve("/half.png", http => { http.Response.ContentType = "image/png"; return http.Response.Body.WriteAsync(broken, Cancellation).AsTask(); });
        var drawing = room.Server.Serve("/drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/png");
        var source = await room.AddSourceAsync("Pictures", room.Server.Serve("/feed.xml", Rss.Channel(
            Rss.Item("1", "With picture", "https://primer.example/1", $"Text <img src=\"{picture}\" alt=\"x\">"),
            Rss.Item("3", "With half a picture", "https://primer.example/3", $"Text <img src=\"{half}\" alt=\"x\">"),
            Rss.Item("2", "With drawing", "https://primer.example/2", $"Text <img src=\"{drawing}\" alt=\"x\">"))), Cancellation);
        await room.ImportAsync(source, Cancellation);

        (await room.Database.Get<LeadImages>().RunAsync(10, Cancellation)).ShouldBe(3);
        var news = await room.NewsAsync(Cancellation);
        var path = news.Single(item => item.DisplayText == "With picture").Field<MediaField>("NewsItem", "Image")!.Paths.ShouldHaveSingleItem();
        path.ShouldMatch(@"^news/\d{4}/\d{2}/[0-9a-f]{24}\.png$");
        var file = room.Database.Get<MediaStore>().Locate(path)!;
        (await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Cancellation)).ShouldNotContain("taken at home");
        using (var kept = Image.NewFromFile(file))
            (kept.Width, kept.Height).ShouldBe((8, 8));
        foreach (var other in new[] { "With drawing", "With half a picture" })
            news.Single(item => item.DisplayText == other).Field<MediaField>("NewsItem", "Image")!.Paths.ShouldBeEmpty();
        (await room.Database.Get<LeadImages>().RunAsync(10, Cancellation)).ShouldBe(0);
    }
}
