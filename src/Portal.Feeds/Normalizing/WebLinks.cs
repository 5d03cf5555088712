using System.Text;
using Portal.Feeds.Fetching;

namespace Portal.Feeds.Normalizing;

/// <summary>Links without what only counts clicks, and in the one form by which two of them are found equal.</summary>
static class WebLinks
{
    static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Tracking = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "gclsrc", "msclkid", "yclid", "ysclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh", "mkt_tok", "_hsenc", "_hsmi", "__hstc",
        "__hsfp", "__hssc", "hsctatracking", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_cid", "xtor", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname",
        "ns_fee", "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "cmpid", "ref_src", "ref_url", "__twitter_impression", "wt_mc", "wt.mc_id", "icid",
        "_ga", "_gl", "_openstat", "mbid", "smid", "sr_share", "rss_feed", "feedtype", "feedname", "ftag", "soc_src", "soc_trk", "guccounter", "guce_referrer", "guce_referrer_sig",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly string[] TrackingFamilies = ["utm_", "mc_", "pk_", "piwik_", "mtm_", "matomo_", "hmb_", "stm_", "itm_", "at_recipient_", "trk_"];

    /// <summary>The address without tracking parameters.</summary>
    public static string Clean(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return url;
        var fragment = url.IndexOf('#', query);
        var end = fragment < 0 ? url.Length : fragment;
        if (!HasTracking(url.AsSpan((query + 1)..end)))
            return url;
        var kept = url[(query + 1)..end].Split('&').Where(parameter => !IsTracking(parameter)).ToList();
        return string.Concat(url.AsSpan(0, query), kept.Count > 0 ? "?" : "", string.Join('&', kept), fragment < 0 ? "" : url[fragment..]);
    }

    /// <summary>The form in which links are compared: no scheme, no <c>www.</c>, no fragment, no closing slash, no tracking.</summary>
    public static string Canonical(string url)
    {
        if (!Uri.TryCreate(Clean(url), UriKind.Absolute, out var address))
            return url.Trim();
        var host = Host(address);
        var canonical = new StringBuilder(host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host);
        if (!address.IsDefaultPort)
            canonical.Append(':').Append(address.Port);
        return canonical.Append(address.AbsolutePath.TrimEnd('/')).Append(address.Query).ToString();
    }

    /// <summary>The host in the form in which hosts are compared. Never throws.</summary>
    public static string Host(Uri address) => HostName.OrWritten(address);

    static bool HasTracking(ReadOnlySpan<char> parameters)
    {
        foreach (var parameter in parameters.Split('&'))
        {
            if (IsTracking(parameters[parameter]))
                return true;
        }
        return false;
    }

    static bool IsTracking(ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        var name = equals < 0 ? parameter : parameter[..equals];
        if (Tracking.Contains(name))
            return true;
        foreach (var family in TrackingFamilies)
        {
            if (name.StartsWith(family, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
