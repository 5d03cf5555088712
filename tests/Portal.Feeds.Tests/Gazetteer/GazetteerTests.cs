using Portal.Content.Fields;
using Portal.Content.Storage;
using Portal.Feeds.Gazetteer;
using Portal.Feeds.Importing;
using Portal.Feeds.Tests.Importing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Gazetteer;

public sealed class GazetteerTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Sentences of our own with the terms that they are about; the traps are those that gazetteers fall into.</summary>
    public static TheoryData<string, string> Sentences => new()
    {
        { "Turkey and Greece resume talks on the Aegean.", "region-greece region-turkey" },
        { "He bought a turkey for Thanksgiving dinner.", "" },
        { "Turkey prices rise before the holidays.", "" },
        { "The king of Jordan met ministers from Egypt.", "region-egypt region-jordan" },
        { "Jordan Peterson spoke at the university.", "" },
        { "Michael Jordan returns.", "" },
        { "Georgia votes on Sunday as Tbilisi protests.", "region-georgia" },
        { "The senator from Georgia spoke in Atlanta.", "" },
        { "Chad Smith plays the drums.", "" },
        { "Talks between Chad and Sudan in N’Djamena.", "region-chad region-sudan" },
        { "Theresa May may return in May.", "" },
        { "Who will lead the WHO after the vote?", "topic-multilateral" },
        { "The Washington Post reported on elections.", "" },
        { "Mali Zvornik dobija novi most.", "" },
        { "Vojska Malija i Rusija potpisale sporazum u Bamaku.", "region-mali region-russia" },
        { "Sad je kasno, rekao je ministar. SAD uvode carine.", "region-united-states topic-economy" },
        { "Српски председник разговарао је са делегацијом ЕУ у Бриселу.", "region-serbia topic-eu" },
        { "Srpski predsednik razgovarao je sa delegacijom EU u Briselu.", "region-serbia topic-eu" },
        { "МИД России заявил протест посольству Польши в Москве.", "region-poland region-russia" },
        { "Састанак са Кином, Русијом и Француском о Украјини.", "region-china region-france region-russia region-ukraine" },
        { "NATO i OEBS o primirju u Libanu.", "region-lebanon topic-security" },
        { "A bridge over the river was opened by the mayor.", "" },
        { "Komesarka Kalas u Skoplju o proširenju.", "region-north-macedonia topic-eu" },
        { "Посольство Грузии открылось в Найроби.", "region-georgia region-kenya" },
    };

    [Theory, MemberData(nameof(Sentences))]
    public async Task A_text_is_about_the_places_and_organisations_that_it_names(string text, string terms) =>
        TermProposals.For(await NamesAsync(), "", text).SelectMany(pair => pair.Value).Order(StringComparer.Ordinal).ShouldBe(terms.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void A_line_knows_stems_acronyms_ambiguous_names_and_what_speaks_against_it()
    {
        var line = GazetteerLine.Read("Jordan? | Иордани* | UAE | -Michael Jordan\n\n! Washington Post").ShouldNotBeNull();
        line.Count.ShouldBe(2);
        line[0].Names.Select(name => (string.Join(' ', name.Words), name.Stems[0], name.AllCapital, name.Ambiguous)).ShouldBe([("jordan", false, false, true), ("iordani", true, false, false), ("uae", false, true, false)]);
        line[0].Against.ShouldHaveSingleItem().Words.ShouldBe(["michael", "jordan"]);
        line[1].Blocks.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("|||**??--!!\n!\n-\n*")]
    [InlineData("a* | 1 | \ud83d\udd4a")]
    public void What_makes_no_sense_is_left_out(string text) => GazetteerLine.Read(text).Count.ShouldBeLessThan(2);

    [Fact]
    public async Task Imported_news_gets_proposed_topics_and_regions_unless_its_source_wants_none()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        await room.AddTaxonomiesAsync(Cancellation);
        string Feed(string name) => room.Server.Serve($"/{name}.xml", Rss.Channel(Rss.Item(name, "Sporazum Srbije i Mađarske", $"https://{name}.example/1", "Sporazum je potpisan u Budimpešti.")));
        await room.ImportAsync(await room.AddSourceAsync("One", Feed("one"), Cancellation), Cancellation);
        await room.ImportAsync(await room.AddSourceAsync("Two", Feed("two"), Cancellation, item => item.Apply("FeedSource", "NoProposals", new BooleanField(true))), Cancellation);
        var news = (await room.NewsAsync(Cancellation)).ToDictionary(item => item.Field<LinkField>("NewsItem", "Link")!.Url!, StringComparer.Ordinal);
        var item = news["https://one.example/1"];
        item.Field<TaxonomyField>("NewsItem", "Regions")!.TermContentItemIds!.Order(StringComparer.Ordinal).ShouldBe(["region-hungary", "region-serbia"]);
        NewsItems.ProposedTerms(item).Order(StringComparer.Ordinal).ShouldBe(["region-hungary", "region-serbia"]);
        news["https://two.example/1"].Field<TaxonomyField>("NewsItem", "Regions")!.TermContentItemIds.ShouldBeEmpty();
        // Whoever looks at a region sees what is about a country in it.
        (await room.Content.ListPublishedAsync(new() { Types = ["NewsItem"], Keys = ["term:region-balkans"] }, Cancellation)).Items.ShouldHaveSingleItem().ContentItemId.ShouldBe(item.ContentItemId);
    }

    [Fact]
    public async Task An_editor_adds_a_name_and_the_next_text_is_found_by_it()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        await room.AddTaxonomiesAsync(Cancellation);
        var gazetteer = room.Database.Get<GazetteerActions>();
        (await gazetteer.TryAsync("Nova zgrada Vile Mir", Cancellation)).ShouldBeEmpty();
        var term = (await gazetteer.ListAsync(Cancellation)).Single(one => one.TermId == "topic-consular");
        (await gazetteer.SaveAsync(term with { Names = term.Names + "\nVil* Mir" }, Newsroom.Editor, Cancellation)).ShouldBeTrue();
        (await gazetteer.TryAsync("Nova zgrada Vile Mir", Cancellation)).ShouldBe(["topic-consular"]);
        (await gazetteer.ListAsync(Cancellation)).Single(one => one.TermId == "topic-consular").Names.ShouldEndWith("Vil* Mir");
    }

    static readonly Lazy<Task<PlaceNames>> Names = new(async () =>
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, CancellationToken.None);
        await room.AddTaxonomiesAsync(CancellationToken.None);
        return await room.Database.Get<GazetteerReader>().GetAsync(CancellationToken.None);
    });

    static Task<PlaceNames> NamesAsync() => Names.Value;
}
