using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Portal.Newsletter.Subscribing;

/// <summary>
/// Leaving by the link in each mail, and by one click of a mail program (RFC 8058). To follow the link changes nothing: scanners of mail
/// do so too. In a mail of what saved searches found, the link ends these searches only; its page offers to end everything.
/// </summary>
sealed class UnsubscribeEndpoints(Subscriptions subscriptions, NewsletterPages pages, IStringLocalizer t)
{
    const string Everything = "everything";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/newsletter/unsubscribe/{token}", ["GET", "HEAD"], (string token, HttpContext http, UnsubscribeEndpoints self, CancellationToken ct) => self.AskAsync(http, token, ct));
        endpoints.MapPost("/newsletter/unsubscribe/{token}", (string token, HttpContext http, UnsubscribeEndpoints self, CancellationToken ct) => self.LeaveAsync(http, token, ct))
            .WithMetadata(new RequestSizeLimitAttribute(SignUpEndpoints.MaxFormBytes));
    }

    async Task AskAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindSearchesAsync(token, cancellationToken) is { } followed)
            await pages.MessageAsync(http, AskAboutSearches(http, token, followed), cancellationToken);
        else if (await subscriptions.FindAsync(token, cancellationToken) is not { } subscriber)
            await pages.NotFoundAsync(http, cancellationToken);
        else if (subscriber.State == SubscriberState.Unsubscribed)
            await pages.MessageAsync(http, Left(http, subscriber), cancellationToken);
        else
            await pages.MessageAsync(http, new(t["Leave the newsletter"], t["Press the button, and no more digests will come to {0}.", subscriber.Address])
            {
                Action = Action(http, token),
                Button = t["Unsubscribe"],
                LinkUrl = Preferences(http, subscriber),
                LinkText = t["Fewer mails, or a pause? Your preferences"],
            }, cancellationToken);
    }

    async Task LeaveAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancellationToken) : null;
        var everything = form?["scope"].ToString() == Everything;
        var followed = await subscriptions.EndSearchesAsync(token, everything, cancellationToken);
        var subscriber = followed?.Subscriber ?? await subscriptions.UnsubscribeAsync(token, cancellationToken);
        // RFC 8058, 3.2: a mail program posts this without cookies and wants a plain answer, not a page and no redirect.
        if (form?["List-Unsubscribe"].ToString() == "One-Click")
        {
            http.Response.StatusCode = subscriber is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(subscriber is null ? "Not found." : "Unsubscribed.", cancellationToken);
        }
        else if (subscriber is null)
            await pages.NotFoundAsync(http, cancellationToken);
        else if (followed is not null && subscriber.State != SubscriberState.Unsubscribed)
            await pages.MessageAsync(http, new(t["This search is ended"], t["Nothing more comes to {0} of what it finds. Everything else stays as it is.", subscriber.Address])
            {
                Action = Action(http, token),
                SecondButton = t["Leave the newsletter altogether"],
                SecondField = Everything,
                LinkUrl = Preferences(http, subscriber),
                LinkText = t["Your preferences"],
            }, cancellationToken);
        else
            await pages.MessageAsync(http, Left(http, subscriber), cancellationToken);
    }

    NewsletterMessage AskAboutSearches(HttpContext http, string token, FollowedByMail followed) => followed switch
    {
        { Subscriber.State: SubscriberState.Unsubscribed } => Left(http, followed.Subscriber),
        { Names.Count: 0 } => new(t["This search is ended"], t["You follow it no more. You can leave the newsletter altogether, too."])
        {
            Action = Action(http, token),
            SecondButton = t["Leave the newsletter altogether"],
            SecondField = Everything,
            LinkUrl = Preferences(http, followed.Subscriber),
            LinkText = t["Your preferences"],
        },
        _ => new(t["End this search"], t["Press the button, and nothing more comes to {0} of what is found for: {1}.", followed.Subscriber.Address, string.Join(" · ", followed.Names)])
        {
            Action = Action(http, token),
            Button = t["End this search"],
            SecondButton = t["Leave the newsletter altogether"],
            SecondField = Everything,
            LinkUrl = Preferences(http, followed.Subscriber),
            LinkText = t["Your preferences"],
        },
    };

    NewsletterMessage Left(HttpContext http, SubscriberRecord subscriber) =>
        new(t["You have left the newsletter"], t["No more digests will come to {0}.", subscriber.Address])
        {
            LinkUrl = http.Request.PathBase + "/newsletter",
            LinkText = t["Subscribe again"],
        };

    static string Action(HttpContext http, string token) => $"{http.Request.PathBase}/newsletter/unsubscribe/{token}";

    static string Preferences(HttpContext http, SubscriberRecord subscriber) => $"{http.Request.PathBase}/newsletter/preferences/{SubscriberLinks.Token(subscriber)}";
}
