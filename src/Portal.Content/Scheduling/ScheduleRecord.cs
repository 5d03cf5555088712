using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Scheduling;

/// <summary>What is done to an item at a time. The numbers are stored.</summary>
public enum ScheduledAction
{
    /// <summary>The editors' version is shown to visitors.</summary>
    Publish = 1,

    /// <summary>The item is hidden from visitors.</summary>
    Archive = 2,
}

/// <summary>Something that is to be done to an item at a time, stored in the same transaction as the item that says so.</summary>
public sealed class ScheduleRecord
{
    /// <summary>The item.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>What is to be done.</summary>
    public ScheduledAction Action { get; set; }

    /// <summary>When.</summary>
    public DateTime DueUtc { get; set; }

    /// <summary>When it is tried next; later than <see cref="DueUtc"/> where it failed.</summary>
    public DateTime NextTryUtc { get; set; }

    /// <summary>How often it failed.</summary>
    public int Failures { get; set; }

    /// <summary>Who wants it, by identifier; null for the site itself.</summary>
    public string? ActorId { get; set; }

    /// <summary>Who wants it.</summary>
    public required string ActorName { get; set; }
}

/// <summary>The table of what is to be done.</summary>
sealed class ScheduleModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<ScheduleRecord>(schedule =>
    {
        schedule.ToTable("Schedule");
        schedule.HasKey(row => new { row.ContentItemId, row.Action });
        schedule.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
        schedule.Property(row => row.ActorId).HasMaxLength(450);
        schedule.Property(row => row.ActorName).HasMaxLength(256);
        schedule.HasIndex(row => row.NextTryUtc);
    });
}
