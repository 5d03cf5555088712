using System.Globalization;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Localization;
using Portal.Content.People;
using Portal.Content.Settings;

namespace Portal.Desk.SignIn;

/// <summary>Writes messages with one-time links: invitations and resets.</summary>
sealed class AccountMessages(SignInLinks links, SiteAddress site, SiteDocuments documents, Texts texts, IEnumerable<IAccountMail> mail)
{
    /// <summary>For so long an invitation by mail can be used.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(3);

    readonly IAccountMail? _mail = mail.FirstOrDefault(one => one.Delivers);

    /// <summary>Whether messages reach people.</summary>
    public bool Delivers => _mail is not null;

    /// <summary>Invites somebody. Returns null where the message was taken, else the link, to be handed over by hand.</summary>
    public async Task<Uri?> SendInvitationAsync(PortalUser user, string inviter, CultureInfo culture, CancellationToken cancellationToken)
    {
        if (_mail is null)
            return await LinkAsync(user.Id, SignInLinks.Lifetime, cancellationToken);
        var link = await LinkAsync(user.Id, InvitationLifetime, cancellationToken);
        var name = (await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName;
        var text = texts.In(culture, "{0} invites you to work on {1}. This link signs you in once, within three days; then you choose a password:", inviter, name);
        return await _mail.SendAsync(new(user.Email!, texts.In(culture, "Invitation to {0}", name), $"{text}\n\n{link}\n"), cancellationToken) is null ? null : link;
    }

    /// <summary>Sends a link to somebody who forgot the password. Returns null where the message was taken, else the link.</summary>
    public async Task<Uri?> SendResetAsync(PortalUser user, CultureInfo culture, CancellationToken cancellationToken)
    {
        var link = await LinkAsync(user.Id, SignInLinks.Lifetime, cancellationToken);
        if (_mail is null)
            return link;
        var name = (await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName;
        var text = texts.In(culture, "Somebody asked for a link to sign in at {0} with this address. It works once, within an hour; then you choose a new password:", name);
        var otherwise = texts.In(culture, "If it was not you, do nothing: your password stays as it is.");
        return await _mail.SendAsync(new(user.Email!, texts.In(culture, "A link to sign in at {0}", name), $"{text}\n\n{link}\n\n{otherwise}\n"), cancellationToken) is null ? null : link;
    }

    async Task<Uri> LinkAsync(string userId, TimeSpan lifetime, CancellationToken cancellationToken) =>
        site.Absolute($"Login/Link?token={await links.CreateAsync(userId, lifetime, cancellationToken)}");
}
