using Portal.Content.Fields;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Search.Analysis;

namespace Portal.Search.Indexing;

/// <summary>Takes from a content item what is searched and shown with a hit.</summary>
static class DocumentMapping
{
    /// <summary>Longest text that is indexed, in characters; what follows is left out.</summary>
    const int MaxText = 500_000;

    /// <summary>As many letters of an excerpt decide whether the body begins with it.</summary>
    const int ExcerptSample = 60;

    public static SearchDocument Map(ContentItem item)
    {
        var part = item.ContentType;
        var title = SearchAnalyzers.Normalize(item.As<TitlePart>()?.Title ?? item.DisplayText ?? "");
        var text = SearchAnalyzers.Normalize(Text(item));
        return new()
        {
            Id = item.ContentItemId,
            Type = item.ContentType,
            Title = title,
            Text = text,
            Path = item.As<AutoroutePart>() is { Disabled: false, Path: { } path } ? path.Trim('/') : "",
            Language = IndexLanguages.FromTag(item.Text(part, "Language")) ?? LanguageGuess.Of($"{title} {text}"),
            Author = item.Text(part, "AuthorName"),
            Source = item.Field<ContentPickerField>(part, "Source")?.ContentItemIds is [var source, ..] ? source : "",
            Topics = Terms(item, part, "Topics"),
            Regions = Terms(item, part, "Regions"),
            Image = item.Field<MediaField>(part, "Image")?.Paths is [var image, ..] ? image : "",
            PublishedUtc = item.PublishedUtc ?? item.CreatedUtc ?? default,
        };
    }

    static string Text(ContentItem item)
    {
        var body = HtmlText.FromHtml(item.As<HtmlBodyPart>()?.Html);
        var excerpt = HtmlText.FromHtml(item.Text(item.ContentType, "Excerpt"));
        // Imported excerpts are often the body's first words; these must not count twice.
        if (excerpt.Length > 0 && body.StartsWith(excerpt[..Math.Min(excerpt.Length, ExcerptSample)].TrimEnd('…', ']', '[', ' '), StringComparison.OrdinalIgnoreCase))
            excerpt = "";
        var text = string.Join('\n', new[] { item.Text(item.ContentType, "Subtitle"), excerpt, body }.Where(one => one.Length > 0));
        return text.Length > MaxText ? text[..MaxText] : text;
    }

    static IReadOnlyList<string> Terms(ContentItem item, string part, string field) =>
        item.Field<TaxonomyField>(part, field)?.TermContentItemIds ?? [];
}
