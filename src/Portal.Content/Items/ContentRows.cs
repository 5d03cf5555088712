using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>Turns rows into items and items into rows.</summary>
static class ContentRows
{
    public static ContentItem ToItem(ContentItemRecord row) => new()
    {
        Id = row.Id,
        ContentItemId = row.ContentItemId,
        ContentItemVersionId = row.ContentItemVersionId,
        ContentType = row.ContentType,
        DisplayText = row.DisplayText,
        Latest = row.Latest,
        Published = row.Published,
        ModifiedUtc = row.ModifiedUtc,
        PublishedUtc = row.PublishedUtc,
        CreatedUtc = row.CreatedUtc,
        Owner = row.Owner,
        Author = row.Author,
        Stamp = row.Stamp,
        Content = ContentItemJson.FromText(row.Json),
    };

    public static ContentItemRecord ToRow(ContentItem item, DateTime now) => new()
    {
        Id = item.Id,
        ContentItemId = item.ContentItemId,
        ContentItemVersionId = item.ContentItemVersionId,
        ContentType = item.ContentType,
        DisplayText = Cut(item.DisplayText, 1024),
        TitleKey = TitleKey.Of(item.DisplayText),
        Latest = item.Latest,
        Published = item.Published,
        ModifiedUtc = item.ModifiedUtc ?? now,
        PublishedUtc = item.PublishedUtc,
        CreatedUtc = item.CreatedUtc ?? now,
        Owner = item.Owner,
        Author = Cut(item.Author, 256),
        Stamp = item.Stamp,
        Json = ContentItemJson.ToText(item.Content),
    };

    static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
