using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Content.Storage;

namespace Portal.Testing.Databases;

/// <summary>
/// Keeps what was asked of the database, and asks the database how it would find it. Register it with
/// <c>ConfigureDbContext</c> of the provider's context.
/// </summary>
public sealed partial class StatementLog : DbCommandInterceptor
{
    readonly List<Statement> _statements = [];

    /// <summary>The plan of each statement since the last call that reads a whole table, with the statement; empty where none does.</summary>
    public async Task<IReadOnlyList<string>> WholeTableReadsAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        Statement[] statements;
        lock (_statements)
        {
            statements = [.. _statements.DistinctBy(one => one.Text)];
            _statements.Clear();
        }
        var found = new List<string>();
        await db.Database.OpenConnectionAsync(cancellationToken);
        // On tables of a few rows PostgreSQL rightly reads the whole: the question is whether it could do otherwise.
        if (db.Provider == DatabaseProvider.Postgres)
            await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off; SET enable_sort = off", cancellationToken);
        foreach (var statement in statements)
        {
            var plan = await PlanAsync(db, statement, cancellationToken);
            if (db.Provider == DatabaseProvider.Postgres ? plan.Contains("Seq Scan on", StringComparison.Ordinal) : ScansTable(plan))
                found.Add(statement.Text + "\n" + plan);
        }
        return found;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return new(result);
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return new(result);
    }

    static bool ScansTable(string plan)
    {
        // What a part of the statement yields is read whole, and is no table.
        var parts = Part().Matches(plan).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return Scan().Matches(plan).Any(match => !parts.Contains(match.Groups[1].Value));
    }

    static async Task<string> PlanAsync(PortalDbContext db, Statement statement, CancellationToken cancellationToken)
    {
        await using var explain = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The statement is the program's own.
        explain.CommandText = (db.Provider == DatabaseProvider.Postgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + statement.Text;
#pragma warning restore CA2100
        foreach (var (name, value) in statement.Parameters)
        {
            var parameter = explain.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            explain.Parameters.Add(parameter);
        }
        var lines = new List<string>();
        await using var reader = await explain.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            lines.Add(reader.GetString(reader.FieldCount - 1));
        return string.Join('\n', lines);
    }

    void Keep(DbCommand command)
    {
        if (!Explainable().IsMatch(command.CommandText))
            return;
        lock (_statements)
            _statements.Add(new(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(one => (one.ParameterName, one.Value ?? DBNull.Value))]));
    }

    [GeneratedRegex(@"^(?:CO-ROUTINE|MATERIALIZE) (\S+)", RegexOptions.Multiline)]
    private static partial Regex Part();

    [GeneratedRegex(@"^SCAN (?!CONSTANT ROW)(\S+)(?! USING (?:COVERING )?INDEX)(?: LEFT-JOIN)?$", RegexOptions.Multiline)]
    private static partial Regex Scan();

    [GeneratedRegex(@"^\s*(?:SELECT|UPDATE|DELETE)\b(?!.*;\s*\S)", RegexOptions.Singleline)]
    private static partial Regex Explainable();

    sealed record Statement(string Text, IReadOnlyList<(string Name, object Value)> Parameters);
}
