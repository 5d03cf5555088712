using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Portal.Content.Localization;
using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Subscribing;

/// <summary>A person's own pages, reached by the signed link in each mail: preferences, leaving, erasure.</summary>
sealed class PreferenceEndpoints(Subscriptions subscriptions, SavedSearches searches, SiteChoices choices, NewsletterPages pages, IStringLocalizer t)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/newsletter/preferences/{token}", ["GET", "HEAD"], (string token, HttpContext http, PreferenceEndpoints self, CancellationToken ct) => self.ShowAsync(http, token, ct));
        Post("/newsletter/preferences/{token}", (token, http, self, ct) => self.SaveAsync(http, token, ct));
        Post("/newsletter/preferences/{token}/erase", (token, http, self, ct) => self.EraseAsync(http, token, ct));
        endpoints.MapMethods("/newsletter/unsubscribe/{token}", ["GET", "HEAD"], (string token, HttpContext http, PreferenceEndpoints self, CancellationToken ct) => self.AskAsync(http, token, ct));
        Post("/newsletter/unsubscribe/{token}", (token, http, self, ct) => self.UnsubscribeAsync(http, token, ct));

        void Post(string pattern, Func<string, HttpContext, PreferenceEndpoints, CancellationToken, Task> handle) =>
            endpoints.MapPost(pattern, (string token, HttpContext http, PreferenceEndpoints self, CancellationToken ct) => handle(token, http, self, ct))
                .WithMetadata(new RequestSizeLimitAttribute(SignUpEndpoints.MaxFormBytes));
    }

    Task ShowAsync(HttpContext http, string token, CancellationToken cancellationToken) => ShowAsync(http, token, "", cancellationToken);

    /// <summary>The page of whose token it is, with a message.</summary>
    public async Task ShowAsync(HttpContext http, string token, string message, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(token, cancellationToken) is { } subscriber)
            await ShowAsync(http, token, subscriber, message, cancellationToken);
        else
            await pages.NotFoundAsync(http, cancellationToken);
    }

    async Task SaveAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        if (!http.Request.HasFormContentType)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var choice = ChoiceList.Store(form["topics"], await choices.TopicsAsync(cancellationToken));
        if (await subscriptions.ChangeAsync(token, PlanNames.Read(form["rhythm"]), choice, SignUpForm.Language(form["language"].ToString()).Culture.Name, cancellationToken) is { } subscriber)
            await ShowAsync(http, token, subscriber, t["Your changes are saved."], cancellationToken);
        else
            await pages.NotFoundAsync(http, cancellationToken);
    }

    async Task ShowAsync(HttpContext http, string token, SubscriberRecord subscriber, string message, CancellationToken cancellationToken)
    {
        var address = $"{http.Request.PathBase}/newsletter/preferences/{token}";
        await pages.WriteAsync(http, "NewsletterPreferences", t["Your newsletter"], new(StringComparer.Ordinal)
        {
            ["Address"] = subscriber.Address,
            ["IsSubscribed"] = subscriber.State == SubscriberState.Confirmed,
            ["Message"] = message,
            ["Rhythm"] = PlanNames.Of(subscriber.Rhythm),
            ["Topics"] = SignUpForm.ChoiceModels(await choices.TopicsAsync(cancellationToken), subscriber.Topics),
            ["Languages"] = InterfaceLanguage.All.Select(language => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Id"] = language.Culture.Name,
                ["Name"] = language.Name,
                ["Chosen"] = language.Culture.Name == subscriber.Language,
            }).ToList(),
            ["Searches"] = (await searches.ListAsync(subscriber.Id, cancellationToken)).Select(search => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Name"] = search.Name,
                ["Url"] = $"{http.Request.PathBase}/search?{search.Search}",
                ["Delivery"] = search.Delivery switch { SearchDelivery.InDigest => "digest", SearchDelivery.Daily => "daily", _ => "at-once" },
                ["RemoveAction"] = $"{address}/searches/{search.Id}/remove",
            }).ToList(),
            ["SearchAction"] = address + "/searches",
            ["Action"] = address,
            ["EraseAction"] = address + "/erase",
            ["UnsubscribeAction"] = $"{http.Request.PathBase}/newsletter/unsubscribe/{token}",
            ["SignUpUrl"] = http.Request.PathBase + "/newsletter",
        }, 200, cancellationToken);
    }

    async Task AskAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(token, cancellationToken) is not { } subscriber)
        {
            await pages.NotFoundAsync(http, cancellationToken);
            return;
        }
        await pages.MessageAsync(http, new(t["Leave the newsletter"], t["Press the button, and no more digests will come to {0}.", subscriber.Address])
        {
            Action = $"{http.Request.PathBase}/newsletter/unsubscribe/{token}",
            Button = t["Unsubscribe"],
            LinkUrl = $"{http.Request.PathBase}/newsletter/preferences/{token}",
            LinkText = t["Your preferences"],
        }, cancellationToken);
    }

    async Task UnsubscribeAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        var subscriber = await subscriptions.UnsubscribeAsync(token, cancellationToken);
        // RFC 8058, 3.2: a mail program posts this without cookies and wants a plain answer, not a page and no redirect.
        if (await IsOneClickAsync(http, cancellationToken))
        {
            http.Response.StatusCode = subscriber is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(subscriber is null ? "Not found." : "Unsubscribed.", cancellationToken);
        }
        else if (subscriber is null)
        {
            await pages.NotFoundAsync(http, cancellationToken);
        }
        else
        {
            await pages.MessageAsync(http, new(t["You have left the newsletter"], t["No more digests will come to {0}.", subscriber.Address])
            {
                LinkUrl = http.Request.PathBase + "/newsletter",
                LinkText = t["Subscribe again"],
            }, cancellationToken);
        }
    }

    async Task EraseAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        if (await subscriptions.EraseAsync(token, cancellationToken) is not { } subscriber)
        {
            await pages.NotFoundAsync(http, cancellationToken);
            return;
        }
        await pages.MessageAsync(http, new(t["Your data is erased"], t["Nothing about you is kept here but a mark that your address must not be written to."]), cancellationToken);
    }

    static async Task<bool> IsOneClickAsync(HttpContext http, CancellationToken cancellationToken) =>
        http.Request.HasFormContentType && (await http.Request.ReadFormAsync(cancellationToken))["List-Unsubscribe"] == "One-Click";
}
