using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Subscribing;

/// <summary>A sign-up as it came from a form.</summary>
sealed record SignUp(string Address, DigestRhythm Rhythm, string Topics, CultureInfo Language, string Form, IPAddress Ip, string UserAgent)
{
    /// <summary>Regions as they are stored; empty for all.</summary>
    public string Regions { get; init; } = "";

    /// <summary>Sources as they are stored; empty for all.</summary>
    public string Sources { get; init; } = "";

    /// <summary>The search that is to be followed; null for a digest.</summary>
    public FollowedSearch? Search { get; init; }
}

/// <summary>What is answered to a sign-up.</summary>
enum SignUpResult
{
    /// <summary>"Look into your mail": the same answer whether or not the address is known, and whether or not a mail is sent.</summary>
    Taken,

    /// <summary>The address can't be mailed to.</summary>
    BadAddress,

    /// <summary>Too many from this network.</summary>
    TooMany,
}

/// <summary>Takes sign-ups: writes the request and queues the mail that asks for confirmation.</summary>
sealed partial class SignUps(
    UnitOfWork work, SiteDocuments documents, Texts texts, DeliverySignal signal, SmtpOptions smtp, NewsletterOptions options, ILogger<SignUps> log)
{
    /// <summary>At most one mail to an address in this time, however often somebody asks.</summary>
    public static readonly TimeSpan MailPause = TimeSpan.FromHours(24);

    public async Task<SignUpResult> TakeAsync(SignUp signUp, CancellationToken cancellationToken)
    {
        if (SubscriberAddress.Normalize(signUp.Address) is not { } address)
            return SignUpResult.BadAddress;
        var siteName = (await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName;
        var counts = (await documents.GetAsync<DigestPlans>(cancellationToken)).CountsReading;
        var consent = signUp.Search is { } search ? ConsentText.ForSearch(signUp.Language, texts, siteName, search.Delivery, counts) : ConsentText.In(signUp.Language, texts, siteName, counts);
        try
        {
            var result = await work.RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => WriteAsync(scope, signUp, address, consent, ct), cancellationToken);
            signal.Raise();
            return result;
        }
        catch (DbUpdateException exception)
        {
            // The same address from two forms at once: the other one has it.
            LogTwice(log, exception.Message);
            return SignUpResult.Taken;
        }
    }

    async Task<SignUpResult> WriteAsync(WriteScope scope, SignUp signUp, string address, string consent, CancellationToken cancellationToken)
    {
        var (db, now) = (scope.Db, scope.NowUtc);
        var (network, hourAgo) = (Network(signUp.Ip), now.AddHours(-1));
        if (await db.Set<ConsentRecord>().CountAsync(one => one.Network == network && one.RequestedUtc > hourAgo, cancellationToken) >= options.SignUpsPerHour)
            return SignUpResult.TooMany;
        var key = SubscriberAddress.Key(address);
        var subscriber = await db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.AddressKey == key, cancellationToken);
        if (subscriber is null)
        {
            subscriber = new()
            {
                Id = ContentIdentity.New(),
                Address = address,
                AddressKey = key,
                Secret = SubscriberLinks.NewSecret(),
                CreatedUtc = now,
                Language = signUp.Language.Name,
            };
            db.Add(subscriber);
        }
        else if (subscriber.AskedUtc > now - MailPause)
        {
            return SignUpResult.Taken;
        }
        subscriber.AskedUtc = now;
        var request = new ConsentRecord
        {
            Id = ContentIdentity.New(),
            SubscriberId = subscriber.Id,
            RequestedUtc = now,
            Ip = signUp.Ip.ToString(),
            Network = network,
            UserAgent = signUp.UserAgent.Length > 512 ? signUp.UserAgent[..512] : signUp.UserAgent,
            Form = signUp.Form,
            Text = consent,
            TextHash = ConsentText.Hash(consent),
            Rhythm = signUp.Rhythm,
            Topics = signUp.Topics,
            Regions = signUp.Regions,
            Sources = signUp.Sources,
            Language = signUp.Language.Name,
            Search = signUp.Search?.Search.Text,
            SearchDelivery = signUp.Search?.Delivery ?? default,
        };
        db.Add(request);
        db.Add(Question(scope, request, smtp, now));
        return SignUpResult.Taken;
    }

    /// <summary>The row of the ledger for the mail that asks for confirmation.</summary>
    public static DeliveryRecord Question(WriteScope scope, ConsentRecord request, SmtpOptions smtp, DateTime notBeforeUtc) => new()
    {
        IssueId = request.Id,
        SubscriberId = request.SubscriberId,
        Kind = DeliveryKind.Confirmation,
        MessageId = MessageHeaders.MessageId(request.Id, request.SubscriberId, smtp),
        DateUtc = scope.NowUtc,
        NotBeforeUtc = notBeforeUtc,
        ChangedUtc = scope.NowUtc,
    };

    /// <summary>What counts as one network: an IPv4 address, or the first 64 bits of an IPv6 address.</summary>
    internal static string Network(IPAddress ip)
    {
        if (ip.IsIPv4MappedToIPv6)
            ip = ip.MapToIPv4();
        return ip.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(ip.GetAddressBytes().AsSpan(0, 8)) : ip.ToString();
    }

    [LoggerMessage(LogLevel.Debug, "A sign-up came twice at the same moment ({Reason}).")]
    static partial void LogTwice(ILogger logger, string reason);
}
