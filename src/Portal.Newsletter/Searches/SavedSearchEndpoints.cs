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
using Portal.Newsletter.Subscribing;
using Portal.Site.Routing;

namespace Portal.Newsletter.Searches;

/// <summary>Following a search by e-mail: the form that a page of results leads to, and the searches on a person's own page.</summary>
sealed class SavedSearchEndpoints(
    SignUps signUps, SavedSearches searches, SignUpForm form, SignUpEndpoints answers, PreferenceEndpoints preferences, NewsletterPages pages, SiteDocuments documents, SiteAddress site, Texts texts, IStringLocalizer t)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/newsletter/search", ["GET", "HEAD"], (HttpContext http, SavedSearchEndpoints self, CancellationToken ct) => self.ShowAsync(http, ct));
        Post("/newsletter/search", (_, http, self, ct) => self.TakeAsync(http, ct));
        Post("/newsletter/preferences/{token}/searches", (token, http, self, ct) => self.AddAsync(http, token, ct));
        endpoints.MapPost("/newsletter/preferences/{token}/searches/{id}/remove", (string token, string id, HttpContext http, SavedSearchEndpoints self, CancellationToken ct) => self.RemoveAsync(http, token, id, ct))
            .WithMetadata(new RequestSizeLimitAttribute(SignUpEndpoints.MaxFormBytes));

        void Post(string pattern, Func<string, HttpContext, SavedSearchEndpoints, CancellationToken, Task> handle) =>
            endpoints.MapPost(pattern, (HttpContext http, SavedSearchEndpoints self, CancellationToken ct) => handle(http.Request.RouteValues["token"] as string ?? "", http, self, ct))
                .WithMetadata(new RequestSizeLimitAttribute(SignUpEndpoints.MaxFormBytes));
    }

    async Task ShowAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (SavedSearch.TryRead(http.Request.QueryString.Value, out var search))
            await ShowAsync(http, search, null, "", cancellationToken);
        else
            await NothingAsync(http, cancellationToken);
    }

    async Task ShowAsync(HttpContext http, SavedSearch search, string? error, string email, CancellationToken cancellationToken)
    {
        var siteName = (await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName;
        var counts = (await documents.GetAsync<DigestPlans>(cancellationToken)).CountsReading;
        await pages.WriteAsync(http, "NewsletterSearch", t["Follow this search"], new(StringComparer.Ordinal)
        {
            ["Action"] = http.Request.PathBase + "/newsletter/search",
            ["Name"] = search.Name,
            ["Search"] = search.Text,
            ["ResultsUrl"] = $"{http.Request.PathBase}/search?{search.Text}",
            ["Opened"] = form.Opened,
            ["Language"] = InterfaceLanguage.Of(CultureInfo.CurrentUICulture).Culture.Name,
            ["ConsentText"] = ConsentText.ForSearch(CultureInfo.CurrentUICulture, texts, siteName, SearchDelivery.AtOnce, counts),
            ["DigestConsentText"] = ConsentText.ForSearch(CultureInfo.CurrentUICulture, texts, siteName, SearchDelivery.InDigest, counts),
            ["Error"] = error,
            ["Email"] = email,
        }, error is null ? 200 : 400, cancellationToken);
    }

    async Task TakeAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (CrossSite.IsForeign(http.Request, site) || !http.Request.HasFormContentType)
        {
            await SignUpEndpoints.RefuseAsync(http, cancellationToken);
            return;
        }
        var fields = await http.Request.ReadFormAsync(cancellationToken);
        if (!SavedSearch.TryRead("?" + fields["search"], out var search))
        {
            await NothingAsync(http, cancellationToken);
            return;
        }
        var delivery = Delivery(fields);
        var signUp = SignUpForm.Read(http, fields, Offer.None) with
        {
            Rhythm = delivery == SearchDelivery.InDigest ? DigestRhythm.Daily : DigestRhythm.Searches,
            Form = "search",
            Search = new(search, delivery),
        };
        var result = form.IsRobot(fields) ? SignUpResult.Taken : await signUps.TakeAsync(signUp, cancellationToken);
        if (result == SignUpResult.BadAddress)
            await ShowAsync(http, search, t["This is no complete e-mail address. Please check it."], signUp.Address.Length <= SubscriberAddress.MaxLength ? signUp.Address : "", cancellationToken);
        else
            await answers.AnswerAsync(http, result, cancellationToken);
    }

    async Task AddAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        if (!http.Request.HasFormContentType)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        var fields = await http.Request.ReadFormAsync(cancellationToken);
        if (!SavedSearch.TryRead(fields["search"], out var search))
        {
            await preferences.ShowAsync(http, token, t["Write the words to look for, at most {0} characters.", SavedSearch.MaxNameLength], cancellationToken);
            return;
        }
        var added = await searches.AddAsync(token, new(search, Delivery(fields)), cancellationToken);
        if (added is null)
            await pages.NotFoundAsync(http, cancellationToken);
        else
            await preferences.ShowAsync(http, token, added.Value ? t["Your changes are saved."] : t["You follow {0} searches, and more can't be kept. Remove one first.", SavedSearches.Most], cancellationToken);
    }

    async Task RemoveAsync(HttpContext http, string token, string id, CancellationToken cancellationToken)
    {
        if (await searches.RemoveAsync(token, id, cancellationToken))
            await preferences.ShowAsync(http, token, t["Your changes are saved."], cancellationToken);
        else
            await pages.NotFoundAsync(http, cancellationToken);
    }

    Task NothingAsync(HttpContext http, CancellationToken cancellationToken) =>
        pages.MessageAsync(http, new(t["There is no search to follow"], t["Search for something first; the page of results leads here."])
        {
            StatusCode = StatusCodes.Status404NotFound,
            LinkUrl = http.Request.PathBase + "/search",
            LinkText = t["Search"],
        }, cancellationToken);

    static SearchDelivery Delivery(IFormCollection fields) => fields["delivery"].ToString() switch
    {
        "digest" => SearchDelivery.InDigest,
        "daily" => SearchDelivery.Daily,
        _ => SearchDelivery.AtOnce,
    };
}
