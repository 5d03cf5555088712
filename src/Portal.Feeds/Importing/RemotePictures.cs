using System.Globalization;
using System.Security.Cryptography;
using Portal.Content.Media;
using Portal.Feeds.Fetching;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Importing;

/// <summary>Fetches pictures of other sites, looks at what they are, and keeps them among the site's media. The same picture is kept once a month.</summary>
sealed class RemotePictures(GuardedHttp http, MediaIntake intake)
{
    /// <summary>Largest picture that is taken, in bytes.</summary>
    public const long MaxBytes = 3 * 1024 * 1024;

    /// <summary>The path of the picture in the media library; null where the answer is no picture, or none that can be shown.</summary>
    /// <exception cref="FetchException">It could not be fetched.</exception>
    public async Task<string?> TakeAsync(string? url, DateTime date, CancellationToken cancellationToken)
    {
        if (!FeedUrl.IsWeb(url))
            return null;
        var response = await http.GetAsync(new(url!, MaxBytes, "image/webp,image/png,image/jpeg,image/gif;q=0.9"), cancellationToken);
        if (PictureFormat.Extension(response.Body.Span) is null)
            return null;
        var hash = Convert.ToHexStringLower(SHA256.HashData(response.Body.Span)[..12]);
        using var body = new MemoryStream(response.Body.ToArray());
        try
        {
            return (await intake.TakeAtAsync(type => string.Create(CultureInfo.InvariantCulture, $"news/{date:yyyy}/{date:MM}/{hash}{type.Extension}"), hash, body, cancellationToken)).Path;
        }
        catch (MediaRefusedException)
        {
            // It is broken, or too large to be shown: no trouble of the source.
            return null;
        }
    }
}
