using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Content;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Subscribing;
using Portal.Site;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;

namespace Portal.Newsletter.Tests.Killing;

/// <summary>What came of an issue whose sender was killed again and again.</summary>
/// <param name="Recipients">Rows of the ledger.</param>
/// <param name="Kills">Kills while something was left to send.</param>
/// <param name="Delivered">Different mails that reached the receiver.</param>
/// <param name="Doubled">Mails that came once more than wanted, counted by Message-ID.</param>
/// <param name="SilentlyLost">Mails that did not come and are not held by name.</param>
/// <param name="WronglySent">Mails that the ledger calls sent and that did not come.</param>
/// <param name="Held">Mails that the ledger holds by name.</param>
/// <param name="HeldDelivered">Those of them that had come.</param>
/// <param name="Pending">Rows that had not ended.</param>
/// <param name="Seconds">How long it took.</param>
sealed record KilledResult(int Recipients, int Kills, int Delivered, int Doubled, int SilentlyLost, int WronglySent, int Held, int HeldDelivered, int Pending, double Seconds)
{
    public override string ToString() => FormattableString.Invariant(
        $"{Recipients} mails, {Kills} kills: {Delivered} delivered, {Doubled} doubled, {SilentlyLost} silently lost, {WronglySent} called sent and not delivered, {Held} held ({HeldDelivered} of them delivered), {Pending} pending, {Seconds:0} s");

    /// <summary>What was promised and not kept; empty where all was.</summary>
    /// <param name="mostDoubled">Mails that the policy allows to come twice: none under <c>Hold</c>, one for each kill and connection under <c>Retry</c>.</param>
    /// <param name="mayHold">Whether doubts may be left to a person.</param>
    public IReadOnlyList<string> Broken(int mostDoubled, bool mayHold) =>
    [
        .. SilentlyLost > 0 ? (string[])[$"{SilentlyLost} were lost silently"] : [],
        .. WronglySent > 0 ? (string[])[$"{WronglySent} are called sent and did not come"] : [],
        .. Pending > 0 ? (string[])[$"{Pending} have not ended"] : [],
        .. Doubled > mostDoubled ? (string[])[$"{Doubled} came twice, where {mostDoubled} may"] : [],
        .. Held > 0 && !mayHold ? (string[])[$"{Held} are held"] : [],
        .. Delivered + Held - HeldDelivered != Recipients ? (string[])["the books do not balance"] : [],
    ];
}

/// <summary>
/// An issue for very many, which the real host sends as a process of its own and is killed at (SIGKILL) at random points, on the data
/// folder and the database of a real site. The receiver counts by Message-ID.
/// </summary>
/// <param name="site">The site.</param>
/// <param name="sink">The receiver.</param>
/// <param name="postfix">The mail server between them, if there is one.</param>
sealed class KilledDelivery(PortalSite site, MailSink sink, Postfix? postfix = null)
{
    /// <summary>Called before each start of the host, which is killed afterwards.</summary>
    public Action Starting { get; init; } = () => { };

    /// <summary>Called when the host was killed.</summary>
    public Action Killed { get; init; } = () => { };

    /// <summary>Whether the database may be read while the host runs, which closes what it opened: SQLite then tidies up.</summary>
    public bool LooksMeanwhile { get; init; } = true;

    /// <summary>Writes the issue and its ledger, as composing would.</summary>
    public async Task PrepareAsync(int recipients, int bytes, CancellationToken cancellationToken)
    {
        (await site.RunVerbAsync(["setup", "--recipe", Path.Combine(Testing.Repository.Root, "recipes", "minimal.recipe.json"), "--admin-email", "editor@example.org"], cancellationToken)).EnsureSuccess();
        using var host = OpenHost();
        await DeliveryLoad.WriteAsync(host.Services, recipients, bytes, cancellationToken);
    }

    /// <summary>Starts the host and kills it, so many times; then lets it end its work.</summary>
    /// <param name="kills">How often.</param>
    /// <param name="seed">For the points at which it dies.</param>
    /// <param name="say">Told how it goes on.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<KilledResult> RunAsync(int kills, int seed, Action<string> say, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        using var host = OpenHost();
        var recipients = await CountAsync(host, _ => true, cancellationToken);
        var done = 0;
        for (; done < kills; done++)
        {
            var left = await CountAsync(host, state => state == DeliveryState.Queued, cancellationToken);
            if (left == 0)
                break;
            Starting();
            await using var process = site.StartVerb("serve", "--urls", site.Address.AbsoluteUri.TrimEnd('/'));
            // By count, so that all kills fall into the sending, however fast it is; and then a moment, so that they fall at any step of it.
            var target = sink.Taken + random.Next(1, Math.Max(2, 2 * left / (kills - done)));
            var limit = System.Diagnostics.Stopwatch.StartNew();
            while (sink.Taken < target && !process.HasExited)
            {
                // Nothing is due: what the dead left waits for the end of its lease.
                if (limit.Elapsed > TimeSpan.FromMinutes(3)
                    || (LooksMeanwhile && limit.Elapsed > TimeSpan.FromSeconds(20) && await CountAsync(host, state => state == DeliveryState.Queued, cancellationToken) == 0))
                    break;
                await Task.Delay(1, cancellationToken);
            }
            if (process.HasExited)
                throw new InvalidOperationException("The host ended by itself:\n" + process.Printed);
            Thread.SpinWait(random.Next(0, 200_000));
            await process.KillAsync();
            Killed();
            if ((done + 1) % 20 == 0)
                say(string.Create(CultureInfo.InvariantCulture, $"{done + 1} kills, {sink.Taken} mails taken"));
        }
        await using (var last = site.StartVerb("serve", "--urls", site.Address.AbsoluteUri.TrimEnd('/')))
        {
            await Eventually.TrueAsync(async () => last.HasExited || await CountAsync(host, state => state < DeliveryState.Sent, cancellationToken) == 0,
                () => "every row has ended. The host printed:\n" + last.Printed, TimeSpan.FromMinutes(10), cancellationToken);
            await last.StopAsync(cancellationToken);
        }
        if (postfix is not null)
            await Eventually.TrueAsync(() => Task.FromResult(postfix.IsEmpty), () => "Postfix has passed on what it has taken", TimeSpan.FromMinutes(5), cancellationToken);
        return await JudgeAsync(host, recipients, done, System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds, cancellationToken);
    }

    async Task<KilledResult> JudgeAsync(IHost host, int recipients, int kills, double seconds, CancellationToken cancellationToken)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<DeliveryRecord>().AsNoTracking().Select(row => new { row.MessageId, row.State }).ToListAsync(cancellationToken);
        var counts = new Dictionary<string, int>(sink.Counts, StringComparer.Ordinal);
        bool Came(string id) => counts.ContainsKey(id);
        return new(recipients, kills, counts.Count, counts.Values.Sum(count => count - 1),
            rows.Count(row => !Came(row.MessageId) && row.State != DeliveryState.Held),
            rows.Count(row => !Came(row.MessageId) && row.State == DeliveryState.Sent),
            rows.Count(row => row.State == DeliveryState.Held), rows.Count(row => row.State == DeliveryState.Held && Came(row.MessageId)),
            rows.Count(row => row.State < DeliveryState.Sent), seconds);
    }

    static async Task<int> CountAsync(IHost host, System.Linq.Expressions.Expression<Func<DeliveryState, bool>> state, CancellationToken cancellationToken)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
        return await db.Set<DeliveryRecord>().Select(row => row.State).CountAsync(state, cancellationToken);
    }

    IHost OpenHost() => DeliveryLoad.Open(site.DataDirectory, site.Postgres, new Dictionary<string, string?>());
}
