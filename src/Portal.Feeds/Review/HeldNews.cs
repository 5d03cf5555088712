using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Importing;

namespace Portal.Feeds.Review;

/// <summary>
/// A news item that visitors don't see: it waits for an editor, or an editor hid it. The item itself is a draft; the row goes when somebody
/// shows it. It carries by what the news desk narrows and orders its list, so that no list reads the item's JSON.
/// </summary>
public sealed class HeldNews
{
    /// <summary>Longest name of a language that is kept.</summary>
    public const int MaxLanguageLength = 35;

    /// <summary>The item.</summary>
    public required string ContentItemId { get; init; }

    /// <summary>Its source, or empty.</summary>
    public required string SourceId { get; init; }

    /// <summary>Since when.</summary>
    public DateTime HeldUtc { get; init; }

    /// <summary>Date of the news; the list is ordered by it.</summary>
    public DateTime PublishedUtc { get; set; }

    /// <summary>Its language, or empty.</summary>
    public string Language { get; set; } = "";

    /// <summary>Whether an editor decided that visitors don't see it.</summary>
    public bool Hidden { get; set; }
}

/// <summary>A topic or region of a news item that visitors don't see; what they see has its list keys.</summary>
public sealed class HeldNewsTerm
{
    /// <summary>The item.</summary>
    public required string ContentItemId { get; init; }

    /// <summary>The term.</summary>
    public required string TermId { get; init; }
}

/// <summary>The tables of what visitors don't see.</summary>
sealed class HeldNewsModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider)
    {
        model.Entity<HeldNews>(held =>
        {
            held.ToTable("FeedHeldNews");
            held.HasKey(row => row.ContentItemId);
            held.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            held.Property(row => row.SourceId).HasMaxLength(ContentIdentity.MaxLength);
            held.Property(row => row.Language).HasMaxLength(HeldNews.MaxLanguageLength);
            held.HasIndex(row => new { row.Hidden, row.PublishedUtc, row.ContentItemId });
            held.HasIndex(row => row.HeldUtc);
        });
        model.Entity<HeldNewsTerm>(term =>
        {
            term.ToTable("FeedHeldNewsTerms");
            term.HasKey(row => new { row.ContentItemId, row.TermId });
            term.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            term.Property(row => row.TermId).HasMaxLength(ContentIdentity.MaxLength);
            term.HasIndex(row => row.TermId);
            term.HasOne<HeldNews>().WithMany().HasForeignKey(row => row.ContentItemId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}

/// <summary>Writes the rows of what visitors don't see.</summary>
static class HeldRows
{
    /// <summary>A hostile feed could name any number of terms.</summary>
    const int MaxTerms = 50;

    /// <summary>Adds the row of a draft and its terms.</summary>
    public static void Add(PortalDbContext db, ContentItem item, string sourceId, bool hidden, DateTime now)
    {
        db.Set<HeldNews>().Add(new()
        {
            ContentItemId = item.ContentItemId,
            SourceId = sourceId,
            HeldUtc = now,
            PublishedUtc = item.PublishedUtc ?? now,
            Language = Language(item),
            Hidden = hidden,
        });
        db.Set<HeldNewsTerm>().AddRange(Terms(item));
    }

    /// <summary>Brings the row up to what the draft says now; nothing happens where there is none.</summary>
    public static async Task FollowAsync(PortalDbContext db, ContentItem item, CancellationToken cancellationToken)
    {
        var id = item.ContentItemId;
        if (await db.Set<HeldNews>().FirstOrDefaultAsync(row => row.ContentItemId == id, cancellationToken) is not { } held)
            return;
        (held.PublishedUtc, held.Language) = (item.PublishedUtc ?? held.HeldUtc, Language(item));
        var before = await db.Set<HeldNewsTerm>().Where(row => row.ContentItemId == id).ToListAsync(cancellationToken);
        var terms = Terms(item).ToList();
        db.RemoveRange(before.Where(row => !terms.Exists(term => term.TermId == row.TermId)));
        db.AddRange(terms.Where(term => !before.Exists(row => row.TermId == term.TermId)));
    }

    static IEnumerable<HeldNewsTerm> Terms(ContentItem item) =>
        NewsItems.Terms(item).Where(term => term.Length is > 0 and <= ContentIdentity.MaxLength).Distinct(StringComparer.Ordinal).Take(MaxTerms)
            .Select(term => new HeldNewsTerm { ContentItemId = item.ContentItemId, TermId = term });

    static string Language(ContentItem item) =>
        item.Text(NewsItems.ContentType, "Language") is var language && language.Length > HeldNews.MaxLanguageLength ? "" : language;
}
