using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Content.WordPress.Reading;

namespace Portal.Content.WordPress.Mapping;

/// <summary>A taxonomy whose terms are looked up and added.</summary>
sealed class TermTree
{
    readonly Dictionary<string, JsonObject> _byId = new(StringComparer.Ordinal);
    readonly Dictionary<string, JsonObject> _bySlug = new(StringComparer.Ordinal);
    readonly Dictionary<string, JsonObject> _byName = new(StringComparer.OrdinalIgnoreCase);

    public TermTree(ContentItem item)
    {
        Item = item;
        if (item.Content[TaxonomyPart.PartName] is not JsonObject part)
            item.Content[TaxonomyPart.PartName] = part = [];
        Collect(part["Terms"]);
    }

    /// <summary>The taxonomy.</summary>
    public ContentItem Item { get; }

    /// <summary>Whether terms were added.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>The type of its terms.</summary>
    public string TermType => Item.As<TaxonomyPart>()?.TermContentType is { Length: > 0 } type ? type : "Topic";

    /// <summary>A taxonomy that is not there yet.</summary>
    public static TermTree New(string id, string alias)
    {
        var title = alias.Length == 0 ? alias : char.ToUpperInvariant(alias[0]) + alias[1..].Replace('-', ' ');
        var item = new ContentItem { ContentItemId = id, ContentType = "Taxonomy", DisplayText = title };
        item.Apply(new TitlePart(title));
        item.Apply(new AliasPart(alias));
        item.Apply(new AutoroutePart(alias, RouteContainedItems: true));
        item.Apply(new TaxonomyPart([], TermDefinitions.TypeFor(alias)));
        return new(item) { IsChanged = true };
    }

    /// <summary>The term of that identifier, else one of that address or name, else a new one below the given term.</summary>
    public (string Id, bool IsNew) FindOrAdd(string id, WxrTerm term, string? parent)
    {
        var slug = Slug.From(Uri.UnescapeDataString(term.Slug));
        var name = WebUtility.HtmlDecode(term.Name).Trim();
        if (name.Length == 0)
            name = term.Slug;
        if (_byId.ContainsKey(id))
            return (id, false);
        if ((_bySlug.GetValueOrDefault(slug) ?? _byName.GetValueOrDefault(name)) is { } known && Id(known) is { Length: > 0 } knownId)
            return (knownId, false);
        var json = New(id, term, name, slug.Length > 0 ? slug : id);
        Below(parent).Add(json);
        Remember(json);
        IsChanged = true;
        return (id, true);
    }

    /// <summary>Address of a term, without a leading slash.</summary>
    public string PathOf(string id)
    {
        var own = _byId[id]["AutoroutePart"]?["Path"]?.ToString();
        var slug = own is { Length: > 0 } ? RouteRecord.Normalize(own) : Slug.From(_byId[id]["DisplayText"]?.ToString());
        return $"{RouteRecord.Normalize(Item.As<AutoroutePart>()?.Path ?? "")}/{slug}".TrimStart('/');
    }

    JsonObject New(string id, WxrTerm term, string name, string slug)
    {
        var json = new JsonObject
        {
            ["ContentItemId"] = id,
            ["ContentType"] = TermType,
            ["DisplayText"] = name,
            ["TitlePart"] = new JsonObject { ["Title"] = name },
            ["AutoroutePart"] = new JsonObject { ["Path"] = slug },
            ["TermPart"] = new JsonObject { ["TaxonomyContentItemId"] = Item.ContentItemId },
        };
        if (Html.HtmlText.FromHtml(term.Description) is { Length: > 0 } description)
            json[TermType] = new JsonObject { ["Description"] = new JsonObject { ["Text"] = description } };
        return json;
    }

    JsonArray Below(string? parent)
    {
        var owner = parent is not null && _byId.TryGetValue(parent, out var term) ? term : (JsonObject)Item.Content[TaxonomyPart.PartName]!;
        if (owner["Terms"] is not JsonArray terms)
            owner["Terms"] = terms = [];
        return terms;
    }

    void Collect(JsonNode? terms)
    {
        foreach (var term in (terms as JsonArray ?? []).OfType<JsonObject>())
        {
            Remember(term);
            Collect(term["Terms"]);
        }
    }

    void Remember(JsonObject term)
    {
        _byId.TryAdd(Id(term), term);
        if (term["AutoroutePart"]?["Path"]?.ToString() is { Length: > 0 } path)
            _bySlug.TryAdd(RouteRecord.Normalize(path), term);
        if (term["DisplayText"]?.ToString() is { Length: > 0 } name)
            _byName.TryAdd(name, term);
    }

    static string Id(JsonObject term) => term["ContentItemId"]?.ToString() ?? "";
}
