using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Portal.Site.Pages;

namespace Portal.Newsletter.Subscribing;

/// <summary>Writes the newsletter's pages. Pages of a person are never kept, never indexed, and tell no other site their address.</summary>
sealed class NewsletterPages(SitePages pages, IStringLocalizer t)
{
    /// <summary>A page with a message and perhaps one button or one link.</summary>
    public Task MessageAsync(HttpContext http, NewsletterMessage message, CancellationToken cancellationToken) =>
        WriteAsync(http, "NewsletterMessage", message.Title, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Title"] = message.Title,
            ["Text"] = message.Text,
            ["Action"] = message.Action,
            ["Button"] = message.Button,
            ["SecondButton"] = message.SecondButton,
            ["SecondField"] = message.SecondField,
            ["LinkUrl"] = message.LinkUrl,
            ["LinkText"] = message.LinkText,
        }, message.StatusCode, cancellationToken);

    /// <summary>The page for a link that is nobody's; says nothing about who is subscribed.</summary>
    public Task NotFoundAsync(HttpContext http, CancellationToken cancellationToken) =>
        MessageAsync(http, new(t["This link does not work"], t["It is incomplete or no longer valid. Please open the newest mail and follow the link there."]) { StatusCode = 404 }, cancellationToken);

    /// <summary>A page that is made for this request only.</summary>
    public Task WriteAsync(HttpContext http, string shape, string title, Dictionary<string, object?> properties, int statusCode, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        return pages.WriteAsync(http, new SitePage { Shape = shape, Title = title, Properties = properties, StatusCode = statusCode, Indexed = false, Cached = false }, cancellationToken);
    }
}

/// <summary>What a message page says.</summary>
sealed record NewsletterMessage(string Title, string Text)
{
    public string? Action { get; init; }

    public string? Button { get; init; }

    /// <summary>A second button of the same form, which sends <see cref="SecondField"/> besides.</summary>
    public string? SecondButton { get; init; }

    public string? SecondField { get; init; }

    public string? LinkUrl { get; init; }

    public string? LinkText { get; init; }

    public int StatusCode { get; init; } = 200;
}
