namespace Portal.Feeds.Parsing;

/// <summary>A person or an organisation that a feed names.</summary>
/// <param name="Name">The name, or null.</param>
/// <param name="Email">The address for mail, or null. Not meant for the public.</param>
/// <param name="Url">A page, or null.</param>
public sealed record ParsedPerson(string? Name, string? Email = null, string? Url = null);

/// <summary>A category as the feed gives it.</summary>
/// <param name="Term">The category itself.</param>
/// <param name="Scheme">What list of categories it belongs to, or null.</param>
/// <param name="Label">How it is shown, where that differs from the term; or null.</param>
public sealed record ParsedCategory(string Term, string? Scheme = null, string? Label = null);

/// <summary>A link with its relation (RFC 8288).</summary>
/// <param name="Href">The address, in full.</param>
/// <param name="Rel">The relation: <c>alternate</c>, <c>self</c>, <c>hub</c> and so on.</param>
/// <param name="Type">Media type of what stands there, or null.</param>
/// <param name="Hreflang">Its language, or null.</param>
/// <param name="Title">Its title, or null.</param>
public sealed record ParsedLink(string Href, string Rel, string? Type, string? Hreflang, string? Title);

/// <summary>A picture of the feed, or a thumbnail.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Title">Its title, or null.</param>
/// <param name="Link">What page it belongs to, or null.</param>
/// <param name="Width">Pixels, or null.</param>
/// <param name="Height">Pixels, or null.</param>
public sealed record ParsedImage(string Url, string? Title = null, string? Link = null, int? Width = null, int? Height = null);

/// <summary>The feed from which an entry was taken over.</summary>
/// <param name="Title">Its title, or null.</param>
/// <param name="Url">Its address, or null.</param>
/// <param name="Id">Its identifier, or null.</param>
public sealed record ParsedSource(string? Title, string? Url, string? Id);

/// <summary>A chapter of a recording (Podlove Simple Chapters).</summary>
/// <param name="StartSeconds">Where it begins.</param>
/// <param name="Title">Its title.</param>
/// <param name="Url">A page on it, or null.</param>
public sealed record ParsedChapter(double StartSeconds, string Title, string? Url);

/// <summary>A transcript, or a document of chapters, of a recording (podcastindex.org namespace).</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Type">Its media type, or null.</param>
/// <param name="Language">Its language, or null.</param>
public sealed record ParsedTranscript(string Url, string? Type, string? Language);

/// <summary>A place (GeoRSS, W3C Basic Geo), in degrees of WGS 84.</summary>
public sealed record ParsedPoint(double Latitude, double Longitude);

/// <summary>Who took part in a recording or picture (<c>media:credit</c>).</summary>
public sealed record ParsedCredit(string Name, string? Role);

/// <summary>The rssCloud server of a feed.</summary>
public sealed record ParsedCloud(string? Domain, string? Port, string? Path, string? RegisterProcedure, string? Protocol);

/// <summary>The search box that RSS lets a feed have.</summary>
public sealed record ParsedTextInput(string? Title, string? Description, string? Name, string? Link);

/// <summary>A file that belongs to an entry.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Type">Its media type, or null.</param>
/// <param name="Length">Its size in bytes, or null.</param>
/// <param name="DurationSeconds">How long it plays, or null.</param>
public sealed record ParsedEnclosure(string Url, string? Type, long? Length, int? DurationSeconds)
{
    /// <summary>What it is: <c>audio</c>, <c>video</c>, <c>image</c>, <c>document</c>; or null.</summary>
    public string? Medium { get; init; }

    /// <summary>Kilobits a second, or null.</summary>
    public double? Bitrate { get; init; }

    /// <summary>Its title, or null.</summary>
    public string? Title { get; init; }
}
