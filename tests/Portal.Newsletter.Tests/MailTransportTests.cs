using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Portal.Content.Storage;
using Portal.Newsletter.Mail;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

public sealed class MailTransportTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_socket_does_not_wait_to_fill_its_packets_and_serves_many_mails()
    {
        await using var server = SmtpServer.Start();
        await using var line = new SmtpConnection(new() { Host = "127.0.0.1", Port = server.Port, Security = MailKit.Security.SecureSocketOptions.None });
        for (var number = 0; number < 50; number++)
        {
            await line.ReadyAsync(Cancellation);
            (await line.SendAsync(new(Message($"{number}@portal.example")), Cancellation)).Result.ShouldBe(MailResult.Accepted);
        }
        line.Socket!.NoDelay.ShouldBeTrue();
        (server.Connections, server.Messages.Count).ShouldBe((1, 50));
    }

    [Theory]
    [InlineData(SmtpStage.From, MailResult.Lost)]
    [InlineData(SmtpStage.FinalDot, MailResult.InDoubt)]
    internal async Task A_server_that_falls_silent_is_left_and_the_mail_in_doubt_where_all_of_it_was_handed_over(SmtpStage stage, MailResult result)
    {
        await using var server = SmtpServer.Start();
        var talks = new TaskCompletionSource();
        server.Script = step => step.Stage == stage && step.Time == 1 ? SmtpFault.Slow(talks.Task) : null;
        await using var line = new SmtpConnection(new() { Host = "127.0.0.1", Port = server.Port, Security = MailKit.Security.SecureSocketOptions.None }) { Patience = TimeSpan.FromSeconds(2) };
        await line.ReadyAsync(Cancellation);
        (await line.SendAsync(new(Message("1@portal.example")), Cancellation)).ShouldBe(new(result, "The mail server did not answer for 2 seconds."));
        await line.ReadyAsync(Cancellation);
        (await line.SendAsync(new(Message("2@portal.example")), Cancellation)).Result.ShouldBe(MailResult.Accepted, "on a new connection");
        server.Connections.ShouldBe(2);
        talks.SetResult();
    }

    [Fact]
    public async Task A_mail_that_is_larger_than_what_is_gathered_arrives_as_it_was_written()
    {
        await using var server = SmtpServer.Start();
        await using var line = new SmtpConnection(new() { Host = "127.0.0.1", Port = server.Port, Security = MailKit.Security.SecureSocketOptions.None });
        var message = Message("1@portal.example");
        var text = string.Concat(Enumerable.Range(0, 12_000).Select(number => $".{number} a line that begins with a dot\r\n"));
        message.Body = new TextPart("plain") { Text = text };
        await line.ReadyAsync(Cancellation);
        (await line.SendAsync(new(message), Cancellation)).Result.ShouldBe(MailResult.Accepted);
        server.Messages.ShouldHaveSingleItem().Message.TextBody!.ReplaceLineEndings("\r\n").ShouldBe(text);
    }

    [Fact]
    public async Task A_server_that_wants_a_sign_in_leaves_no_mail_in_doubt()
    {
        await using var server = SmtpServer.Start();
        server.Script = step => step.Stage == SmtpStage.From ? SmtpFault.Reply("530 5.7.0 Authentication required") : null;
        await using var line = new SmtpConnection(new() { Host = "127.0.0.1", Port = server.Port, Security = MailKit.Security.SecureSocketOptions.None });
        await line.ReadyAsync(Cancellation);
        var outcome = await line.SendAsync(new(Message("1@portal.example")), Cancellation);
        (outcome.Result, server.Messages.Count).ShouldBe((MailResult.Deferred, 0));
    }

    [Fact]
    public async Task A_signature_verifies_and_covers_the_list_headers()
    {
        using var rsa = RSA.Create(2048);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, rsa.ExportPkcs8PrivateKeyPem(), Cancellation);
            await using var server = SmtpServer.Start();
            await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server,
                ("Portal:Dkim:Domain", "portal.example"), ("Portal:Dkim:Selector", "s1"), ("Portal:Dkim:PrivateKeyFile", file));
            await site.SubscribeAsync("ana@example.org");
            await site.PublishAsync("NewsItem", "Новости — “quoted” ć");
            await site.ComposeNextAsync();
            await site.DeliverAsync();
            var message = server.Messages.ShouldHaveSingleItem().Message;
            var signature = message.Headers[HeaderId.DkimSignature]!;
            var covered = string.Concat(signature.ToLowerInvariant().Where(letter => !char.IsWhiteSpace(letter))).Split(";h=")[1].Split(';')[0].Split(':');
            covered.Count(header => header == "from").ShouldBe(2, "a second From that somebody adds breaks the signature");
            foreach (var header in new[] { "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "list-unsubscribe", "list-unsubscribe-post", "list-id" })
                covered.ShouldContain(header);
            var verifier = new DkimVerifier(new OneKey(DotNetUtilities.GetRsaPublicKey(rsa)));
            var position = message.Headers.IndexOf(HeaderId.DkimSignature);
            (await verifier.VerifyAsync(message, message.Headers[position], Cancellation)).ShouldBeTrue();
            message.Subject = "Changed on the way";
            (await verifier.VerifyAsync(message, message.Headers[position], Cancellation)).ShouldBeFalse();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Without_a_server_mail_lies_in_files_a_repeat_replaces_and_names_lead_nowhere_else()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        var outbox = site.Get<MailOutbox>();
        await using var line = outbox.Open();
        await line.ReadyAsync(Cancellation);
        var id = "../../evil/%00" + new string('x', 300) + "@portal.example";
        await line.SendAsync(new(Message(id)), Cancellation);
        await line.SendAsync(new(Message(id)), Cancellation);
        await line.SendAsync(new(Message("other@portal.example")), Cancellation);
        Directory.GetFiles(outbox.Folder).Length.ShouldBe(2);
        outbox.List(10).Count.ShouldBe(2);
        (await outbox.WereTakenAsync([new("other@portal.example", default, default)], Cancellation)).ShouldBe([TakenAnswer.Taken]);
        (await outbox.WereTakenAsync([new("never@portal.example", default, default)], Cancellation)).ShouldBe([TakenAnswer.NotTaken]);
        (await outbox.ReadAsync(outbox.List(10)[0].Name, Cancellation)).ShouldNotBeNull();
        (await outbox.ReadAsync("../portal.db", Cancellation)).ShouldBeNull();
    }

    static MimeMessage Message(string id) => new([new MailboxAddress("", "digest@portal.example")], [new MailboxAddress("", "ana@example.org")], "Subject", new TextPart("plain") { Text = "Text" }) { MessageId = id };

    sealed class OneKey(AsymmetricKeyParameter key) : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) => key;

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) => Task.FromResult(key);
    }
}
