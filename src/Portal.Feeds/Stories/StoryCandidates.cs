using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Feeds.Stories;

/// <summary>A row that shares a key.</summary>
sealed record KeyHit(long Key, long ItemRow);

/// <summary>Finds items that share keys with another. However many items there are, it reads at most <see cref="PerKey"/> rows a key.</summary>
static class StoryCandidates
{
    /// <summary>Rows of one key that are read, the newest: what more items share says nothing about one event.</summary>
    public const int PerKey = 64;

    // One statement for all items, so that the database and EF prepare it once: missing keys are filled up with zero.
    static readonly string Statement = Write();

    /// <summary>The rows that share a key and are not newer than the item by more than the window.</summary>
    public static Task<List<KeyHit>> FindAsync(PortalDbContext db, IReadOnlyList<long> bands, IReadOnlyList<long> words, DateTime published, CancellationToken cancellationToken)
    {
        var parameters = new object[StoryKeys.Most + 4];
        Array.Fill<object>(parameters, 0L, 0, StoryKeys.Most);
        for (var index = 0; index < bands.Count; index++)
            parameters[index] = bands[index];
        for (var index = 0; index < words.Count; index++)
            parameters[MinHash.Bands + index] = words[index];
        parameters[StoryKeys.Most] = StoryKeys.Minute(published - StoryScore.CopyWindow);
        parameters[StoryKeys.Most + 1] = StoryKeys.Minute(published + StoryScore.CopyWindow);
        parameters[StoryKeys.Most + 2] = StoryKeys.Minute(published - StoryScore.EventWindow);
        parameters[StoryKeys.Most + 3] = StoryKeys.Minute(published + StoryScore.EventWindow);
        return db.Database.SqlQueryRaw<KeyHit>(Statement, parameters).ToListAsync(cancellationToken);
    }

    static string Write()
    {
        var sql = new StringBuilder();
        for (var index = 0; index < StoryKeys.Most; index++)
        {
            var window = StoryKeys.Most + (index < MinHash.Bands ? 0 : 2);
            sql.Append(index == 0 ? "" : " UNION ALL ").Append(System.Globalization.CultureInfo.InvariantCulture,
                $$"""SELECT * FROM (SELECT "Key", "ItemRow" FROM "StoryKeys" WHERE "Key" = {{{index}}} AND "Minute" BETWEEN {{{window}}} AND {{{window + 1}}} ORDER BY "Minute" DESC LIMIT 64) AS k{{index}}""");
        }
        return sql.ToString();
    }
}
