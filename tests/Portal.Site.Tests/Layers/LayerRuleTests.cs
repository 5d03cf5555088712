using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Site.Layers;
using Portal.Site.Tests.Hosting;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Layers;

public sealed class LayerRuleTests
{
    static readonly LayerSituation Home = new(true, "/", "en", "", false, []);
    static readonly LayerSituation Article = new(false, "/articles/talks", "sr-Latn", "Article", true, ["Editor"]);

    [Theory]
    [InlineData("""{ "$type": "OrchardCore.Rules.Models.BooleanCondition, OrchardCore.Rules", "Value": true }""", true, true)]
    [InlineData("""{ "$type": "OrchardCore.Rules.Models.HomepageCondition, OrchardCore.Rules", "Value": true }""", true, false)]
    [InlineData("""{ "$type": "HomepageCondition", "Value": false }""", false, true)]
    [InlineData("""{ "Name": "IsAnonymousCondition" }""", true, false)]
    [InlineData("""{ "$type": "IsAuthenticatedCondition" }""", false, true)]
    [InlineData("""{ "$type": "UrlCondition", "Value": "~/Articles", "Operation": { "$type": "OrchardCore.Rules.Models.StringStartsWithOperator, OrchardCore.Rules" } }""", false, true)]
    [InlineData("""{ "$type": "UrlCondition", "Value": "/Articles", "Operation": { "$type": "StringStartsWithOperator", "CaseSensitive": true } }""", false, false)]
    [InlineData("""{ "$type": "UrlCondition", "Value": "talks", "Operation": { "$type": "StringNotContainsOperator" } }""", true, false)]
    [InlineData("""{ "$type": "CultureCondition", "Value": "sr-Latn", "Operation": { "$type": "StringEqualsOperator" } }""", false, true)]
    [InlineData("""{ "$type": "ContentTypeCondition", "Value": "Article", "Operation": { "$type": "StringNotEqualsOperator" } }""", true, false)]
    [InlineData("""{ "$type": "RoleCondition", "Value": "Editor", "Operation": { "$type": "StringEqualsOperator" } }""", false, true)]
    [InlineData("""{ "$type": "AnyConditionGroup", "Conditions": [ { "$type": "HomepageCondition", "Value": true }, { "$type": "IsAuthenticatedCondition" } ] }""", true, true)]
    [InlineData("""{ "$type": "AllConditionGroup", "Conditions": [ { "$type": "HomepageCondition", "Value": true }, { "$type": "IsAuthenticatedCondition" } ] }""", false, false)]
    [InlineData("""{ "$type": "JavascriptCondition", "Script": "isHomepage() || url('~/articles*')" }""", true, true)]
    public void A_condition_holds_where_it_should(string condition, bool home, bool article)
    {
        var rule = LayerRule.Of(new("Layer", null, new JsonObject { ["Conditions"] = new JsonArray(JsonNode.Parse(condition)) }, null));
        rule.Problem.ShouldBeNull();
        rule.Holds(Home).ShouldBe(home);
        rule.Holds(Article).ShouldBe(article);
    }

    [Theory]
    [InlineData("true", true, true)]
    [InlineData("isHomepage()", true, false)]
    [InlineData("!isHomepage();", false, true)]
    [InlineData("url('~/')", true, false)]
    [InlineData("culture('sr')", false, true)]
    [InlineData("isAuthenticated() && isInRole('editor')", false, true)]
    public void An_old_rule_is_read_without_running_anything(string script, bool home, bool article)
    {
        var rule = LayerRule.Of(new("Layer", null, null, script));
        rule.Holds(Home).ShouldBe(home);
        rule.Holds(Article).ShouldBe(article);
    }

    [Theory]
    [InlineData("while(true){}")]
    [InlineData("isHomepage() + 1")]
    [InlineData("fetch('http://evil.example')")]
    [InlineData("")]
    public void What_is_not_understood_stays_hidden_and_says_why(string script)
    {
        var rule = LayerRule.Of(new("Layer", null, null, script));
        rule.Problem.ShouldNotBeNullOrEmpty();
        rule.Holds(Home).ShouldBeFalse();
    }

    [Fact]
    public void Unknown_conditions_hide_the_layer_also_within_groups()
    {
        var rule = LayerRule.Of(new("Layer", null, (JsonObject)JsonNode.Parse("""
            { "Conditions": [ { "$type": "AnyConditionGroup", "Conditions": [ { "$type": "BooleanCondition", "Value": true }, { "$type": "MoonCondition" } ] } ] }
            """)!, null));
        rule.Problem.ShouldBe("the condition “MoonCondition” is not known");
        rule.Holds(Home).ShouldBeFalse();
    }

    [Fact]
    public void The_layers_of_Orchards_recipes_are_understood()
    {
        var layers = Directory.GetFiles(Repository.Corpus("orchard"), "*.recipe.json")
            .SelectMany(file => JsonNode.Parse(File.ReadAllText(file), documentOptions: ContentItemJson.ReadOptions)!["steps"]!.AsArray())
            .Where(step => step!["name"]!.GetValue<string>().Equals("layers", StringComparison.OrdinalIgnoreCase))
            .SelectMany(step => step!["Layers"]!.AsArray())
            .Select(json => json.Deserialize(LayersJson.Default.Layer)!).ToList();
        layers.ShouldNotBeEmpty();
        layers.ShouldAllBe(layer => LayerRule.Of(layer).Problem == null);
        LayerRule.Of(layers.First(layer => layer.Name == "Homepage")).Holds(Home).ShouldBeTrue();
        LayerRule.Of(layers.First(layer => layer.Name == "Homepage")).Holds(Article).ShouldBeFalse();
    }

    [Fact]
    public async Task The_recipe_step_merges_by_name_and_reports_what_stays_hidden()
    {
        await using var host = await SiteHost.StartAsync();
        var reported = await host.StepAsync((JsonObject)JsonNode.Parse("""
            { "name": "Layers", "Layers": [ { "Name": "Always", "Rule": "isAnonymous()" }, { "Name": "Odd", "Rule": "moonIsFull()" } ] }
            """)!);
        reported.ShouldBe(["The layer “Odd” stays hidden: the function “moonIsFull” is not known."]);
        var layers = await host.Get<Portal.Content.Documents.SiteDocuments>().GetAsync<LayersDocument>(CancellationToken.None);
        layers.Layers.Select(layer => layer.Name).ShouldBe(["Always", "Homepage", "OutsideSearch", "Odd"]);
        layers.Layers[0].Rule.ShouldBe("isAnonymous()");
    }
}
