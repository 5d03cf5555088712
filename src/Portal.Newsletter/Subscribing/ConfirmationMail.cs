using System.Globalization;
using Portal.Content.Localization;
using Portal.Newsletter.Digests;

namespace Portal.Newsletter.Subscribing;

/// <summary>The mail that asks whether a sign-up was meant. It holds nothing that the sender of the form wrote, so it can't be used to send words to strangers.</summary>
sealed class ConfirmationMail(RenderShape render, SubscriberLinks links, Texts texts)
{
    public async Task<RenderedMail> RenderAsync(SubscriberRecord subscriber, ConsentRecord request, string site, CultureInfo culture, CancellationToken cancellationToken)
    {
        var siteName = texts.In(culture, site);
        var subject = texts.In(culture, request.Address is null ? "Please confirm your subscription to {0}" : "Please confirm your new address for {0}", siteName);
        var model = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Subject"] = subject,
            ["SiteName"] = siteName,
            ["Language"] = culture.Name,
            ["Rhythm"] = request.Search is null ? PlanNames.Of(request.Rhythm) : PlanNames.Of(DigestRhythm.Searches),
            ["ConsentText"] = request.Text,
            ["Moves"] = request.Address is not null,
            ["Invited"] = request.Form is "desk" or "import",
            ["ConfirmUrl"] = links.Confirm(SubscriberLinks.ConfirmToken(subscriber, request.Id), culture),
            ["Hours"] = (int)Confirmations.Lifetime.TotalHours,
        };
        return new(subject,
            await render("ConfirmMail", model, culture, false, cancellationToken),
            await render("ConfirmMail__Text", model, culture, true, cancellationToken));
    }
}

/// <summary>A mail's subject and bodies.</summary>
sealed record RenderedMail(string Subject, string Html, string Text);
