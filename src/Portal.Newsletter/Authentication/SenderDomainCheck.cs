using System.Globalization;
using System.Net;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Authentication;

/// <summary>
/// Looks at the sender's domain as receivers do: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489), the servers that take its mail, the
/// names of the addresses from which it sends; and says what to put in DNS. Looks at nothing where no mail server is configured.
/// </summary>
sealed class SenderDomainCheck(SmtpOptions smtp, MailDns dns, TimeProvider time, IStringLocalizer texts, DkimOptions? dkim = null, DkimSigning? signing = null) : ISiteCheck
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <summary>Pages of the desk that show it are opened often, and DNS is far away.</summary>
    static readonly TimeSpan Age = TimeSpan.FromMinutes(5);

    /// <summary>Whoever looks after the keys is told of one that has signed for so long.</summary>
    static readonly TimeSpan KeyAge = TimeSpan.FromDays(365);

    Answer? _last;

    string From => smtp.Domain;

    string Bounces => smtp.BounceAddress.LastIndexOf('@') is >= 0 and var at ? smtp.BounceAddress[(at + 1)..].ToLowerInvariant() : From;

    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        if (smtp.Host.Length == 0)
            return [];
        // Said in the language of whoever asks.
        var culture = CultureInfo.CurrentUICulture.Name;
        if (_last is { } last && last.Culture == culture && time.GetUtcNow() - last.At < Age)
            return last.Results;
        var results = await AskAsync(cancellationToken);
        _last = new(results, culture, time.GetUtcNow());
        return results;
    }

    async Task<IReadOnlyList<CheckResult>> AskAsync(CancellationToken cancellationToken)
    {
        if (!From.Contains('.', StringComparison.Ordinal))
            return [new(CheckState.Trouble, texts["Sender"], texts["Mail goes out from {0}, which nobody outside can answer or check. Set Portal:Smtp:From to an address of your own domain.", smtp.From], SenderPage.Path)];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var looks = new[]
        {
            AskedAsync("SPF", SpfAsync, limit.Token),
            AskedAsync("DKIM", DkimAsync, limit.Token),
            AskedAsync("DMARC", DmarcAsync, limit.Token),
            AskedAsync("MX", MailServersAsync, limit.Token),
            AskedAsync("PTR", ReverseNamesAsync, limit.Token),
        };
        var found = await Task.WhenAll(looks);
        cancellationToken.ThrowIfCancellationRequested();
        return [.. found.SelectMany(results => results.Select(result => result.State == CheckState.Well ? result : result with { Link = SenderPage.Path }))];
    }

    async Task<IReadOnlyList<CheckResult>> AskedAsync(string subject, Func<CancellationToken, Task<IReadOnlyList<CheckResult>>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await look(cancellationToken);
        }
        catch (Exception exception) when (exception is DnsUnansweredException or OperationCanceledException)
        {
            return [new(CheckState.Notice, subject, texts["DNS gave no answer, so this could not be looked at. Look again later, or name another server in Portal:Newsletter:DnsServer."])];
        }
    }

    async Task<IReadOnlyList<CheckResult>> SpfAsync(CancellationToken cancellationToken)
    {
        var addresses = await OutwardAsync(cancellationToken);
        var known = addresses.Known;
        if (addresses.Addresses.Count == 0)
        {
            var answer = await new SpfPolicy(dns, IPAddress.None).EvaluateAsync(Bounces, cancellationToken);
            return [Spf(answer, null, known: false)];
        }
        var results = new List<CheckResult>();
        foreach (var address in addresses.Addresses)
            results.Add(Spf(await new SpfPolicy(dns, address).EvaluateAsync(Bounces, cancellationToken), address, known));
        // One line for all addresses that are equally well.
        return [.. results.DistinctBy(result => result.Message)];
    }

    CheckResult Spf(SpfAnswer answer, IPAddress? address, bool known)
    {
        var domain = Bounces;
        return answer.Result switch
        {
            SpfResult.None => new(CheckState.Trouble, "SPF", texts["{0} has no SPF record. Put in DNS: {0} TXT \"v=spf1 {1} -all\"", domain, address is null ? "mx" : Mechanism(address)]),
            SpfResult.Broken => new(CheckState.Trouble, "SPF", texts["The SPF record of {0} can't be used because of “{1}” (at most ten questions to DNS are allowed, and one record). Receivers take it for none.", domain, answer.Problem ?? ""]),
            SpfResult.Pass when address is not null => new(CheckState.Well, "SPF", texts["{0} may send in the name of {1} ({2} of 10 questions to DNS).", address, domain, answer.Lookups]),
            // A relay often sends from other addresses than the one at which it takes mail.
            _ when !known || address is null => new(CheckState.Notice, "SPF", texts["{0} has an SPF record ({1} of 10 questions to DNS). Whether it names the addresses from which the mail server sends can't be told from here: give them in Portal:Smtp:OutwardAddresses.", domain, answer.Lookups]),
            _ => new(CheckState.Trouble, "SPF", texts["The SPF record of {0} does not name {1}, from which mail goes out. Add “{2}” to it.", domain, address, Mechanism(address)]),
        };
    }

    static string Mechanism(IPAddress address) => $"{(address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "ip4" : "ip6")}:{address}";

    async Task<IReadOnlyList<CheckResult>> DkimAsync(CancellationToken cancellationToken)
    {
        if (signing is null || dkim is null)
            return [new(CheckState.Trouble, "DKIM", texts["Mail is not signed: large providers refuse bulk mail without a signature. Give a key in Portal:Dkim, unless the mail server signs for {0}.", From])];
        var results = new List<CheckResult>();
        foreach (var key in signing.Keys)
        {
            var name = $"{key.Selector}._domainkey.{dkim.Domain}";
            var published = (await dns.TextsAsync(name, cancellationToken)).Select(TagList.Read).FirstOrDefault(tags => tags?.ContainsKey("p") == true);
            var ours = TagList.Read(key.DnsText)!;
            if (published is null)
                results.Add(new(CheckState.Trouble, "DKIM", texts["The public key is missing in DNS. Put there: {0} TXT \"{1}\"", name, key.DnsText]));
            else if (published["p"].Length == 0)
                results.Add(new(CheckState.Trouble, "DKIM", texts["The key {0} is withdrawn in DNS (empty p=), but mail is still signed by it. Sign with another one.", name]));
            else if (published["p"] != ours["p"] || published.GetValueOrDefault("k", "rsa") != ours["k"])
                results.Add(new(CheckState.Trouble, "DKIM", texts["Another key than the one that signs stands at {0}: no signature is valid. Put there: \"{1}\"", name, key.DnsText]));
            else
                results.Add(new(CheckState.Well, "DKIM", texts["The key at {0} is the one that signs ({1}).", name, key.Algorithm]));
            // A key bears no date; that of its file is what is known of its age.
            if (time.GetUtcNow().UtcDateTime - key.WrittenUtc > KeyAge)
                results.Add(new(CheckState.Notice, "DKIM", texts["The file of the key {0} was written on {1}. Signing keys are best replaced once a year: give a new one in Portal:Dkim:Keys, with the moment from which it signs.", name, key.WrittenUtc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]));
        }
        if (!IsWithin(From, dkim.Domain))
            results.Add(new(CheckState.Trouble, "DKIM", texts["Mail from {0} is signed in the name of {1}, which is no domain above it: DMARC does not accept that. Set Portal:Dkim:Domain to {0}.", From, dkim.Domain]));
        return results;
    }

    async Task<IReadOnlyList<CheckResult>> DmarcAsync(CancellationToken cancellationToken)
    {
        // A domain without a policy of its own has that of the domain above.
        for (var domain = From; domain.Contains('.', StringComparison.Ordinal); domain = domain[(domain.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            var records = (await dns.TextsAsync($"_dmarc.{domain}", cancellationToken)).Where(text => text.StartsWith("v=DMARC1", StringComparison.Ordinal)).ToList();
            if (records.Count == 0)
                continue;
            var tags = TagList.Read(records[0]);
            var policy = tags?.GetValueOrDefault(domain == From ? "p" : "sp") ?? tags?.GetValueOrDefault("p");
            if (records.Count > 1 || policy is not ("none" or "quarantine" or "reject"))
                return [new(CheckState.Trouble, "DMARC", texts["The policy at {0} can't be used: there must be one record, with p=none, quarantine or reject.", $"_dmarc.{domain}"])];
            var results = new List<CheckResult>
            {
                tags!.ContainsKey("rua")
                    ? new(CheckState.Well, "DMARC", texts["{0} has a policy: {1}.", $"_dmarc.{domain}", policy])
                    : new(CheckState.Notice, "DMARC", texts["{0} has the policy {1}, but names nobody who gets reports. Add rua=mailto: and an address, to learn who sends in your name.", $"_dmarc.{domain}", policy]),
            };
            if (!IsWithin(Bounces, domain) && signing is null)
                results.Add(new(CheckState.Trouble, "DMARC", texts["Reports go to {0}, which is not within {1}, and mail is not signed: nothing in it agrees with the sender.", Bounces, domain]));
            return results;
        }
        return [new(CheckState.Trouble, "DMARC", texts["{0} has no DMARC policy, which large providers ask of bulk senders. Put in DNS: {1} TXT \"v=DMARC1; p=none; rua=mailto:postmaster@{0}\"", From, $"_dmarc.{From}"])];
    }

    async Task<IReadOnlyList<CheckResult>> MailServersAsync(CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        foreach (var domain in new[] { From, Bounces }.Distinct(StringComparer.Ordinal))
        {
            var servers = await dns.MailServersAsync(domain, cancellationToken);
            // RFC 5321, 5.1: without an MX, the domain's own address takes the mail.
            if (servers.Any(server => server.Length > 0) || (servers.Count == 0 && (await dns.AddressesAsync(domain, cancellationToken)).Count > 0))
                results.Add(new(CheckState.Well, "MX", texts["{0} takes mail.", domain]));
            else
                results.Add(new(CheckState.Trouble, "MX", texts["{0} takes no mail: answers and reports are lost, and many receivers refuse such senders. Give it an MX record in DNS.", domain]));
        }
        return results;
    }

    async Task<IReadOnlyList<CheckResult>> ReverseNamesAsync(CancellationToken cancellationToken)
    {
        var (addresses, known) = await OutwardAsync(cancellationToken);
        if (addresses.Count == 0)
            return known ? [] : [new(CheckState.Notice, "PTR", texts["The mail server {0} is in your own network. To look at the name of the address from which mail reaches the world, give it in Portal:Smtp:OutwardAddresses.", smtp.Host])];
        var results = new List<CheckResult>();
        foreach (var address in addresses)
        {
            var names = await dns.NamesAsync(address, cancellationToken);
            var confirmed = false;
            foreach (var name in names.Take(5))
                confirmed |= (await dns.AddressesAsync(name, cancellationToken)).Contains(address);
            results.Add(confirmed
                ? new(CheckState.Well, "PTR", texts["{0} is called {1}, and {1} leads back to it.", address, names[0]])
                : new(known ? CheckState.Trouble : CheckState.Notice, "PTR", names.Count == 0
                    ? texts["{0} has no reverse name: many receivers refuse mail from it. Ask whoever rents you the address to set one.", address]
                    : texts["{0} is called {1}, but {1} does not lead back to it. Give {1} this address in DNS, or ask for another reverse name.", address, names[0]]));
        }
        return results;
    }

    // What somebody wrote down is known; else the server's own addresses are the best guess, unless it stands in the own network.
    async Task<(IReadOnlyList<IPAddress> Addresses, bool Known)> OutwardAsync(CancellationToken cancellationToken)
    {
        if (smtp.OutwardAddresses.Count > 0)
            return ([.. smtp.OutwardAddresses.Select(IPAddress.Parse)], true);
        var addresses = IPAddress.TryParse(smtp.Host, out var given) ? [given] : await dns.AddressesAsync(smtp.Host, cancellationToken);
        return ([.. addresses.Where(address => !PrivateAddresses.Contains(address))], false);
    }

    static bool IsWithin(string domain, string above) => domain.Equals(above, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + above, StringComparison.OrdinalIgnoreCase);

    sealed record Answer(IReadOnlyList<CheckResult> Results, string Culture, DateTimeOffset At);
}
