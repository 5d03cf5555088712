using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Items;

namespace Portal.Content.Recipes;

/// <summary>Makes nodes of JSON text. Of a property that stands twice in an object the last one counts, as in Orchard Core.</summary>
static class RecipeJson
{
    static readonly JsonDocumentOptions Options = ContentItemJson.ReadOptions with { MaxDepth = JsonTokens.MaxDepth };

    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static JsonNode? Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, Options);
        return Node(document.RootElement.Clone());
    }

    static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var json = new JsonObject();
                foreach (var property in element.EnumerateObject())
                    json[property.Name] = Node(property.Value);
                return json;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            default:
                // Numbers stay as they are written: 1.50 does not become 1.5.
                return JsonValue.Create(element);
        }
    }
}
