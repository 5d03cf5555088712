using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Search.Analysis;

namespace Portal.Search.Indexing;

/// <summary>Takes from a content item what is searched and shown with a hit. Belongs to one thread at a time.</summary>
sealed class DocumentMapping(ContentDefinitions definitions)
{
    readonly ItemText _texts = new(definitions);

    public SearchDocument Map(ContentItem item)
    {
        var part = item.ContentType;
        var title = SearchAnalyzers.Normalize(item.As<TitlePart>()?.Title ?? item.DisplayText ?? "");
        var text = SearchAnalyzers.Normalize(_texts.Of(item));
        return new()
        {
            Id = item.ContentItemId,
            Type = item.ContentType,
            Kind = IndexedTypes.KindOf(item),
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

    static IReadOnlyList<string> Terms(ContentItem item, string part, string field) =>
        item.Field<TaxonomyField>(part, field)?.TermContentItemIds ?? [];
}
