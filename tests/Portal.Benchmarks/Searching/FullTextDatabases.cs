using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Portal.Benchmarks.Sites;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Benchmarks.Searching;

/// <summary>The same articles and questions in the full-text indexes of SQLite (FTS5, Porter) and PostgreSQL (GIN, ts_rank).</summary>
static class FullTextDatabases
{
    /// <summary>Articles that are made, then stored.</summary>
    const int Batch = 5000;

    public static async Task SqliteAsync(string folder, int items, Questions questions, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "fts5.db");
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await RunAsync("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE VIRTUAL TABLE articles USING fts5(id UNINDEXED, title, body, tokenize='porter unicode61 remove_diacritics 2', prefix='2 3');");
        var watch = new Stopwatch();
        foreach (var numbers in Enumerable.Range(0, items).Chunk(Batch))
        {
            // Made beforehand, as for Portal.
            var articles = numbers.AsParallel().AsOrdered().Select(SyntheticArticles.Article).ToList();
            watch.Start();
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO articles VALUES ($id, $title, $body)";
            var (id, title, body) = (insert.Parameters.Add("$id", SqliteType.Text), insert.Parameters.Add("$title", SqliteType.Text), insert.Parameters.Add("$body", SqliteType.Text));
            foreach (var article in articles)
            {
                (id.Value, title.Value, body.Value) = (article.Id, article.Title, article.Text);
                await insert.ExecuteNonQueryAsync(cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
            watch.Stop();
        }
        await RunAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        await ReportAsync("SQLite FTS5", items, watch, new FileInfo(file).Length);
        await Latencies.PrintAsync("term", questions.Term, word => AskAsync($"\"{word}\""));
        await Latencies.PrintAsync("three words", questions.And, words => AskAsync(string.Join(' ', words.Split(' ').Select(word => $"\"{word}\""))));
        await Latencies.PrintAsync("phrase", questions.Phrase, phrase => AskAsync($"\"{phrase}\""));
        await Latencies.PrintAsync("beginning of a word", questions.Prefix, prefix => AskAsync($"\"{prefix}\"*"));
        await Latencies.PrintAsync("as you type (titles)", questions.Typed, typed => AskAsync($"title:\"{typed}\"*"));

        async ValueTask<bool> AskAsync(string match)
        {
            await using var select = connection.CreateCommand();
            select.CommandText = "SELECT id, title FROM articles WHERE articles MATCH $match ORDER BY rank LIMIT 10";
            select.Parameters.AddWithValue("$match", match);
            await using var reader = await select.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken);
        }

        async Task RunAsync(string statements)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written here.
            command.CommandText = statements;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public static async Task PostgresAsync(string server, int items, Questions questions, CancellationToken cancellationToken)
    {
        await using var database = await MeasuredDatabase.CreateAsync(server, cancellationToken);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using (var create = source.CreateCommand("CREATE TABLE articles (id text, language regconfig, title text, body text, words tsvector GENERATED ALWAYS AS (to_tsvector(language, title || ' ' || body)) STORED, titles tsvector GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED)"))
            await create.ExecuteNonQueryAsync(cancellationToken);
        var watch = new Stopwatch();
        await using (var connection = await source.OpenConnectionAsync(cancellationToken))
        await using (var copy = await connection.BeginBinaryImportAsync("COPY articles (id, language, title, body) FROM STDIN (FORMAT BINARY)", cancellationToken))
        {
            var english = await ConfigAsync(source, "english", cancellationToken);
            var serbian = await ConfigAsync(source, "serbian", cancellationToken);
            foreach (var numbers in Enumerable.Range(0, items).Chunk(Batch))
            {
                var articles = numbers.AsParallel().AsOrdered().Select(SyntheticArticles.Article).ToList();
                watch.Start();
                foreach (var article in articles)
                {
                    await copy.StartRowAsync(cancellationToken);
                    await copy.WriteAsync(article.Id, NpgsqlDbType.Text, cancellationToken);
                    await copy.WriteAsync(article.Language == IndexLanguage.English ? english : serbian, NpgsqlDbType.Regconfig, cancellationToken);
                    await copy.WriteAsync(article.Title, NpgsqlDbType.Text, cancellationToken);
                    await copy.WriteAsync(article.Text, NpgsqlDbType.Text, cancellationToken);
                }
                watch.Stop();
            }
            watch.Start();
            await copy.CompleteAsync(cancellationToken);
        }
        await using (var index = source.CreateCommand("CREATE INDEX ON articles USING gin (words); CREATE INDEX ON articles USING gin (titles); ANALYZE articles"))
        {
            index.CommandTimeout = 0;
            await index.ExecuteNonQueryAsync(cancellationToken);
        }
        watch.Stop();
        await using var size = source.CreateCommand("SELECT pg_total_relation_size('articles')");
        await ReportAsync("PostgreSQL", items, watch, (long)(await size.ExecuteScalarAsync(cancellationToken))!);
        await Latencies.PrintAsync("term", questions.Term, word => AskAsync("words", "plainto_tsquery", word));
        await Latencies.PrintAsync("three words", questions.And, words => AskAsync("words", "plainto_tsquery", words));
        await Latencies.PrintAsync("phrase", questions.Phrase, phrase => AskAsync("words", "phraseto_tsquery", phrase));
        await Latencies.PrintAsync("beginning of a word", questions.Prefix, prefix => AskAsync("words", "to_tsquery", prefix + ":*"));
        await Latencies.PrintAsync("as you type (titles)", questions.Typed, typed => AskAsync("titles", "to_tsquery", typed + ":*"));

        async ValueTask<bool> AskAsync(string column, string function, string text)
        {
            // Who types doesn't say in which language.
            var query = column == "titles" ? $"{function}('simple', $1)" : $"({function}('english', $1) || {function}('serbian', $1))";
#pragma warning disable CA2100 // Names that are written here; the text is a parameter.
            await using var select = source.CreateCommand($"SELECT id, title FROM articles, {(column == "titles" ? query : $"(SELECT {query} AS q) AS t")}{(column == "titles" ? " AS q" : "")} WHERE {column} @@ q ORDER BY ts_rank({column}, q, 1) DESC LIMIT 10");
#pragma warning restore CA2100
            select.Parameters.AddWithValue(text);
            await using var reader = await select.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken);
        }
    }

    static async Task<uint> ConfigAsync(NpgsqlDataSource source, string name, CancellationToken cancellationToken)
    {
        await using var select = source.CreateCommand("SELECT $1::regconfig::oid");
        select.Parameters.AddWithValue(name);
        return (uint)(await select.ExecuteScalarAsync(cancellationToken))!;
    }

    static Task ReportAsync(string engine, int items, Stopwatch watch, long bytes)
    {
        var seconds = watch.Elapsed.TotalSeconds;
        return Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{engine}: {items / seconds:0} documents/s ({seconds:0.0} s, without making the texts), {bytes / 1024.0 / 1024.0:0} MB"));
    }
}
