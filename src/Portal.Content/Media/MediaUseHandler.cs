using Microsoft.EntityFrameworkCore;
using Portal.Content.Handlers;
using Portal.Content.Journal;

namespace Portal.Content.Media;

/// <summary>Keeps which items name which media files, for editors' versions as well as for what visitors see.</summary>
sealed class MediaUseHandler : IContentHandler
{
    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        var (item, uses) = (stored.Item, stored.Db.Set<MediaUseRecord>());
        var paths = stored.Change == JournalKind.Removed || !(item.Latest || item.Published) ? (IReadOnlySet<string>)new HashSet<string>() : MediaReferences.Find(item.Content);
        if (!stored.IsNew)
        {
            var old = await uses.AsNoTracking().Where(row => row.ContentItemId == item.ContentItemId).ToListAsync(cancellationToken);
            // A draft leaves alone what visitors see; whatever becomes the one version that there is replaces all.
            var gone = old.Where(row => stored.Change switch
            {
                JournalKind.Draft => !row.Published,
                JournalKind.Unpublished => row.Published || item.Latest,
                JournalKind.Published => row.Published || item.Latest,
                _ => true,
            }).ToList();
            if (gone.Count == paths.Count && gone.TrueForAll(row => row.Published == item.Published && paths.Contains(row.Path)))
                return;
            uses.RemoveRange(gone);
        }
        foreach (var path in paths)
            uses.Add(new() { Path = path, ContentItemId = item.ContentItemId, Published = item.Published });
    }
}
