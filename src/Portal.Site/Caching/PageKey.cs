using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Site.Reading;

namespace Portal.Site.Caching;

/// <summary>Under which key a page is kept: language, path, the script that the reader chose, and query. The theme needs no place in it, since a change of settings drops every page.</summary>
static class PageKey
{
    /// <summary>Longest query of a page that is kept, in characters.</summary>
    const int MaxQueryLength = 512;

    /// <summary>The key with all parameters but those that only trace visitors; null where the page is better not kept.</summary>
    public static string? Full(HttpRequest request) => Of(request, parameter => !IsTracking(parameter));

    /// <summary>The key with the parameters that the page knows.</summary>
    public static string? With(HttpRequest request, params ReadOnlySpan<string> parameters)
    {
        var known = parameters.ToArray();
        return Of(request, parameter => known.Contains(parameter, StringComparer.OrdinalIgnoreCase));
    }

    static string? Of(HttpRequest request, Func<string, bool> isPart)
    {
        // The sign that parts the key: no page has it in its address.
        if (request.Path.Value!.Contains('|', StringComparison.Ordinal))
            return null;
        var key = new StringBuilder().Append(request.PathBase).Append('|').Append(request.Path).Append(ReadingChoices.KeyOf(request));
        if (!request.QueryString.HasValue)
            return key.ToString();
        // Pages find a parameter in whatever case it is written, so the key must not know the case either.
        foreach (var (name, values) in request.Query.Where(one => isPart(one.Key)).OrderBy(one => one.Key, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var value in values)
                key.Append('|').Append(Uri.EscapeDataString(name.ToLowerInvariant())).Append('=').Append(Uri.EscapeDataString(value ?? ""));
        }
        return key.Length - request.Path.Value.Length > MaxQueryLength ? null : key.ToString();
    }

    static bool IsTracking(string parameter) => parameter.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || parameter is "fbclid" or "gclid" or "mc_cid" or "mc_eid";
}
