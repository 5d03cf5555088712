using System.Globalization;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Storage;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Audience;

/// <summary>Where and when somebody agreed, as an editor states it.</summary>
/// <param name="Source">Where: a form, an event, another program.</param>
/// <param name="DateUtc">When.</param>
sealed record StatedConsent(string Source, DateTime DateUtc);

/// <summary>An address that an editor or an import brings.</summary>
/// <param name="Address">The address.</param>
/// <param name="Choices">What is to come.</param>
/// <param name="Consent">Proof of consent; null where there is none: the address is asked then.</param>
/// <param name="Form"><c>desk</c> or <c>import</c>.</param>
/// <param name="By">Who brings it.</param>
/// <param name="Reason">Why.</param>
sealed record NewEntry(string Address, SubscriberChoices Choices, StatedConsent? Consent, string Form, string By, string Reason);

/// <summary>What became of such an address.</summary>
enum EntryResult
{
    /// <summary>It is subscribed.</summary>
    Added,

    /// <summary>It is asked to confirm.</summary>
    Asked,

    /// <summary>It was subscribed already; nothing is changed.</summary>
    Known,

    /// <summary>It was asked within the last day and is not asked again.</summary>
    AskedBefore,

    /// <summary>Its owner left. Only the owner can come back.</summary>
    Left,

    /// <summary>It must not be written to.</summary>
    Suppressed,

    /// <summary>It is no address that can be mailed to.</summary>
    BadAddress,

    /// <summary>It stands in the same file before.</summary>
    Twice,
}

/// <summary>Writes addresses that people did not bring themselves, with what is known of their consent.</summary>
sealed class SubscriberEntry(SmtpOptions smtp, Texts texts)
{
    /// <summary>Longest source of a consent, in characters.</summary>
    public const int MaxSourceLength = 300;

    /// <summary>Writes the address; with <paramref name="dryRun"/> only says what would become of it.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="entry">The entry, its address in the form in which it is stored.</param>
    /// <param name="known">The subscriber of that address, or null.</param>
    /// <param name="isSuppressed">Whether the address must not be written to.</param>
    /// <param name="askUtc">When the mail that asks may go out.</param>
    /// <param name="dryRun">Whether nothing is written.</param>
    public EntryResult Write(WriteScope scope, NewEntry entry, SubscriberRecord? known, bool isSuppressed, DateTime askUtc, bool dryRun)
    {
        if (isSuppressed)
            return EntryResult.Suppressed;
        if (known is { State: SubscriberState.Unsubscribed })
            return EntryResult.Left;
        if (known is { State: SubscriberState.Confirmed })
            return EntryResult.Known;
        if (entry.Consent is null && known?.AskedUtc > scope.NowUtc - SignUps.MailPause)
            return EntryResult.AskedBefore;
        var result = entry.Consent is null ? EntryResult.Asked : EntryResult.Added;
        if (dryRun)
            return result;
        var subscriber = known ?? New(scope, entry);
        if (entry.Consent is { } consent)
        {
            entry.Choices.Apply(subscriber);
            (subscriber.State, subscriber.ConfirmedUtc) = (SubscriberState.Confirmed, scope.NowUtc);
            scope.Db.Add(Proof(scope, entry, subscriber, Stated(consent), consent.DateUtc, confirmedUtc: consent.DateUtc));
            SubscriberHistory.Add(scope, subscriber.Id, SubscriberEventKind.Confirmed, entry.Reason, entry.By);
        }
        else
        {
            // The link's three days begin when the mail goes out.
            subscriber.AskedUtc = askUtc;
            var culture = CultureInfo.GetCultureInfo(entry.Choices.Language);
            var request = Proof(scope, entry, subscriber, texts.In(culture, "The site may send me its news digest by e-mail. I can leave at any time by the link in each mail."), askUtc, confirmedUtc: null);
            scope.Db.Add(request);
            scope.Db.Add(SignUps.Question(scope, request, smtp, askUtc));
            SubscriberHistory.Add(scope, subscriber.Id, SubscriberEventKind.Invited, entry.Reason, entry.By);
        }
        return result;
    }

    static SubscriberRecord New(WriteScope scope, NewEntry entry)
    {
        var subscriber = new SubscriberRecord
        {
            Id = ContentIdentity.New(),
            Address = entry.Address,
            AddressKey = SubscriberAddress.Key(entry.Address),
            Secret = SubscriberLinks.NewSecret(),
            CreatedUtc = scope.NowUtc,
        };
        entry.Choices.Apply(subscriber);
        scope.Db.Add(subscriber);
        return subscriber;
    }

    static ConsentRecord Proof(WriteScope scope, NewEntry entry, SubscriberRecord subscriber, string text, DateTime requestedUtc, DateTime? confirmedUtc) => new()
    {
        Id = ContentIdentity.New(),
        SubscriberId = subscriber.Id,
        RequestedUtc = requestedUtc,
        Ip = "",
        Network = "",
        UserAgent = entry.By,
        Form = entry.Form,
        Text = text,
        TextHash = ConsentText.Hash(text),
        Rhythm = entry.Choices.Rhythm,
        Topics = entry.Choices.Topics,
        Regions = entry.Choices.Regions,
        Sources = entry.Choices.Sources,
        Language = entry.Choices.Language,
        ConfirmedUtc = confirmedUtc,
    };

    static string Stated(StatedConsent consent) => string.Create(CultureInfo.InvariantCulture,
        $"Stated by an editor: consent given on {consent.DateUtc:yyyy-MM-dd}, source: {(consent.Source.Length > MaxSourceLength ? consent.Source[..MaxSourceLength] : consent.Source)}");
}
