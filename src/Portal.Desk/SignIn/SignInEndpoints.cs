using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Portal.Content.Localization;
using Portal.Desk.SignIn.External;
using Portal.Desk.SignIn.SecondFactors;
using Portal.Desk.SignIn.Sessions;

namespace Portal.Desk.SignIn;

/// <summary>Small forms that set cookies and lead back. Each takes a form field, so that antiforgery is enforced.</summary>
static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/Logout", LeaveAsync).AllowAnonymous();
        endpoints.MapPost("/Admin/Language", ChooseLanguage).RequireAuthorization();
        endpoints.MapPost("/Login/PasskeyOptions", PasskeyRequestAsync).AllowAnonymous();
        endpoints.MapPost("/Admin/Account/PasskeyOptions", PasskeyCreationAsync).RequireAuthorization();
        endpoints.MapGet("/Login/External", ExternalSignIn.Begin).AllowAnonymous();
        endpoints.MapGet("/Login/External/Back", ExternalSignIn.EndAsync).AllowAnonymous();
    }

    // The form field only asks for the antiforgery token to be looked at.
    static async Task<IResult> PasskeyRequestAsync([FromForm] string? conditional, PortalSignIn signIn) =>
        TypedResults.Text(await signIn.MakePasskeyRequestOptionsAsync(null), MediaTypeNames.Application.Json);

    static async Task<IResult> PasskeyCreationAsync([FromForm] string? conditional, HttpContext context, Passkeys passkeys, UserSessions sessions) =>
        await sessions.IsFreshAsync(context.User, context.RequestAborted) && await passkeys.CreationOptionsAsync(context.User) is { } options
            ? TypedResults.Text(options, MediaTypeNames.Application.Json)
            : TypedResults.Forbid();

    static async Task<IResult> LeaveAsync([FromForm] string? leave, PortalSignIn signIn)
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
