using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Subscribing;

/// <summary>
/// Changes of an address: asked for on a person's own page, confirmed by the link in a mail to the new address, and told to the old one.
/// The request is proof of consent like a sign-up's, and lives and dies by the same rules.
/// </summary>
sealed class AddressChanges(UnitOfWork work, Suppressions suppressions, NoticeMail notices, DeliverySignal signal, SmtpOptions smtp, NewsletterOptions options, Texts texts)
{
    /// <summary>What such a request is called among the forms.</summary>
    public const string Form = "address";

    /// <summary>Asks the new address. The answer tells nothing about who is subscribed; null where the token is nobody's.</summary>
    public async Task<SignUpResult?> AskAsync(string token, string? typed, IPAddress ip, string userAgent, CancellationToken cancellationToken)
    {
        if (SubscriberAddress.Normalize(typed) is not { } address)
            return SignUpResult.BadAddress;
        var result = await work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            if (await SubscriberLinks.FindAsync(scope.Db, token, ct) is not { } subscriber)
                return (SignUpResult?)null;
            if (await IsTooManyAsync(scope, subscriber, ip, ct))
                return SignUpResult.TooMany;
            if (await MayAskAsync(scope, subscriber, address, ct))
                Ask(scope, subscriber, address, ip, userAgent);
            return SignUpResult.Taken;
        }, cancellationToken);
        signal.Raise();
        return result;
    }

    /// <summary>Moves the subscription to the address that has confirmed; false where that address has a subscription of its own.</summary>
    public async Task<bool> MoveAsync(WriteScope scope, ConsentRecord request, SubscriberRecord subscriber, CancellationToken cancellationToken)
    {
        var (key, id) = (SubscriberAddress.Key(request.Address!), subscriber.Id);
        if (await scope.Db.Set<SubscriberRecord>().AsNoTracking().FirstOrDefaultAsync(one => one.AddressKey == key && one.Id != id, cancellationToken) is { } other)
        {
            if (other.State == SubscriberState.Confirmed)
                return false;
            await TakeOverAsync(scope, other.Id, id, cancellationToken);
        }
        (request.FormerAddress, request.NoticeId) = (subscriber.Address, ContentIdentity.New());
        (subscriber.Address, subscriber.AddressKey) = (request.Address!, key);
        // Whoever reads the old mailbox holds links that must not work any more.
        subscriber.Secret = SubscriberLinks.NewSecret();
        scope.Db.Add(notices.Row(scope, subscriber, request.NoticeId));
        SubscriberHistory.Add(scope, subscriber.Id, SubscriberEventKind.Moved);
        await suppressions.LiftAsync(scope, key, cancellationToken);
        return true;
    }

    void Ask(WriteScope scope, SubscriberRecord subscriber, string address, IPAddress ip, string userAgent)
    {
        var text = texts.In(CultureInfo.GetCultureInfo(subscriber.Language), "The mails of my subscription may be sent to this address.");
        var request = new ConsentRecord
        {
            Id = ContentIdentity.New(),
            SubscriberId = subscriber.Id,
            RequestedUtc = scope.NowUtc,
            Ip = ip.ToString(),
            Network = SignUps.Network(ip),
            UserAgent = userAgent.Length > 512 ? userAgent[..512] : userAgent,
            Form = Form,
            Text = text,
            TextHash = ConsentText.Hash(text),
            Rhythm = subscriber.Rhythm,
            Topics = subscriber.Topics,
            Regions = subscriber.Regions,
            Sources = subscriber.Sources,
            Language = subscriber.Language,
            Address = address,
        };
        scope.Db.Add(request);
        scope.Db.Add(SignUps.Question(scope, request, smtp, scope.NowUtc));
    }

    async Task<bool> IsTooManyAsync(WriteScope scope, SubscriberRecord subscriber, IPAddress ip, CancellationToken cancellationToken)
    {
        var (network, hourAgo, dayAgo, id) = (SignUps.Network(ip), scope.NowUtc.AddHours(-1), scope.NowUtc.AddDays(-1), subscriber.Id);
        var requests = scope.Db.Set<ConsentRecord>();
        return await requests.CountAsync(one => one.Network == network && one.RequestedUtc > hourAgo, cancellationToken) >= options.SignUpsPerHour
            || await requests.CountAsync(one => one.SubscriberId == id && one.Form == Form && one.RequestedUtc > dayAgo, cancellationToken) >= 3;
    }

    // At most one mail a day to an address, whoever asks and by which form.
    static async Task<bool> MayAskAsync(WriteScope scope, SubscriberRecord subscriber, string address, CancellationToken cancellationToken)
    {
        var (key, since) = (SubscriberAddress.Key(address), scope.NowUtc - SignUps.MailPause);
#pragma warning disable CA1304, CA1311, CA1862 // The database compares.
        return key != subscriber.AddressKey
            && !await scope.Db.Set<SubscriberRecord>().AnyAsync(one => one.AddressKey == key && one.AskedUtc > since, cancellationToken)
            && !await scope.Db.Set<ConsentRecord>().AnyAsync(one => one.Address != null && one.Address.ToLower() == key && one.RequestedUtc > since, cancellationToken);
#pragma warning restore CA1304, CA1311, CA1862
    }

    // The new address was subscribed once, or somebody began to: its past belongs to the person who has proved to own it.
    static async Task TakeOverAsync(WriteScope scope, string otherId, string id, CancellationToken cancellationToken)
    {
        await scope.Db.Set<ConsentRecord>().Where(one => one.SubscriberId == otherId).ExecuteUpdateAsync(set => set.SetProperty(one => one.SubscriberId, id), cancellationToken);
        await scope.Db.Set<SubscriberEventRecord>().Where(one => one.SubscriberId == otherId).ExecuteUpdateAsync(set => set.SetProperty(one => one.SubscriberId, id), cancellationToken);
        await scope.Db.Set<SavedSearchRecord>().Where(one => one.SubscriberId == otherId).ExecuteDeleteAsync(cancellationToken);
        await scope.Db.Set<SubscriberRecord>().Where(one => one.Id == otherId).ExecuteDeleteAsync(cancellationToken);
    }
}
