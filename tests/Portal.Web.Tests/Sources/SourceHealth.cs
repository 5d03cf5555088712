using System.Text.Json;
using Portal.Testing.Hosting;

namespace Portal.Web.Tests.Sources;

/// <summary>How a source is doing, as <c>portal feeds list --json</c> tells.</summary>
sealed record SourceHealth(string Id, string Title, string Url, string? Error, string? Repaired, int? Items)
{
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<SourceHealth>> ReadAsync(PortalSite site, CancellationToken cancellationToken) =>
    [
        .. (await site.RunVerbAsync(["feeds", "list", "--json"], cancellationToken)).EnsureSuccess().Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<SourceHealth>(line, Web)!),
    ];
}
