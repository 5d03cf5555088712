using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Fetching;

/// <summary>
/// User names and passwords of sources that ask for them (HTTP Basic, RFC 7617). They are kept encrypted beside the source, not in its content
/// item, so that no list, export or recipe carries them.
/// </summary>
public sealed class SourcePasswords(IDataProtectionProvider protection, UnitOfWork work)
{
    readonly IDataProtector _protector = protection.CreateProtector("Portal.Feeds.SourcePasswords");

    /// <summary>Keeps a user name and a password for a source, and has it fetched at once.</summary>
    /// <exception cref="ArgumentException">The user name contains a colon, or one of them is longer than 200 characters.</exception>
    public Task SetAsync(string sourceId, string userName, string password, ContentActor actor, CancellationToken cancellationToken)
    {
        if (userName.Contains(':', StringComparison.Ordinal) || userName.Length > 200 || password.Length > 200)
            throw new ArgumentException("A user name has no colon, and neither it nor the password is longer than 200 characters.", nameof(userName));
        return StoreAsync(sourceId, _protector.Protect($"{userName}:{password}"), actor, cancellationToken);
    }

    /// <summary>Forgets them.</summary>
    public Task ForgetAsync(string sourceId, ContentActor actor, CancellationToken cancellationToken) => StoreAsync(sourceId, null, actor, cancellationToken);

    /// <summary>The value of the <c>Authorization</c> header, or null where the source has none.</summary>
    /// <exception cref="FetchException">What is kept cannot be read any more.</exception>
    internal string? Authorization(FeedSourceState state)
    {
        if (state.Password is null)
            return null;
        try
        {
            return "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(_protector.Unprotect(state.Password)));
        }
        catch (CryptographicException lost)
        {
            throw new FetchException("The password of this source cannot be read any more, because the site's keys have changed. Enter it again.", lost);
        }
    }

    Task StoreAsync(string sourceId, string? password, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, (scope, ct) => scope.Db.Set<FeedSourceState>().Where(row => row.SourceId == sourceId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Password, password).SetProperty(row => row.NextFetchUtc, scope.NowUtc), ct), cancellationToken);
}
