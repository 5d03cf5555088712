using System.Diagnostics;
using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Portal.Content.Storage;
using Portal.Newsletter.Mail;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests.Signing;

/// <summary>Signatures of mails as a receiver gets them, checked by MimeKit's verifier and by one of another make.</summary>
public sealed class DkimTests : IDisposable
{
    const string Verifier = "/usr/bin/python3";

    readonly string _folder = Directory.CreateTempSubdirectory("portal-dkim-").FullName;
    readonly RSA _rsa = RSA.Create(2048);
    readonly Ed25519PrivateKeyParameters _edwards = new(new SecureRandom());

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_with_two_signatures_is_verified_by_both()
    {
        var message = (await SendAsync(Keys("Rsa", "Edwards"))).Message;
        var signatures = message.Headers.Where(header => header.Id == HeaderId.DkimSignature).ToList();
        signatures.Select(header => header.Value).Count(value => value.Contains("a=rsa-sha256", StringComparison.Ordinal)).ShouldBe(1);
        signatures.Select(header => header.Value).Count(value => value.Contains("a=ed25519-sha256", StringComparison.Ordinal)).ShouldBe(1);
        var verifier = new DkimVerifier(new Dns(this));
        foreach (var signature in signatures)
            (await verifier.VerifyAsync(message, signature, Cancellation)).ShouldBeTrue(signature.Value);
        message.Headers[HeaderId.ListUnsubscribe] = "<https://evil.example/>";
        foreach (var signature in signatures)
            (await verifier.VerifyAsync(message, signature, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_verifier_of_another_make_agrees()
    {
        var raw = (await SendAsync(Keys("Rsa", "Edwards"))).Raw;
        var script = Path.Combine(_folder, "verify.py");
        await File.WriteAllTextAsync(script, Script, Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "mail.eml"), raw, Cancellation);
        using var signing = new DkimSigning(Options(), TimeProvider.System);
        await File.WriteAllLinesAsync(Path.Combine(_folder, "dns.txt"), signing.Keys.Select(key => $"{key.Selector}._domainkey.portal.example. {key.DnsText}"), Cancellation);
        Assert.SkipUnless(File.Exists(Verifier) && await PythonAsync("-c", "import dkim, nacl") == 0, "dkimpy is not installed (Debian: apt install python3-dkim python3-nacl).");
        (await PythonAsync(script, _folder)).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_keys_of_a_kind_the_one_that_began_last_signs_and_a_later_one_waits()
    {
        var file = WriteRsa();
        List<(string, string)> settings = [("Portal:Dkim:Domain", "portal.example")];
        foreach (var (place, selector, from) in ((int, string, string)[])[(0, "old", ""), (1, "now", "2026-11-01T00:00:00Z"), (2, "next", "2027-01-01T00:00:00Z")])
            settings.AddRange([($"Portal:Dkim:Keys:{place}:Selector", selector), ($"Portal:Dkim:Keys:{place}:PrivateKeyFile", file), ($"Portal:Dkim:Keys:{place}:From", from)]);
        var message = (await SendAsync(settings)).Message;
        message.Headers.Where(header => header.Id == HeaderId.DkimSignature).ShouldHaveSingleItem().Value.ShouldContain("s=now;");
    }

    [Fact]
    public async Task Every_digest_bears_what_receivers_ask_for_and_reports_name_it()
    {
        var mail = await SendAsync([.. Keys("Rsa", "Edwards"), ("Portal:Smtp:BounceAddress", "bounce@news.portal.example"), ("Portal:Smtp:UnsubscribeMailbox", "leave@portal.example"), ("Portal:Smtp:ReplyTo", "editor@portal.example")]);
        var headers = mail.Message.Headers;
        string Only(string name) => headers.Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase)).ShouldHaveSingleItem().Value;
        Only("List-Id").ShouldEndWith("<daily.newsletter.portal.example>");
        Only("List-Unsubscribe").ShouldContain("<https://portal.example/newsletter/unsubscribe/");
        Only("List-Unsubscribe").ShouldContain("<mailto:leave@portal.example?subject=unsubscribe%20");
        Only("List-Unsubscribe-Post").ShouldBe("List-Unsubscribe=One-Click");
        Only("List-Help").ShouldStartWith("<https://portal.example/");
        Only("List-Owner").ShouldBe("<mailto:editor@portal.example>");
        Only("List-Archive").ShouldBe("<https://portal.example/newsletter/archive>");
        Only("Auto-Submitted").ShouldBe("auto-generated");
        Only("Precedence").ShouldBe("bulk");
        Only("Feedback-ID").Split(':').Length.ShouldBe(4);
        Only("Reply-To").ShouldBe("editor@portal.example");
        headers.Contains("List-Post").ShouldBeFalse();
        mail.From.ShouldMatch(@"^bounce\+[0-9a-f]+-[0-9a-f]{20}@news\.portal\.example$");
        foreach (var line in mail.Source.Split("\r\n"))
            line.Length.ShouldBeLessThanOrEqualTo(998);
        foreach (var line in mail.Source[mail.Source.IndexOf("\r\n\r\n", StringComparison.Ordinal)..].Split("\r\n"))
            line.Length.ShouldBeLessThanOrEqualTo(76);
        mail.Text.ShouldContain("Новости — “quoted” ć");
        mail.Html.ShouldNotContain(Subscribing.SubscriberLinks.Placeholder);
        var covered = string.Concat(headers[HeaderId.DkimSignature]!.ToLowerInvariant().Where(letter => !char.IsWhiteSpace(letter))).Split(";h=")[1].Split(';')[0].Split(':');
        foreach (var name in new[] { "list-id", "list-unsubscribe", "list-unsubscribe-post", "list-help", "list-owner", "list-archive", "reply-to", "date", "message-id" })
            covered.ShouldContain(name);
    }

    public void Dispose()
    {
        _rsa.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    static async Task<ReceivedMail> SendAsync(IEnumerable<(string Key, string Value)> settings)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server, [.. settings]);
        await site.SubscribeAsync("ana@example.org");
        await site.PublishAsync("NewsItem", "Новости — “quoted” ć");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        return server.Messages.ShouldHaveSingleItem();
    }

    List<(string Key, string Value)> Keys(params string[] selectors)
    {
        List<(string, string)> settings = [("Portal:Dkim:Domain", "portal.example")];
        foreach (var (place, selector) in selectors.Index())
            settings.AddRange([($"Portal:Dkim:Keys:{place}:Selector", selector), ($"Portal:Dkim:Keys:{place}:PrivateKeyFile", selector == "Rsa" ? WriteRsa() : WriteEdwards())]);
        return settings;
    }

    DkimOptions Options()
    {
        var options = new DkimOptions { Domain = "portal.example" };
        options.Keys.Add(new() { Selector = "Rsa", PrivateKeyFile = WriteRsa() });
        options.Keys.Add(new() { Selector = "Edwards", PrivateKeyFile = WriteEdwards() });
        return options;
    }

    string WriteRsa() => Write("rsa.pem", _rsa.ExportPkcs8PrivateKeyPem());

    string WriteEdwards() => Write("edwards.pem", PemEncoding.WriteString("PRIVATE KEY", PrivateKeyInfoFactory.CreatePrivateKeyInfo(_edwards).GetEncoded()));

    string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    static async Task<int> PythonAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Verifier, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine(await output + await error);
        return process.ExitCode;
    }

    const string Script = """
        import sys, dkim
        folder = sys.argv[1]
        mail = open(folder + "/mail.eml", "rb").read()
        dns = dict(line.rstrip("\n").split(" ", 1) for line in open(folder + "/dns.txt"))
        def txt(name, timeout=5):
            name = name.decode() if isinstance(name, bytes) else name
            return dns[name].encode()
        verifier = dkim.DKIM(mail)
        results = [verifier.verify(idx=index, dnsfunc=txt) for index in range(2)]
        print(results)
        sys.exit(0 if results == [True, True] else 1)
        """;

    sealed class Dns(DkimTests test) : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            selector == "Rsa" ? DotNetUtilities.GetRsaPublicKey(test._rsa) : test._edwards.GeneratePublicKey();

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
