using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Delivery;

/// <summary>
/// The two statements that are written for every mail, in the databases' own words: on SQLite prepared once for a group, on PostgreSQL
/// one for the whole group. Entity Framework would spend more on them than the mail itself costs.
/// </summary>
static class LedgerStatements
{
    static readonly string Open = FormattableString.Invariant(
        $"""("State" = {(int)DeliveryState.Attempting} AND "LeaseOwner" = {"{0}"}) OR "State" = {(int)DeliveryState.InDoubt} OR ("State" = {(int)DeliveryState.Held} AND "Reason" = '{DeliveryReason.InDoubt}')""");

    // Where the lease ran out meanwhile, another node may have called the row doubtful: what we know is better than doubt.
    static readonly string SettleOne = $"""
        UPDATE "NewsletterDeliveries" SET "State" = @state, "NotBeforeUtc" = @before, "Reply" = @reply, "ChangedUtc" = @now, "Reason" = NULL, "LeaseOwner" = NULL, "LeaseUntilUtc" = NULL
        WHERE "Id" = @id AND ({Open.Replace("{0}", "@owner", StringComparison.Ordinal)})
        """;

    static readonly string SettleMany = $"""
        UPDATE "NewsletterDeliveries" SET "State" = v.s, "NotBeforeUtc" = v.b, "Reply" = v.r, "ChangedUtc" = @now, "Reason" = NULL, "LeaseOwner" = NULL, "LeaseUntilUtc" = NULL
        FROM unnest(@ids, @states, @befores, @replies, @owners) AS v(i, s, b, r, o)
        WHERE "Id" = v.i AND ({Open.Replace("{0}", "v.o", StringComparison.Ordinal)})
        """;

    // Whoever left or paused after the issue was composed gets nothing more, at once; a confirmation goes to who has not confirmed yet, and so does the word of a changed address.
    static readonly string May = FormattableString.Invariant($"""
        EXISTS (SELECT 1 FROM "NewsletterSubscribers" AS s WHERE s."Id" = "SubscriberId" AND ((s."State" = {(int)SubscriberState.Confirmed} AND ("Kind" = {(int)DeliveryKind.Notice} OR s."PausedUntilUtc" IS NULL OR s."PausedUntilUtc" <= @now))
            OR "Kind" = {(int)DeliveryKind.Confirmation} OR ("Kind" = {(int)DeliveryKind.Notice} AND "IssueId" <> '{NoticeMail.Welcome}')))
        """);

    static readonly string BeginOne = FormattableString.Invariant($"""
        UPDATE "NewsletterDeliveries" SET "State" = {(int)DeliveryState.Attempting}, "Attempts" = "Attempts" + 1, "ChangedUtc" = @now, "LeaseUntilUtc" = @until
        WHERE "Id" = @id AND "State" = {(int)DeliveryState.Queued} AND "LeaseOwner" = @owner AND "LeaseUntilUtc" > @now AND {May} RETURNING "Attempts"
        """);

    static readonly string SuppressOne = FormattableString.Invariant($"""
        UPDATE "NewsletterDeliveries" SET "State" = {(int)DeliveryState.Suppressed}, "Reason" = '{DeliveryReason.Left}', "ChangedUtc" = @now, "LeaseOwner" = NULL, "LeaseUntilUtc" = NULL
        WHERE "Id" = @id AND "State" = {(int)DeliveryState.Queued} AND "LeaseOwner" = @owner AND "LeaseUntilUtc" > @now
        """);

    static readonly string BeginMany = FormattableString.Invariant($"""
        UPDATE "NewsletterDeliveries" SET "State" = {(int)DeliveryState.Attempting}, "Attempts" = "Attempts" + 1, "ChangedUtc" = @now, "LeaseUntilUtc" = @until
        FROM unnest(@ids, @owners) AS v(i, o)
        WHERE "Id" = v.i AND "State" = {(int)DeliveryState.Queued} AND "LeaseOwner" = v.o AND "LeaseUntilUtc" > @now AND {May} RETURNING "Id", "Attempts"
        """);

    static readonly string SuppressMany = FormattableString.Invariant($"""
        UPDATE "NewsletterDeliveries" SET "State" = {(int)DeliveryState.Suppressed}, "Reason" = '{DeliveryReason.Left}', "ChangedUtc" = @now, "LeaseOwner" = NULL, "LeaseUntilUtc" = NULL
        FROM unnest(@ids, @owners) AS v(i, o)
        WHERE "Id" = v.i AND "State" = {(int)DeliveryState.Queued} AND "LeaseOwner" = v.o AND "LeaseUntilUtc" > @now
        """);

    /// <summary>Takes up to <paramref name="count"/> due rows for an owner, confirmations first.</summary>
    public static async Task<List<DeliveryRecord>> ClaimAsync(WriteScope scope, string owner, int count, DateTime until, CancellationToken cancellationToken)
    {
        // Nodes step over one another's rows instead of waiting for them.
        var skip = scope.Db.Provider == DatabaseProvider.Postgres ? "FOR UPDATE SKIP LOCKED" : "";
        var statement = FormattableString.Invariant($$"""
            UPDATE "NewsletterDeliveries" SET "LeaseOwner" = {0}, "LeaseUntilUtc" = {1} WHERE "Id" IN (
                SELECT "Id" FROM "NewsletterDeliveries" WHERE "State" = {{(int)DeliveryState.Queued}} AND "NotBeforeUtc" <= {2} AND ("LeaseUntilUtc" IS NULL OR "LeaseUntilUtc" < {2})
                    AND NOT EXISTS (SELECT 1 FROM "NewsletterIssues" AS i WHERE i."Id" = "IssueId" AND i."State" IN ({{(int)IssueState.Paused}}, {{(int)IssueState.Cancelled}}))
                ORDER BY "Kind", "Id" LIMIT {3} {{skip}})
            RETURNING *
            """);
        var rows = await scope.Db.Set<DeliveryRecord>().FromSqlRaw(statement, owner, until, scope.NowUtc, count).AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.Kind).ThenBy(row => row.Id)];
    }

    /// <summary>Writes what became of attempts.</summary>
    public static async Task SettleAsync(WriteScope scope, IReadOnlyList<(Settlement Settlement, string Owner)> settled, CancellationToken cancellationToken)
    {
        var now = scope.NowUtc;
        if (scope.Db.Provider == DatabaseProvider.Postgres)
        {
            var next = settled.Select(one => one.Settlement.Next(now)).ToList();
            await using var many = Command(scope, SettleMany, ("@ids", settled.Select(one => one.Settlement.Id).ToArray()), ("@states", next.Select(one => (int)one.State).ToArray()),
                ("@befores", next.Select(one => one.NotBeforeUtc).ToArray()), ("@replies", settled.Select(one => one.Settlement.Reply).ToArray()),
                ("@owners", settled.Select(one => one.Owner).ToArray()), ("@now", now));
            await many.ExecuteNonQueryAsync(cancellationToken);
            return;
        }
        await using var command = Command(scope, SettleOne, ("@id", 0L), ("@state", 0), ("@before", now), ("@reply", ""), ("@owner", ""), ("@now", now));
        foreach (var (settlement, owner) in settled)
        {
            var (state, before) = settlement.Next(now);
            Fill(command, settlement.Id, (int)state, before, settlement.Reply, owner);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Writes the intents. Rows that may not be sent (the person has left, the lease has run out) are missing from the result.</summary>
    /// <returns>The number of the attempt by the row's number.</returns>
    public static async Task<IReadOnlyDictionary<long, int>> BeginAsync(WriteScope scope, IReadOnlyList<(long Id, string Owner)> rows, DateTime until, CancellationToken cancellationToken)
    {
        var now = scope.NowUtc;
        var begun = new Dictionary<long, int>(rows.Count);
        if (scope.Db.Provider == DatabaseProvider.Postgres)
        {
            (string, object)[] which = [("@ids", rows.Select(row => row.Id).ToArray()), ("@owners", rows.Select(row => row.Owner).ToArray()), ("@now", now)];
            await using (var many = Command(scope, BeginMany, [.. which, ("@until", until)]))
            await using (var reader = await many.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                    begun[reader.GetInt64(0)] = reader.GetInt32(1);
            }
            if (begun.Count == rows.Count)
                return begun;
            await using var left = Command(scope, SuppressMany, which);
            await left.ExecuteNonQueryAsync(cancellationToken);
            return begun;
        }
        await using var command = Command(scope, BeginOne, ("@id", 0L), ("@owner", ""), ("@now", now), ("@until", until));
        await using var suppress = Command(scope, SuppressOne, ("@id", 0L), ("@owner", ""), ("@now", now));
        foreach (var (id, owner) in rows)
        {
            Fill(command, id, owner);
            if (await command.ExecuteScalarAsync(cancellationToken) is long attempts)
            {
                begun[id] = (int)attempts;
                continue;
            }
            Fill(suppress, id, owner);
            await suppress.ExecuteNonQueryAsync(cancellationToken);
        }
        return begun;
    }

    static DbCommand Command(WriteScope scope, string text, params (string Name, object Value)[] parameters)
    {
        var transaction = scope.Db.Database.CurrentTransaction!.GetDbTransaction();
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Written in this file.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    static void Fill(DbCommand command, params object[] values)
    {
        for (var place = 0; place < values.Length; place++)
            command.Parameters[place].Value = values[place];
    }
}
