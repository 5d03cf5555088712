using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Desk.Items;
using Portal.Desk.Writing;

namespace Portal.Desk.Tests.Items;

public sealed class WritingAdviceTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("<p>One, two – three.</p><p>Četiri <b>pet</b></p>", 5, 1)]
    [InlineData("<p>Један два</p><script>not a word</script>", 2, 1)]
    public void Words_are_counted_as_readers_see_them(string html, int words, int minutes)
    {
        var item = new ContentItem { ContentItemId = "x", ContentType = "Article" };
        item.Apply(new HtmlBodyPart(html));
        var figures = WritingFigures.Of(item);
        (figures.Words, figures.Minutes).ShouldBe((words, minutes));
    }

    [Fact]
    public async Task What_readers_would_stumble_over_is_named_with_the_field_where_it_is_put_right()
    {
        var editor = await site.PersonAsync("Editor");
        var target = await WriteAsync("A page to link to", item => item.Apply(new HtmlBodyPart("<p>Here</p>")));
        target = await site.Get<ItemActions>().SaveAsync(editor, target, publish: true, Ct);
        var path = target.As<AutoroutePart>()!.Path;
        var item = await WriteAsync(new string('T', 70), item =>
        {
            item.Apply(new HtmlBodyPart($"""
                <p>See <a href="/{path}">this</a>, <a href="/sr/{path}">ово</a>, <a href="https://example.org/gone">that</a>, <a href="#note">below</a> and <a href="/articles/nowhere">nothing</a>.</p>
                <p><a href="https://example.org/"></a><img src="/media/a.png"><img src="/media/b.png" alt=""></p>
                """));
            item.Apply("Article", "Image", new MediaField(["a.png"]));
            item.Apply("Article", "AppearedAs", new TextField("Its title elsewhere"));
        });
        var found = await FindAsync(item);
        found.Select(one => one.Element).ShouldBe(["TitlePart", "HtmlBodyPart", "HtmlBodyPart", "HtmlBodyPart", "Article-Excerpt", "Article-Image-0-alt", "Article-AppearedIn-text"], ignoreOrder: true);
        found.Single(one => one.Message.Contains("/articles/nowhere", StringComparison.Ordinal)).Message.ShouldContain("nothing");

        var well = await WriteAsync("Short and well", item =>
        {
            item.Apply(new HtmlBodyPart($"<p>See <a href=\"/{path}\">this</a>.</p>"));
            item.Apply("Article", "Excerpt", new TextField("What it is about."));
        });
        (await FindAsync(well)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_to_link_to_are_found_by_words_of_their_title_once_visitors_see_them()
    {
        var editor = await site.PersonAsync("Editor");
        var actions = site.Get<ItemActions>();
        await actions.SaveAsync(editor, await WriteAsync("The harbour treaty", _ => { }), publish: true, Ct);
        await actions.SaveAsync(editor, await WriteAsync("The harbour draft", _ => { }), publish: false, Ct);
        var found = await site.Get<OwnPages>().FindAsync("harbour", Ct);
        found.ShouldHaveSingleItem().Title.ShouldBe("The harbour treaty");
        found[0].Address.ShouldBe("/articles/the-harbour-treaty");
        (await site.Get<OwnPages>().FindAsync(" ", Ct)).ShouldBeEmpty();
    }

    async Task<IReadOnlyList<ItemProblem>> FindAsync(ContentItem item) =>
        await site.Get<WritingAdvice>().FindAsync(item, await site.Get<SiteDocuments>().GetAsync<ContentDefinitions>(Ct), Ct);

    async Task<ContentItem> WriteAsync(string title, Action<ContentItem> write)
    {
        var item = await site.Get<ItemActions>().NewAsync(await site.PersonAsync("Editor"), "Article", Ct);
        item.Apply(new TitlePart(title));
        write(item);
        return item;
    }
}
