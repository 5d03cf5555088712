using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Portal.Content.Hosting;

/// <summary>Where the folders that come with the program lie: beside it when it was published, above it in a checkout, or where the configuration says.</summary>
public sealed class SiteFolders(IHostEnvironment environment, IConfiguration configuration)
{
    /// <summary>Recipes and what they refer to (<c>Portal:RecipesDirectory</c>).</summary>
    public string Recipes => Find("recipes", configuration["Portal:RecipesDirectory"]);

    /// <summary>Themes (<c>Portal:ThemesDirectory</c>).</summary>
    public string Themes => Find("themes", configuration["Portal:ThemesDirectory"]);

    string Find(string name, string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return Path.GetFullPath(configured);
        foreach (var start in (string[])[environment.ContentRootPath, AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, name);
                if (Directory.Exists(candidate))
                    return candidate;
            }
        }
        throw new DirectoryNotFoundException($"The folder “{name}” was found neither beside the program nor above it. Name it by Portal:{char.ToUpperInvariant(name[0])}{name[1..]}Directory.");
    }
}
