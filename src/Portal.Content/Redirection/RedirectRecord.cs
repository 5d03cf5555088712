using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Redirection;

/// <summary>An address that was once used, and what it meant. It leads to wherever that stands today, so that chains never come to be.</summary>
public sealed class RedirectRecord
{
    /// <summary>The old address in the form of <see cref="RouteRecord.Normalize"/>; unique. <c>?p=12</c> is the site's root with that query.</summary>
    public required string Path { get; set; }

    /// <summary>The item that stood there, or null where <see cref="Url"/> says where to go.</summary>
    public string? ContentItemId { get; set; }

    /// <summary>The item contained in it that the address meant (a term of a taxonomy), or null for the item itself.</summary>
    public string? ContainedItemId { get; set; }

    /// <summary>A path of the site or a whole address to go to, or null where <see cref="ContentItemId"/> says it.</summary>
    public string? Url { get; set; }

    /// <summary>When the address was given up.</summary>
    public DateTime CreatedUtc { get; set; }
}

/// <summary>The table of addresses that were once used.</summary>
sealed class RedirectModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<RedirectRecord>(redirect =>
    {
        redirect.ToTable("Redirects");
        redirect.HasKey(row => row.Path);
        redirect.Property(row => row.Path).HasMaxLength(AutoroutePart.MaxPathLength);
        redirect.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
        redirect.Property(row => row.ContainedItemId).HasMaxLength(ContentIdentity.MaxLength);
        redirect.Property(row => row.Url).HasMaxLength(2048);
    });
}
