using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Checks;

/// <summary>Something about a mail that an editor should know before it goes.</summary>
/// <param name="Rule">Short name of the rule: <c>L1</c> to <c>L12</c> for the form, others for the content.</param>
/// <param name="Fails">Whether readers would be harmed; else it is advice.</param>
/// <param name="Message">An English sentence for people, the key of its translations.</param>
/// <param name="Arguments">What stands in its places.</param>
sealed record MailFinding(string Rule, bool Fails, string Message, params object[] Arguments)
{
    /// <summary>As it is kept with an issue.</summary>
    public IssueFault Kept => new(Message, [.. Arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "")]);
}

/// <summary>Holds a drawn mail against what mail programs can show and what filters dislike.</summary>
static partial class MailCheck
{
    const int MaxStyleBytes = 8 * 1024;
    const int LongSubject = 70;

    static readonly string[] Forbidden = ["script", "form", "iframe", "video", "audio", "object", "embed", "svg", "base", "link"];
    static readonly string[] Unsupported = ["position:", "float:", "display:flex", "display:grid", "var(", "calc(", "margin:-", "url("];

    // What filters and readers alike take for advertising; in the languages of the mails.
    static readonly string[] Loud = ["100% free", "act now", "click here", "buy now", "limited time", "winner", "guaranteed", "no obligation", "risk-free", "besplatno", "samo danas", "kliknite ovde", "dobili ste", "бесплатно", "само данас", "кликните овде", "добили сте"];

    /// <summary>What is to be said about a mail, the worst first.</summary>
    public static IReadOnlyList<MailFinding> Look(RenderedMail mail)
    {
        var document = new HtmlParser().ParseDocument(mail.Html);
        return [.. Form(document, mail).Concat(Tables(document)).Concat(Elements(document)).Concat(Pictures(document)).Concat(Links(document, mail)).Concat(Words(mail))
            .DistinctBy(finding => (finding.Rule, finding.Message, string.Join('|', finding.Arguments))).OrderByDescending(finding => finding.Fails)];
    }

    static IEnumerable<MailFinding> Form(IHtmlDocument document, RenderedMail mail)
    {
        if (document.Doctype is null || string.IsNullOrEmpty(document.DocumentElement.GetAttribute("lang")) || document.QuerySelector("meta[charset]") is null
            || document.QuerySelector("meta[name=viewport]") is null || document.QuerySelector("meta[name=x-apple-disable-message-reformatting]") is null)
            yield return new("L1", true, "The template lacks the doctype, the language, the character set or the viewport.");
        if (document.Title != mail.Subject)
            yield return new("L1", true, "The title within the mail is another than its subject.");
        if (document.QuerySelectorAll("style") is var styles && (styles.Length > 1 || styles.Sum(style => Encoding.UTF8.GetByteCount(style.TextContent)) > MaxStyleBytes))
            yield return new("L3", true, "Gmail drops styles that stand in several places or are larger than 8 kB.");
        if (document.QuerySelector("meta[name=color-scheme]") is null || !mail.Html.Contains("prefers-color-scheme: dark", StringComparison.Ordinal))
            yield return new("L7", false, "The template says nothing about dark screens.");
        if (document.Body?.FirstElementChild?.TextContent.Trim(' ', '\u00a0', '\u034f', '\u200c') is not { Length: >= 40 })
            yield return new("L8", false, "The line that inboxes show beside the subject is shorter than 40 characters.");
        if (Encoding.UTF8.GetByteCount(mail.Html) is var size && size > DigestMail.MaxHtmlBytes)
            yield return new("L11", true, "The mail is {0} kB large; Gmail cuts off what is larger than 90 kB.", (size / 1024).ToString(CultureInfo.InvariantCulture));
        if (string.IsNullOrWhiteSpace(mail.Text))
            yield return new("L9", true, "The plain text part is empty.");
    }

    // Tables that editors write are tables; all others only hold things in their places.
    static IEnumerable<MailFinding> Tables(IHtmlDocument document)
    {
        if (document.QuerySelectorAll("table").Any(table => table.Closest(".word") is null
            && (table.GetAttribute("role") != "presentation" || table.GetAttribute("border") != "0" || table.GetAttribute("cellpadding") != "0" || table.GetAttribute("cellspacing") != "0")))
            yield return new("L2", true, "A table of the layout does not say that it is one (role, border, cellpadding, cellspacing).");
    }

    static IEnumerable<MailFinding> Elements(IHtmlDocument document)
    {
        foreach (var name in Forbidden.Where(name => document.QuerySelector(name) is not null))
            yield return new("L4", true, "The mail holds the element “{0}”, which mail programs drop.", name);
        var styles = document.QuerySelectorAll("[style]").Select(element => element.GetAttribute("style")!.Replace(" ", "", StringComparison.Ordinal)).ToList();
        foreach (var rule in Unsupported.Where(rule => styles.Any(style => style.Contains(rule, StringComparison.OrdinalIgnoreCase))))
            yield return new("L4", true, "The style “{0}” does not work in Outlook or Gmail.", rule.TrimEnd(':', '('));
    }

    static IEnumerable<MailFinding> Pictures(IHtmlDocument document)
    {
        foreach (var picture in document.QuerySelectorAll("img"))
        {
            var source = picture.GetAttribute("src") ?? "";
            if (!Uri.TryCreate(source, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.AbsolutePath.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
                yield return new("L5", true, "A picture has no whole web address, or is of a kind that mail programs don’t show: {0}", source.Length > 80 ? source[..80] : source);
            if (picture.GetAttribute("width") is null)
                yield return new("L5", true, "A picture does not say how wide it is.");
            if (string.IsNullOrWhiteSpace(picture.GetAttribute("alt")))
                yield return new("L5", false, "A picture has no words for those who don’t see it: {0}", source.Length > 80 ? source[..80] : source);
        }
    }

    static IEnumerable<MailFinding> Links(IHtmlDocument document, RenderedMail mail)
    {
        foreach (var link in document.QuerySelectorAll("a"))
        {
            var address = link.GetAttribute("href") ?? "";
            var text = link.TextContent.Trim();
            if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
                continue;
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                yield return new("L10", true, "A link leads nowhere: “{0}”", text.Length > 0 ? text : address);
                continue;
            }
            if (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && !IPAddress.IsLoopback(IPAddress.Parse(uri.Host.Trim('[', ']'))))
                yield return new("L10", true, "A link leads to a bare number instead of a name: {0}", address);
            if (uri.Scheme == "http" && !uri.IsLoopback)
                yield return new("L10", false, "A link is not encrypted: {0}", address);
            if (ShownAddress().Match(text) is { Success: true } shown && !SameHost(shown.Groups["host"].Value, uri.Host))
                yield return new("L10", true, "A link shows another address than it leads to: “{0}”", text);
            if (!mail.Text.Contains(address, StringComparison.Ordinal) && link.QuerySelector("img") is null && link.Closest("h1") is null)
                yield return new("L9", false, "The plain text part lacks the link “{0}”.", text);
        }
        if (!mail.Html.Contains("/newsletter/unsubscribe/", StringComparison.Ordinal) || !mail.Text.Contains("/newsletter/unsubscribe/", StringComparison.Ordinal))
            yield return new("L9", true, "The link to unsubscribe is missing.");
    }

    static IEnumerable<MailFinding> Words(RenderedMail mail)
    {
        var subject = mail.Subject;
        if (string.IsNullOrWhiteSpace(subject))
            yield return new("subject", true, "The mail has no subject.");
        if (subject.Length > LongSubject)
            yield return new("subject", false, "The subject has {0} characters; phones show about 50.", subject.Length.ToString(CultureInfo.InvariantCulture));
        if (subject.Contains("!!", StringComparison.Ordinal) || (subject.Count(char.IsLetter) > 8 && subject.Where(char.IsLetter).All(char.IsUpper)))
            yield return new("subject", false, "The subject shouts: filters dislike capitals and exclamation marks.");
        foreach (var word in Loud.Where(word => mail.Text.Contains(word, StringComparison.OrdinalIgnoreCase) || subject.Contains(word, StringComparison.OrdinalIgnoreCase)))
            yield return new("words", false, "Filters dislike the words “{0}”.", word);
    }

    static bool SameHost(string shown, string real) => shown.Equals(real, StringComparison.OrdinalIgnoreCase) || real.EndsWith("." + shown, StringComparison.OrdinalIgnoreCase) || shown.EndsWith("." + real, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(https?://)?(?<host>[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,24})(/\S*)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ShownAddress();
}
