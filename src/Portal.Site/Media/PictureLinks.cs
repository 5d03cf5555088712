using Portal.Content.Documents;
using Portal.Content.Media;
using Portal.Site.Routing;

namespace Portal.Site.Media;

/// <summary>Where a picture stands outside of the site's pages, and how large it is there.</summary>
/// <param name="Path">Path with leading slash and query.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record PictureLink(string Path, int Width, int Height);

/// <summary>Addresses of pictures for readers that are no browsers, such as mail programs, in formats that all of them know.</summary>
public sealed class PictureLinks
{
    readonly MediaFacts _facts;
    readonly RenditionTokens _tokens;
    readonly SiteDocuments _documents;

    internal PictureLinks(MediaFacts facts, RenditionTokens tokens, SiteDocuments documents) => (_facts, _tokens, _documents) = (facts, tokens, documents);

    /// <summary>The picture at a media path, no wider than asked; null where there is none, or it is a drawing or moves.</summary>
    public async ValueTask<PictureLink?> FindAsync(string mediaPath, int width, CancellationToken cancellationToken)
    {
        if (MediaAddresses.PathOf(mediaPath) is not { } path || await _facts.FindAsync(path, cancellationToken) is not { Type.Kind: MediaKind.Picture, Size: { Frames: 1 } size } media)
            return null;
        // Outlook shows neither WebP nor AVIF.
        var commands = new RenditionCommands(width, 0, Format: media.Path.EndsWith(".png", StringComparison.OrdinalIgnoreCase) ? "" : "jpg");
        var fit = RenditionFit.Of(size, commands);
        var token = commands.AreOpen(await _documents.GetAsync<MediaProfiles>(cancellationToken)) ? "" : "&token=" + await _tokens.OfAsync(commands, cancellationToken);
        return new($"{SiteLinks.Media(media.Path)}?{commands}{token}&v={media.Version}", fit.CutWidth, fit.CutHeight);
    }
}
