using System.Text.Json;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Site.Themes;

/// <summary>The themes in the folder of themes, found once at the start.</summary>
public sealed partial class ThemeCatalog
{
    readonly Dictionary<string, Theme> _themes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the themes.</summary>
    public ThemeCatalog(SiteFolders folders, ILogger<ThemeCatalog> log)
    {
        if (!Directory.Exists(folders.Themes))
        {
            LogMissing(log, folders.Themes);
            return;
        }
        foreach (var folder in Directory.GetDirectories(folders.Themes))
        {
            var id = Path.GetFileName(folder);
            try
            {
                _themes[id] = new(id, folder, ThemeManifest.Read(folder));
            }
            catch (Exception exception) when (exception is JsonException or IOException)
            {
                LogUnreadable(log, id, exception.Message);
            }
        }
    }

    /// <summary>Names of the themes: those of their folders.</summary>
    public IReadOnlyList<string> Names => [.. _themes.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    internal IReadOnlyCollection<Theme> All => _themes.Values;

    internal Theme? Find(string id) => _themes.GetValueOrDefault(id);

    /// <summary>A theme, then its base, then the base's base; ends where a theme is unknown or comes a second time.</summary>
    internal IReadOnlyList<Theme> WithBases(string id)
    {
        var chain = new List<Theme>();
        for (var theme = Find(id); theme is not null && !chain.Contains(theme); theme = theme.Manifest.BaseTheme is { Length: > 0 } next ? Find(next) : null)
            chain.Add(theme);
        return chain;
    }

    [LoggerMessage(LogLevel.Error, "There is no folder of themes at {Folder}; pages are drawn by the built-in templates. Set Portal:ThemesDirectory.")]
    static partial void LogMissing(ILogger logger, string folder);

    [LoggerMessage(LogLevel.Error, "The theme {Theme} cannot be used: its theme.json is not readable ({Reason}).")]
    static partial void LogUnreadable(ILogger logger, string theme, string reason);
}
