using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Site.Routing;

namespace Portal.Site.Sharing;

/// <summary>Tells other programs how to show a link to an item of this site (oembed.com, type <c>link</c>): title, author, picture.</summary>
sealed class OEmbed(ContentReader reader, Visibility visibility, SiteDocuments documents, SiteAddress site, SiteLinks links, ShareCards cards, Texts texts)
{
    const int MaxUrl = 2000;

    public async Task WriteAsync(HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var format = http.Request.Query["format"].ToString() is { Length: > 0 } given ? given : "json";
        if (format is not ("json" or "xml"))
        {
            http.Response.StatusCode = StatusCodes.Status501NotImplemented;
            return;
        }
        if (await FindAsync(http.Request.Query["url"].ToString(), cancellation) is not { } item)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var settings = await documents.GetAsync<SiteSettings>(cancellation);
        List<(string Name, object Value)> facts =
        [
            ("version", "1.0"), ("type", "link"), ("title", item.DisplayText ?? ""),
            ("provider_name", texts.In(InterfaceLanguage.Default.Culture, settings.SiteName)), ("provider_url", links.Absolute("/")), ("cache_age", 3600),
            ("thumbnail_url", links.Absolute(await cards.PathOfAsync(item, settings, cancellation))), ("thumbnail_width", SharePicture.Width), ("thumbnail_height", SharePicture.Height),
        ];
        if (item.Text(item.ContentType, "AuthorName") is { Length: > 0 } author)
            facts.Add(("author_name", author));
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "public, max-age=3600";
        // Any page may ask: nothing here is for one person only.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.ContentType = format == "json" ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";
        await http.Response.WriteAsync(format == "json" ? Json(facts) : Xml(facts), Encoding.UTF8, cancellation);
    }

    async Task<ContentItem?> FindAsync(string address, CancellationToken cancellationToken)
    {
        if (address.Length is 0 or > MaxUrl || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Authority != site.BaseUrl.Authority)
            return null;
        var path = Uri.UnescapeDataString(uri.AbsolutePath).Trim('/');
        if (InterfaceLanguage.All.FirstOrDefault(one => one.PathPrefix.Length > 0 && path.StartsWith(one.PathPrefix + "/", StringComparison.OrdinalIgnoreCase)) is { } language)
            path = path[(language.PathPrefix.Length + 1)..];
        return path.Length > 0 && await reader.FindByRouteAsync(path, cancellationToken) is { } found && await visibility.MayViewAsync(null, found.Item, cancellationToken) ? found.Contained ?? found.Item : null;
    }

    static string Json(List<(string Name, object Value)> facts)
    {
        var json = new JsonObject();
        foreach (var (name, value) in facts)
            json[name] = value is int number ? JsonValue.Create(number) : JsonValue.Create((string)value);
        return json.ToJsonString(JsonSerializerOptions.Default);
    }

    static string Xml(List<(string Name, object Value)> facts) =>
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n" + new XElement("oembed", facts.Select(fact => new XElement(fact.Name, Clean(fact.Value.ToString()!))));

    static string Clean(string text) => string.Concat(text.Where(letter => System.Xml.XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)));
}
