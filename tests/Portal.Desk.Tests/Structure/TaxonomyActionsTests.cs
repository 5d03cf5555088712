using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Desk.Structure;

namespace Portal.Desk.Tests.Structure;

public sealed class TaxonomyActionsTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    TaxonomyActions Actions => site.Get<TaxonomyActions>();

    [Fact]
    public async Task Terms_are_added_renamed_moved_and_taken_away()
    {
        var (editor, id) = (await site.PersonAsync("Editor"), await MakeAsync());
        var law = await Actions.AddAsync(editor, id, null, "Law", Ct);
        var sea = await Actions.AddAsync(editor, id, law, " Sea law ", Ct);
        var trade = await Actions.AddAsync(editor, id, null, "Trade", Ct);
        await Actions.RenameAsync(editor, id, law, "Law of nations", Ct);
        await Actions.MoveAsync(editor, id, trade, TreeStep.Up, Ct);
        await Actions.MoveAsync(editor, id, sea, TreeStep.Out, Ct);
        await ShapeAsync(id, "Trade 0, Law of nations 0, Sea law 0");
        await Actions.MoveUnderAsync(editor, id, sea, trade, Ct);
        await Actions.RemoveAsync(editor, id, law, Ct);
        await ShapeAsync(id, "Trade 0, Sea law 1");
        var term = (await Actions.ReadAsync(id, Ct))!.Terms[1].Item;
        term["ContentType"]!.ToString().ShouldBe("Topic");
        term["TermPart"]!["TaxonomyContentItemId"]!.ToString().ShouldBe(id);
        term["TitlePart"]!["Title"]!.ToString().ShouldBe("Sea law");
        term.ContainsKey("Latest").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_not_possible_is_refused_in_plain_words()
    {
        var (editor, id) = (await site.PersonAsync("Editor"), await MakeAsync());
        var term = await Actions.AddAsync(editor, id, null, "Only one", Ct);
        (await Should.ThrowAsync<StructureRefusedException>(() => Actions.MoveAsync(editor, id, term, TreeStep.Up, Ct))).Message.ShouldStartWith("That is not possible here.");
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.AddAsync(editor, id, null, "  ", Ct));
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.AddAsync(editor, id, "nothing", "Lost", Ct));
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.MergeAsync(editor, id, term, term, null, Ct));
        var author = await site.PersonAsync("Author");
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.AddAsync(author, id, null, "Mine", Ct));
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.MergeAsync(author, id, term, "x", null, Ct));
    }

    [Fact]
    public async Task Two_editors_who_add_terms_at_once_both_find_theirs()
    {
        var (editor, id) = (await site.PersonAsync("Editor"), await MakeAsync());
        await Task.WhenAll(Enumerable.Range(1, 10).Select(number => Task.Run(() => Actions.AddAsync(editor, id, null, $"Term {number}", Ct))));
        (await Actions.ReadAsync(id, Ct))!.Terms.Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_merge_counts_the_items_that_it_changes()
    {
        var (editor, id) = (await site.PersonAsync("Editor"), await MakeAsync());
        var old = await Actions.AddAsync(editor, id, null, "Old", Ct);
        var kept = await Actions.AddAsync(editor, id, null, "Kept", Ct);
        var article = new ContentItem { ContentItemId = ContentIdentity.New(), ContentType = "Article" };
        article.Apply(new TitlePart("On merging"));
        article.Apply("Article", "Topics", new TaxonomyField(id, [old]));
        await site.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.Content.PublishAsync(article, ct), Ct);
        (await Actions.ReadAsync(id, Ct))!.Uses[old].ShouldBe(1);
        (await Actions.MergeAsync(editor, id, old, kept, null, Ct)).ShouldBe(1);
        var view = (await Actions.ReadAsync(id, Ct))!;
        view.Terms.ShouldHaveSingleItem().Id.ShouldBe(kept);
        view.Uses[kept].ShouldBe(1);
    }

    async Task<string> MakeAsync()
    {
        var taxonomy = new ContentItem { ContentItemId = ContentIdentity.New(), ContentType = "Taxonomy" };
        taxonomy.Apply(new TitlePart("Subjects"));
        taxonomy.Apply(new TaxonomyPart(null, "Topic"));
        await site.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.Content.PublishAsync(taxonomy, ct), Ct);
        return taxonomy.ContentItemId;
    }

    async Task ShapeAsync(string id, string shape)
    {
        var published = (await site.Get<ContentReader>().GetPublishedAsync(id, Ct))!;
        string.Join(", ", ContainedTree.Terms(published).All.Select(place => $"{place.Item["DisplayText"]} {place.Depth}")).ShouldBe(shape);
    }
}
