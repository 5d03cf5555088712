using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Review;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Review;

public sealed class NewerTextTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task The_sources_newer_text_stands_beside_the_editors_until_one_of_them_is_chosen(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var source = await room.AddSourceAsync("Review", room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "First", "https://primer.example/1", "Old text."))), Cancellation);
        await room.ImportAsync(source, Cancellation);
        var item = (await room.NewsAsync(Cancellation))[0];
        await WriteAsync(room, item.ContentItemId, "Mine", null);
        room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Theirs", "https://primer.example/1", "New text.")));
        await room.ImportAsync(source, Cancellation);
        var newer = room.Database.Get<NewerTexts>();
        var found = (await newer.FindAsync(item.ContentItemId, Cancellation)).ShouldNotBeNull();
        (found.Entry.Title, found.Entry.Excerpt).ShouldBe(("Theirs", "New text."));
        (await room.NewsAsync(Cancellation))[0].DisplayText.ShouldBe("Mine");

        // Another change of the editor's own does not answer it; taking over does.
        await WriteAsync(room, item.ContentItemId, "Mine again", null);
        (await newer.FindAsync(item.ContentItemId, Cancellation)).ShouldNotBeNull();
        await WriteAsync(room, item.ContentItemId, found.Entry.Title, found.Entry.Html);
        (await newer.FindAsync(item.ContentItemId, Cancellation)).ShouldBeNull();

        room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Theirs, once more", "https://primer.example/1", "New text.")));
        await room.ImportAsync(source, Cancellation);
        (await newer.FindAsync(item.ContentItemId, Cancellation)).ShouldNotBeNull();
        await newer.KeepMineAsync(item.ContentItemId, Newsroom.Editor, Cancellation);
        (await newer.FindAsync(item.ContentItemId, Cancellation)).ShouldBeNull();
    }

    static Task WriteAsync(Newsroom room, string id, string title, string? html) => room.EditAsync(async (scope, ct) =>
    {
        var item = (await scope.Content.GetLatestAsync(id, ct))!;
        item.DisplayText = title;
        item.Apply(new TitlePart(title));
        if (html is not null)
            item.Apply(new HtmlBodyPart(html));
        await scope.Content.PublishAsync(item, ct);
    }, Cancellation);
}
