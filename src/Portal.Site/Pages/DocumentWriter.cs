using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Portal.Content.Definitions;
using Portal.Content.Journal;
using Portal.Content.People;
using Portal.Site.Caching;

namespace Portal.Site.Pages;

/// <summary>Answers with documents for machines (feeds, sitemaps), kept like pages.</summary>
sealed class DocumentWriter(PageCache cache, TimeProvider time)
{
    /// <summary>Writes the document; false where there is none.</summary>
    public async Task<bool> TryWriteAsync(HttpContext http, string contentType, Func<PageUse, CancellationToken, Task<byte[]?>> make)
    {
        var key = PageWriter.MayKeep(http) ? PageKey.With(http.Request) : null;
        var document = await GetAsync(http, key, contentType, make);
        if (document is null)
            return false;
        await PageWriter.WriteAsync(http, document);
        return true;
    }

    async Task<CachedPage?> GetAsync(HttpContext http, string? key, string contentType, Func<PageUse, CancellationToken, Task<byte[]?>> make)
    {
        using var turn = key is null ? null : await cache.EnterAsync(key, http.RequestAborted);
        if (key is not null && cache.Find(key) is { } held)
            return held;
        var started = cache.Now;
        var use = new PageUse();
        // What is for visitors hangs on both.
        use.Add(CacheTag.Document(AnonymousRole.DocumentName));
        use.Add(CacheTag.Document(ContentDefinitions.DocumentName));
        if (await make(use, http.RequestAborted) is not { } bytes)
            return null;
        var document = new CachedPage(new(bytes), contentType, $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"", use.Tags, time.GetUtcNow());
        if (key is not null)
            cache.Keep(key, document, started);
        return document;
    }
}
