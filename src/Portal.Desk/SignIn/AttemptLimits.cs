using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Portal.Desk.SignIn;

/// <summary>Counts what failed from one network address or for one account within a quarter of an hour, on this node. Thread-safe.</summary>
sealed class AttemptLimits(TimeProvider time)
{
    /// <summary>Failed sign-ins from one address before further ones are refused unseen.</summary>
    public const int FailuresPerAddress = 30;

    /// <summary>Links that one address may have sent.</summary>
    public const int MailsPerAddress = 10;

    /// <summary>Links that are sent to one person.</summary>
    public const int MailsPerAccount = 3;

    /// <summary>For so long attempts count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    const int MaxHeld = 20_000;

    readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Count)> _held = new(StringComparer.Ordinal);

    /// <summary>Whether so many were recorded already.</summary>
    public bool IsSpent(string key, int most) => _held.TryGetValue(key, out var held) && time.GetUtcNow() - held.Since < Window && held.Count >= most;

    /// <summary>Counts one more.</summary>
    public void Record(string key)
    {
        var now = time.GetUtcNow();
        if (_held.Count >= MaxHeld)
        {
            foreach (var (old, held) in _held)
            {
                if (now - held.Since >= Window)
                    _held.TryRemove(old, out _);
            }
            // Somebody with a whole network of addresses gains nothing that they had not without this limit.
            if (_held.Count >= MaxHeld)
                _held.Clear();
        }
        _held.AddOrUpdate(key, _ => (now, 1), (_, held) => now - held.Since < Window ? (held.Since, held.Count + 1) : (now, 1));
    }

    /// <summary>The address as one household or office has it: IPv6 gives each a network of 64 bits.</summary>
    public static string Network(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
