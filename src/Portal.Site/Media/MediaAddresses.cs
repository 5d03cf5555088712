using Portal.Content.Documents;
using Portal.Content.Journal;
using Portal.Content.Media;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Media;

/// <summary>Makes addresses of media files, also of pictures in other sizes, for templates.</summary>
sealed class MediaAddresses(MediaFacts facts, RenditionTokens tokens, SiteDocuments documents)
{
    const string Prefix = "/media/";

    /// <summary>The path that a media path or an address below <c>/media/</c> means; null where it leads elsewhere.</summary>
    public static string? PathOf(string text)
    {
        var address = text.Split('?', '#')[0];
        address = address.StartsWith("~/", StringComparison.Ordinal) ? address[1..] : address;
        if (address.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return Uri.UnescapeDataString(address[Prefix.Length..]);
        return address.Length == 0 || address.Contains("://", StringComparison.Ordinal) || address.StartsWith("//", StringComparison.Ordinal) ? null : address.TrimStart('/');
    }

    /// <summary>The file as it stands now; null where there is none.</summary>
    public ValueTask<MediaFact?> FindAsync(string path, PageRender render)
    {
        render.Use.Add(CacheTag.Document(MediaMoves.DocumentName));
        return facts.FindAsync(path, render.Cancellation);
    }

    /// <summary>The address of the file itself, at the place where it stands now; other addresses stay as they are.</summary>
    public async ValueTask<string> FileAsync(string text, PageRender render)
    {
        if (PathOf(text) is not { } path)
            return text;
        render.Use.Add(CacheTag.Document(MediaMoves.DocumentName));
        return SiteLinks.Media((await documents.GetAsync<MediaMoves>(render.Cancellation)).Resolve(path));
    }

    /// <summary>The address of the file with the fingerprint of its content, so that browsers may keep it for good.</summary>
    public async ValueTask<string> VersionedAsync(string text, PageRender render) =>
        PathOf(text) is { } path && await FindAsync(path, render) is { } media ? $"{SiteLinks.Media(media.Path)}?v={media.Version}" : text;

    /// <summary>The address of a picture as the commands want it, with a token where strangers may not ask for that.</summary>
    public async ValueTask<string> RenditionAsync(MediaFact media, RenditionCommands commands, PageRender render)
    {
        var address = SiteLinks.Media(media.Path);
        if (media.Type?.Kind != MediaKind.Picture || (commands.Width | commands.Height) == 0 && commands.Format.Length == 0)
            return $"{address}?v={media.Version}";
        render.Use.Add(CacheTag.Document(MediaProfiles.DocumentName));
        var token = commands.AreOpen(await documents.GetAsync<MediaProfiles>(render.Cancellation)) ? "" : "&token=" + await tokens.OfAsync(commands, render.Cancellation);
        return $"{address}?{commands}{token}&v={media.Version}";
    }

    /// <summary>The commands of a profile; null where there is none of that name.</summary>
    public async ValueTask<RenditionCommands?> ProfileAsync(string name, PageRender render)
    {
        render.Use.Add(CacheTag.Document(MediaProfiles.DocumentName));
        return (await documents.GetAsync<MediaProfiles>(render.Cancellation)).Profiles.GetValueOrDefault(name) is { } profile ? RenditionCommands.Of(profile) : null;
    }
}
