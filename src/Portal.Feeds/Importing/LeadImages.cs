using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Media;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Parsing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>Fetches the pictures of imported items, so that the site shows its own copies.</summary>
sealed class LeadImages(GuardedHttp http, MediaIntake intake, UnitOfWork work, IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>Largest picture that is taken, in bytes.</summary>
    public const long MaxBytes = 3 * 1024 * 1024;

    const int MaxTries = 3;

    /// <summary>Fetches pictures that wait; returns how many it looked at.</summary>
    public async Task<int> RunAsync(int count, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<FeedEntryRecord> waiting;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            waiting = await db.Set<FeedEntryRecord>().AsNoTracking().Where(row => row.ImageDueUtc <= now).OrderBy(row => row.ImageDueUtc).ThenByDescending(row => row.Id).Take(count).ToListAsync(cancellationToken);
        if (waiting.Count == 0)
            return 0;
        // The next look comes an hour later unless this one ends well: a picture that kills the process is not tried for ever, and no other node takes it meanwhile.
        var ids = waiting.ConvertAll(row => row.Id);
        await work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) => scope.Db.Set<FeedEntryRecord>().Where(row => ids.Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ImageTries, row => row.ImageTries + 1).SetProperty(row => row.ImageDueUtc, now.AddHours(1)), ct), cancellationToken);
        await Parallel.ForEachAsync(waiting, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (record, ct) =>
        {
            var path = await StoreFileAsync(record, ct);
            if (path is not null || record.ImageTries + 1 >= MaxTries)
                await work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, inner) => SetAsync(scope, record, path, inner), ct);
        });
        return waiting.Count;
    }

    async Task<string?> StoreFileAsync(FeedEntryRecord record, CancellationToken cancellationToken)
    {
        if (!FeedUrl.IsWeb(record.PendingImage))
            return null;
        try
        {
            var response = await http.GetAsync(new(record.PendingImage!, MaxBytes, "image/webp,image/png,image/jpeg,image/gif;q=0.9"), cancellationToken);
            if (PictureFormat.Extension(response.Body.Span) is null)
                return null;
            var hash = Convert.ToHexStringLower(SHA256.HashData(response.Body.Span)[..12]);
            using var body = new MemoryStream(response.Body.ToArray());
            return (await intake.TakeAtAsync(type => string.Create(CultureInfo.InvariantCulture, $"news/{record.FirstSeenUtc:yyyy}/{record.FirstSeenUtc:MM}/{hash}{type.Extension}"), hash, body, cancellationToken)).Path;
        }
        catch (FetchException)
        {
            // A picture that cannot be had is no trouble of the source.
            return null;
        }
        catch (MediaRefusedException)
        {
            // Nor is one that is broken, or too large to be shown.
            return null;
        }
    }

    static async Task SetAsync(WriteScope scope, FeedEntryRecord record, string? path, CancellationToken cancellationToken)
    {
        await scope.Db.Set<FeedEntryRecord>().Where(row => row.Id == record.Id && row.PendingImage == record.PendingImage)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PendingImage, (string?)null).SetProperty(row => row.ImageDueUtc, (DateTime?)null), cancellationToken);
        if (path is null || await scope.Content.GetLatestAsync(record.ContentItemId, cancellationToken) is not { Published: true } item || item.Author != scope.Actor.Name)
            return;
        item.Apply(NewsItems.ContentType, "Image", new MediaField([path], [""]));
        await scope.Content.PublishAsync(item, cancellationToken);
    }
}
