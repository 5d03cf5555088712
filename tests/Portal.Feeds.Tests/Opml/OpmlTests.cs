using System.Text;
using Portal.Content.Storage;
using Portal.Feeds.Catalogue;
using Portal.Feeds.Opml;
using Portal.Feeds.Parsing;
using Portal.Feeds.Sources;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Opml;

public sealed class OpmlTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    const string List = """
        <?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <opml version="1.1"><head><title>Mine</title></head><body>
          <outline text="Дипломатија"><outline text="Министарства">
            <outline type="rss" text="МСП" xmlurl="https://primer.example/mfa.xml" htmlUrl="https://primer.example/" language="sr"/></outline>
            <outline type="rss" title="Institute" text="other" xmlUrl="https://institute.example/feed"/>
          </outline>
          <outline type="rss" text="Again" xmlUrl="http://www.institute.example/feed/"/>
          <outline type="rss" text="Harm" xmlUrl="javascript:alert(1)"/>
        </body></opml>
        """;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_is_taken_over_with_its_folders_and_handed_out_again(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var sources = room.Database.Get<FeedSources>();
        var results = await sources.AddAsync(await ReadAsync(List), Newsroom.Editor, Cancellation);
        results.Select(result => (result.Source.Title, result.State)).ShouldBe(
            [("МСП", AddedState.Added), ("Institute", AddedState.Added), ("Again", AddedState.Known), ("Harm", AddedState.Refused)]);
        (await sources.AddAsync(await ReadAsync(List), Newsroom.Editor, Cancellation)).ShouldAllBe(result => result.State != AddedState.Added);

        using var file = new MemoryStream();
        await OpmlWriting.WriteAsync(file, "Portal", DateTimeOffset.UnixEpoch, (await sources.ListAsync(Cancellation)).Select(one => one.Source));
        file.Position = 0;
        (await OpmlReading.ReadAsync(file, Cancellation)).ShouldBe(
        [
            new NewSource("https://primer.example/mfa.xml", "МСП") { SiteUrl = "https://primer.example/", Language = "sr", Folder = "Дипломатија/Министарства" },
            new NewSource("https://institute.example/feed", "Institute") { Folder = "Дипломатија" },
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body/></html>")]
    [InlineData("<opml><body><outline text='a'></body></opml>")]
    public async Task What_is_no_list_is_refused_with_a_sentence(string text) =>
        (await Should.ThrowAsync<FeedFormatException>(() => ReadAsync(text))).Message.ShouldContain("no list of feeds");

    [Fact]
    public async Task A_list_whose_folders_have_no_end_is_refused() =>
        (await Should.ThrowAsync<FeedFormatException>(() => ReadAsync("<opml><body>" + string.Concat(Enumerable.Repeat("<outline text='a'>", 5000))))).Message.ShouldContain("too deep");

    [Fact]
    public void The_catalogue_names_each_source_once_and_by_an_address_that_can_be_fetched()
    {
        SourceCatalogue.Entries.Count.ShouldBeGreaterThan(50);
        SourceCatalogue.Entries.Select(entry => entry.Url).ShouldBeUnique();
        SourceCatalogue.Entries.ShouldAllBe(entry => FeedUrl.IsWeb(entry.Url) && FeedUrl.IsWeb(entry.SiteUrl) && entry.Title.Length > 0);
        SourceCatalogue.Entries.Select(entry => entry.Language[..2]).Distinct().ShouldBe(["en", "ru", "fr", "sr"], ignoreOrder: true);
    }

    static async Task<IReadOnlyList<NewSource>> ReadAsync(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await OpmlReading.ReadAsync(file, Cancellation);
    }
}
