using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Portal.Newsletter.Subscribing;

/// <summary>A person's own pages, reached by the signed link in each mail: choices, pause, change of address, data, erasure.</summary>
sealed class PreferenceEndpoints(Subscriptions subscriptions, AddressChanges changes, PersonalData data, PreferencePage page, NewsletterPages pages, IStringLocalizer t)
{
    const string Page = "/newsletter/preferences/{token}";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Page, ["GET", "HEAD"], (string token, HttpContext http, PreferenceEndpoints self, CancellationToken ct) => self.ShowAsync(http, token, "", ct));
        endpoints.MapGet(Page + "/data", (string token, HttpContext http, PreferenceEndpoints self, CancellationToken ct) => self.SendDataAsync(http, token, ct));
        Post("", (token, http, form, self, ct) => self.SaveAsync(http, token, form, ct));
        Post("/pause", (token, http, form, self, ct) => self.PauseAsync(http, token, form, ct));
        Post("/resume", (token, http, _, self, ct) => self.ResumeAsync(http, token, ct));
        Post("/address", (token, http, form, self, ct) => self.MoveAsync(http, token, form, ct));
        Post("/erase", (token, http, _, self, ct) => self.EraseAsync(http, token, ct));

        void Post(string below, Func<string, HttpContext, IFormCollection, PreferenceEndpoints, CancellationToken, Task> handle) =>
            endpoints.MapPost(Page + below, async (string token, HttpContext http, PreferenceEndpoints self, CancellationToken ct) =>
            {
                if (http.Request.HasFormContentType)
                    await handle(token, http, await http.Request.ReadFormAsync(ct), self, ct);
                else if (http.Request.ContentLength is null or 0)
                    await handle(token, http, FormCollection.Empty, self, ct);
                else
                    http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            }).WithMetadata(new RequestSizeLimitAttribute(SignUpEndpoints.MaxFormBytes));
    }

    /// <summary>The page of whose token it is, with a message.</summary>
    public async Task ShowAsync(HttpContext http, string token, string message, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(token, cancellationToken) is { } subscriber)
            await page.ShowAsync(http, token, subscriber, message, cancellationToken);
        else
            await pages.NotFoundAsync(http, cancellationToken);
    }

    async Task SaveAsync(HttpContext http, string token, IFormCollection form, CancellationToken cancellationToken) =>
        await AnswerAsync(http, token, await subscriptions.ChangeAsync(token, await page.ReadAsync(form, cancellationToken), cancellationToken), t["Your changes are saved."], cancellationToken);

    async Task PauseAsync(HttpContext http, string token, IFormCollection form, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(token, cancellationToken) is not { } subscriber)
            await pages.NotFoundAsync(http, cancellationToken);
        else if (!DateOnly.TryParseExact(form["until"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || await page.PauseUntilAsync(subscriber, day, cancellationToken) is not { } until)
            await page.ShowAsync(http, token, subscriber, t["Choose a day between tomorrow and a year from now."], cancellationToken);
        else
            await AnswerAsync(http, token, await subscriptions.PauseAsync(token, until, cancellationToken), t["Your mails are paused."], cancellationToken);
    }

    async Task ResumeAsync(HttpContext http, string token, CancellationToken cancellationToken) =>
        await AnswerAsync(http, token, await subscriptions.PauseAsync(token, null, cancellationToken), t["Your mails come again."], cancellationToken);

    async Task MoveAsync(HttpContext http, string token, IFormCollection form, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(token, cancellationToken) is null)
        {
            await pages.NotFoundAsync(http, cancellationToken);
            return;
        }
        var result = await changes.AskAsync(token, form["email"], http.Connection.RemoteIpAddress ?? IPAddress.None, http.Request.Headers.UserAgent.ToString(), cancellationToken);
        await ShowAsync(http, token, result switch
        {
            SignUpResult.BadAddress => t["This is no complete e-mail address. Please check it."],
            SignUpResult.TooMany => t["The address was changed too often today. Please try again tomorrow."],
            _ => t["A mail with a link is on its way to the new address. Until the link is followed, everything stays as it is."],
        }, cancellationToken);
    }

    async Task SendDataAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        if (await data.ReadAsync(token, cancellationToken) is not { } json)
        {
            await pages.NotFoundAsync(http, cancellationToken);
            return;
        }
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"newsletter-data.json\"";
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(json, cancellationToken);
    }

    async Task EraseAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        if (await subscriptions.EraseAsync(token, cancellationToken) is null)
            await pages.NotFoundAsync(http, cancellationToken);
        else
            await pages.MessageAsync(http, new(t["Your data is erased"], t["Nothing about you is kept here but a mark that your address must not be written to."]), cancellationToken);
    }

    Task AnswerAsync(HttpContext http, string token, SubscriberRecord? subscriber, string message, CancellationToken cancellationToken) => subscriber is null
        ? pages.NotFoundAsync(http, cancellationToken)
        : page.ShowAsync(http, token, subscriber, message, cancellationToken);
}
