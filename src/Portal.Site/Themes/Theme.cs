using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Site.Themes;

/// <summary>A theme: a folder with <c>theme.json</c>, <c>Views/*.liquid</c> and <c>wwwroot/</c>; its identity is the folder's name.</summary>
sealed record Theme(string Id, string Folder, ThemeManifest Manifest)
{
    public string ViewsFolder => Path.Combine(Folder, "Views");

    public string AssetsFolder => Path.Combine(Folder, "wwwroot");
}

/// <summary>What <c>theme.json</c> says.</summary>
sealed record ThemeManifest(string? Name, string? Author, string? Website, string? Version, string? Description, string? BaseTheme, IReadOnlyList<string>? Tags)
{
    public static ThemeManifest Empty { get; } = new(null, null, null, null, null, null, null);

    /// <summary>Reads the manifest of a theme folder; a folder without one is a theme without a base.</summary>
    public static ThemeManifest Read(string folder)
    {
        var file = Path.Combine(folder, "theme.json");
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), ThemeJson.Default.ThemeManifest) ?? Empty : Empty;
    }
}

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(ThemeManifest))]
sealed partial class ThemeJson : JsonSerializerContext;
