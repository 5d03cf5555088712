using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>
/// Names items that must not be taken away for their age, because something points to them: a digest that was sent, a page.
/// Modules register one for what they know.
/// </summary>
public interface IKeptItems
{
    /// <summary>Those of the items that must stay.</summary>
    Task<IReadOnlyCollection<string>> FindAsync(PortalDbContext db, IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken);
}
