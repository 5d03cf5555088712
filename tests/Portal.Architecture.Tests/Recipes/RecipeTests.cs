using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portal.Content.Localization;
using Shouldly;
using Xunit;

namespace Portal.Architecture.Tests.Recipes;

public sealed partial class RecipeTests
{
    public static TheoryData<string> Recipes =>
        [.. SourceTree.Files("recipes", ".recipe.json").Select(path => Path.GetFileName(path)[..^".recipe.json".Length])];

    [Fact]
    public void The_default_and_the_minimal_recipe_are_there() => Recipes.Select(row => row.Data).ShouldBe(["diplomacy", "minimal"], ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Identifiers_are_fixed_unique_and_short_enough(string name)
    {
        var identifiers = new RecipeFile(name).AllItems.Select(item => RecipeFile.Text(item, "ContentItemId")).ToList();
        identifiers.ShouldBeUnique();
        identifiers.ShouldAllBe(identifier => Identifier().IsMatch(identifier));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Items_are_of_types_that_the_recipe_defines(string name)
    {
        var recipe = new RecipeFile(name);
        var types = recipe.StepsNamed("ContentDefinition").SelectMany(step => step["ContentTypes"]!.AsArray()).Select(type => type!["Name"]!.GetValue<string>());
        recipe.AllItems.Select(item => RecipeFile.Text(item, "ContentType")).Distinct(StringComparer.Ordinal).ShouldBeSubsetOf(types);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void What_topics_say_is_said_in_Serbian_too(string name)
    {
        var serbian = PoFile.Read(new StringReader(SourceTree.Read("recipes/Localization/sr.po"))).Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        new RecipeFile(name).AllItems.Select(item => item["Topic"]?["Description"]?["Text"]?.GetValue<string>() ?? "").Where(text => text.Length > 0 && !serbian.Contains(text)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void References_lead_to_items_of_the_recipe(string name)
    {
        var recipe = new RecipeFile(name);
        var known = recipe.AllItems.Select(item => RecipeFile.Text(item, "ContentItemId")).ToHashSet(StringComparer.Ordinal);
        recipe.Objects.SelectMany(json => RecipeFile.Texts(json, "TermContentItemIds").Concat(RecipeFile.Texts(json, "ContentItemIds")))
            .Where(reference => !known.Contains(reference)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Pictures_and_sounds_are_brought_by_the_recipe(string name)
    {
        var recipe = new RecipeFile(name);
        recipe.Files.Select(file => RecipeFile.Text(file, "SourcePath")).Where(path => !File.Exists(SourceTree.Full("recipes/" + path))).ShouldBeEmpty();
        var brought = recipe.Files.Select(file => RecipeFile.Text(file, "TargetPath")).ToHashSet(StringComparer.Ordinal);
        recipe.Objects.SelectMany(json => RecipeFile.Texts(json, "Paths")).Where(path => !brought.Contains(path)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Widgets_stand_on_layers_and_in_zones_of_the_recipe(string name)
    {
        var recipe = new RecipeFile(name);
        var layers = recipe.StepsNamed("layers").SelectMany(step => step["Layers"]!.AsArray()).Select(layer => layer!["Name"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var zones = recipe.StepsNamed("settings").SelectMany(step => step["LayerSettings"]!["Zones"]!.AsArray()).Select(zone => zone!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        recipe.Items.Where(item => item.ContainsKey("LayerMetadata")).Select(item => item["LayerMetadata"]!.AsObject())
            .ShouldAllBe(place => layers.Contains(RecipeFile.Text(place, "Layer")) && zones.Contains(RecipeFile.Text(place, "Zone")));
    }

    [Fact]
    public void Sample_sources_lead_to_sample_feeds_that_are_well_formed_and_dated_from_set_up()
    {
        var samples = new RecipeFile("diplomacy").Items.Where(item => RecipeFile.Text(item, "ContentType") == "FeedSource")
            .Select(item => RecipeFile.Text(item["FeedSource"]!["Url"]!.AsObject(), "Text")).Where(address => address.StartsWith("~/samples/feeds/", StringComparison.Ordinal))
            .Select(address => "recipes/samples/" + address["~/samples/feeds/".Length..]).ToList();
        samples.ShouldBe(SourceTree.Files("recipes/samples", ".xml"), ignoreOrder: true);
        foreach (var feed in samples)
        {
            XDocument.Load(SourceTree.Full(feed)).Descendants().Count(element => element.Name.LocalName is "item" or "entry").ShouldBeGreaterThan(3, feed);
            SourceTree.Read(feed).ShouldMatch(@"\{\{(iso)?ago:\d+[hd]\}\}");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,26}$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
