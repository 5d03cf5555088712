using System.Globalization;
using Portal.Content.Localization;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Drafts;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Checks;

/// <summary>Holds the mails of an issue against all that the site itself knows. Nobody else is asked.</summary>
sealed class IssueChecks(IssuePreview preview, OwnLinks links, SmtpOptions smtp, NewsletterOptions options)
{
    /// <summary>What is to be said about a mail, the worst first.</summary>
    public async Task<IReadOnlyList<MailFinding>> LookAsync(RenderedMail mail, CancellationToken cancellationToken) =>
        [.. MailCheck.Look(mail).Concat(Sender()).Concat(await links.FindBrokenAsync(mail.Html, cancellationToken)).OrderByDescending(finding => finding.Fails)];

    /// <summary>What is wrong with the mails of an issue in any of the languages in which it goes out; advice is left out.</summary>
    public async Task<IReadOnlyList<MailFinding>> FaultsAsync(IssueRecord issue, IssueContent content, CancellationToken cancellationToken)
    {
        var readers = content.Audience?.Languages ?? [];
        var faults = new List<MailFinding>();
        foreach (var culture in InterfaceLanguage.All.Select(language => language.Culture).Where(culture => readers.Count == 0 || readers.Contains(culture.Name, StringComparer.Ordinal)))
            faults.AddRange((await LookAsync(await preview.DrawAsync(issue, content, culture, cancellationToken), cancellationToken)).Where(finding => finding.Fails));
        return [.. faults.DistinctBy(fault => (fault.Message, string.Join('|', fault.Arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)))))];
    }

    // Mail that is written to files reaches nobody.
    IEnumerable<MailFinding> Sender()
    {
        if (smtp.Host.Length == 0)
            yield break;
        if (smtp.Domain == "localhost")
            yield return new("sender", true, "The mail names no sender who can be reached (Portal:Smtp:From).");
        // Only some countries ask for it: a question at each approval would teach editors to answer it unread.
        if (string.IsNullOrWhiteSpace(options.PostalAddress))
            yield return new("sender", false, "The mail does not say where its sender lives, as many countries ask for (Portal:Newsletter:PostalAddress).");
    }
}
