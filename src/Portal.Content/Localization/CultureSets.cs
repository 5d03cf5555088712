using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Localization;

/// <summary>An item's place in a culture set.</summary>
public sealed class CultureSetRecord
{
    /// <summary>Longest name of a culture, in characters.</summary>
    public const int MaxCultureLength = 35;

    /// <summary>The item.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>The set.</summary>
    public required string LocalizationSet { get; set; }

    /// <summary>Culture of the item.</summary>
    public required string Culture { get; set; }

    /// <summary>Whether visitors see the item.</summary>
    public bool Published { get; set; }
}

/// <summary>The table of culture sets.</summary>
sealed class CultureSetModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<CultureSetRecord>(set =>
    {
        set.ToTable("CultureSets");
        set.HasKey(row => row.ContentItemId);
        set.Property(row => row.ContentItemId).HasMaxLength(Items.ContentIdentity.MaxLength);
        set.Property(row => row.LocalizationSet).HasMaxLength(Items.ContentIdentity.MaxLength);
        set.Property(row => row.Culture).HasMaxLength(CultureSetRecord.MaxCultureLength);
        set.HasIndex(row => new { row.LocalizationSet, row.Culture });
    });
}

/// <summary>Finds the versions of an item in other languages. Thread-safe.</summary>
public sealed class CultureSets(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>The list key under whose cache tag pages stand that show who else is in the set.</summary>
    public static string Key(string localizationSet) => $"set:{localizationSet}";

    /// <summary>The items of a set, by culture; where a culture occurs twice, those that visitors see come first.</summary>
    public async Task<IReadOnlyList<CultureSetRecord>> MembersAsync(string localizationSet, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<CultureSetRecord>().AsNoTracking().Where(row => row.LocalizationSet == localizationSet)
            .OrderBy(row => row.Culture).ThenByDescending(row => row.Published).ThenBy(row => row.ContentItemId).ToListAsync(cancellationToken);
    }
}
