using System.Text.Json.Nodes;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>Writes entries into news items.</summary>
static class NewsItems
{
    /// <summary>Name of the content type, and of its part.</summary>
    public const string ContentType = "NewsItem";

    /// <summary>Name of the part that holds the attached files.</summary>
    public const string Enclosures = "Enclosures";

    /// <summary>Fills a new item.</summary>
    public static void Fill(ContentItem item, NewsEntry entry, FeedSource source, DateTime now)
    {
        Update(item, entry);
        item.Apply(ContentType, "Source", new ContentPickerField([source.Id]));
        item.Apply(ContentType, "Language", new TextField(entry.Language));
        item.Apply(ContentType, "Topics", source.Topics ?? new TaxonomyField("topics", []));
        item.Apply(ContentType, "Regions", source.Regions ?? new TaxonomyField("regions", []));
        item.Apply(ContentType, "Image", new MediaField([]));
        item.Apply(ContentType, "Pinned", new BooleanField(false));
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

    /// <summary>Whether the item is this source's own, not only mentioned by it too.</summary>
    public static bool IsFrom(ContentItem item, string sourceId) =>
        item.Field<ContentPickerField>(ContentType, "Source")?.ContentItemIds?.Contains(sourceId) == true;
}
