using System.Text.Json.Nodes;

namespace Portal.Site.Tests.Hosting;

/// <summary>A folder of themes that a test writes itself.</summary>
sealed class ThemeFolder : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("portal-themes-").FullName;

    public void Write(string theme, string template, string liquid, DateTime? changedUtc = null)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, theme, "Views")).FullName, template + ".liquid");
        File.WriteAllText(file, liquid);
        if (changedUtc is { } date)
            File.SetLastWriteTimeUtc(file, date);
    }

    public void Asset(string theme, string file, string text) => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, theme, "wwwroot")).FullName, file), text);

    public void Manifest(string theme, string json) => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, theme)).FullName, "theme.json"), json);

    public async Task<SiteHost> StartAsync(string theme, string environment = "Production")
    {
        var host = await SiteHost.StartAsync(new Dictionary<string, string?> { ["Portal:ThemesDirectory"] = _folder }, environment);
        await host.StepAsync(new JsonObject { ["name"] = "themes", ["site"] = theme });
        return host;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
