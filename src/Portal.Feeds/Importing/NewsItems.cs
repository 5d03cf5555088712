using System.Text.Json.Nodes;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Rules;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>Writes entries into news items.</summary>
static class NewsItems
{
    /// <summary>Name of the content type, and of its part.</summary>
    public const string ContentType = "NewsItem";

    /// <summary>Name of the field, known to no definition, that says which terms were proposed.</summary>
    public const string Proposed = "ProposedTerms";

    /// <summary>Name of the part that holds the attached files.</summary>
    public const string Enclosures = "Enclosures";

    /// <summary>Names of the fields that hold what the item is about.</summary>
    public static IReadOnlyList<string> TermFields { get; } = ["Topics", "Regions"];

    /// <summary>Fills a new item.</summary>
    public static void Fill(ContentItem item, SensedEntry sensed, FeedSource source, DateTime now)
    {
        var entry = sensed.Entry;
        Update(item, entry);
        item.Apply(ContentType, "Source", new ContentPickerField([source.Id]));
        item.Apply(ContentType, "Language", new TextField(entry.Language));
        item.Apply(ContentType, "Topics", With(source.Topics ?? new TaxonomyField("topics", []), sensed.Topics));
        item.Apply(ContentType, "Regions", With(source.Regions ?? new TaxonomyField("regions", []), sensed.Regions));
        if (sensed.Proposed.Count > 0 && item.Content[ContentType] is JsonObject fields)
            fields[Proposed] = new JsonObject { ["TermContentItemIds"] = new JsonArray([.. sensed.Proposed.Select(term => JsonValue.Create(term))]) };
        item.Apply(ContentType, "Image", new MediaField([]));
        item.Apply(ContentType, "Pinned", new BooleanField(sensed.Pinned));
        // A date in the future would hold the top of every list until then.
        item.PublishedUtc = entry.PublishedUtc is { } date && date < now ? date : now;
    }

    /// <summary>Takes over what the feed says; the date, the place on the site and what editors set stay.</summary>
    public static void Update(ContentItem item, NewsEntry entry)
    {
        item.DisplayText = entry.Title;
        item.Apply(new TitlePart(entry.Title));
        item.Apply(new HtmlBodyPart(entry.Html));
        item.Apply(ContentType, "Excerpt", new TextField(entry.Excerpt));
        item.Apply(ContentType, "Link", new LinkField(entry.Url, entry.Title));
        item.Apply(ContentType, "AuthorName", new TextField(entry.Author));
        item.Apply(ContentType, "Categories", new MultiTextField(entry.Categories));
        if (entry.Enclosures.Count == 0)
            item.Content.Remove(Enclosures);
        else
            item.Content[Enclosures] = new JsonObject
            {
                ["Items"] = new JsonArray([.. entry.Enclosures.Select(one => new JsonObject
                {
                    ["Url"] = one.Url,
                    ["Type"] = one.Type,
                    ["Length"] = one.Length,
                    ["DurationSeconds"] = one.DurationSeconds,
                })]),
            };
    }

    /// <summary>Terms that the gazetteer proposed and nobody chose.</summary>
    public static IReadOnlyList<string> ProposedTerms(ContentItem item) =>
        item.Field<TaxonomyField>(ContentType, Proposed)?.TermContentItemIds ?? [];

    /// <summary>Its topics and regions.</summary>
    public static IEnumerable<string> Terms(ContentItem item) =>
        TermFields.SelectMany(field => item.Field<TaxonomyField>(ContentType, field)?.TermContentItemIds ?? []);

    /// <summary>The source whose own it is, or empty.</summary>
    public static string SourceId(ContentItem item) => item.Field<ContentPickerField>(ContentType, "Source")?.ContentItemIds is [var id, ..] ? id : "";

    static TaxonomyField With(TaxonomyField field, IReadOnlyList<string> terms) =>
        terms.Count == 0 ? field : field with { TermContentItemIds = [.. (field.TermContentItemIds ?? []).Concat(terms).Distinct(StringComparer.Ordinal)] };

    /// <summary>Whether the item is this source's own, not only mentioned by it too.</summary>
    public static bool IsFrom(ContentItem item, string sourceId) =>
        item.Field<ContentPickerField>(ContentType, "Source")?.ContentItemIds?.Contains(sourceId) == true;
}
