using System.Net;
using System.Net.Sockets;

namespace Portal.Content.Hosting;

/// <summary>Which addresses belong to somebody's own network and are neither fetched for a stranger nor known to the world (IANA special-purpose registries).</summary>
public static class PrivateAddresses
{
    static readonly IPNetwork[] Refused =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/127", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    static readonly IPNetwork[] LinkLocal = [IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10")];

    static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    static readonly IPNetwork LocalNat64 = IPNetwork.Parse("64:ff9b:1::/48");
    static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether the address must not be connected to; addresses that carry an IPv4 address are judged by it.</summary>
    public static bool Contains(IPAddress address) => Stands(address, Refused, LocalNat64.Contains);

    /// <summary>Whether the address belongs to the link alone, where clouds keep their metadata: no feed is there, not even where private networks are allowed.</summary>
    public static bool IsLinkLocal(IPAddress address) => Stands(address, LinkLocal, _ => false);

    static bool Stands(IPAddress address, IPNetwork[] networks, Func<IPAddress, bool> also)
    {
        if (address.IsIPv4MappedToIPv6)
            return Stands(address.MapToIPv4(), networks, also);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var bytes = address.GetAddressBytes();
            if (also(address))
                return true;
            if (Nat64.Contains(address) || bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0)
                return Stands(new IPAddress(bytes.AsSpan(12, 4)), networks, also);
            if (SixToFour.Contains(address))
                return Stands(new IPAddress(bytes.AsSpan(2, 4)), networks, also);
        }
        foreach (var network in networks)
        {
            if (network.Contains(address))
                return true;
        }
        return false;
    }
}
