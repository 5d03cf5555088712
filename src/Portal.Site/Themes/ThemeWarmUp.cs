using Portal.Content.Hosting;

namespace Portal.Site.Themes;

/// <summary>Parses the templates of the themes at the start, so that the first page need not.</summary>
sealed class ThemeWarmUp(ThemeCatalog themes, ThemeTemplates templates) : IWarmUp
{
    public Task WarmUpAsync(CancellationToken cancellationToken)
    {
        foreach (var theme in themes.All)
        {
            foreach (var file in TemplateIndex.Read(theme).Files.Values)
            {
                cancellationToken.ThrowIfCancellationRequested();
                templates.OfFile(theme.Id, file);
            }
        }
        return Task.CompletedTask;
    }
}
