using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Feeds.Jobs;

/// <summary>Work that one node does for all: how far it is, and who does it now.</summary>
sealed class FeedJob
{
    /// <summary>Name of the work.</summary>
    public required string Name { get; init; }

    /// <summary>Its place in the journal (<see cref="Content.Journal.JournalPosition"/>), or empty.</summary>
    public string Position { get; set; } = "";

    /// <summary>When it was done last.</summary>
    public DateTime? DoneUtc { get; set; }

    /// <summary>What came of it, in numbers that the health page puts into words.</summary>
    public int Result { get; set; }

    /// <summary>The node that does it.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when the node has it.</summary>
    public DateTime? LeaseUntilUtc { get; set; }
}

/// <summary>The table of jobs.</summary>
sealed class FeedJobModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<FeedJob>(job =>
    {
        job.ToTable("FeedJobs");
        job.HasKey(row => row.Name);
        job.Property(row => row.Name).HasMaxLength(64);
        job.Property(row => row.Position).HasMaxLength(64);
        job.Property(row => row.LeaseOwner).HasMaxLength(64);
    });
}
