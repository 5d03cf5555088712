namespace Portal.Feeds.Parsing;

/// <summary>Reads categories of all families, with their schemes; each once.</summary>
static class CategoryReading
{
    /// <summary>Most categories that are read of one entry.</summary>
    const int MaxCategories = 100;

    public static IReadOnlyList<ParsedCategory> All(FeedNode node)
    {
        List<ParsedCategory>? found = null;
        Add(node, ref found);
        return found ?? (IReadOnlyList<ParsedCategory>)[];
    }

    /// <summary>The terms alone.</summary>
    public static IReadOnlyList<string> Terms(IReadOnlyList<ParsedCategory> categories) =>
        categories.Count == 0 ? [] : [.. categories.Select(category => category.Term).Distinct(StringComparer.Ordinal)];

    static void Add(FeedNode node, ref List<ParsedCategory>? found)
    {
        foreach (var (module, name, element) in node.Children)
        {
            switch (module, name)
            {
                case (Module.Core, "category"):
                    var term = MediaReading.Attribute(element, "term");
                    Add(ref found, new(term ?? Markup.Plain(element.Value), MediaReading.Attribute(element, "scheme") ?? MediaReading.Attribute(element, "domain"),
                        MediaReading.Attribute(element, "label")));
                    break;
                case (Module.DublinCore or Module.Terms, "subject"):
                    Add(ref found, new(Markup.Plain(element.Value)));
                    break;
                case (Module.Media, "category"):
                    Add(ref found, new(Markup.Plain(element.Value), MediaReading.Attribute(element, "scheme") ?? "http://search.yahoo.com/mrss/category_schema", MediaReading.Attribute(element, "label")));
                    break;
                case (Module.Itunes, "category"):
                    Add(ref found, new(MediaReading.Attribute(element, "text") ?? "", "http://www.itunes.com/"));
                    Add(node.Child(element), ref found);
                    break;
                case (Module.Itunes, "keywords") or (Module.Core, "keywords"):
                    foreach (var word in element.Value.Split(','))
                        Add(ref found, new(Markup.Collapse(word), "http://www.itunes.com/"));
                    break;
            }
        }
    }

    static void Add(ref List<ParsedCategory>? found, ParsedCategory category)
    {
        found ??= [];
        if (category.Term.Length > 0 && found.Count < MaxCategories && !found.Contains(category))
            found.Add(category);
    }
}
