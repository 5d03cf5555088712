using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Portal.Newsletter.Authentication;

/// <summary>What a receiver makes of a domain's SPF record for one address (RFC 7208, 2.6).</summary>
enum SpfResult
{
    /// <summary>The domain has no record.</summary>
    None,

    /// <summary>The record says nothing of the address.</summary>
    Neutral,

    /// <summary>The address may send.</summary>
    Pass,

    /// <summary>It may not.</summary>
    Fail,

    /// <summary>It may probably not.</summary>
    SoftFail,

    /// <summary>The record can't be used by anybody.</summary>
    Broken,
}

/// <summary>The answer for one address.</summary>
/// <param name="Result">What a receiver makes of it.</param>
/// <param name="Lookups">Questions to DNS that the record costs; more than ten are an error (RFC 7208, 4.6.4).</param>
/// <param name="Problem">What breaks the record: a mechanism, a name; null where nothing does.</param>
sealed record SpfAnswer(SpfResult Result, int Lookups, string? Problem = null);

/// <summary>Evaluates SPF records as a receiver does (RFC 7208, 4). Serves one evaluation; macros are taken for no match.</summary>
sealed class SpfPolicy(MailDns dns, IPAddress address)
{
    /// <summary>Questions to DNS that a record may cost.</summary>
    public const int MostLookups = 10;

    int _lookups;

    /// <summary>What the domain says of the address.</summary>
    /// <exception cref="DnsUnansweredException">DNS did not answer.</exception>
    public async Task<SpfAnswer> EvaluateAsync(string domain, CancellationToken cancellationToken)
    {
        try
        {
            return new(await CheckAsync(domain, cancellationToken), _lookups);
        }
        catch (SpfBrokenException broken)
        {
            return new(SpfResult.Broken, _lookups, broken.Message);
        }
    }

    async Task<SpfResult> CheckAsync(string domain, CancellationToken cancellationToken)
    {
        var records = (await dns.TextsAsync(domain, cancellationToken)).Where(IsSpf).ToList();
        if (records.Count == 0)
            return SpfResult.None;
        if (records.Count > 1)
            throw new SpfBrokenException($"{domain}: 2 × v=spf1");
        string? redirect = null;
        foreach (var term in records[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            if (term.StartsWith("redirect=", StringComparison.OrdinalIgnoreCase))
            {
                redirect = term["redirect=".Length..];
                continue;
            }
            if (term.Contains('=', StringComparison.Ordinal) && !term.Contains(':', StringComparison.Ordinal))
                continue;
            var (result, mechanism) = term[0] switch
            {
                '+' => (SpfResult.Pass, term[1..]),
                '-' => (SpfResult.Fail, term[1..]),
                '~' => (SpfResult.SoftFail, term[1..]),
                '?' => (SpfResult.Neutral, term[1..]),
                _ => (SpfResult.Pass, term),
            };
            if (await MatchesAsync(mechanism, domain, cancellationToken))
                return result;
        }
        if (redirect is null)
            return SpfResult.Neutral;
        Count();
        return await CheckAsync(redirect, cancellationToken) is var redirected && redirected != SpfResult.None ? redirected : throw new SpfBrokenException($"redirect={redirect}");
    }

    async Task<bool> MatchesAsync(string mechanism, string domain, CancellationToken cancellationToken)
    {
        var colon = mechanism.IndexOf(':', StringComparison.Ordinal);
        var slash = mechanism.IndexOf('/', StringComparison.Ordinal);
        var name = (colon >= 0 ? mechanism[..colon] : slash >= 0 ? mechanism[..slash] : mechanism).ToLowerInvariant();
        var value = colon >= 0 ? mechanism[(colon + 1)..] : "";
        switch (name)
        {
            case "all":
                return true;
            case "ip4" or "ip6":
                return In(value, mechanism);
            case "a" or "mx":
                Count();
                var (host, bits) = Split(colon >= 0 ? value : slash >= 0 ? mechanism[slash..] : "", domain, mechanism);
                if (host.Contains('%', StringComparison.Ordinal))
                    return false;
                IReadOnlyList<string> hosts = name == "a" ? [host] : await dns.MailServersAsync(host, cancellationToken);
                foreach (var one in hosts.Where(one => one.Length > 0).Take(MostLookups))
                {
                    if ((await dns.AddressesAsync(one, cancellationToken)).Any(found => Near(found, bits)))
                        return true;
                }
                return false;
            case "include":
                Count();
                if (value.Contains('%', StringComparison.Ordinal))
                    return false;
                return await CheckAsync(value, cancellationToken) switch
                {
                    SpfResult.Pass => true,
                    SpfResult.None => throw new SpfBrokenException(mechanism),
                    _ => false,
                };
            case "exists" or "ptr":
                Count();
                return false;
            default:
                throw new SpfBrokenException(mechanism);
        }
    }

    void Count()
    {
        if (++_lookups > MostLookups)
            throw new SpfBrokenException(string.Create(CultureInfo.InvariantCulture, $"> {MostLookups}"));
    }

    bool In(string value, string mechanism)
    {
        var text = value.Contains('/', StringComparison.Ordinal) ? value : value + (value.Contains(':', StringComparison.Ordinal) ? "/128" : "/32");
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return IPAddress.TryParse(text[..slash], out var start) && int.TryParse(text[(slash + 1)..], CultureInfo.InvariantCulture, out var bits)
            && bits >= 0 && bits <= (start.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            ? start.AddressFamily == address.AddressFamily && Near(start, (bits, bits))
            : throw new SpfBrokenException(mechanism);
    }

    // a:host/24//64: how many bits must agree, of an IPv4 and of an IPv6 address.
    static (string Host, (int Four, int Six) Bits) Split(string value, string domain, string mechanism)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return (value.Length > 0 ? value : domain, (32, 128));
        var sizes = value[slash..];
        var twice = sizes.IndexOf("//", StringComparison.Ordinal);
        var four = twice < 0 ? sizes[1..] : twice == 0 ? "32" : sizes[1..twice];
        var six = twice < 0 ? "128" : sizes[(twice + 2)..];
        return int.TryParse(four, CultureInfo.InvariantCulture, out var fourBits) && int.TryParse(six, CultureInfo.InvariantCulture, out var sixBits) && fourBits is >= 0 and <= 32 && sixBits is >= 0 and <= 128
            ? (slash > 0 ? value[..slash] : domain, (fourBits, sixBits))
            : throw new SpfBrokenException(mechanism);
    }

    bool Near(IPAddress found, (int Four, int Six) bits)
    {
        if (found.AddressFamily != address.AddressFamily)
            return false;
        var agree = found.AddressFamily == AddressFamily.InterNetwork ? bits.Four : bits.Six;
        var (left, right) = (found.GetAddressBytes(), address.GetAddressBytes());
        var whole = agree / 8;
        if (!left.AsSpan(0, whole).SequenceEqual(right.AsSpan(0, whole)))
            return false;
        return agree % 8 is 0 || left[whole] >> (8 - (agree % 8)) == right[whole] >> (8 - (agree % 8));
    }

    static bool IsSpf(string text) => text.Equals("v=spf1", StringComparison.OrdinalIgnoreCase) || text.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase);

    sealed class SpfBrokenException(string part) : Exception(part);
}
