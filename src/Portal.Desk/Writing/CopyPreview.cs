using Microsoft.AspNetCore.Http;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Desk.Items;
using Portal.Desk.Shell;
using Portal.Site.Pages;

namespace Portal.Desk.Writing;

/// <summary>Shows an item in the theme as its writer has it in the form, which nobody else sees.</summary>
sealed class CopyPreview(RecoveryCopies copies, ContentReader reader, SiteDocuments documents, ItemPreview preview)
{
    /// <summary>Where it stands.</summary>
    public static string Path(string contentItemId) => $"/Contents/ContentItems/{contentItemId}/Copy/Preview";

    /// <summary>Writes the person's copy of the item as a page; the saved draft where nothing was written since.</summary>
    public async Task WriteAsync(HttpContext http, string id)
    {
        var cancellation = http.RequestAborted;
        var copy = await copies.FindAsync(http.User, id, cancellation);
        var stored = await reader.GetLatestAsync(id, cancellation);
        var type = (await documents.GetAsync<ContentDefinitions>(cancellation)).Type(stored?.ContentType ?? copy?.ContentType ?? "");
        // What was never saved belongs to its writer, who may write such items.
        var item = stored ?? (copy is null || type is null || !http.User.MayCreate(type) ? null : new ContentItem
        {
            ContentItemId = id,
            ContentType = copy.ContentType,
            CreatedUtc = copy.KeptUtc,
            Owner = http.User.UserId(),
            Author = http.User.Actor().Name,
        });
        if (item is not null && !http.User.MayPreview(item, type))
            item = null;
        if (item is not null && copy?.Content() is { } content)
        {
            item.Content = content;
            item.DisplayText = item.As<Content.Parts.TitlePart>()?.Title is { Length: > 0 } title ? title : item.DisplayText;
        }
        await preview.WriteAsync(http, item);
    }
}
