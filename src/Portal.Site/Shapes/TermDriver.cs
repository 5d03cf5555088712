using System.Globalization;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Site.Routing;

namespace Portal.Site.Shapes;

/// <summary>Gives the page of a term its items, newest first, a page at a time.</summary>
sealed class TermDriver(PublicContent content, SiteDocuments documents, ItemCultures cultures) : IContentDriver
{
    public string ContentType => ContentShapes.AnyTerm;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        if (display.DisplayType != "Detail" || display.Item.ContentItemId.Length == 0)
            return;
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var query = new ContentListQuery
        {
            Types = TypesWithText(definitions),
            Keys = [$"term:{display.Item.ContentItemId}"],
            After = display.After,
            Count = settings.PageSize,
        };
        if (query.Types.Count == 0)
            return;
        display.Use.Query(query);
        var list = await content.ListAsync(query, cancellationToken);
        display.Use.Items(list.Items);
        display.Properties["Items"] = await cultures.ForReaderAsync(list.Items, InterfaceLanguage.Of(CultureInfo.CurrentUICulture), display.Use, cancellationToken);
        display.Properties["NextUrl"] = list.Next is { } next ? $"?after={next}" : null;
        display.Properties["IsFirst"] = display.After is null;
    }

    // Widgets and feed sources have topics as well, but are nothing to read.
    static List<string> TypesWithText(ContentDefinitions definitions) =>
        [.. definitions.ContentTypes
            .Where(type => type.Stereotype.Length == 0 && type.Parts.Any(part => part.PartName is "HtmlBodyPart" or "MarkdownBodyPart")
                && definitions.Fields(type.Name).Any(field => field.Field.FieldName == "TaxonomyField"))
            .Select(type => type.Name)];
}
