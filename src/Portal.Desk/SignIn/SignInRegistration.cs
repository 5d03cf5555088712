using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.SignIn.External;
using Portal.Desk.SignIn.SecondFactors;
using Portal.Desk.SignIn.Sessions;
using Portal.Desk.SignIn.Tokens;

namespace Portal.Desk.SignIn;

static class SignInRegistration
{
    /// <summary>Adds users, the ways to sign in, sessions, access tokens and permissions.</summary>
    public static void AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        AddIdentity(services);
        AddCookie(services);
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenHandler.Scheme, null);
        services.AddExternalSignIn(configuration);
        services.AddScoped<AccessTokenPerson>();
        services.AddSingleton<UserSessions>();
        services.AddSingleton<IEntityModel, SignInModel>();
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<AccountMessages>();
        services.AddSingleton<ForgottenPasswords>();
        services.AddHostedService(provider => provider.GetRequiredService<ForgottenPasswords>());
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<LinkSignIn>();
        services.AddScoped<IdentityConfirmation>();
        services.AddScoped<AccountChanges>();
        services.AddScoped<Authenticator>();
        services.AddScoped<Passkeys>();
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddSingleton<IAuthorizationHandler, PermissionRequirementHandler>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SignedInRevalidation>();
        services.AddAntiforgery(options => options.Cookie.Name = "Portal.Antiforgery");
        services.AddDataProtection().SetApplicationName("Portal").PersistKeysToDbContext<PortalDbContext>();
    }

    static void AddIdentity(IServiceCollection services)
    {
        services.AddIdentity<PortalUser, PortalRole>(options =>
            {
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = "";
                // Length serves better than rules about signs, which people meet by adding "1!".
                options.Password.RequiredLength = 12;
                options.Password.RequiredUniqueChars = 4;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddUserStore<SecretStore>()
            .AddSignInManager<PortalSignIn>()
            .AddClaimsPrincipalFactory<DeskClaims>()
            .AddPasswordValidator<CommonPasswords>()
            .AddErrorDescriber<DeskIdentityErrors>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.TryAddScoped<PortalSignIn>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // A passkey stands for both steps, so it must know its owner; and it is found without an address being typed.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
    }

    static void AddCookie(IServiceCollection services)
    {
        services.AddScoped<SessionCookie>();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/Login";
            cookie.LogoutPath = "/Logout";
            cookie.AccessDeniedPath = "/Login/Denied";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.ExpireTimeSpan = UserSessions.Lifetime;
            cookie.SlidingExpiration = true;
            cookie.EventsType = typeof(SessionCookie);
            cookie.Cookie.Name = SignInCookie.Name;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ForwardDefaultSelector = AccessTokenHandler.Choose;
        });
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.FromMinutes(1);
            options.OnRefreshingPrincipal = SessionCookie.KeepAsync;
        });
    }
}
