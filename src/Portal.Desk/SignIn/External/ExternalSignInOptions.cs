namespace Portal.Desk.SignIn.External;

/// <summary>Sign-in at another place by OpenID Connect (code flow with PKCE): <c>Portal:OpenIdConnect</c>. Its redirect address is <c>/signin-oidc</c>.</summary>
public sealed class ExternalSignInOptions
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "OpenIdConnect";

    /// <summary>Address of the provider, below which <c>.well-known/openid-configuration</c> stands; empty for none.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The site's identifier there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The site's secret there; empty for a public client.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Name of the provider for people, on the button.</summary>
    public string Name { get; set; } = "OpenID Connect";

    /// <summary>Whether the provider must be reached by HTTPS; off only for tests on one machine.</summary>
    public bool RequireHttps { get; set; } = true;

    /// <summary>Whether somebody whose e-mail address the provider has verified (<c>email_verified</c>) is the person here with that address.</summary>
    public bool LinkByVerifiedEmail { get; set; } = true;

    /// <summary>Whether somebody unknown gets an account, when a role is mapped for them.</summary>
    public bool CreateAccounts { get; set; }

    /// <summary>Whether the provider's own second step replaces ours.</summary>
    public bool TrustSecondStep { get; set; }

    /// <summary>Claim that holds groups or roles of the provider.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Roles here by groups or roles there. Where any are given, these roles are given and taken at each sign-in.</summary>
    public Dictionary<string, string> Roles { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Whether people can sign in by it.</summary>
    public bool IsConfigured => Authority.Length > 0 && ClientId.Length > 0;
}
