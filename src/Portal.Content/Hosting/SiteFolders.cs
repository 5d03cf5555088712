using Microsoft.Extensions.Configuration;

namespace Portal.Content.Hosting;

/// <summary>
/// Where the folders that come with the program lie: the one named by the configuration, else the one of the checkout that the
/// program runs from, else the one beside the binaries.
/// </summary>
public sealed class SiteFolders(IConfiguration configuration)
{
    /// <summary>The folder of themes (<c>Portal:ThemesDirectory</c>). It need not exist.</summary>
    public string Themes { get; } = Find(configuration["Portal:ThemesDirectory"], "themes");

    /// <summary>The folder of recipes (<c>Portal:RecipesDirectory</c>). It need not exist.</summary>
    public string Recipes { get; } = Find(configuration["Portal:RecipesDirectory"], "recipes");

    static string Find(string? configured, string name)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return Path.GetFullPath(configured);
        // Only a folder that also holds the solution is a checkout; any other "themes" above us belongs to somebody else.
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, name);
                if (File.Exists(Path.Combine(folder.FullName, "Portal.sln")) && Directory.Exists(candidate))
                    return candidate;
            }
        }
        return Path.Combine(AppContext.BaseDirectory, name);
    }
}
