using System.Globalization;
using System.Security.Claims;
using Portal.Content.Documents;
using Portal.Content.Localization;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Desk.Settings;

namespace Portal.Desk.Tour;

/// <summary>Sends a mail that shows whether mail leaves the site.</summary>
sealed class TestMessage(IEnumerable<IAccountMail> mail, SiteDocuments documents, Texts texts)
{
    /// <summary>Whether there is a mail server.</summary>
    public bool CanSend => mail.Any(one => one.Delivers);

    /// <summary>Sends the mail.</summary>
    /// <returns>Null where the mail server took it, else why not, in English.</returns>
    /// <exception cref="SettingsRefusedException">The person may not change the settings.</exception>
    public async Task<string?> SendAsync(ClaimsPrincipal person, string address, CultureInfo culture, CancellationToken cancellationToken)
    {
        if (!person.HasPermission(Permissions.ManageSettings))
            throw new SettingsRefusedException("Your roles don’t allow you to change the settings.");
        var name = (await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName;
        return await mail.First(one => one.Delivers).SendAsync(
            new(address.Trim(), texts.In(culture, "A test mail of {0}", name), texts.In(culture, "The desk of {0} sent this mail to try whether mail arrives. It has arrived; nothing else is to be done.", name) + "\n"), cancellationToken);
    }
}
