using NetVips;
using Portal.Content.Fields;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Articles;
using Portal.Feeds.Importing;
using Portal.Feeds.Review;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Review;

public sealed class HeldArticleTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Pictures_and_full_text_are_fetched_once_an_editor_shows_what_waited(DatabaseProvider provider)
    {
        await using var room = await OpenAsync(provider, fullText: true);
        var source = room.Source;
        await room.Room.ImportAsync(source, Cancellation);
        (await FetchAsync(room.Room)).ShouldBe(0);
        room.Room.Server.Requests.ShouldBe(["/feed.xml"]);

        var id = (await room.Room.WaitingAsync(Cancellation)).ShouldHaveSingleItem().Id;
        (await room.Room.Database.Get<NewsActions>().PublishAsync(Newsroom.Person, [id], Cancellation)).Done.ShouldBe([id]);
        (await FetchAsync(room.Room)).ShouldBeGreaterThan(0);
        var shown = (await room.Room.NewsAsync(Cancellation)).ShouldHaveSingleItem();
        shown.As<HtmlBodyPart>()!.Html!.ShouldContain("Реченица број 12");
        shown.Field<MediaField>("NewsItem", "Image")!.Paths.ShouldHaveSingleItem().ShouldEndWith(".png");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_an_editor_wrote_into_it_stays_and_only_its_pictures_come_to_lie_here(DatabaseProvider provider)
    {
        await using var room = await OpenAsync(provider, fullText: true);
        await room.Room.ImportAsync(room.Source, Cancellation);
        var id = (await room.Room.WaitingAsync(Cancellation)).ShouldHaveSingleItem().Id;
        await room.Room.EditAsync(async (scope, ct) =>
        {
            var item = (await scope.Content.GetLatestAsync(id, ct))!;
            item.Apply(new HtmlBodyPart("<p>Реч уредника.</p>" + item.As<HtmlBodyPart>()!.Html));
            await scope.Content.PublishAsync(item, ct);
        }, Cancellation);
        await FetchAsync(room.Room);
        var html = (await room.Room.NewsAsync(Cancellation)).ShouldHaveSingleItem().As<HtmlBodyPart>()!.Html!;
        html.ShouldStartWith("<p>Реч уредника.</p>");
        html.ShouldNotContain("Реченица");
        html.ShouldContain("<img src=\"/media/news/");
        (await room.Room.NewsAsync(Cancellation)).ShouldHaveSingleItem().Author.ShouldBe(Newsroom.Editor.Name);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_a_source_says_otherwise_after_an_editor_let_it_pass_waits_beside_it(DatabaseProvider provider)
    {
        await using var room = await OpenAsync(provider, fullText: false);
        await room.Room.ImportAsync(room.Source, Cancellation);
        var id = (await room.Room.WaitingAsync(Cancellation)).ShouldHaveSingleItem().Id;
        await room.Room.Database.Get<NewsActions>().PublishAsync(Newsroom.Person, [id], Cancellation);
        room.Room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Something else", room.Room.Server.Address + "/article", "Other words")));
        (await room.Room.ImportAsync(room.Source, Cancellation)).Stored.KeptBeside.ShouldBe(1);
        (await room.Room.NewsAsync(Cancellation)).ShouldHaveSingleItem().DisplayText.ShouldBe("Waiting");
        (await room.Room.Database.Get<NewerTexts>().FindAsync(id, Cancellation))!.Entry.Title.ShouldBe("Something else");
    }

    static async Task<Held> OpenAsync(DatabaseProvider provider, bool fullText)
    {
        var room = await Newsroom.OpenAsync(provider, Cancellation);
        using var image = Image.Black(8, 8).Colourspace(Enums.Interpretation.Srgb);
        var png = image.PngsaveBuffer();
        var picture = room.Server.Serve("/picture", http => http.Response.Body.WriteAsync(png, Cancellation).AsTask());
        room.Server.Serve("/robots.txt", "", "text/plain");
        var text = string.Concat(Enumerable.Range(1, 12).Select(number => $"<p>Реченица број {number}: министри су у Београду разговарали о дигиталној дипломатији, о сарадњи и о заједничким плановима.</p>"));
        room.Server.Serve("/article", $"<html><head><title>Чланак</title></head><body><article><h1>Чланак</h1>{text}</article></body></html>", "text/html; charset=utf-8");
        var source = await room.AddSourceAsync("Held", room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Waiting", room.Server.Address + "/article", $"Почетак <img src=\"{picture}\" alt=\"x\">"))), Cancellation, item =>
        {
            item.Apply("FeedSource", "Held", new BooleanField(true));
            item.Apply("FeedSource", "FullText", new BooleanField(fullText));
        });
        return new(room, source);
    }

    static async Task<int> FetchAsync(Newsroom room)
    {
        var done = await room.Database.Get<LeadImages>().RunAsync(10, Cancellation);
        for (var taken = 1; taken > 0; done += taken)
            taken = await room.Database.Get<ItemTasks>().RunAsync(10, Cancellation);
        return done;
    }

    sealed record Held(Newsroom Room, string Source) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Room.DisposeAsync();
    }
}
