using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Stories;

/// <summary>A news item as the clustering knows it. Derived from the item; can be thrown away and made anew.</summary>
sealed class StoryItem
{
    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>The news item.</summary>
    public required string ContentItemId { get; init; }

    /// <summary>Its source, or empty.</summary>
    public required string SourceId { get; init; }

    /// <summary>When it was published.</summary>
    public DateTime PublishedUtc { get; init; }

    /// <summary>Number of its title and text, by which a change is seen.</summary>
    public long TextNumber { get; set; }

    /// <summary>What is compared (<see cref="StorySignature"/>); empty where only an editor's choice is stored.</summary>
    public byte[] Signature { get; set; } = [];

    /// <summary>The story to which it belongs; also the identity of the story's content item, once there is one. Null for none.</summary>
    public string? StoryId { get; set; }
}

/// <summary>A word, name or band of an item, by which others that share it are found.</summary>
sealed class StoryKey
{
    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>Number of the word, name or band.</summary>
    public long Key { get; init; }

    /// <summary>When the item was published, in minutes since 2020.</summary>
    public int Minute { get; init; }

    /// <summary>The row of the item.</summary>
    public long ItemRow { get; init; }
}

/// <summary>An editor took the item out of the story: it never comes back to it by itself.</summary>
sealed class StoryExclusion
{
    /// <summary>The news item.</summary>
    public required string ContentItemId { get; init; }

    /// <summary>The story.</summary>
    public required string StoryId { get; init; }
}

/// <summary>What is known of a story beside its content item.</summary>
sealed class StoryState
{
    /// <summary>The story.</summary>
    public required string StoryId { get; init; }

    /// <summary>Whether an editor took it away: it is never shown again by itself, and its items make no other one.</summary>
    public bool Closed { get; set; }

    /// <summary>Whether its items changed since its content item was written.</summary>
    public bool Stale { get; set; }
}

/// <summary>The tables of stories.</summary>
sealed class StoriesModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider)
    {
        model.Entity<StoryItem>(item =>
        {
            item.ToTable("StoryItems");
            item.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            item.Property(row => row.SourceId).HasMaxLength(ContentIdentity.MaxLength);
            item.Property(row => row.StoryId).HasMaxLength(ContentIdentity.MaxLength);
            item.HasIndex(row => row.ContentItemId).IsUnique();
            item.HasIndex(row => row.StoryId);
            item.HasIndex(row => row.PublishedUtc);
        });
        model.Entity<StoryKey>(key =>
        {
            key.ToTable("StoryKeys");
            key.HasIndex(row => new { row.Key, row.Minute });
            key.HasIndex(row => row.ItemRow);
            key.HasIndex(row => row.Minute);
        });
        model.Entity<StoryExclusion>(exclusion =>
        {
            exclusion.ToTable("StoryExclusions");
            exclusion.HasKey(row => new { row.ContentItemId, row.StoryId });
            exclusion.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            exclusion.Property(row => row.StoryId).HasMaxLength(ContentIdentity.MaxLength);
        });
        model.Entity<StoryState>(state =>
        {
            state.ToTable("StoryStates");
            state.HasKey(row => row.StoryId);
            state.Property(row => row.StoryId).HasMaxLength(ContentIdentity.MaxLength);
            state.HasIndex(row => row.Stale);
        });
    }
}
