using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Portal.Content.Localization;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>Small forms that set cookies and lead back. Each takes a form field, so that antiforgery is enforced.</summary>
static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/Logout", LeaveAsync);
        endpoints.MapPost("/Admin/Language", ChooseLanguage).RequireAuthorization();
    }

    static async Task<IResult> LeaveAsync([FromForm] string? leave, SignInManager<PortalUser> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("~/Login");
    }

    static IResult ChooseLanguage([FromForm] string? language, [FromForm] string? returnUrl, HttpContext context, TimeProvider time)
    {
        if (InterfaceLanguage.All.FirstOrDefault(one => one.Culture.Name == language) is { } chosen)
            context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen.Culture)),
                new CookieOptions { Expires = time.GetUtcNow().AddYears(1), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps });
        return TypedResults.LocalRedirect(LocalAddress.Of(returnUrl));
    }
}
