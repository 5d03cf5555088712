using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Portal.Content.Items;

namespace Portal.Content.Fields;

/// <summary>A film on YouTube.</summary>
/// <param name="RawAddress">The address as the editor gave it.</param>
/// <param name="EmbeddedAddress">The address that is framed in a page.</param>
public sealed partial record YoutubeField(string? RawAddress, string? EmbeddedAddress) : IContentField<YoutubeField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<YoutubeField> Json => FieldJson.Default.YoutubeField;

    /// <summary>Where films are framed from: YouTube's own host for pages that keep no traces of their readers.</summary>
    public const string FrameOrigin = "https://www.youtube-nocookie.com";

    /// <summary>The field of an address; the embedded one is empty where it names no film.</summary>
    public static YoutubeField Of(string? address) => new(address, VideoId(address) is { } id ? $"{FrameOrigin}/embed/{id}" : "");

    /// <summary>The film that an address of YouTube names (watch, youtu.be, embed, shorts, live); null for any other address.</summary>
    public static string? VideoId(string? address)
    {
        if (!Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;
        var host = uri.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.Host[4..] : uri.Host;
        var segments = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var id = host.ToLowerInvariant() switch
        {
            "youtu.be" => segments.FirstOrDefault(),
            "youtube.com" or "m.youtube.com" or "music.youtube.com" or "youtube-nocookie.com" => segments is ["embed" or "shorts" or "live" or "v", var last, ..]
                ? last
                : segments is ["watch"] && FilmInQuery().Match(uri.Query) is { Success: true } match ? match.Groups["id"].Value : null,
            _ => null,
        };
        return id is not null && FilmName().IsMatch(id) ? id : null;
    }

    [GeneratedRegex(@"[?&]v=(?<id>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FilmInQuery();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{6,20}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FilmName();
}
