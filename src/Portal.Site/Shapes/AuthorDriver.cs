using System.Globalization;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Site.Routing;

namespace Portal.Site.Shapes;

/// <summary>Gives the page of an author the articles that name them, newest first, a page at a time.</summary>
sealed class AuthorDriver(PublicContent content, SiteDocuments documents, ItemCultures cultures) : IContentDriver
{
    /// <summary>Content type of authors. Not called <c>Author</c>: an item's property of that name is the user who wrote the version.</summary>
    public const string Person = "Person";

    public string ContentType => Person;

    /// <summary>The list of what an author wrote.</summary>
    public static ContentListQuery ArticlesOf(ContentItem author, ListCursor? after, int count) =>
        new() { Types = ["Article"], Keys = [$"item:{author.ContentItemId}"], After = after, Count = count };

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        if (display.DisplayType != "Detail")
            return;
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var query = ArticlesOf(display.Item, display.After, settings.PageSize);
        display.Use.Query(query);
        var list = await content.ListAsync(query, cancellationToken);
        display.Use.Items(list.Items);
        display.Properties["Articles"] = await cultures.ForReaderAsync(list.Items, InterfaceLanguage.Of(CultureInfo.CurrentUICulture), display.Use, cancellationToken);
        display.Properties["NextUrl"] = list.Next is { } next ? $"?after={next}" : null;
        display.Properties["IsFirst"] = display.After is null;
    }
}
