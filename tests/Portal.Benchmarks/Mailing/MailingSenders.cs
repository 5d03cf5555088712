using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;
using Portal.Newsletter.Tests.Killing;

namespace Portal.Benchmarks.Mailing;

/// <summary>The processes that <see cref="MailingMeasurement"/> compares.</summary>
static class MailingSenders
{
    /// <summary>Makes a database with an issue for very many.</summary>
    public static async Task<int> PrepareAsync(string data, string? postgres, int mails, int bytes, CancellationToken cancellationToken)
    {
        using var host = DeliveryLoad.Open(data, postgres, new Dictionary<string, string?>());
        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken))
            await DatabaseSchema.CreateAsync(db, cancellationToken);
        await DeliveryLoad.WriteAsync(host.Services, mails, bytes, cancellationToken);
        return 0;
    }

    /// <summary>Sends it as the site does.</summary>
    public static async Task<int> PortalAsync(string data, string? postgres, int port, int mails, int connections, string[] keys, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Portal:Smtp:Host"] = "127.0.0.1",
            ["Portal:Smtp:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Portal:Smtp:Security"] = "None",
            ["Portal:Smtp:From"] = "digest@portal.example",
            ["Portal:Smtp:BounceAddress"] = "bounce@portal.example",
            ["Portal:Smtp:Connections"] = connections.ToString(CultureInfo.InvariantCulture),
            ["Portal:Dkim:Domain"] = "portal.example",
        };
        for (var place = 0; place < keys.Length; place++)
        {
            settings[string.Create(CultureInfo.InvariantCulture, $"Portal:Dkim:Keys:{place}:Selector")] = string.Create(CultureInfo.InvariantCulture, $"s{place}");
            settings[string.Create(CultureInfo.InvariantCulture, $"Portal:Dkim:Keys:{place}:PrivateKeyFile")] = keys[place];
        }
        var host = DeliveryLoad.Open(data, postgres, settings);
        // A site that runs has read its model and keys long ago.
        await host.Services.GetRequiredService<DeliveryLedger>().AnyDueAsync(cancellationToken);
        await host.Services.GetRequiredService<ReportTokens>().OfAsync(1, cancellationToken);
        return await MailingFigures.TakeAsync(mails, () => host.Services.GetRequiredService<Deliverer>().RunAsync(cancellationToken));
    }

    /// <summary>Sends as many by MailKit alone.</summary>
    public static async Task<int> BareAsync(int port, int mails, int bytes, int connections, string[] keys, bool encoded, CancellationToken cancellationToken)
    {
        var options = new DkimOptions { Domain = "portal.example" };
        for (var place = 0; place < keys.Length; place++)
            options.Keys.Add(new() { Selector = string.Create(CultureInfo.InvariantCulture, $"s{place}"), PrivateKeyFile = keys[place] });
        using var signing = keys.Length > 0 ? new DkimSigning(options, TimeProvider.System) : null;
        var (html, text) = (DeliveryLoad.Html(bytes * 4 / 5), DeliveryLoad.Text(bytes / 5));
        var frozen = new FrozenBody(text, html, SubscriberLinks.Placeholder);
        var (next, run) = (0, Guid.NewGuid().ToString("N"));
        return await MailingFigures.TakeAsync(mails, () => Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(SendAsync, cancellationToken))));

        async Task SendAsync()
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", port, cancellationToken);
            using var client = new SmtpClient();
            await client.ConnectAsync(socket, "127.0.0.1", port, MailKit.Security.SecureSocketOptions.None, cancellationToken);
            while (Interlocked.Increment(ref next) is var number && number <= mails)
            {
                var token = string.Create(CultureInfo.InvariantCulture, $"{number:D26}.0123456789012345678901234567890123456789012");
                using var message = new MimeMessage { Subject = "Institute, 28 November 2026: талкс “at the river”", MessageId = $"{run}.{number}@portal.example", Date = TimeProvider.System.GetUtcNow() };
                message.From.Add(new MailboxAddress("Institute", "digest@portal.example"));
                message.To.Add(new MailboxAddress("", string.Create(CultureInfo.InvariantCulture, $"reader{number}@domain{number % 100}.example")));
                message.Headers.Add(HeaderId.ListUnsubscribe, $"<https://portal.example/newsletter/unsubscribe/{token}>");
                message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
                message.Body = encoded
                    ? frozen.For(token, token)
                    : MessageHeaders.Body(text.Replace(SubscriberLinks.Placeholder, token, StringComparison.Ordinal), html.Replace(SubscriberLinks.Placeholder, token, StringComparison.Ordinal));
                signing?.Sign(message);
                await client.SendAsync(message, cancellationToken);
            }
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
    }
}
