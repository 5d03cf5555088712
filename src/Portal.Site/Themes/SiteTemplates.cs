using Portal.Content.Documents;
using Portal.Content.Settings;
using Portal.Site.Liquid;

namespace Portal.Site.Themes;

/// <summary>Where the template of a shape comes from.</summary>
public enum TemplateSource
{
    /// <summary>Made on the site; it goes before all others.</summary>
    Site,

    /// <summary>A file of the theme or of one of its base themes.</summary>
    Theme,

    /// <summary>Built into the program.</summary>
    BuiltIn,
}

/// <summary>A template in force.</summary>
/// <param name="Shape">Name of the shape that it draws, such as <c>Content__Article</c>.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Theme">The theme whose file it is or stands before, or null.</param>
/// <param name="File">Name of that file without folder and extension, or null.</param>
/// <param name="Description">What the site says about a template of its own; may be null.</param>
/// <param name="Error">Why it draws nothing, with the line; null where it is well.</param>
public sealed record TemplateLine(string Shape, TemplateSource Source, string? Theme, string? File, string? Description, string? Error);

/// <summary>The text of a template, for those who change it.</summary>
/// <param name="Shape">Name of the shape.</param>
/// <param name="Own">The site's own text, or null where the site has none.</param>
/// <param name="Original">The text of the theme or the built-in one, or null where there is none.</param>
/// <param name="Description">What the site says about its own; may be null.</param>
public sealed record TemplateText(string Shape, string? Own, string? Original, string? Description);

/// <summary>The templates of the site, its theme and the program, as they are changed at the desk. Thread-safe.</summary>
public sealed class SiteTemplates
{
    readonly ThemeTemplates _templates;
    readonly LiquidParsing _parsing;
    readonly SiteDocuments _documents;

    internal SiteTemplates(ThemeTemplates templates, LiquidParsing parsing, SiteDocuments documents) => (_templates, _parsing, _documents) = (templates, parsing, documents);

    /// <summary>Every template in force, by name of its shape.</summary>
    public async Task<IReadOnlyList<TemplateLine>> ListAsync(CancellationToken cancellationToken)
    {
        var set = await SetAsync(cancellationToken);
        var site = (await _documents.GetAsync<TemplatesDocument>(cancellationToken)).Templates;
        return [.. set.Names.Select(name =>
        {
            var file = set.File(name);
            var own = site.GetValueOrDefault(name);
            return new TemplateLine(name, own is not null ? TemplateSource.Site : file is not null ? TemplateSource.Theme : TemplateSource.BuiltIn,
                file?.Theme, file is { } one ? Path.GetFileNameWithoutExtension(one.File) : null, own?.Description, set.Find(name)?.Error);
        })];
    }

    /// <summary>The texts of a template; both are null where nothing draws the shape yet.</summary>
    public async Task<TemplateText> ReadAsync(string shape, CancellationToken cancellationToken)
    {
        var set = await SetAsync(cancellationToken);
        var own = (await _documents.GetAsync<TemplatesDocument>(cancellationToken)).Templates.GetValueOrDefault(shape);
        var original = set.File(shape) is { } file ? await File.ReadAllTextAsync(file.File, cancellationToken) : ThemeTemplates.BuiltInText(shape);
        return new(shape, own?.Content, original, own?.Description);
    }

    /// <summary>What is wrong with a text as Liquid, with template and line; null where nothing is.</summary>
    public string? Check(string shape, string liquid) => _parsing.Check($"template “{shape}”", liquid);

    async Task<TemplateSet> SetAsync(CancellationToken cancellationToken) =>
        await _templates.GetAsync((await _documents.GetAsync<SiteSettings>(cancellationToken)).Theme, cancellationToken);
}
