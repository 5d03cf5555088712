using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Desk.Items;
using Portal.Desk.Localization;

namespace Portal.Desk.Tests.Localization;

public sealed class TranslationActionsTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    TranslationActions Actions => site.Get<TranslationActions>();

    [Fact]
    public async Task An_author_makes_the_Cyrillic_version_of_an_own_article()
    {
        var author = await site.PersonAsync("Author");
        var article = await site.Get<ItemActions>().NewAsync(author, "Article", Ct);
        article.Apply(new TitlePart("Njegova reč"));
        article.Apply(new HtmlBodyPart("<p>Ljudi pišu.</p>"));
        article.Apply(new LocalizationPart(null, "sr-Latn"));
        article = await site.Get<ItemActions>().SaveAsync(author, article, publish: true, Ct);

        var lines = await Actions.ListAsync(article, "en", Ct);
        lines.Select(line => (line.Culture, line.IsThis, line.IsScript, line.Item is not null)).ShouldBe(
            [("en", false, false, false), ("sr-Latn", true, false, true), ("sr-Cyrl", false, true, false)]);

        var made = await Actions.MakeAsync(author, article.ContentItemId, "sr-Latn", "sr-Cyrl", Ct);
        (made.DisplayText, made.As<HtmlBodyPart>()!.Html, made.Published).ShouldBe(("Његова реч", "<p>Људи пишу.</p>", false));
        made.Owner.ShouldBe(article.Owner);
        (await Actions.ListAsync(article, "en", Ct)).Single(line => line.Culture == "sr-Cyrl").Item!.ContentItemId.ShouldBe(made.ContentItemId);
        await Should.ThrowAsync<ItemRefusedException>(() => Actions.MakeAsync(author, article.ContentItemId, "sr-Latn", "sr-Cyrl", Ct));
    }

    [Fact]
    public async Task Nobody_makes_a_version_of_what_they_may_not_change()
    {
        var editor = await site.PersonAsync("Editor");
        var article = await site.Get<ItemActions>().NewAsync(editor, "Article", Ct);
        article.Apply(new TitlePart("Of the editor"));
        article = await site.Get<ItemActions>().SaveAsync(editor, article, publish: true, Ct);
        var author = await site.PersonAsync("Author");
        await Should.ThrowAsync<ItemRefusedException>(() => Actions.MakeAsync(author, article.ContentItemId, "en", "sr-Latn", Ct));
    }
}
