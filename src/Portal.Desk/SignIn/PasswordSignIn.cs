using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>How an attempt to sign in with a password ended.</summary>
enum PasswordOutcome
{
    /// <summary>The person is signed in.</summary>
    SignedIn,

    /// <summary>The password is right; the second factor is asked for next.</summary>
    SecondFactor,

    /// <summary>Address or password are wrong, there is no such account, or it is locked: which of them is not said.</summary>
    Refused,

    /// <summary>Too many attempts failed from the network address.</summary>
    TooMany,
}

/// <summary>Signs people in with address and password.</summary>
sealed partial class PasswordSignIn(PortalSignIn signIn, UserManager<PortalUser> users, IPasswordHasher<PortalUser> hasher, AttemptLimits limits,
    IHttpContextAccessor http, ILogger<PasswordSignIn> log)
{
    public async Task<PasswordOutcome> TryAsync(string email, string password, bool remember, CancellationToken cancellationToken)
    {
        var network = "sign-in " + AttemptLimits.Network(http.HttpContext?.Connection.RemoteIpAddress);
        if (await limits.IsSpentAsync(network, AttemptLimits.FailuresPerAddress, cancellationToken))
            return PasswordOutcome.TooMany;
        var user = await users.FindByEmailAsync(email) ?? await users.FindByNameAsync(email);
        if (user?.PasswordHash is null || await users.IsLockedOutAsync(user))
        {
            // As long as for a known person, so that the time does not tell who is known.
            hasher.HashPassword(new PortalUser(), password);
            await limits.RecordAsync(network, CancellationToken.None);
            return PasswordOutcome.Refused;
        }
        var result = await signIn.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true);
        if (result.Succeeded)
            return PasswordOutcome.SignedIn;
        if (result.RequiresTwoFactor)
            return PasswordOutcome.SecondFactor;
        await limits.RecordAsync(network, CancellationToken.None);
        LogRefused(user.Id, result.IsLockedOut);
        return PasswordOutcome.Refused;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in of the user {User} was refused; locked out: {LockedOut}.")]
    partial void LogRefused(string user, bool lockedOut);
}
