using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;
using Portal.Content.Storage;

namespace Portal.Content.Scheduling;

/// <summary>Tells where something that was to be done at a set time was not done.</summary>
sealed class ScheduleCheck(IDbContextFactory<PortalDbContext> databases, TimeProvider time, IStringLocalizer texts) : ISiteCheck
{
    const int Most = 100;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        var limit = time.GetUtcNow().UtcDateTime - Patience;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // What is tried again bears a later time; what waits in line bears its own.
        var late = await db.Set<ScheduleRecord>().Where(row => row.NextTryUtc < limit || row.Failures > 0)
            .OrderBy(row => row.DueUtc).Select(row => row.ContentItemId).Take(Most).ToListAsync(cancellationToken);
        return late.Count == 0
            ? []
            : [new(CheckState.Trouble, "Set times", texts["{0} items should have been published or hidden by now and were not. It is tried again by itself; the log says what stands in the way.", late.Count],
                $"/Admin/Contents/ContentItems/{late[0]}/Edit")];
    }
}
