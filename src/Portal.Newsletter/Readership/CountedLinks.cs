using System.Net;
using System.Text.RegularExpressions;
using Portal.Content.Hosting;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Readership;

/// <summary>
/// Leads the links of an issue's mails through the site, where they are counted: the same address has the same number in all mails, whoever
/// gets them. What is the person's own (leaving, choosing) is not counted.
/// </summary>
sealed partial class CountedLinks(string issueId, SiteAddress site)
{
    /// <summary>Of an issue for fewer readers nothing is counted: a sum of few may be somebody's.</summary>
    public const int FewestReaders = 20;

    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The HTML of a mail with its links counted and a picture that tells of its opening.</summary>
    public string Write(string html)
    {
        var counted = Link().Replace(html, link =>
        {
            var url = WebUtility.HtmlDecode(link.Groups["url"].Value);
            return url.Length > IssueLinkRecord.MaxUrlLength || url.Contains(SubscriberLinks.Placeholder, StringComparison.Ordinal)
                ? link.Value
                : $"<a{link.Groups["before"].Value}href=\"{Address(Number(url))}\"";
        });
        var end = counted.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return counted.Insert(end < 0 ? counted.Length : end, $"<img src=\"{site.Absolute($"newsletter/seen/{issueId}.gif").AbsoluteUri}\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;border:0;\">\n");
    }

    /// <summary>Rows for all that was met, none of them counted yet.</summary>
    public IEnumerable<IssueLinkRecord> Records() =>
    [
        new() { IssueId = issueId, Number = IssueLinkRecord.Opening, Url = "" },
        .. _numbers.Select(one => new IssueLinkRecord { IssueId = issueId, Number = one.Value, Url = one.Key }),
    ];

    int Number(string url)
    {
        if (!_numbers.TryGetValue(url, out var number))
            _numbers[url] = number = _numbers.Count + 1;
        return number;
    }

    string Address(int number) => site.Absolute(FormattableString.Invariant($"newsletter/go/{issueId}/{number}")).AbsoluteUri;

    [GeneratedRegex("""<a(?<before>\s[^>]*?|\s)href="(?<url>https?://[^"]+)""" + "\"", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
