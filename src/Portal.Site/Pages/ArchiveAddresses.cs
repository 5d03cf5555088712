using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Settings;

namespace Portal.Site.Pages;

/// <summary>The addresses of the archive at which something stands: itself, its years and its months.</summary>
sealed class ArchiveAddresses(PublicCounts counts, SiteDocuments documents, TimeProvider time)
{
    /// <summary>Paths, the newest first.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var types = ArchiveKind.All[0].Types;
        if (await counts.OldestAsync(types, cancellationToken) is not { } oldest)
            return [];
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).Date;
        var earliest = TimeZoneInfo.ConvertTimeFromUtc(oldest, zone).Date;
        var first = earliest.Year < today.Year - Archive.MaxYears ? new ArchivePlace(today.Year - Archive.MaxYears, 1, 0) : new(earliest.Year, earliest.Month, 0);
        var length = ((today.Year - first.Year) * 12) + today.Month - first.Month + 1;
        var months = Enumerable.Range(0, Math.Max(0, length) + 1).Select(first.Start.AddMonths).ToList();
        var numbers = await counts.ByPeriodAsync(types, null, months.ConvertAll(month => LocalDays.Start(month, zone)), cancellationToken);
        var filled = months.Zip(numbers).Where(month => month.Second > 0).Select(month => new ArchivePlace(month.First.Year, month.First.Month, 0)).Reverse().ToList();
        return [.. new ArchivePlace[] { default }.Concat(filled.Select(month => month with { Month = 0 }).Distinct()).Concat(filled).Select(place => Archive.Root + place.Path)];
    }
}
