using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Search.Analytics;

/// <summary>How often a query was asked on a day. No row tells who asked, when, or what else they asked.</summary>
sealed class SearchCountRecord
{
    /// <summary>The day in UTC.</summary>
    public DateOnly Day { get; set; }

    /// <summary>The query folded; empty for all queries of the day that are counted and not kept.</summary>
    public required string Query { get; set; }

    /// <summary>The query as it was last typed.</summary>
    public required string Text { get; set; }

    /// <summary>Searches.</summary>
    public int Searches { get; set; }

    /// <summary>Searches that found nothing.</summary>
    public int Empty { get; set; }

    /// <summary>Results that were opened.</summary>
    public int Clicks { get; set; }

    /// <summary>Places of the results that were opened, added up; the first has 1.</summary>
    public long Positions { get; set; }
}

/// <summary>How often a result was opened for a query on a day.</summary>
sealed class SearchClickRecord
{
    /// <summary>The day in UTC.</summary>
    public DateOnly Day { get; set; }

    /// <summary>The query folded.</summary>
    public required string Query { get; set; }

    /// <summary>The item that was opened.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>How often.</summary>
    public int Clicks { get; set; }

    /// <summary>Its places in the results, added up.</summary>
    public long Positions { get; set; }
}

/// <summary>The tables of the search's statistics.</summary>
sealed class SearchCountModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider)
    {
        model.Entity<SearchCountRecord>(count =>
        {
            count.ToTable("SearchCounts");
            count.HasKey(row => new { row.Day, row.Query });
            count.Property(row => row.Query).HasMaxLength(KeptQuery.MaxFolded);
            count.Property(row => row.Text).HasMaxLength(KeptQuery.MaxLength);
        });
        model.Entity<SearchClickRecord>(click =>
        {
            click.ToTable("SearchClicks");
            click.HasKey(row => new { row.Day, row.Query, row.ContentItemId });
            click.Property(row => row.Query).HasMaxLength(KeptQuery.MaxFolded);
            click.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
        });
    }
}
