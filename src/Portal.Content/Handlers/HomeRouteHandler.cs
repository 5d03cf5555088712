using System.Text.Json.Nodes;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Content.Storage;

namespace Portal.Content.Handlers;

/// <summary>
/// Makes an item the home page that is published with <c>SetHomepage</c>: the site setting <c>HomeRoute</c>, as Orchard Core writes it.
/// The flag is an order, not a state; once it is carried out it is taken off, or the item would take the home page back whenever it is published again.
/// </summary>
sealed class HomeRouteHandler(TimeProvider time) : IContentHandler
{
    public async ValueTask SavingAsync(ContentSaving saving, CancellationToken cancellationToken)
    {
        if (!saving.Publishing || saving.Item.As<AutoroutePart>() is not { SetHomepage: true } part)
            return;
        saving.Item.Apply(part with { SetHomepage = false });
        var route = new JsonObject
        {
            ["Action"] = "Display",
            ["Controller"] = "Item",
            ["Area"] = "OrchardCore.Contents",
            ["ContentItemId"] = saving.Item.ContentItemId,
        };
        await WriteScope.UpdateDocumentAsync<SiteSettings>(saving.Db, time.GetUtcNow().UtcDateTime, settings => settings.With([new("HomeRoute", route)]), cancellationToken);
    }
}
