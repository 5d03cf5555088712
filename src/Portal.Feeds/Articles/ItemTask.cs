using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Articles;

/// <summary>What is done to an imported item.</summary>
public enum ItemTaskKind
{
    /// <summary>The pictures in its text become the site's own.</summary>
    Pictures,

    /// <summary>Its text is taken from the page that it links to.</summary>
    FullText,
}

/// <summary>Work on an imported item that needs the network, and is done after the import.</summary>
public sealed class ItemTask
{
    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>The source.</summary>
    public required string SourceId { get; set; }

    /// <summary>The item.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>What is to be done.</summary>
    public ItemTaskKind Kind { get; set; }

    /// <summary>When it is tried next.</summary>
    public DateTime DueUtc { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }
}

/// <summary>The table of tasks.</summary>
sealed class ItemTaskModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<ItemTask>(task =>
    {
        task.ToTable("FeedItemTasks");
        task.Property(row => row.SourceId).HasMaxLength(ContentIdentity.MaxLength);
        task.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
        task.HasIndex(row => row.DueUtc);
        task.HasIndex(row => row.ContentItemId);
    });
}
