using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>How an attempt to sign in with a password ended.</summary>
enum PasswordOutcome
{
    /// <summary>The person is signed in.</summary>
    SignedIn,

    /// <summary>Address or password are wrong; which of them is not said.</summary>
    Refused,

    /// <summary>Too many attempts failed, or an administrator locked the account.</summary>
    LockedOut,
}

/// <summary>Signs people in with address and password.</summary>
sealed partial class PasswordSignIn(SignInManager<PortalUser> signIn, UserManager<PortalUser> users, IPasswordHasher<PortalUser> hasher, ILogger<PasswordSignIn> log)
{
    public async Task<PasswordOutcome> TryAsync(string email, string password, bool remember)
    {
        var user = await users.FindByEmailAsync(email) ?? await users.FindByNameAsync(email);
        if (user?.PasswordHash is null)
        {
            // As long as for a known person, so that the time does not tell who is known.
            hasher.HashPassword(new PortalUser(), password);
            return PasswordOutcome.Refused;
        }
        var result = await signIn.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true);
        if (result.Succeeded)
            return PasswordOutcome.SignedIn;
        LogRefused(user.Id, result.IsLockedOut);
        return result.IsLockedOut ? PasswordOutcome.LockedOut : PasswordOutcome.Refused;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in of the user {User} was refused; locked out: {LockedOut}.")]
    partial void LogRefused(string user, bool lockedOut);
}
