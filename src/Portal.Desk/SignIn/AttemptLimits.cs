using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Desk.SignIn;

/// <summary>
/// Counts what failed from one network address or for one account within a quarter of an hour, on all nodes together. Thread-safe.
/// </summary>
sealed class AttemptLimits(UnitOfWork work, IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>Failed sign-ins from one address before further ones are refused unseen.</summary>
    public const int FailuresPerAddress = 30;

    /// <summary>Links that one address may have sent.</summary>
    public const int MailsPerAddress = 10;

    /// <summary>Links that are sent to one person.</summary>
    public const int MailsPerAccount = 3;

    /// <summary>For so long attempts count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Whether so many were recorded already.</summary>
    public async Task<bool> IsSpentAsync(string key, int most, CancellationToken cancellationToken)
    {
        var (hash, since) = (Hash(key), Oldest);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<AttemptRecord>().AnyAsync(row => row.Key == hash && row.SinceUtc > since && row.Count >= most, cancellationToken);
    }

    /// <summary>Counts one more.</summary>
    public Task RecordAsync(string key, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
    {
        var (hash, oldest, now) = (Hash(key), Oldest, time.GetUtcNow().UtcDateTime);
        await scope.Db.Set<AttemptRecord>().Where(row => row.SinceUtc <= oldest).ExecuteDeleteAsync(ct);
        // Two nodes may count the same at once.
        await scope.Db.Database.ExecuteSqlAsync($"""
            INSERT INTO "SignInAttempts" ("Key", "SinceUtc", "Count") VALUES ({hash}, {now}, 1)
            ON CONFLICT ("Key") DO UPDATE SET "Count" = "SignInAttempts"."Count" + 1
            """, ct);
    }, cancellationToken);

    /// <summary>The address as one household or office has it: IPv6 gives each a network of 64 bits.</summary>
    public static string Network(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    DateTime Oldest => (time.GetUtcNow() - Window).UtcDateTime;

    static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
