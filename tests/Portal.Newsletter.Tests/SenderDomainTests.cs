using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;
using Portal.Content.Storage;
using Portal.Newsletter.Mail;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>What <c>portal doctor</c> says of the sender's domain, against a name server of our own.</summary>
public sealed class SenderDomainTests
{
    const string Domain = "institute.example";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_domain_that_is_set_up_is_well_in_each_respect()
    {
        await using var dns = new DnsServer();
        await using var mail = SmtpServer.Start();
        await using var site = await SiteAsync(dns, mail, "198.51.100.25");
        dns.Text(Domain, "some-verification=1").Text(Domain, "v=spf1 include:_spf.relay.example -all").Text("_spf.relay.example", "v=spf1 ip4:203.0.113.0/24 a:out.relay.example/30 ~all")
            .Host("out.relay.example", "198.51.100.24")
            .Text($"s1._domainkey.{Domain}", site.Get<DkimSigning>().Keys[0].DnsText)
            .Text($"_dmarc.{Domain}", $"v=DMARC1; p=quarantine; rua=mailto:dmarc@{Domain}")
            .MailServer(Domain, $"mx.{Domain}").MailServer($"bounces.{Domain}", $"mx.{Domain}")
            .Text($"bounces.{Domain}", $"v=spf1 redirect={Domain}")
            .Pointer("25.100.51.198.in-addr.arpa", $"out.{Domain}").Host($"out.{Domain}", "198.51.100.25");
        var found = await LookAsync(site);
        found.ShouldAllBe(result => result.State == CheckState.Well, string.Join('\n', found));
        found.Select(result => result.Subject).ShouldBe(["SMTP", "SPF", "DKIM", "DMARC", "MX", "MX", "PTR"], ignoreOrder: true);
        found.First(result => result.Subject == "SPF").Message.ShouldContain("3 of 10");
        // A key bears no date, its file does.
        site.Time.Advance(TimeSpan.FromDays(800));
        (await LookAsync(site)).Single(result => result.State != CheckState.Well).Message.ShouldContain("best replaced once a year");
    }

    [Fact]
    public async Task What_lacks_is_told_with_the_record_to_put_in_DNS()
    {
        await using var dns = new DnsServer();
        await using var mail = SmtpServer.Start();
        await using var site = await SiteAsync(dns, mail, "198.51.100.25");
        var found = await LookAsync(site);
        found.Where(result => result.State == CheckState.Trouble).Select(result => result.Subject).Distinct().ShouldBe(["SPF", "DKIM", "DMARC", "MX", "PTR"], ignoreOrder: true);
        found.Where(result => result.State != CheckState.Well).ShouldAllBe(result => result.Link == "/Admin/Newsletter/Sender");
        Said(found, "SPF").ShouldContain($"bounces.{Domain} TXT \"v=spf1 ip4:198.51.100.25 -all\"");
        Said(found, "DKIM").ShouldContain($"s1._domainkey.{Domain} TXT \"{site.Get<DkimSigning>().Keys[0].DnsText}\"");
        Said(found, "DMARC").ShouldContain($"_dmarc.{Domain} TXT \"v=DMARC1; p=none;");
    }

    [Theory]
    [InlineData("v=spf1 ip4:203.0.113.7 -all", "ip4:198.51.100.25")]
    [InlineData("v=spf1 ip4:198.51.100.0/99 -all", "ip4:198.51.100.0/99")]
    [InlineData("v=spf1 -all ip4:198.51.100.25", "ip4:198.51.100.25")]
    [InlineData("v=spf1 include:nowhere.example -all", "include:nowhere.example")]
    [InlineData("v=spf1 include:loop.example -all", "ten questions")]
    [InlineData("v=spf1 mail.example -all", "mail.example")]
    public async Task A_record_that_does_not_let_the_server_send_is_named(string record, string told)
    {
        await using var dns = new DnsServer();
        await using var mail = SmtpServer.Start();
        await using var site = await SiteAsync(dns, mail, "198.51.100.25");
        dns.Text($"bounces.{Domain}", record).Text("loop.example", "v=spf1 include:loop.example -all");
        var spf = (await LookAsync(site)).Single(result => result.Subject == "SPF");
        spf.State.ShouldBe(CheckState.Trouble);
        spf.Message.ShouldContain(told);
    }

    [Fact]
    public async Task Another_key_a_withdrawn_key_and_a_policy_that_nobody_understands_are_told_apart()
    {
        await using var dns = new DnsServer();
        await using var mail = SmtpServer.Start();
        await using var site = await SiteAsync(dns, mail, "198.51.100.25");
        using var other = RSA.Create(2048);
        var name = $"s1._domainkey.{Domain}";
        dns.Text(name, $"v=DKIM1; k=rsa; p={Convert.ToBase64String(other.ExportSubjectPublicKeyInfo())}").Text($"_dmarc.{Domain}", "v=DMARC1; p=maybe");
        var found = await LookAsync(site);
        Said(found, "DKIM").ShouldStartWith("Another key");
        Said(found, "DMARC").ShouldContain("can't be used");
        dns.Forget(name).Text(name, "v=DKIM1; p=").Forget($"_dmarc.{Domain}").Text($"_dmarc.{Domain}", "v=DMARC1; p=reject; sp=none");
        site.Time.Advance(TimeSpan.FromMinutes(6));
        found = await LookAsync(site);
        Said(found, "DKIM").ShouldContain("withdrawn");
        found.Single(result => result.Subject == "DMARC").State.ShouldBe(CheckState.Notice, "It names nobody who gets reports.");
        Said(found, "DMARC").ShouldContain("rua=mailto:");
    }

    [Fact]
    public async Task A_name_server_that_is_silent_is_no_trouble_of_the_domain()
    {
        await using var mail = SmtpServer.Start();
        using var silent = new System.Net.Sockets.UdpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        await using var site = await SiteAsync(silent.Client.LocalEndPoint!.ToString()!, mail, "198.51.100.25");
        var found = await LookAsync(site);
        found.Where(result => result.Subject is "SPF" or "DMARC" or "MX" or "PTR" or "DKIM").ShouldAllBe(result => result.State == CheckState.Notice && result.Message.StartsWith("DNS gave no answer", StringComparison.Ordinal));
    }

    static string Said(IEnumerable<CheckResult> found, string subject) => found.First(result => result.Subject == subject).Message;

    static async Task<List<CheckResult>> LookAsync(NewsletterSite site)
    {
        var found = new List<CheckResult>();
        foreach (var check in site.Get<IEnumerable<ISiteCheck>>())
            found.AddRange(await check.LookAsync(Cancellation));
        return [.. found.Where(result => result.Subject is "SMTP" or "TLS" or "SPF" or "DKIM" or "DMARC" or "MX" or "PTR" or "Sender")];
    }

    static Task<NewsletterSite> SiteAsync(DnsServer dns, SmtpServer mail, string outward) => SiteAsync(dns.Address, mail, outward);

    static async Task<NewsletterSite> SiteAsync(string dns, SmtpServer mail, string outward)
    {
        var key = Path.Combine(Path.GetTempPath(), $"portal-dkim-{Guid.NewGuid():N}.pem");
        using var rsa = RSA.Create(2048);
        await File.WriteAllTextAsync(key, rsa.ExportPkcs8PrivateKeyPem(), Cancellation);
        try
        {
            var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, mail, ("Portal:Smtp:From", $"news@{Domain}"), ("Portal:Smtp:BounceAddress", $"bounce@bounces.{Domain}"),
                ("Portal:Smtp:OutwardAddresses:0", outward), ("Portal:Newsletter:DnsServer", dns), ("Portal:Dkim:Domain", Domain), ("Portal:Dkim:Selector", "s1"), ("Portal:Dkim:PrivateKeyFile", key));
            // Read before the file goes.
            site.Get<DkimSigning>().Keys.Count.ShouldBe(1);
            return site;
        }
        finally
        {
            File.Delete(key);
        }
    }
}
