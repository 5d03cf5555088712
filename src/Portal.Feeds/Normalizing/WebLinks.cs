using System.Text;

namespace Portal.Feeds.Normalizing;

/// <summary>Links without what only counts clicks, and in the one form by which two of them are found equal.</summary>
static class WebLinks
{
    static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "vero_id",
        "oly_anon_id", "oly_enc_id", "xtor", "ns_mchannel", "ns_source", "at_medium", "at_campaign", "at_custom1", "at_custom2", "cmpid", "ref_src", "__twitter_impression",
    };

    /// <summary>The address without tracking parameters.</summary>
    public static string Clean(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return url;
        var fragment = url.IndexOf('#', query);
        var parameters = url[(query + 1)..(fragment < 0 ? url.Length : fragment)].Split('&');
        var kept = parameters.Where(parameter => !IsTracking(parameter)).ToList();
        if (kept.Count == parameters.Length)
            return url;
        return string.Concat(url.AsSpan(0, query), kept.Count > 0 ? "?" : "", string.Join('&', kept), fragment < 0 ? "" : url[fragment..]);
    }

    /// <summary>The form in which links are compared: no scheme, no <c>www.</c>, no fragment, no closing slash, no tracking.</summary>
    public static string Canonical(string url)
    {
        if (!Uri.TryCreate(Clean(url), UriKind.Absolute, out var address))
            return url.Trim();
        var host = address.IdnHost.ToLowerInvariant();
        var canonical = new StringBuilder(host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host);
        if (!address.IsDefaultPort)
            canonical.Append(':').Append(address.Port);
        return canonical.Append(address.AbsolutePath.TrimEnd('/')).Append(address.Query).ToString();
    }

    static bool IsTracking(string parameter)
    {
        var name = parameter.Split('=')[0];
        return name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || Tracking.Contains(name);
    }
}
