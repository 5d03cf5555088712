using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Portal.Site.Caching;

/// <summary>Limits of the page cache (<c>Portal:PageCache</c>).</summary>
sealed class PageCacheOptions
{
    /// <summary>Whether pages are kept. Off in development, where templates change without a row in the journal.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Most memory for kept pages, in megabytes.</summary>
    public int MaxMegabytes { get; init; } = 128;

    /// <summary>Longest life of a kept page: pages may show what passes with time alone.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(10);

    public static PageCacheOptions Read(IConfiguration configuration, IHostEnvironment? environment)
    {
        var section = configuration.GetSection("Portal:PageCache");
        return new()
        {
            Enabled = section.GetValue("Enabled", environment?.IsDevelopment() != true),
            MaxMegabytes = Math.Clamp(section.GetValue("MaxMegabytes", 128), 1, 65536),
        };
    }
}
