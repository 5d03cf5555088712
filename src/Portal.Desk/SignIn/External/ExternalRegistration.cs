using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Portal.Desk.SignIn.External;

static class ExternalRegistration
{
    /// <summary>Adds sign-in by OpenID Connect where it is configured.</summary>
    public static void AddExternalSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Portal:OpenIdConnect").Get<ExternalSignInOptions>() ?? new();
        services.AddSingleton(options);
        services.AddScoped<ExternalSignIn>();
        if (!options.IsConfigured)
            return;
        services.AddAuthentication().AddOpenIdConnect(ExternalSignInOptions.Scheme, options.Name, oidc =>
        {
            oidc.SignInScheme = IdentityConstants.ExternalScheme;
            oidc.Authority = options.Authority;
            oidc.ClientId = options.ClientId;
            oidc.ClientSecret = options.ClientSecret.Length > 0 ? options.ClientSecret : null;
            oidc.RequireHttpsMetadata = options.RequireHttps;
            oidc.ResponseType = OpenIdConnectResponseType.Code;
            // A form posted from elsewhere would bring no cookies on a site without HTTPS.
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.UsePkce = true;
            oidc.MapInboundClaims = false;
            oidc.GetClaimsFromUserInfoEndpoint = true;
            oidc.Scope.Add("email");
            oidc.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
            oidc.ClaimActions.MapUniqueJsonKey("email", "email");
            oidc.ClaimActions.MapJsonKey(options.RoleClaim, options.RoleClaim);
            oidc.TokenValidationParameters.NameClaimType = "name";
            foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
                (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
            oidc.Events.OnRemoteFailure = context =>
            {
                context.Response.Redirect("/Login?external=failed");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
    }
}
