using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Searches;
using Portal.Site.Routing;

namespace Portal.Newsletter.Subscribing;

/// <summary>Signing up and confirming.</summary>
sealed class SignUpEndpoints(
    SignUps signUps, Confirmations confirmations, SignUpForm form, SiteChoices choices, NewsletterPages pages, SiteDocuments documents, SiteAddress site, Texts texts, IStringLocalizer t)
{
    /// <summary>Most bytes of a form.</summary>
    public const int MaxFormBytes = 32 * 1024;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/newsletter", ["GET", "HEAD"], (HttpContext http, SignUpEndpoints self, CancellationToken ct) => self.ShowAsync(http, null, "", ct));
        endpoints.MapPost("/newsletter", (HttpContext http, SignUpEndpoints self, CancellationToken ct) => self.TakeAsync(http, ct))
            .WithMetadata(new RequestSizeLimitAttribute(MaxFormBytes));
        endpoints.MapMethods("/newsletter/confirm/{token}", ["GET", "HEAD"], (string token, HttpContext http, SignUpEndpoints self, CancellationToken ct) => self.AskAsync(http, token, ct));
        endpoints.MapPost("/newsletter/confirm/{token}", (string token, HttpContext http, SignUpEndpoints self, CancellationToken ct) => self.ConfirmAsync(http, token, ct))
            .WithMetadata(new RequestSizeLimitAttribute(MaxFormBytes));
    }

    async Task ShowAsync(HttpContext http, string? error, string email, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var counts = (await documents.GetAsync<DigestPlans>(cancellationToken)).CountsReading;
        var model = form.Model(await choices.TopicsAsync(cancellationToken), await choices.RegionsAsync(cancellationToken), http.Request.PathBase + "/newsletter", ConsentText.In(CultureInfo.CurrentUICulture, texts, settings.SiteName, counts));
        model["Error"] = error;
        model["Email"] = email;
        await pages.WriteAsync(http, "NewsletterSignUp", t["Newsletter"], model, error is null ? 200 : 400, cancellationToken);
    }

    async Task TakeAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (CrossSite.IsForeign(http.Request, site) || !http.Request.HasFormContentType)
        {
            await RefuseAsync(http, cancellationToken);
            return;
        }
        var fields = await http.Request.ReadFormAsync(cancellationToken);
        var signUp = SignUpForm.Read(http, fields, await choices.AllAsync(cancellationToken));
        var result = form.IsRobot(fields) ? SignUpResult.Taken : await signUps.TakeAsync(signUp, cancellationToken);
        if (result == SignUpResult.BadAddress)
            await ShowAsync(http, t["This is no complete e-mail address. Please check it."], signUp.Address.Length <= SubscriberAddress.MaxLength ? signUp.Address : "", cancellationToken);
        else
            await AnswerAsync(http, result, cancellationToken);
    }

    /// <summary>Answers a sign-up that was taken, or one too many.</summary>
    public Task AnswerAsync(HttpContext http, SignUpResult result, CancellationToken cancellationToken) => result == SignUpResult.TooMany
        ? pages.MessageAsync(http, new(t["Please try again later"], t["Many sign-ups came from your network within the last hour."]) { StatusCode = 429 }, cancellationToken)
        : pages.MessageAsync(http, new(t["Please look into your mail"],
            t["If you gave your own address, a mail with a link is on its way to it. The newsletter begins once you have followed the link. If none comes: at most one such mail is sent to an address in 24 hours."]), cancellationToken);

    /// <summary>Answers a post that another site's page caused.</summary>
    public static Task RefuseAsync(HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync("This form can be sent from the site's own pages only.", cancellationToken);
    }

    async Task AskAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        var link = await confirmations.LookAsync(token, cancellationToken);
        if (link is { Result: ConfirmationResult.Open, Address: { } address })
        {
            await pages.MessageAsync(http, new(t["Confirm your new address"], t["Press the button, and your mails go to {0} from now on.", address])
            {
                Action = $"{http.Request.PathBase}/newsletter/confirm/{token}",
                Button = t["Yes, write to this address"],
            }, cancellationToken);
        }
        else if (link.Result == ConfirmationResult.Open)
        {
            await pages.MessageAsync(http, new(t["Confirm your subscription"], link.Search is { } search ? t["Press the button, and what the search “{0}” finds will come to you.", search] : t["Press the button, and the newsletter will come to you."])
            {
                Action = $"{http.Request.PathBase}/newsletter/confirm/{token}",
                Button = t["Yes, subscribe me"],
            }, cancellationToken);
        }
        else
        {
            await AnswerAsync(http, link, cancellationToken);
        }
    }

    async Task ConfirmAsync(HttpContext http, string token, CancellationToken cancellationToken) =>
        await AnswerAsync(http, await confirmations.ConfirmAsync(token, http.Connection.RemoteIpAddress?.ToString() ?? "", cancellationToken), cancellationToken);

    string Welcome(Confirmation link) => link switch
    {
        { IsFull: true } => t["You follow {0} searches, and more can't be kept. Remove one first.", SavedSearches.Most],
        { Search: { } search } => t["What the search “{0}” finds from now on will come to you. You can follow more searches, or end this one, by the link below and in each mail.", search],
        _ => t["The next digest will come to you. You can change what you get, or leave, by the link in each mail."],
    };

    Task AnswerAsync(HttpContext http, Confirmation link, CancellationToken cancellationToken)
    {
        var signUp = http.Request.PathBase + "/newsletter";
        return link.Result switch
        {
            ConfirmationResult.Confirmed when link.Address is { } address => pages.MessageAsync(http, new(t["Your address is changed"], t["Your mails go to {0} from now on. The links in earlier mails don't work any more.", address])
            {
                LinkUrl = $"{http.Request.PathBase}/newsletter/preferences/{link.Token}",
                LinkText = t["Your preferences"],
            }, cancellationToken),
            ConfirmationResult.Occupied => pages.MessageAsync(http, new(t["This address has a subscription of its own"], t["It stays as it is. To have one subscription only, leave the other by the link in its mails."]) { StatusCode = 409 }, cancellationToken),
            ConfirmationResult.Confirmed => pages.MessageAsync(http, new(t["You are subscribed"], Welcome(link))
            {
                LinkUrl = $"{http.Request.PathBase}/newsletter/preferences/{link.Token}",
                LinkText = t["Your preferences"],
            }, cancellationToken),
            ConfirmationResult.Used => pages.MessageAsync(http, new(t["This link was used before"], t["Your subscription was confirmed by it. You can change it by the link in each mail."]), cancellationToken),
            ConfirmationResult.Expired => pages.MessageAsync(http, new(t["This link is too old"], t["It could be used for three days. Please subscribe again."])
            {
                StatusCode = 410,
                LinkUrl = signUp,
                LinkText = t["Newsletter"],
            }, cancellationToken),
            _ => pages.NotFoundAsync(http, cancellationToken),
        };
    }
}
