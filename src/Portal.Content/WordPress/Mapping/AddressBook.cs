using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Handlers;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Content.WordPress.Reporting;

namespace Portal.Content.WordPress.Mapping;

/// <summary>
/// Gives each post its address before any of them is stored, so that texts can link to one another: the type's folder and WordPress's
/// slug, for pages the slugs of the pages above. What was brought over before keeps the address that it has.
/// </summary>
sealed class AddressBook(PortalDbContext db, ContentDefinitions definitions, SiteSurvey survey, ImportReport report)
{
    const int MaxLevels = 20;
    const int Chunk = 500;

    /// <summary>The first parts of addresses at which the program itself answers.</summary>
    static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "search", "news", "stories", "media", "feed", "feed.atom", "feed.json", "admin", "api", "health", "openapi", "openapi.xml", "opensearch.xml", "newsletter",
        "sitemap.xml", "news-sitemap.xml", "robots.txt", "sr", "sr-latn", "contents", "samples", "topics", "regions", "sources", "articles",
        "reading", "saved", "offline", "share", "oembed", "sw.js", "site.webmanifest",
    };

    readonly HashSet<string> _given = new(StringComparer.Ordinal);

    public async Task GiveAsync(CancellationToken cancellationToken)
    {
        var posts = survey.Posts.Values.Where(post => post.ContentType is not null).OrderBy(post => post.Id).ToList();
        foreach (var chunk in posts.Chunk(Chunk))
            await KeepKnownAsync(chunk, cancellationToken);
        foreach (var chunk in posts.Where(post => post.Path.Length == 0).Chunk(Chunk))
            await GiveNewAsync(chunk, cancellationToken);
    }

    async Task KeepKnownAsync(SurveyedPost[] posts, CancellationToken cancellationToken)
    {
        var ids = posts.Select(post => post.ContentItemId).ToList();
        var known = await db.Routes.AsNoTracking().Where(route => ids.Contains(route.ContentItemId) && route.ContainedItemId == null)
            .ToDictionaryAsync(route => route.ContentItemId, route => route.Path, StringComparer.Ordinal, cancellationToken);
        foreach (var post in posts)
        {
            if (known.TryGetValue(post.ContentItemId, out var path) && _given.Add(path))
                post.Path = path;
        }
    }

    async Task GiveNewAsync(SurveyedPost[] posts, CancellationToken cancellationToken)
    {
        var wanted = posts.Select(Wanted).ToList();
        var taken = (await db.Routes.AsNoTracking().Where(route => wanted.Contains(route.Path)).Select(route => route.Path).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        foreach (var (post, path) in posts.Zip(wanted))
        {
            post.Path = path;
            for (var number = 2; taken.Contains(post.Path) || !_given.Add(post.Path) || Reserved.Contains(post.Path); number++)
            {
                post.Path = string.Create(CultureInfo.InvariantCulture, $"{path}-{number}");
                var candidate = post.Path;
                if (await db.Routes.AnyAsync(route => route.Path == candidate, cancellationToken))
                    taken.Add(candidate);
            }
            if (post.Path != path)
                report.Warn(post.Id, post.Title, $"The address /{path} is taken; it stands at /{post.Path}.");
        }
    }

    string Wanted(SurveyedPost post)
    {
        var path = Folder(post.ContentType!) + Slug(post);
        var above = post;
        for (var level = 0; level < MaxLevels && above.Parent != post.Id && survey.Posts.TryGetValue(above.Parent, out var parent) && parent.ContentType == post.ContentType; level++)
        {
            path = Folder(post.ContentType!) + $"{Slug(parent)}/{path[Folder(post.ContentType!).Length..]}";
            above = parent;
        }
        return RouteRecord.Normalize(path.Length <= AutoroutePart.MaxPathLength - 20 ? path : path[..(AutoroutePart.MaxPathLength - 20)]);
    }

    static string Slug(SurveyedPost post)
    {
        var slug = Handlers.Slug.From(Uri.UnescapeDataString(post.Slug));
        if (slug.Length == 0)
            slug = Handlers.Slug.From(post.Title);
        return slug.Length > 0 ? slug : string.Create(CultureInfo.InvariantCulture, $"untitled-{post.Id}");
    }

    // What the type's pattern begins with, such as "articles/".
    string Folder(string type)
    {
        var pattern = definitions.Type(type)?.Parts.FirstOrDefault(part => part.PartName == AutoroutePart.PartName)?.Setting("AutoroutePartSettings")?["Pattern"];
        var text = pattern is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<string>(out var given) ? given : "";
        var end = text.IndexOf('{', StringComparison.Ordinal);
        end = end < 0 ? -1 : text.LastIndexOf('/', end);
        return end < 0 ? "" : text[..(end + 1)].TrimStart('/');
    }
}
