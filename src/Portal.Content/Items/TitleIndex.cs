using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>
/// Finds the titles that hold a part, wherever in the title it stands, by an index of three letters each: the extension pg_trgm on
/// PostgreSQL, a full-text table that triggers keep on SQLite. Entity Framework's migrations know neither.
/// </summary>
static class TitleIndex
{
    /// <summary>Parts that are shorter are in no index; such a part stands in so many titles that a list meets them soon.</summary>
    const int ShortestPart = 3;

    /// <summary>A part that more titles hold is met soon when the list is read in its order.</summary>
    const int MostMatches = 500;

    /// <summary>Makes the index where it is missing.</summary>
    public static async Task EnsureAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        if (db.Provider == DatabaseProvider.Postgres)
        {
            await db.Database.ExecuteSqlRawAsync("""
                CREATE EXTENSION IF NOT EXISTS pg_trgm;
                CREATE INDEX IF NOT EXISTS "IX_ContentItems_TitleParts" ON "ContentItems" USING gin ("TitleKey" gin_trgm_ops) WHERE "Latest"
                """, cancellationToken);
            return;
        }
        var exists = await db.Database.SqlQuery<long>($"""SELECT count(*) AS "Value" FROM sqlite_master WHERE name = 'TitleParts'""").SingleAsync(cancellationToken) > 0;
        if (!exists)
            await db.Database.ExecuteSqlRawAsync("""
                CREATE VIRTUAL TABLE "TitleParts" USING fts5("TitleKey", content='', columnsize=0, tokenize='trigram case_sensitive 1');
                INSERT INTO "TitleParts" (rowid, "TitleKey") SELECT "Id", "TitleKey" FROM "ContentItems" WHERE "Latest"
                """, cancellationToken);
        // A migration that makes the table of items anew takes its triggers away.
        await db.Database.ExecuteSqlRawAsync("""
            CREATE TRIGGER IF NOT EXISTS "TitleParts_Insert" AFTER INSERT ON "ContentItems" WHEN new."Latest" BEGIN
                INSERT INTO "TitleParts" (rowid, "TitleKey") VALUES (new."Id", new."TitleKey");
            END;
            CREATE TRIGGER IF NOT EXISTS "TitleParts_Delete" AFTER DELETE ON "ContentItems" WHEN old."Latest" BEGIN
                INSERT INTO "TitleParts" ("TitleParts", rowid, "TitleKey") VALUES ('delete', old."Id", old."TitleKey");
            END;
            CREATE TRIGGER IF NOT EXISTS "TitleParts_Leave" AFTER UPDATE OF "Latest", "TitleKey" ON "ContentItems"
            WHEN old."Latest" AND (NOT new."Latest" OR new."TitleKey" <> old."TitleKey") BEGIN
                INSERT INTO "TitleParts" ("TitleParts", rowid, "TitleKey") VALUES ('delete', old."Id", old."TitleKey");
            END;
            CREATE TRIGGER IF NOT EXISTS "TitleParts_Enter" AFTER UPDATE OF "Latest", "TitleKey" ON "ContentItems"
            WHEN new."Latest" AND (NOT old."Latest" OR new."TitleKey" <> old."TitleKey") BEGIN
                INSERT INTO "TitleParts" (rowid, "TitleKey") VALUES (new."Id", new."TitleKey");
            END
            """, cancellationToken);
    }

    /// <summary>The rows of editors' versions whose titles hold the part; null where they are so many that the list is better read in its order.</summary>
    public static async Task<IReadOnlyList<long>?> MatchesAsync(PortalDbContext db, string key, CancellationToken cancellationToken)
    {
        if (new StringInfo(key).LengthInTextElements < ShortestPart)
            return null;
        var rows = db.Provider == DatabaseProvider.Postgres
            ? db.ContentItems.Where(row => row.Latest && EF.Functions.Like(row.TitleKey, LatestRows.Holding(key), LatestRows.Escaping)).Select(row => row.Id).Take(MostMatches + 1)
            : db.Database.SqlQuery<long>($"""SELECT rowid AS "Value" FROM "TitleParts" WHERE "TitleParts" MATCH {Phrase(key)} LIMIT {MostMatches + 1}""");
        var found = await rows.ToListAsync(cancellationToken);
        return found.Count > MostMatches ? null : found;
    }

    static string Phrase(string key) => $"\"{key.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
