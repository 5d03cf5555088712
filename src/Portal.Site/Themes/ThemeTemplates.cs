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
    readonly Dictionary<string, ParsedTemplate> _builtIn = ReadBuiltIn(parsing);
    readonly ConcurrentDictionary<string, TemplateIndex> _indexes = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, ParsedTemplate> _parsed = new(StringComparer.Ordinal);

    /// <summary>The templates that hold for one page.</summary>
    public async ValueTask<TemplateSet> GetAsync(string themeId, CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync<TemplatesDocument>(cancellationToken);
        var indexes = new List<TemplateIndex>();
        foreach (var theme in themes.WithBases(themeId))
            indexes.Add(Index(theme));
        return new(document.Templates, indexes, _builtIn, this);
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

    TemplateIndex Index(Theme theme)
    {
        if (_indexes.TryGetValue(theme.Id, out var held) && !environment.IsDevelopment())
            return held;
        return _indexes[theme.Id] = TemplateIndex.Read(theme);
    }

    static Dictionary<string, ParsedTemplate> ReadBuiltIn(LiquidParsing parsing)
    {
        const string Prefix = "Views.";
        var assembly = Assembly.GetExecutingAssembly();
        var found = new Dictionary<string, ParsedTemplate>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var file = name[Prefix.Length..^".liquid".Length];
            found[TemplateNames.ShapeName(file)] = parsing.ParseFile($"built-in {file}.liquid", reader.ReadToEnd());
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

    ParsedTemplate? Find(string name)
    {
        if (site.TryGetValue(name, out var made))
            return store.OfSite(name, made.Content ?? "");
        foreach (var theme in themes)
        {
            if (theme.Files.TryGetValue(name, out var file))
                return store.OfFile(theme.Theme, file);
        }
        return builtIn.GetValueOrDefault(name);
    }
}
