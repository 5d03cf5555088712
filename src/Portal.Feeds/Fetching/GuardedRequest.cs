namespace Portal.Feeds.Fetching;

/// <summary>What a fetch may ask and take.</summary>
/// <param name="Url">Address, http or https.</param>
/// <param name="MaxBytes">Most bytes that are taken, after decompression.</param>
/// <param name="Accept">Value of the <c>Accept</c> header.</param>
public sealed record GuardedRequest(string Url, long MaxBytes, string Accept)
{
    /// <summary>Validator from the last answer, exactly as it came, or null.</summary>
    public string? ETag { get; init; }

    /// <summary>Validator from the last answer, exactly as it came, or null.</summary>
    public string? LastModified { get; init; }

    /// <summary>Value of the <c>Authorization</c> header, or null. It is sent to the server of the address alone, never to one that it redirects to.</summary>
    public string? Authorization { get; init; }

    /// <summary>Whether only the head of the answer is asked for.</summary>
    public bool IsHead { get; init; }

    /// <summary>Whether the body of the answer is left where it is.</summary>
    public bool WithoutBody { get; init; }

    /// <summary>Fields of a form that is posted; null for a fetch.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }
}

/// <summary>What came back with a status of 200 or 304; of a form, with any status from 200 to 299.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Url">The address at the end of all redirects.</param>
/// <param name="Moved">Whether every redirect on the way was a permanent one.</param>
/// <param name="Body">The body, decompressed; empty for 304.</param>
public sealed record GuardedResponse(int Status, string Url, bool Moved, ReadOnlyMemory<byte> Body)
{
    /// <summary>The encoding that the header names, or null.</summary>
    public string? Charset { get; init; }

    /// <summary>The media type, or null.</summary>
    public string? MediaType { get; init; }

    /// <summary>Validator exactly as it came, or null.</summary>
    public string? ETag { get; init; }

    /// <summary>Validator exactly as it came, or null.</summary>
    public string? LastModified { get; init; }

    /// <summary>For how long the server says the answer holds (<c>Cache-Control</c>, else <c>Expires</c>).</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The hub that the <c>Link</c> header announces (WebSub), or null.</summary>
    public string? Hub { get; init; }

    /// <summary>The address by which the hub knows the feed, as the <c>Link</c> header says, or null.</summary>
    public string? Self { get; init; }
}
