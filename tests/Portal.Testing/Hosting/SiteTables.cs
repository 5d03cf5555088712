using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;
using Portal.Content.Storage;

namespace Portal.Testing.Hosting;

/// <summary>A news item that visitors see, as the database holds it.</summary>
public sealed record StoredNews(string Id, string Title, string Link);

/// <summary>Reads an installation's database past the program, to see what is truly stored.</summary>
public static class SiteTables
{
    /// <summary>The published news items.</summary>
    public static Task<IReadOnlyList<StoredNews>> ReadNewsAsync(this PortalSite site, CancellationToken cancellationToken) =>
        site.QueryAsync("""SELECT "ContentItemId", "DisplayText", "Json" FROM "ContentItems" WHERE "ContentType" = 'NewsItem' AND "Published" """,
            row => new StoredNews(row.GetString(0), row.GetString(1), JsonNode.Parse(row.GetString(2))?["NewsItem"]?["Link"]?["Url"]?.GetValue<string>() ?? ""), cancellationToken);

    /// <summary>Runs a query that both databases understand.</summary>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(this PortalSite site, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using DbConnection connection = site.Provider == DatabaseProvider.Postgres
            ? new NpgsqlConnection(site.Postgres)
            : new SqliteConnection($"Data Source={Path.Combine(site.DataDirectory, "portal.db")};Default Timeout=30");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }
}
