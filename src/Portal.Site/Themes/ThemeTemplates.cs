using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Hosting;
using Portal.Content.Documents;
using Portal.Site.Liquid;
using Portal.Site.Shapes;

namespace Portal.Site.Themes;

/// <summary>
/// Finds the template of a shape: one made on the site, else the theme's, else its base theme's, else a built-in one. Templates are
/// parsed once; in development a changed file is read again.
/// </summary>
sealed class ThemeTemplates(ThemeCatalog themes, LiquidParsing parsing, SiteDocuments documents, IHostEnvironment environment)
{
    const string BuiltInPrefix = "Views.";

    readonly Dictionary<string, ParsedTemplate> _builtIn = ReadBuiltIn(parsing);
    readonly ConcurrentDictionary<string, TemplateIndex> _indexes = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, ParsedTemplate> _parsed = new(StringComparer.Ordinal);

    /// <summary>The templates that hold for one page.</summary>
    /// <param name="themeId">The theme.</param>
    /// <param name="trial">A template that is tried, or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<TemplateSet> GetAsync(string themeId, CancellationToken cancellationToken, TemplateTrial? trial = null)
    {
        var site = (await documents.GetAsync<TemplatesDocument>(cancellationToken)).Templates;
        if (trial is not null)
            site = new Dictionary<string, SiteTemplate>(site, StringComparer.Ordinal) { [trial.Shape] = new(null, trial.Liquid) };
        var indexes = new List<TemplateIndex>();
        foreach (var theme in themes.WithBases(themeId))
            indexes.Add(Index(theme));
        return new(site, indexes, _builtIn, this);
    }

    /// <summary>A template made on the site.</summary>
    public ParsedTemplate OfSite(string name, string content) => parsing.Parse($"template “{name}”", content);

    /// <summary>A template of a theme.</summary>
    public ParsedTemplate OfFile(string theme, string file)
    {
        var development = environment.IsDevelopment();
        if (_parsed.TryGetValue(file, out var held) && (!development || held.ChangedUtc == File.GetLastWriteTimeUtc(file)))
            return held;
        var changed = File.GetLastWriteTimeUtc(file);
        return _parsed[file] = parsing.ParseFile($"{theme}/Views/{Path.GetFileName(file)}", File.ReadAllText(file)) with { ChangedUtc = changed };
    }

    /// <summary>The text of a built-in template, or null.</summary>
    public static string? BuiltInText(string shape)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = assembly.GetManifestResourceNames().FirstOrDefault(name => BuiltInShape(name)?.Equals(shape, StringComparison.OrdinalIgnoreCase) == true);
        if (name is null)
            return null;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    static string? BuiltInShape(string resource) => resource.StartsWith(BuiltInPrefix, StringComparison.Ordinal) ? TemplateNames.ShapeName(resource[BuiltInPrefix.Length..^".liquid".Length]) : null;

    TemplateIndex Index(Theme theme)
    {
        if (_indexes.TryGetValue(theme.Id, out var held) && !environment.IsDevelopment())
            return held;
        return _indexes[theme.Id] = TemplateIndex.Read(theme);
    }

    static Dictionary<string, ParsedTemplate> ReadBuiltIn(LiquidParsing parsing)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var found = new Dictionary<string, ParsedTemplate>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (BuiltInShape(name) is not { } shape)
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            found[shape] = parsing.ParseFile($"built-in {name[BuiltInPrefix.Length..]}", reader.ReadToEnd());
        }
        return found;
    }
}

/// <summary>The template files of one theme by shape name.</summary>
sealed record TemplateIndex(string Theme, IReadOnlyDictionary<string, string> Files)
{
    public static TemplateIndex Read(Theme theme)
    {
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (Directory.Exists(theme.ViewsFolder))
        {
            foreach (var file in Directory.GetFiles(theme.ViewsFolder, "*.liquid", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                files[TemplateNames.ShapeName(Path.GetFileNameWithoutExtension(file))] = file;
        }
        return new(theme.Id, files);
    }
}

/// <summary>The templates that hold for one page.</summary>
sealed class TemplateSet(IReadOnlyDictionary<string, SiteTemplate> site, IReadOnlyList<TemplateIndex> themes, Dictionary<string, ParsedTemplate> builtIn, ThemeTemplates store)
{
    /// <summary>The template of the most special name that has one; null where the shape has none at all.</summary>
    public ParsedTemplate? Find(Shape shape)
    {
        for (var index = shape.Alternates.Count - 1; index >= 0; index--)
        {
            if (Find(shape.Alternates[index]) is { } template)
                return template;
        }
        return (shape.DisplayType != "Detail" ? Find($"{shape.Type}_{shape.DisplayType}") : null) ?? Find(shape.Type);
    }

    /// <summary>Every name that has a template.</summary>
    public IReadOnlyList<string> Names =>
        [.. site.Keys.Concat(themes.SelectMany(theme => theme.Files.Keys)).Concat(builtIn.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The file of the theme or the nearest base theme that draws the shape, or null.</summary>
    public (string Theme, string File)? File(string name)
    {
        foreach (var theme in themes)
        {
            if (theme.Files.TryGetValue(name, out var file))
                return (theme.Theme, file);
        }
        return null;
    }

    /// <summary>The template of that name; null where there is none.</summary>
    public ParsedTemplate? Find(string name)
    {
        if (site.TryGetValue(name, out var made))
            return store.OfSite(name, made.Content ?? "");
        return File(name) is { } file ? store.OfFile(file.Theme, file.File) : builtIn.GetValueOrDefault(name);
    }
}
