using System.Text.Json.Nodes;
using CsCheck;

namespace Portal.Content.Tests.RoundTrip;

/// <summary>Types and items as another site might have them: known and unknown parts, fields, settings and properties.</summary>
sealed record RandomSite(JsonObject Definitions, JsonArray Items)
{
    // No "[": a whole text in brackets is an expression of a recipe.
    static readonly Gen<string> Text = Gen.OneOf("a", "Z", " ", "ž", "Њ", "я", "\"", "\\", "\n", "<b>", "😀", "~/", "{{ x }}", "0").Array[0, 10].Select(string.Concat);
    static readonly Gen<string> Word = Gen.Char["abcdefgh"].Array[1, 6].Select(letters => char.ToUpperInvariant(letters[0]) + new string(letters[1..]));
    static readonly Gen<string> Id = Gen.Char["0123456789abcdefghjkmnpqrstvwxyz"].Array[26].Select(letters => new string(letters));
    static readonly Gen<string> Date = Gen.DateTime[new DateTime(1990, 1, 1), new DateTime(2090, 1, 1)].Select(date => date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
    static readonly Gen<JsonNode?> Number = Gen.OneOf<JsonNode?>(Gen.Int.Select(one => (JsonNode?)one), Gen.Decimal[-1000, 1000].Select(one => (JsonNode?)JsonNode.Parse(decimal.Round(one, 4).ToString(System.Globalization.CultureInfo.InvariantCulture))));

    static readonly Gen<JsonNode?> Scalar = Gen.OneOf<JsonNode?>(Gen.Const((JsonNode?)null), Gen.Bool.Select(one => (JsonNode?)one), Number, Text.Select(one => (JsonNode?)one));
    static readonly Gen<JsonNode?> Any = Gen.OneOf(Scalar, Scalar.Array[0, 3].Select(Array), Gen.Select(Word, Scalar).Array[0, 3].Select(Object));
    static readonly Gen<JsonNode?> Texts = Text.Select(one => (JsonNode?)one).Array[0, 3].Select(Array);

    static readonly (string Name, Gen<JsonNode?> Value)[] Fields =
    [
        ("TextField", Of(("Text", Text.Select(one => (JsonNode?)one)))),
        ("HtmlField", Of(("Html", Text.Select(one => (JsonNode?)one)))),
        ("BooleanField", Of(("Value", Gen.Bool.Select(one => (JsonNode?)one)))),
        ("NumericField", Of(("Value", Number))),
        ("DateTimeField", Of(("Value", Date.Select(one => (JsonNode?)one)))),
        ("LinkField", Of(("Url", Text.Select(one => (JsonNode?)one)), ("Text", Text.Select(one => (JsonNode?)one)))),
        ("TaxonomyField", Of(("TaxonomyContentItemId", Id.Select(one => (JsonNode?)one)), ("TermContentItemIds", Texts))),
        ("ContentPickerField", Of(("ContentItemIds", Texts))),
        ("MultiTextField", Of(("Values", Texts))),
        ("NobodyKnowsField", Any),
    ];

    static readonly (string Name, Gen<JsonNode?> Value)[] Parts =
    [
        ("HtmlBodyPart", Of(("Html", Text.Select(one => (JsonNode?)one)))),
        ("MarkdownBodyPart", Of(("Markdown", Text.Select(one => (JsonNode?)one)))),
        ("SeoMetaPart", Of(("PageTitle", Text.Select(one => (JsonNode?)one)), ("Render", Gen.Bool.Select(one => (JsonNode?)one)))),
        ("LocalizationPart", Of(("LocalizationSet", Id.Select(one => (JsonNode?)one)), ("Culture", Gen.Const((JsonNode?)"sr")))),
        ("NobodyKnowsPart", Any),
    ];

    static readonly Gen<(string Part, string Value, Gen<JsonNode?> Make)> Part = Gen.Select(Gen.OneOf(Parts), Word, (part, name) => (part.Name, part.Name == "NobodyKnowsPart" ? "Part" + name : part.Name, part.Value));

    /// <summary>A site with one type and a few items of it.</summary>
    public static Gen<RandomSite> Random { get; } =
        from name in Word
        from parts in Part.Array[0, 4]
        from fields in Gen.Select(Gen.OneOf(Fields), Word).Array[0, 5]
        from settings in Of(("UnknownSettings", Any), ("ContentTypeSettings", Of(("Versionable", Gen.Bool.Select(one => (JsonNode?)one)), ("Stereotype", Gen.Const((JsonNode?)"")))))
        from extra in Any
        let type = "Type" + name
        let usedParts = parts.DistinctBy(part => part.Value).ToArray()
        let usedFields = fields.DistinctBy(field => field.Item2).ToArray()
        from items in Item(type, usedParts, usedFields).Array[1, 4]
        select new RandomSite(Define(type, usedParts, usedFields, (JsonObject)settings!, extra), new JsonArray([.. items]));

    static Gen<JsonNode?> Item(string type, (string Part, string Value, Gen<JsonNode?> Make)[] parts, ((string Name, Gen<JsonNode?> Value), string)[] fields) =>
        from id in Id
        from version in Id
        from date in Date
        from published in Gen.Bool
        from title in Text
        from values in All(parts.Select(part => (part.Value, part.Make)))
        from own in All(fields.Select(field => (field.Item2, field.Item1.Value)))
        select (JsonNode?)Header(type, id, version, date, published, title, values, own);

    static JsonObject Header(string type, string id, string version, string date, bool published, string title, JsonObject parts, JsonObject fields)
    {
        var item = new JsonObject
        {
            ["ContentItemId"] = id,
            ["ContentItemVersionId"] = version,
            ["ContentType"] = type,
            ["DisplayText"] = title.Trim(),
            ["Latest"] = true,
            ["Published"] = published,
            ["ModifiedUtc"] = date,
            ["PublishedUtc"] = published ? date : null,
            ["CreatedUtc"] = date,
            ["Owner"] = "user",
            ["Author"] = "milica",
            ["TitlePart"] = new JsonObject { ["Title"] = title },
        };
        foreach (var (name, value) in parts)
            item[name] = value?.DeepClone();
        item[type] = fields.DeepClone();
        return item;
    }

    static JsonObject Define(string type, (string Part, string Value, Gen<JsonNode?> Make)[] parts, ((string Name, Gen<JsonNode?> Value), string)[] fields, JsonObject settings, JsonNode? extra) => new()
    {
        ["name"] = "ReplaceContentDefinition",
        ["ContentTypes"] = new JsonArray(new JsonObject
        {
            ["Name"] = type,
            ["DisplayName"] = type,
            ["Settings"] = settings.DeepClone(),
            ["Unknown"] = (extra ?? "x").DeepClone(),
            ["ContentTypePartDefinitionRecords"] = new JsonArray([Record("TitlePart", "TitlePart", settings), Record(type, type, settings), .. parts.Select(part => Record(part.Part, part.Value, settings))]),
        }),
        ["ContentParts"] = new JsonArray(new JsonObject
        {
            ["Name"] = type,
            ["Settings"] = settings.DeepClone(),
            ["ContentPartFieldDefinitionRecords"] = new JsonArray([.. fields.Select(field => new JsonObject { ["FieldName"] = field.Item1.Name, ["Name"] = field.Item2, ["Settings"] = settings.DeepClone(), ["Unknown"] = (extra ?? 1).DeepClone() })]),
        }),
    };

    static JsonObject Record(string part, string name, JsonObject settings) => new() { ["PartName"] = part, ["Name"] = name, ["Settings"] = settings.DeepClone() };

    static Gen<JsonNode?> Of(params (string Name, Gen<JsonNode?> Value)[] properties) =>
        Gen.Select(All(properties), Any, Gen.Bool, (known, unknown, keeps) =>
        {
            if (keeps)
                known["SomethingElse"] = unknown?.DeepClone();
            return (JsonNode?)known;
        });

    static Gen<JsonObject> All(IEnumerable<(string Name, Gen<JsonNode?> Value)> properties) => properties.Aggregate(Gen.Const(0).Select(_ => new JsonObject()), (all, one) =>
        Gen.Select(all, one.Value, (json, value) =>
        {
            var next = (JsonObject)json.DeepClone();
            next[one.Name] = value?.DeepClone();
            return next;
        }));

    static JsonNode? Array(JsonNode?[] values) => new JsonArray([.. values.Select(value => value?.DeepClone())]);

    static JsonNode? Object((string Name, JsonNode? Value)[] pairs)
    {
        var json = new JsonObject();
        foreach (var (name, value) in pairs)
            json[name] = value?.DeepClone();
        return json;
    }
}
