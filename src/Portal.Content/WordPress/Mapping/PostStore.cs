using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Redirection;
using Portal.Content.Storage;
using Portal.Content.WordPress.Reading;
using Portal.Content.WordPress.Reporting;

namespace Portal.Content.WordPress.Mapping;

/// <summary>
/// Stores mapped posts, some at a time in one transaction: new ones, and those that changed in WordPress and not here. What an editor
/// changed or removed since it came is left alone and reported.
/// </summary>
sealed class PostStore(SiteSurvey survey, LinkBook links, ImportReport report)
{
    enum Fate { New, Changed, Same, Kept }

    /// <summary>Stores the posts.</summary>
    /// <param name="db">What is read.</param>
    /// <param name="scope">Where it is stored; null to store nothing.</param>
    /// <param name="posts">The posts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task StoreAsync(PortalDbContext db, WriteScope? scope, IReadOnlyList<MappedPost> posts, CancellationToken cancellationToken)
    {
        var ids = posts.Select(post => post.Item.ContentItemId).ToList();
        var stored = await db.ContentItems.AsNoTracking().Where(row => ids.Contains(row.ContentItemId) && (row.Latest || row.Published)).ToListAsync(cancellationToken);
        var known = (await db.ContentItems.Where(row => ids.Contains(row.ContentItemId)).Select(row => row.ContentItemId).Distinct().ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var fates = posts.Select(post => (Post: post, Fate: Judge(post, stored.Find(row => row.ContentItemId == post.Item.ContentItemId && row.Latest), known))).ToList();
        if (scope is not null)
        {
            var brought = fates.Where(one => one.Fate is Fate.New or Fate.Changed).Select(one => one.Post).ToList();
            await scope.Content.ImportAsync([.. brought.Select(post => new ImportedItem(post.Item))], cancellationToken);
            await Redirects.KeepAsync(scope.Db, brought.SelectMany(post => OldPaths(post).Select(path => (path, post.Item.ContentItemId))), scope.NowUtc, cancellationToken);
        }
        // Only now is it certain: a transaction that fails has brought nothing.
        foreach (var (post, fate) in fates)
            Tell(post, fate);
    }

    static Fate Judge(MappedPost post, ContentItemRecord? row, HashSet<string> known)
    {
        if (row is null)
            return known.Contains(post.Item.ContentItemId) ? Fate.Kept : Fate.New;
        var content = ContentItemJson.FromText(row.Json);
        if (WordPressPart.Fingerprint(content) == WordPressPart.Fingerprint(post.Item.Content))
            return Fate.Same;
        if (!WordPressPart.IsUntouched(content, row.ModifiedUtc))
            return Fate.Kept;
        // The address that it has is the one that others link to.
        if (content[AutoroutePart.PartName] is { } route)
            post.Item.Content[AutoroutePart.PartName] = route.DeepClone();
        return Fate.Changed;
    }

    void Tell(MappedPost post, Fate fate)
    {
        var count = report.Count(post.Post.Type);
        switch (fate)
        {
            case Fate.New:
                count.Created++;
                break;
            case Fate.Changed:
                count.Updated++;
                break;
            case Fate.Same:
                count.Unchanged++;
                break;
            case Fate.Kept:
                count.Kept++;
                report.Warn(post.Post.Id, post.Post.Title, "It changed in WordPress, but an editor changed or removed it here since; it was left as it is here.");
                break;
        }
        if (post.Item.Content[CommentsPart.Name]?["Items"] is JsonArray comments && fate is not Fate.Kept)
        {
            var brought = report.Count("comment");
            if (fate == Fate.New)
                brought.Created += comments.Count;
            else
                brought.Unchanged += comments.Count;
        }
    }

    SortedSet<string> OldPaths(MappedPost mapped)
    {
        var post = mapped.Post;
        var paths = new SortedSet<string>(StringComparer.Ordinal) { Numbered("p", post.Id) };
        if (post.Type == "page")
            paths.Add(Numbered("page_id", post.Id));
        if (links.OldPath(post.Link) is { Length: > 0 } old)
        {
            paths.Add(old);
            // Addresses that the post had before its last one, as WordPress keeps them.
            foreach (var slug in post.Meta.Where(meta => meta.Key == "_wp_old_slug" && meta.Value.Length > 0).Take(50))
                paths.Add($"{old[..(old.LastIndexOf('/') + 1)]}{Uri.UnescapeDataString(slug.Value).ToLowerInvariant()}");
        }
        paths.Remove(RouteRecord.Normalize(survey.Posts[post.Id].Path));
        return paths;
    }

    static string Numbered(string name, long id) => string.Create(CultureInfo.InvariantCulture, $"?{name}={id}");
}
