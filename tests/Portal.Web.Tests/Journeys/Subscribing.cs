using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Portal.Testing.Mail;

namespace Portal.Web.Tests.Journeys;

/// <summary>What a subscriber does: sign up on the site, confirm by the link in the mail, leave by the mail's header.</summary>
static partial class Subscribing
{
    /// <summary>Fills in the form of <c>/newsletter</c> for daily digests of every topic; <paramref name="language"/> is the prefix of the page's language, such as <c>sr/</c>.</summary>
    public static async Task<VisitedPage> SignUpAsync(this Visitor visitor, string address, CancellationToken cancellationToken, string language = "")
    {
        var page = await visitor.OpenAsync($"{language}newsletter", cancellationToken);
        var form = page.FormWith("input[type=email]");
        var email = form.QuerySelector("input[type=email]")!.GetAttribute("name")!;
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [email] = address };
        if (form.QuerySelectorAll<IHtmlInputElement>("input[type=radio]").FirstOrDefault(choice => choice.Value.Contains("daily", StringComparison.OrdinalIgnoreCase)) is { } daily)
            values[daily.Name!] = daily.Value;
        return await visitor.SubmitAsync(page, form, values, cancellationToken);
    }

    /// <summary>Opens the link of the confirmation mail and presses the button there.</summary>
    public static async Task<VisitedPage> ConfirmAsync(this Visitor visitor, ReceivedMail mail, CancellationToken cancellationToken)
    {
        var page = await visitor.OpenAsync(LinkIn(mail).AbsoluteUri, cancellationToken);
        return await visitor.SubmitAsync(page, page.Document.QuerySelector<IHtmlFormElement>("main form[method=post]")!, new Dictionary<string, string>(), cancellationToken);
    }

    /// <summary>Whether a mail is a digest: it bears the header by which one leaves.</summary>
    public static bool IsDigest(ReceivedMail mail) => mail.Message.Headers["List-Unsubscribe"] is not null;

    /// <summary>Leaves as a mail program does (RFC 8058): one POST to the address of the header, without a cookie.</summary>
    public static Task<(System.Net.HttpStatusCode Status, string Text)> LeaveAsync(this Visitor visitor, ReceivedMail mail, CancellationToken cancellationToken) =>
        visitor.PostAsync(UnsubscribeLink(mail), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), cancellationToken);

    /// <summary>The web address in the mail's List-Unsubscribe header.</summary>
    public static Uri UnsubscribeLink(ReceivedMail mail) =>
        new(BracketedAddress().Match(mail.Message.Headers["List-Unsubscribe"] ?? "").Groups[1].Value);

    /// <summary>The link of a confirmation mail.</summary>
    public static Uri LinkIn(ReceivedMail mail) =>
        ConfirmationAddress().Match(mail.Text) is { Success: true } match ? new(match.Value) : throw new InvalidOperationException($"No confirmation link stands in the mail:\n{mail.Text}");

    [GeneratedRegex(@"<(https?://[^>]+)>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BracketedAddress();

    [GeneratedRegex(@"https?://\S+/newsletter/confirm\S*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ConfirmationAddress();
}
