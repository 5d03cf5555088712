using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Content.Storage;

/// <summary>
/// Stores many new rows in SQLite by one prepared statement a table. Entity Framework writes the text of a statement for each row and
/// lets SQLite read it anew, which takes several times as long as the storing. On PostgreSQL it saves round trips, and stays.
/// </summary>
static class PreparedInserts
{
    /// <summary>For fewer rows it is not worth looking.</summary>
    const int FewestRows = 8;

    /// <summary>Under which the model of a type of rows keeps how it is stored.</summary>
    const string PlanName = "Portal:PreparedInsert";

    /// <summary>Stores what is tracked where nothing but new rows of plain tables is; else nothing, and the caller saves as usual.</summary>
    /// <returns>Rows stored; their entries count as saved.</returns>
    public static async Task<int> StoreAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        if (db.Provider != DatabaseProvider.Sqlite || db.Database.CurrentTransaction?.GetDbTransaction() is not { } transaction)
            return 0;
        var added = new List<EntityEntry>();
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Modified or EntityState.Deleted || (entry.State == EntityState.Added && PlanOf(entry.Metadata) is null))
                return 0;
            if (entry.State == EntityState.Added)
                added.Add(entry);
        }
        if (added.Count < FewestRows)
            return 0;
        foreach (var rows in added.GroupBy(entry => entry.Metadata))
        {
            var plan = PlanOf(rows.Key)!;
            await StoreAsync(InOrder(rows, plan), plan, transaction, cancellationToken);
        }
        return added.Count;
    }

    // The change tracker tells its rows in no order. Keys that stand in until the database gives its own count upwards: so numbers follow the order of adding.
    static IEnumerable<EntityEntry> InOrder(IEnumerable<EntityEntry> rows, Plan plan) =>
        plan.Key is { } key ? rows.OrderBy(row => (long)row.Property(key).CurrentValue!) : rows;

    static async Task StoreAsync(IEnumerable<EntityEntry> rows, Plan plan, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var (key, columns) = (plan.Key, plan.Columns);
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The names of the program's own tables and columns.
        command.CommandText = plan.Statement;
#pragma warning restore CA2100
        for (var place = 0; place < columns.Length; place++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{place}";
            command.Parameters.Add(parameter);
        }
        foreach (var row in rows)
        {
            for (var place = 0; place < columns.Length; place++)
                command.Parameters[place].Value = columns[place].Value(row.Entity);
            if (key is null)
                await command.ExecuteNonQueryAsync(cancellationToken);
            else
                row.Property(key).CurrentValue = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            row.State = EntityState.Unchanged;
        }
    }

    // The model is asked once for each type, not for each row.
    static Plan? PlanOf(IEntityType type) =>
        type.GetOrAddRuntimeAnnotationValue(PlanName, static type => new Holder(IsPlain(type!) ? new(type!) : null), type).Plan;

    static bool IsPlain(IEntityType type) =>
        !type.IsOwned() && type.BaseType is null && !type.GetForeignKeys().Any() && !type.GetReferencingForeignKeys().Any()
        && type.GetProperties().All(property => property.PropertyInfo is not null)
        && (Generated(type) is not { } key || key.ClrType == typeof(long));

    static IProperty? Generated(IEntityType type) =>
        type.FindPrimaryKey()?.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } key] && key.ClrType != typeof(string) ? key : null;

    sealed record Holder(Plan? Plan);

    sealed class Plan
    {
        public Plan(IEntityType type)
        {
            Key = Generated(type);
            Columns = [.. type.GetProperties().Where(property => property != Key).Select(property => new Column(property))];
            Statement = $"""INSERT INTO "{type.GetTableName()}" ({string.Join(", ", Columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", Columns.Select((_, place) => $"@p{place}"))})"""
                + (Key is null ? "" : $" RETURNING \"{Key.GetColumnName()}\"");
        }

        public IProperty? Key { get; }

        public Column[] Columns { get; }

        public string Statement { get; }
    }

    sealed class Column(IProperty property)
    {
        readonly IClrPropertyGetter _getter = property.GetGetter();
        readonly Func<object?, object?>? _convert = property.GetTypeMapping().Converter?.ConvertToProvider;

        public string Name { get; } = property.GetColumnName();

        public object Value(object row)
        {
            var value = _getter.GetClrValue(row);
            return (value is not null && _convert is not null ? _convert(value) : value) ?? DBNull.Value;
        }
    }
}
