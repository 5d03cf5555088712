using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Identity;
using Portal.Content.Documents;
using Portal.Content.People;
using Portal.Content.Settings;
using QRCoder;

namespace Portal.Desk.SignIn.SecondFactors;

/// <summary>What a person enters into the authenticator app.</summary>
/// <param name="Key">The secret in groups of four letters.</param>
/// <param name="Qr">A picture of it as SVG.</param>
sealed record AuthenticatorSetup(string Key, string Qr);

/// <summary>The second step of one's own account: codes by time (TOTP, RFC 6238) and recovery codes. Each change ends the other sessions.</summary>
sealed class Authenticator(UserManager<PortalUser> users, PortalSignIn signIn, SiteDocuments documents)
{
    const int RecoveryCodes = 10;

    /// <summary>Whether the second step is on, and how many recovery codes are left.</summary>
    public async Task<(bool On, int CodesLeft)> StateAsync(ClaimsPrincipal person) =>
        await users.GetUserAsync(person) is { } user ? (user.TwoFactorEnabled, await users.CountRecoveryCodesAsync(user)) : (false, 0);

    /// <summary>Makes a new secret; nothing asks for it until a code was given. Not while the second step is on.</summary>
    public async Task BeginAsync(ClaimsPrincipal person)
    {
        if (await users.GetUserAsync(person) is not { TwoFactorEnabled: false } user)
            return;
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RefreshSignInAsync(user);
    }

    /// <summary>The secret that was begun with, or null.</summary>
    public async Task<AuthenticatorSetup?> SetupAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(person) is not { TwoFactorEnabled: false } user || await users.GetAuthenticatorKeyAsync(user) is not { } key)
            return null;
        var issuer = UrlEncoder.Default.Encode((await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName);
        var address = $"otpauth://totp/{issuer}:{UrlEncoder.Default.Encode(user.Email ?? user.Id)}?secret={key}&issuer={issuer}&digits=6&period=30";
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return new(string.Join(' ', key.Chunk(4).Select(group => new string(group))), picture.GetGraphic(4));
    }

    /// <summary>Turns the second step on. Returns the recovery codes, or null where the code is wrong.</summary>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(ClaimsPrincipal person, string code)
    {
        if (await users.GetUserAsync(person) is not { TwoFactorEnabled: false } user
            || !await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, new([.. code.Where(char.IsAsciiDigit)])))
            return null;
        await users.SetTwoFactorEnabledAsync(user, true);
        return await NewCodesAsync(user);
    }

    /// <summary>New recovery codes; the old ones become worthless.</summary>
    public async Task<IReadOnlyList<string>?> RenewCodesAsync(ClaimsPrincipal person) =>
        await users.GetUserAsync(person) is { TwoFactorEnabled: true } user ? await NewCodesAsync(user) : null;

    /// <summary>Turns the second step off and forgets its secret.</summary>
    public async Task TurnOffAsync(ClaimsPrincipal person)
    {
        if (await users.GetUserAsync(person) is not { } user)
            return;
        await ForgetAsync(users, user);
        await signIn.RefreshSignInAsync(user);
    }

    /// <summary>Takes the second step away from an account.</summary>
    public static async Task ForgetAsync(UserManager<PortalUser> users, PortalUser user)
    {
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
    }

    async Task<IReadOnlyList<string>> NewCodesAsync(PortalUser user)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? [];
        await signIn.RefreshSignInAsync(user);
        return [.. codes];
    }
}
