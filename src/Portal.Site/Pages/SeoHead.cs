using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Site.Liquid;
using Portal.Site.Routing;

namespace Portal.Site.Pages;

/// <summary>Puts what an item's <see cref="SeoMetaPart"/> says into the head of its page.</summary>
static class SeoHead
{
    /// <summary>The part of the item; null where it has none that can be read, or where it is not to be rendered.</summary>
    public static SeoMetaPart? Of(ContentItem item)
    {
        try
        {
            return item.As<SeoMetaPart>() is { Render: true } seo ? seo : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The head with what the part says in place of what the page says by itself.</summary>
    public static PageHead With(PageHead head, SeoMetaPart seo, SiteLinks links)
    {
        var description = Either(seo.MetaDescription, head.Description);
        var changed = head with
        {
            FixedTitle = seo.PageTitle ?? "",
            Description = description,
            Canonical = seo.Canonical is { Length: > 0 } canonical && UrlFilters.IsSafe(canonical) ? links.Absolute(canonical) : head.Canonical,
            Robots = seo.MetaRobots ?? "",
            Indexed = head.Indexed && seo.MetaRobots?.Contains("noindex", StringComparison.OrdinalIgnoreCase) != true,
            Image = seo.OpenGraphImage?.Paths is [var picture, ..] ? picture : seo.DefaultSocialImage?.Paths is [var common, ..] ? common : head.Image,
            SocialTitle = Either(seo.OpenGraphTitle, Either(seo.PageTitle, head.Title)),
            SocialDescription = Either(seo.OpenGraphDescription, description),
            SocialType = seo.OpenGraphType ?? "",
        };
        var twitterImage = seo.TwitterImage?.Paths is [var own, ..] ? own : changed.Image;
        Add("name", "keywords", seo.MetaKeywords);
        Add("name", "twitter:card", seo.TwitterCard);
        Add("name", "twitter:title", Either(seo.TwitterTitle, changed.SocialTitle));
        Add("name", "twitter:description", Either(seo.TwitterDescription, changed.SocialDescription));
        Add("name", "twitter:image", twitterImage is null ? null : links.Absolute(SiteLinks.Media(twitterImage)));
        Add("name", "twitter:creator", seo.TwitterCreator);
        Add("name", "twitter:site", seo.TwitterSite);
        foreach (var entry in seo.CustomMetaTags ?? [])
        {
            // What stands for an HTTP header could lead readers away or weaken the page's policy.
            if (entry.Property is { Length: > 0 } property)
                Add("property", property, entry.Content);
            else if (entry.Name is { Length: > 0 } name)
                Add("name", name, entry.Content);
        }
        if (Schema(seo.GoogleSchema) is { } schema)
            changed.Resources.Add(("Meta", $"<script type=\"application/ld+json\">{schema}</script>"));
        return changed;

        void Add(string attribute, string name, string? content)
        {
            if (!string.IsNullOrWhiteSpace(content))
                changed.Resources.Add(("Meta", $"<meta {attribute}=\"{HtmlEncoder.Default.Encode(name)}\" content=\"{HtmlEncoder.Default.Encode(content)}\">"));
        }
    }

    // Written anew: only JSON gets into the page, and its encoder leaves no "<".
    static string? Schema(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            return JsonNode.Parse(text)?.ToJsonString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Either(string? first, string otherwise) => string.IsNullOrWhiteSpace(first) ? otherwise : first;
}
