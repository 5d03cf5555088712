using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Portal.Content.People;
using Portal.Desk.Shell;

namespace Portal.Desk.SignIn.Sessions;

/// <summary>Binds the cookie of signed-in people to a session that can be ended from elsewhere. Each sign-in gets a new one.</summary>
sealed class SessionCookie(UserSessions sessions) : CookieAuthenticationEvents
{
    public override async Task SigningIn(CookieSigningInContext context)
    {
        if (context.Principal?.Identity is not ClaimsIdentity identity || context.Principal.UserId() is not { } userId)
            return;
        var http = context.HttpContext;
        foreach (var old in identity.FindAll(UserSessions.Claim).ToList())
            identity.RemoveClaim(old);
        var id = await sessions.BeginAsync(userId, Device(http.Request), http.Connection.RemoteIpAddress?.ToString() ?? "", UserSessions.Id(http.User), http.RequestAborted);
        identity.AddClaim(new(UserSessions.Claim, id));
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal is { } person && await sessions.IsOpenAsync(person, context.HttpContext.RequestAborted))
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    public override async Task SigningOut(CookieSigningOutContext context)
    {
        var person = context.HttpContext.User;
        if (person.UserId() is { } userId && UserSessions.Id(person) is { } id)
            await sessions.EndAsync(userId, id, context.HttpContext.RequestAborted);
    }

    // Programs and circuits can do nothing with the page for signing in.
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) => AnswerAsync(context, StatusCodes.Status401Unauthorized, base.RedirectToLogin);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) => AnswerAsync(context, StatusCodes.Status403Forbidden, base.RedirectToAccessDenied);

    /// <summary>Keeps what a person's roles do not tell when their claims are read anew from the database.</summary>
    public static Task KeepAsync(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.NewPrincipal?.Identity is ClaimsIdentity identity)
            identity.AddClaims(context.CurrentPrincipal?.Claims.Where(claim => claim.Type is UserSessions.Claim or "amr" or ClaimTypes.AuthenticationMethod) ?? []);
        return Task.CompletedTask;
    }

    static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status, Func<RedirectContext<CookieAuthenticationOptions>, Task> redirect)
    {
        var path = context.Request.Path;
        if (!path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase))
            return redirect(context);
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    static string Device(HttpRequest request)
    {
        var agent = new string([.. request.Headers.UserAgent.ToString().Where(sign => !char.IsControl(sign))]);
        return agent.Length > UserSessionRecord.MaxDeviceLength ? agent[..UserSessionRecord.MaxDeviceLength] : agent;
    }
}
