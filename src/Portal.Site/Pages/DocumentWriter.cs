using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Portal.Content.Definitions;
using Portal.Content.Journal;
using Portal.Content.People;
using Portal.Site.Caching;
using Portal.Site.Syndication;

namespace Portal.Site.Pages;

/// <summary>Answers with documents for machines (feeds, sitemaps), kept like pages.</summary>
sealed class DocumentWriter(PageCache cache, TimeProvider time)
{
    /// <summary>Writes the document; false where there is none.</summary>
    public Task<bool> TryWriteAsync(HttpContext http, string contentType, Func<PageUse, CancellationToken, Task<byte[]?>> make) =>
        TryWriteAsync(http, contentType, async (use, cancellation) => (await make(use, cancellation), null), PageWriter.MayKeep(http) ? PageKey.With(http.Request) : null);

    /// <summary>Writes a feed, with the date of its newest entry, and keeps it under the key where there is one; false where there is no feed.</summary>
    public Task<bool> TryWriteAsync(HttpContext http, string contentType, Func<PageUse, CancellationToken, Task<OutgoingFeed?>> make, Func<OutgoingFeed, byte[]> write, string? key) =>
        TryWriteAsync(http, contentType, async (use, cancellation) => await make(use, cancellation) is { } feed ? (write(feed), feed.UpdatedUtc) : (null, null),
            PageWriter.MayKeep(http) ? key : null);

    async Task<bool> TryWriteAsync(HttpContext http, string contentType, Func<PageUse, CancellationToken, Task<(byte[]? Bytes, DateTime? Changed)>> make, string? key)
    {
        if (await GetAsync(http, key, contentType, make) is not { } document)
            return false;
        await PageWriter.WriteAsync(http, document);
        return true;
    }

    async Task<CachedPage?> GetAsync(HttpContext http, string? key, string contentType, Func<PageUse, CancellationToken, Task<(byte[]? Bytes, DateTime? Changed)>> make)
    {
        using var turn = key is null ? null : await cache.EnterAsync(key, http.RequestAborted);
        if (key is not null && cache.Find(key) is { } held)
            return held;
        var started = cache.Now;
        var use = new PageUse();
        // What is for visitors hangs on both.
        use.Add(CacheTag.Document(AnonymousRole.DocumentName));
        use.Add(CacheTag.Document(ContentDefinitions.DocumentName));
        var (bytes, changed) = await make(use, http.RequestAborted);
        if (bytes is null)
            return null;
        var document = new CachedPage(new(bytes), contentType, $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"", use.Tags, time.GetUtcNow())
        {
            // Dates of HTTP have no fractions of a second.
            Changed = changed is { } date ? new DateTimeOffset(new DateTime(date.Ticks - (date.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc)) : null,
        };
        if (key is not null)
            cache.Keep(key, document, started);
        return document;
    }
}
