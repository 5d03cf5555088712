using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Content.People;
using Portal.Site.Tests.Hosting;
using Xunit;

namespace Portal.Site.Tests.Api;

/// <summary>The site with people who are known by a header: the desk, which signs them in, stands on the floor above.</summary>
static class ApiSite
{
    public static async Task<SiteHost> StartAsync() => await SiteHost.StartAsync(services: services =>
    {
        services.AddAuthentication(HeaderPerson.Name).AddScheme<AuthenticationSchemeOptions, HeaderPerson>(HeaderPerson.Name, null);
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddSingleton<IAuthorizationHandler, PermissionRequirementHandler>();
    }, map: app =>
    {
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
    });

    /// <summary>A request of somebody with these permissions; nobody where there are none.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this SiteHost host, HttpMethod method, string path, string permissions, string? body = null, string? ifMatch = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (permissions.Length > 0)
            request.Headers.Add("X-Permissions", permissions);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        if (ifNoneMatch is not null)
            request.Headers.IfNoneMatch.Add(ifNoneMatch == "*" ? EntityTagHeaderValue.Any : EntityTagHeaderValue.Parse(ifNoneMatch));
        return await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    sealed class HeaderPerson(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        public const string Name = "Header";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var permissions = Request.Headers["X-Permissions"].ToString();
            if (permissions.Length == 0)
                return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "u1"), new(ClaimTypes.Name, "milica"), .. permissions.Split(' ').Select(one => new Claim(Permissions.ClaimType, one))], Name);
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Name)));
        }
    }
}
