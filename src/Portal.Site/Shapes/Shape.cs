namespace Portal.Site.Shapes;

/// <summary>
/// Something to be drawn: a type, which names the template, more special names for it (<see cref="Alternates"/>, the last one is the
/// most special), and what the template finds in <c>Model</c>.
/// </summary>
sealed class Shape(string type)
{
    public string Type { get; set; } = type;

    /// <summary><c>Detail</c> for a page of its own, <c>Summary</c> in lists.</summary>
    public string DisplayType { get; set; } = "Detail";

    public List<string> Alternates { get; } = [];

    public List<string> Classes { get; } = [];

    public Dictionary<string, object?> Properties { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Shapes within: widgets of a zone, entries of a menu.</summary>
    public List<Shape> Items { get; } = [];

    /// <summary>Draws the shape where no template of its own is asked for.</summary>
    public Func<Pages.PageRender, ValueTask<string>>? Draw { get; init; }

    /// <summary>A zone of the layout.</summary>
    public static Shape Zone(string name)
    {
        var zone = new Shape("Zone").With("ZoneName", name);
        zone.Alternates.Add($"Zone__{TemplateNames.Piece(name)}");
        return zone;
    }

    /// <summary>Sets a property.</summary>
    public Shape With(string name, object? value)
    {
        Properties[name] = value;
        return this;
    }
}
