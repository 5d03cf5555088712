using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Desk.Structure;
using Portal.Site.Layers;

namespace Portal.Desk.Tests.Structure;

public sealed class LayerActionsTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    LayerActions Actions => site.Get<LayerActions>();

    [Fact]
    public async Task Boxes_are_added_ordered_and_moved_between_zones_and_layers()
    {
        var editor = await site.PersonAsync("Editor");
        foreach (var name in new[] { "Ordered", "Other" })
            await Actions.SaveAsync(editor, null, new(name, null, RuleJson.Of(null), null), Ct);
        var ids = new List<string>();
        foreach (var title in new[] { "A", "B", "C" })
            ids.Add(await Actions.AddWidgetAsync(editor, "HtmlWidget", title, "Ordered", "Sidebar", Ct));
        await Actions.PlaceAsync(editor, ids[2], "Ordered", "Sidebar", 0, Ct);
        (await ZoneAsync("Sidebar")).ShouldBe(["C", "A", "B"]);
        await Actions.PlaceAsync(editor, ids[0], "Other", "Footer", int.MaxValue, Ct);
        (await ZoneAsync("Sidebar")).ShouldBe(["C", "B"]);
        (await ZoneAsync("Footer")).ShouldBe(["A"]);
        await Actions.RemoveWidgetAsync(editor, ids[1], Ct);
        (await ZoneAsync("Sidebar")).ShouldBe(["C"]);

        // A layer's boxes follow its new name; while they stand on it, it stays.
        await Actions.SaveAsync(editor, "Other", new("Renamed", "Why", RuleJson.Of(null), null), Ct);
        (await site.Get<ContentReader>().GetPublishedAsync(ids[0], Ct))!.As<LayerMetadata>()!.Layer.ShouldBe("Renamed");
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.RemoveAsync(editor, "Renamed", Ct));
        await Actions.RemoveWidgetAsync(editor, ids[0], Ct);
        await Actions.RemoveAsync(editor, "Renamed", Ct);
        (await Actions.ReadAsync(Ct)).Layers.ShouldNotContain(layer => layer.Name == "Renamed");
    }

    [Fact]
    public async Task Two_layers_of_one_name_and_people_without_the_permission_are_refused()
    {
        var editor = await site.PersonAsync("Editor");
        await Actions.SaveAsync(editor, null, new("Once", null, RuleJson.Of(null), null), Ct);
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.SaveAsync(editor, null, new(" Once ", null, RuleJson.Of(null), null), Ct));
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.AddWidgetAsync(editor, "Article", "No box", "Once", "Sidebar", Ct));
        var author = await site.PersonAsync("Author");
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.SaveAsync(author, null, new("Mine", null, RuleJson.Of(null), null), Ct));
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.RemoveWidgetAsync(author, "any", Ct));
    }

    [Fact]
    public void Every_condition_that_the_form_makes_is_understood()
    {
        foreach (var (kind, _) in RuleJson.Kinds)
        {
            var condition = RuleJson.New(kind);
            condition.First().Key.ShouldBe("$type");
            RuleJson.Kind(condition).ShouldBe(kind);
            if (kind == "JavascriptCondition")
                condition["Script"] = "isHomepage() && !isAnonymous()";
            if (RuleJson.IsGroup(kind))
                RuleJson.Conditions(condition).Add((JsonNode)RuleJson.New("HomepageCondition"));
            Problem(condition).ShouldBeNull(kind);
        }
        foreach (var (operation, _) in RuleJson.Operations)
        {
            var condition = RuleJson.New("UrlCondition");
            condition["Operation"] = RuleJson.Operation(operation, caseSensitive: true);
            RuleJson.OperationOf(condition).ShouldBe(operation);
            RuleJson.IsCaseSensitive(condition).ShouldBeTrue();
            Problem(condition).ShouldBeNull(operation);
        }
    }

    [Fact]
    public void A_rule_of_the_old_form_becomes_a_condition_in_JavaScript()
    {
        var rule = RuleJson.Of(new("Old", null, null, "isHomepage() || url('~/x*')"));
        RuleJson.Conditions(rule).ShouldHaveSingleItem()!["Script"]!.ToString().ShouldBe("isHomepage() || url('~/x*')");
        LayerRule.Of(new("Old", null, rule, null)).Problem.ShouldBeNull();
    }

    static string? Problem(JsonObject condition) => LayerRule.Of(new("L", null, new JsonObject { ["Conditions"] = new JsonArray(condition.DeepClone()) }, null)).Problem;

    async Task<IEnumerable<string?>> ZoneAsync(string zone) => (await Actions.ReadAsync(Ct)).Widgets.Where(one => one.Place.Zone == zone).Select(one => one.Item.DisplayText);
}
