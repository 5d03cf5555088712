using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Content;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;
using Portal.Site;

namespace Portal.Newsletter.Tests.Killing;

/// <summary>An issue for very many people, written into a site's database as composing would write it.</summary>
static class DeliveryLoad
{
    const int Batch = 2000;

    /// <summary>The newsletter's services on a site's data; nothing runs by itself.</summary>
    public static IHost Open(string dataDirectory, string? postgres, IReadOnlyDictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings)
        {
            ["Portal:DataDirectory"] = dataDirectory,
            ["ConnectionStrings:Portal"] = postgres,
            ["Portal:BaseUrl"] = "https://portal.example",
        });
        builder.Services.AddContent(builder.Configuration);
        builder.Services.AddSite(builder.Configuration);
        builder.Services.AddNewsletter(builder.Configuration);
        return builder.Build();
    }

    /// <summary>Writes subscribers, one issue in one edition of the given size, and its ledger.</summary>
    public static async Task<string> WriteAsync(IServiceProvider services, int recipients, int bytes, CancellationToken cancellationToken)
    {
        var work = services.GetRequiredService<UnitOfWork>();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var issue = new IssueRecord
        {
            Id = ContentIdentity.New(), PlanId = "daily", Plan = DigestRhythm.Daily, Period = "now-load-" + Guid.NewGuid().ToString("N")[..8], DueUtc = now, ComposedUtc = now, SinceUtc = now.AddDays(-1), UntilUtc = now, Audience = recipients,
        };
        var edition = new EditionRecord { IssueId = issue.Id, Language = "en", Subject = "Institute, 28 November 2026: талкс “at the river”", Html = Html(bytes * 4 / 5), Text = Text(bytes / 5) };
        await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
        {
            scope.Db.Add(issue);
            scope.Db.Add(edition);
            await scope.Db.SaveChangesAsync(ct);
        }, cancellationToken);
        var smtp = new SmtpOptions { From = "digest@portal.example" };
        for (var first = 0; first < recipients; first += Batch)
        {
            var (from, count) = (first, Math.Min(Batch, recipients - first));
            await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
            {
                var people = Enumerable.Range(from, count).Select(number => Person(number, now)).ToList();
                scope.Db.AddRange(people);
                await scope.Db.SaveChangesAsync(ct);
                scope.Db.AddRange(people.Select(person => new DeliveryRecord
                {
                    IssueId = issue.Id, SubscriberId = person.Id, Kind = DeliveryKind.Digest, EditionId = edition.Id, MessageId = MessageHeaders.MessageId(issue.Id, person.Id, smtp),
                    DateUtc = now, State = DeliveryState.Queued, NotBeforeUtc = now, ChangedUtc = now,
                }));
            }, cancellationToken);
        }
        return issue.Id;
    }

    static SubscriberRecord Person(int number, DateTime now)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"reader{number}@domain{number % 100}.example");
        return new()
        {
            Id = ContentIdentity.New(), Address = address, AddressKey = SubscriberAddress.Key(address), Secret = SubscriberLinks.NewSecret(), State = SubscriberState.Confirmed, Language = "en", CreatedUtc = now, ConfirmedUtc = now,
        };
    }

    public static string Html(int bytes)
    {
        var text = new StringBuilder("<!doctype html><html lang=\"en\"><body>");
        for (var item = 0; text.Length < bytes; item++)
            text.Append(CultureInfo.InvariantCulture, $"<h2 style=\"font: 16px sans-serif\"><a href=\"https://portal.example/news/{item}\">Envoys discuss the river treaty, part {item}</a></h2>\n<p>Talks about the border and the water went on; “next week” ć.</p>\n");
        return text.Append(CultureInfo.InvariantCulture, $"<p><a href=\"https://portal.example/newsletter/preferences/{SubscriberLinks.Placeholder}\">Preferences</a> <a href=\"https://portal.example/newsletter/unsubscribe/{SubscriberLinks.Placeholder}\">Leave</a></p></body></html>\n").ToString();
    }

    public static string Text(int bytes)
    {
        var text = new StringBuilder();
        for (var item = 0; text.Length < bytes; item++)
            text.Append(CultureInfo.InvariantCulture, $"Envoys discuss the river treaty, part {item}\nhttps://portal.example/news/{item}\n\n");
        return text.Append(CultureInfo.InvariantCulture, $"Leave: https://portal.example/newsletter/unsubscribe/{SubscriberLinks.Placeholder}\n").ToString();
    }
}
