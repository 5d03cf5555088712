using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Portal.Content.People;

namespace Portal.Web.Tests.Permissions;

/// <summary>An endpoint with what it says about who may use it.</summary>
/// <param name="Route">Its pattern.</param>
/// <param name="Method">One of its HTTP methods.</param>
/// <param name="Permissions">Permissions that it asks for; all of them are needed.</param>
/// <param name="SignedIn">Whether it asks for somebody who is signed in.</param>
/// <param name="Open">Whether it says that it is for everybody.</param>
/// <param name="ContentType">What it takes, where it takes a body: a form, unless it says otherwise.</param>
public sealed partial record EndpointRule(string Route, string Method, IReadOnlyList<string> Permissions, bool SignedIn, bool Open, string ContentType)
{
    /// <summary>Whether the endpoint says anything.</summary>
    public bool IsGiven => Open || SignedIn || Permissions.Count > 0;

    /// <summary>An address that leads there, with names that nothing has.</summary>
    public string Address => Parameter().Replace("/" + Route.TrimStart('/'), match => match.Groups["constraint"].Value switch
    {
        var constraint when constraint.Contains("int", StringComparison.Ordinal) || constraint.Contains("long", StringComparison.Ordinal) => "999999",
        var constraint when constraint.Contains("guid", StringComparison.Ordinal) => Guid.Empty.ToString(),
        _ => "nothing",
    });

    /// <summary>The rules of an endpoint, one for each method.</summary>
    public static IEnumerable<EndpointRule> Of(RouteEndpoint endpoint)
    {
        var asked = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        var permissions = asked.Select(one => one.Policy).OfType<string>().Where(policy => policy.StartsWith(PermissionPolicies.Prefix, StringComparison.Ordinal))
            .Select(policy => policy[PermissionPolicies.Prefix.Length..])
            .Concat(endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>().SelectMany(policy => policy.Requirements).OfType<PermissionRequirement>().Select(requirement => requirement.Permission))
            .Distinct(StringComparer.Ordinal).ToList();
        var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [_, ..] named ? named : ["GET"];
        var takes = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.FirstOrDefault(type => type.EndsWith("json", StringComparison.Ordinal)) ?? "application/x-www-form-urlencoded";
        // HEAD does as GET does, without the body.
        return methods.Where(method => method is not ("HEAD" or "OPTIONS"))
            .Select(method => new EndpointRule(Text(endpoint.RoutePattern), method, permissions, !open && asked.Count > 0, open, takes));
    }

    static string Text(RoutePattern pattern) => pattern.RawText ?? "";

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)(?<constraint>:[^}]*)?\??\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
