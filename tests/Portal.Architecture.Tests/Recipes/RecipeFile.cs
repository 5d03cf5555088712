using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Architecture.Tests.Recipes;

/// <summary>A recipe of the repository, read as the plain JSON that it is.</summary>
sealed class RecipeFile(string name)
{
    static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public JsonObject Root { get; } = (JsonObject)JsonNode.Parse(SourceTree.Read($"recipes/{name}.recipe.json"), documentOptions: Lenient)!;

    public IEnumerable<JsonObject> Steps => Root["steps"]!.AsArray().OfType<JsonObject>();

    public IEnumerable<JsonObject> Items => StepsNamed("content").SelectMany(step => step["Data"]!.AsArray().OfType<JsonObject>());

    public IEnumerable<JsonObject> Files => StepsNamed("media").SelectMany(step => step["Files"]!.AsArray().OfType<JsonObject>());

    public IEnumerable<JsonObject> StepsNamed(string step) => Steps.Where(found => string.Equals(Text(found, "name"), step, StringComparison.OrdinalIgnoreCase));

    /// <summary>All objects of all items, each item before what it holds.</summary>
    public IEnumerable<JsonObject> Objects => Items.SelectMany(Below);

    /// <summary>All items, also those that live inside others: terms and menu entries.</summary>
    public IEnumerable<JsonObject> AllItems => Objects.Where(found => found.ContainsKey("ContentItemId"));

    public static string Text(JsonObject json, string name) => json[name]?.GetValue<string>() ?? "";

    public static IEnumerable<string> Texts(JsonObject json, string name) => json[name] is JsonArray array ? array.Select(value => value!.GetValue<string>()) : [];

    static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(property => Below(property.Value)).Prepend(json),
        JsonArray array => array.SelectMany(Below),
        _ => [],
    };
}
