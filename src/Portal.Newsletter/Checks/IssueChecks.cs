using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Drafts;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Checks;

/// <summary>
/// Holds the mails of an issue against all that the site itself knows. Nobody else is asked. What was found is kept for a moment: whoever
/// approves has just looked at the check list.
/// </summary>
sealed class IssueChecks(IssuePreview preview, OwnLinks links, SmtpOptions smtp, NewsletterOptions options, JournalSignal journal, TimeProvider time)
{
    const int MostKept = 200;

    // Templates are files, of whose changes the journal does not tell.
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    readonly ConcurrentDictionary<(string IssueId, string Culture), Answer> _answers = new();

    /// <summary>What is to be said about a mail, the worst first.</summary>
    public async Task<IReadOnlyList<MailFinding>> LookAsync(RenderedMail mail, CancellationToken cancellationToken) =>
        [.. MailCheck.Look(mail).Concat(Sender()).Concat(await links.FindBrokenAsync(mail.Html, cancellationToken)).OrderByDescending(finding => finding.Fails)];

    /// <summary>The mail for readers of a language who chose everything, and what is to be said about it.</summary>
    public async Task<(RenderedMail Mail, IReadOnlyList<MailFinding> Findings)> LookAsync(IssueRecord issue, IssueContent content, CultureInfo culture, CancellationToken cancellationToken)
    {
        var (change, hash, begun) = (journal.Next, Hash(content), time.GetUtcNow());
        var mail = await preview.DrawAsync(issue, content, culture, cancellationToken);
        var findings = await LookAsync(mail, cancellationToken);
        if (_answers.Count >= MostKept)
            _answers.Clear();
        _answers[(issue.Id, culture.Name)] = new(change, hash, begun, findings);
        return (mail, findings);
    }

    /// <summary>What is wrong with the mails of an issue in any of the languages in which it goes out; advice is left out.</summary>
    public async Task<IReadOnlyList<MailFinding>> FaultsAsync(IssueRecord issue, IssueContent content, CancellationToken cancellationToken)
    {
        var readers = content.Audience?.Languages ?? (await preview.FrameAsync(issue, content, cancellationToken)).Plan.Languages;
        var hash = Hash(content);
        var faults = new List<MailFinding>();
        foreach (var culture in InterfaceLanguage.All.Select(language => language.Culture).Where(culture => readers.Count == 0 || readers.Contains(culture.Name, StringComparer.Ordinal)))
        {
            var findings = _answers.TryGetValue((issue.Id, culture.Name), out var answer) && !answer.Change.IsCompleted && answer.Hash == hash && time.GetUtcNow() - answer.Utc < Kept
                ? answer.Findings
                : (await LookAsync(issue, content, culture, cancellationToken)).Findings;
            faults.AddRange(findings.Where(finding => finding.Fails));
        }
        return [.. faults.DistinctBy(fault => (fault.Message, string.Join('|', fault.Kept.Arguments)))];
    }

    // What was decided about an issue does not stand in its mails.
    static string Hash(IssueContent content) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes((content with { Hold = null, Exceptions = [] }).Write())));

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

    // Once an item, a setting or a plan is another, so may the mails be.
    sealed record Answer(Task Change, string Hash, DateTimeOffset Utc, IReadOnlyList<MailFinding> Findings);
}
