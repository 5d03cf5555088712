using System.Globalization;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Content.Settings;

namespace Portal.Site.Routing;

/// <summary>Public addresses of items, media and pages.</summary>
sealed class SiteLinks(TermCatalog terms, SiteAddress address)
{
    /// <summary>The item's path with the prefix of the language; null where it has no page of its own.</summary>
    public async ValueTask<string?> PathOfAsync(ContentItem item, SiteSettings settings, InterfaceLanguage language, CancellationToken cancellationToken)
    {
        if (item.ContentItemId == HomeItem(settings) && item.ContentItemId.Length > 0)
            return Localized("/", language);
        if (item.As<AutoroutePart>() is { Disabled: false, Path: { Length: > 0 } path } && item.Content["TermPart"] is null && item.Id != 0)
            return Localized("/" + Encode(path.Trim('/').ToLowerInvariant()), language);
        return await terms.FindAsync(item.ContentItemId, cancellationToken) is { Path: { } term } ? Localized("/" + Encode(term), language) : null;
    }

    /// <summary>A path of the site in a language: <c>~/</c> and <c>/</c> stand for the root of the language; whole addresses stay.</summary>
    public static string Localized(string path, InterfaceLanguage language)
    {
        if (path.StartsWith("~/", StringComparison.Ordinal))
            path = path[1..];
        if (language.PathPrefix.Length == 0 || !path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal) || path.StartsWith("/media/", StringComparison.Ordinal))
            return path;
        return path == "/" ? $"/{language.PathPrefix}" : $"/{language.PathPrefix}{path}";
    }

    /// <summary>The full address of a path.</summary>
    public string Absolute(string path) =>
        path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? path : address.Absolute(path).AbsoluteUri;

    /// <summary>The address of a media file.</summary>
    public static string Media(string path) => "/media/" + Encode(path.TrimStart('/'));

    /// <summary>Identifier of the item that is the home page; null where the theme's own one is shown.</summary>
    public static string? HomeItem(SiteSettings settings) =>
        settings.Section("HomeRoute")?["ContentItemId"] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<string>(out var id) ? id : null;

    /// <summary>The path as it stands in addresses.</summary>
    public static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
