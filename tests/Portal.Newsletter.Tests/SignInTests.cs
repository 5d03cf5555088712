using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Content.Storage;
using Portal.Newsletter.Bounces;
using Portal.Newsletter.Mail;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>How the site signs in where mail is taken and where reports are read: by password, and by tokens that another server gives.</summary>
public sealed partial class SignInTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_password_with_the_mechanism_that_is_allowed()
    {
        await using var server = SmtpServer.Start();
        server.Mechanisms = ["XOTHER", "PLAIN"];
        server.SignIn = (_, said) => said == "\0portal@relay.example\0šifra";
        await SendAsync(server, [("Portal:Smtp:User", "portal@relay.example"), ("Portal:Smtp:Password", "šifra"), ("Portal:Smtp:Mechanisms:0", "PLAIN")]);
        server.Messages.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("XOAUTH2", "user=portal@relay.example\u0001auth=Bearer first\u0001\u0001")]
    [InlineData("OAUTHBEARER XOAUTH2", "user=portal@relay.example\u0001auth=Bearer first\u0001\u0001")]
    [InlineData("OAUTHBEARER", "n,a=portal@relay.example,\u0001host=127.0.0.1\u0001auth=Bearer first\u0001\u0001")]
    public async Task By_a_token_that_is_fetched_once_for_many_connections(string mechanisms, string says)
    {
        await using var tokens = await TokenServer.StartAsync("first");
        await using var server = SmtpServer.Start();
        server.Mechanisms = mechanisms.Split(' ');
        var said = new ConcurrentQueue<string>();
        server.SignIn = (_, response) =>
        {
            said.Enqueue(Port().Replace(response, ""));
            return true;
        };
        await SendAsync(server, tokens.Settings("Portal:Smtp:"));
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server, tokens.Settings("Portal:Smtp:"));
        await using (var one = site.Get<IMailTransport>().Open())
            await one.ReadyAsync(Cancellation);
        await using (var other = site.Get<IMailTransport>().Open())
            await other.ReadyAsync(Cancellation);
        said.ShouldAllBe(one => one == says);
        said.Count.ShouldBe(3);
        tokens.Asked.ShouldBe(["grant_type=refresh_token client_id=portal client_secret=s3cret refresh_token=once", "grant_type=refresh_token client_id=portal client_secret=s3cret refresh_token=once"]);
        server.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_is_not_taken_is_told_plainly_and_fetched_anew()
    {
        await using var tokens = await TokenServer.StartAsync("taken back", "good");
        await using var server = SmtpServer.Start();
        server.Mechanisms = ["XOAUTH2"];
        server.SignIn = (_, said) => said.Contains("Bearer good\u0001", StringComparison.Ordinal);
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server, tokens.Settings("Portal:Smtp:"));
        await using var line = site.Get<IMailTransport>().Open();
        (await Should.ThrowAsync<MailUnreachableException>(() => line.ReadyAsync(Cancellation))).Message.ShouldContain($"127.0.0.1:{server.Port}");
        await line.ReadyAsync(Cancellation);
        tokens.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Where_no_token_is_given_the_mail_waits()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var server = SmtpServer.Start();
        server.Mechanisms = ["XOAUTH2"];
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server, tokens.Settings("Portal:Smtp:"));
        await using var line = site.Get<IMailTransport>().Open();
        (await Should.ThrowAsync<MailUnreachableException>(() => line.ReadyAsync(Cancellation))).Message.ShouldContain("gives no access token: it answers with 400");
    }

    [Fact]
    public async Task The_mailbox_for_reports_is_read_by_token_too()
    {
        await using var tokens = await TokenServer.StartAsync("taken back", "good");
        await using var imap = ImapServer.Start();
        imap.SignIn = said => said == "user=portal@relay.example\u0001auth=Bearer good\u0001\u0001";
        imap.Deliver("From: someone@example.org\nSubject: Hello\n\nA letter.\n");
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, null, [.. imap.Settings, .. tokens.Settings("Portal:Imap:")]);
        await Should.ThrowAsync<MailKit.Security.AuthenticationException>(() => site.Get<ReportMailbox>().ReadAsync(Cancellation));
        (await site.Get<ReportMailbox>().ReadAsync(Cancellation)).ShouldBe(1);
        (imap.Unread, tokens.Asked.Count).ShouldBe((0, 2));
    }

    [GeneratedRegex("\u0001port=[^\u0001]*")]
    private static partial Regex Port();

    static async Task SendAsync(SmtpServer server, (string, string)[] settings)
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server, settings);
        await site.SubscribeAsync("ana@example.org");
        await site.PublishAsync("NewsItem", "News");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
    }

    /// <summary>Gives tokens, one after the other (RFC 6749, 6); refuses once there are no more.</summary>
    sealed class TokenServer : IAsyncDisposable
    {
        readonly WebApplication _app;
        readonly ConcurrentQueue<string> _asked = new();

        TokenServer(string[] tokens)
        {
            var left = new ConcurrentQueue<string>(tokens);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            _app.MapPost("/token", async (HttpRequest request) =>
            {
                var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
                _asked.Enqueue(string.Join(' ', new[] { "grant_type", "client_id", "client_secret", "refresh_token" }.Select(name => $"{name}={form[name]}")));
                var token = left.Count > 1 ? left.TryDequeue(out var next) ? next : null : left.TryPeek(out var last) ? last : null;
                return token is null ? Results.BadRequest() : Results.Text($$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":3600}""", "application/json");
            });
        }

        /// <summary>What was asked for.</summary>
        public IReadOnlyCollection<string> Asked => _asked;

        public static async Task<TokenServer> StartAsync(params string[] tokens)
        {
            var server = new TokenServer(tokens);
            await server._app.StartAsync(Cancellation);
            return server;
        }

        public (string, string)[] Settings(string section) =>
        [
            (section + "User", "portal@relay.example"), (section + "OAuth:TokenEndpoint", _app.Urls.First() + "/token"),
            (section + "OAuth:ClientId", "portal"), (section + "OAuth:ClientSecret", "s3cret"), (section + "OAuth:RefreshToken", "once"),
        ];

        public async ValueTask DisposeAsync() => await _app.DisposeAsync();
    }
}
