using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Content.People;

namespace Portal.Desk.SignIn.Tokens;

/// <summary>Recognises programs by <c>Authorization: Bearer portal_…</c> (RFC 6750).</summary>
sealed class AccessTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder,
    AccessTokens tokens, AccessTokenPerson people) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme. Requests with a bearer token, and those to the API without a cookie, are the scheme's by themselves.</summary>
    public new const string Scheme = "AccessToken";

    const string Bearer = "Bearer ";

    /// <summary>Which scheme judges a request that names none: this one for programs, null (the cookie's) for browsers.</summary>
    public static string? Choose(HttpContext http) =>
        http.Request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        || (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !http.Request.Cookies.ContainsKey(SignInCookie.Name))
            ? Scheme
            : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        return await tokens.UseAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is { } token
            && await people.FindAsync(token, Context.RequestAborted) is { } person
            ? AuthenticateResult.Success(new(person, Scheme))
            : AuthenticateResult.Fail("The access token is unknown, was revoked or has ended.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var wrong = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = wrong ? "Bearer error=\"invalid_token\"" : "Bearer";
        return AnswerAsync(StatusCodes.Status401Unauthorized, wrong
            ? "The access token is unknown, was revoked or has ended. Make a new one in the desk under “My account”."
            : "This address needs an access token in the header “Authorization: Bearer …”. Make one in the desk under “My account”.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return AnswerAsync(StatusCodes.Status403Forbidden, "The scopes of the access token, or the roles of its owner, don’t allow this.");
    }

    Task AnswerAsync(int status, string detail) => TypedResults.Problem(detail, statusCode: status).ExecuteAsync(Context);
}
