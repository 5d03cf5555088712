using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Desk.Structure;

/// <summary>
/// Changes what an item contains. The change is made to the item as it stands now, not as it stood when the page was opened, so that
/// two people who work on one tree take nothing from each other.
/// </summary>
static class TreeChanges
{
    /// <summary>Applies a change to the version that editors work on and, where it is another, to the one that visitors see.</summary>
    /// <exception cref="StructureRefusedException">The item is gone, or the change is not possible.</exception>
    public static async Task ChangeAsync(this WriteScope scope, string contentItemId, Func<ContentItem, bool> change, CancellationToken cancellationToken)
    {
        var latest = await scope.Content.GetLatestAsync(contentItemId, cancellationToken)
            ?? throw new StructureRefusedException("This item was taken away in the meantime.");
        var published = latest.Published ? null : await scope.Content.GetPublishedAsync(contentItemId, cancellationToken);
        if (!change(latest))
            throw new StructureRefusedException("That is not possible here. Perhaps somebody changed it in the meantime.");
        if (latest.Published)
        {
            await scope.Content.PublishAsync(latest, cancellationToken);
            return;
        }
        await scope.Content.SaveDraftAsync(latest, cancellationToken);
        if (published is not null && change(published))
            await scope.Content.ImportAsync(published, cancellationToken);
    }
}
