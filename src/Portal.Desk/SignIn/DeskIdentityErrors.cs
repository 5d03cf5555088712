using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Portal.Desk.SignIn;

/// <summary>What Identity refuses, in the words and the language of the desk.</summary>
sealed class DeskIdentityErrors(IStringLocalizer texts) : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Error(nameof(PasswordTooShort), texts["The password is too short: it needs at least {0} characters.", length]);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Error(nameof(PasswordRequiresUniqueChars), texts["The password is too simple: it needs at least {0} different characters.", uniqueChars]);

    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch), texts["The current password is not right."]);

    public override IdentityError DuplicateEmail(string email) => Error(nameof(DuplicateEmail), texts["Somebody with the address {0} is here already.", email]);

    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName), texts["Somebody with the address {0} is here already.", userName]);

    public override IdentityError InvalidEmail(string? email) => Error(nameof(InvalidEmail), texts["“{0}” is no e-mail address.", email ?? ""]);

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), texts["Somebody else changed this in the meantime. Load the page again to see the change."]);

    static IdentityError Error(string code, string description) => new() { Code = code, Description = description };
}
