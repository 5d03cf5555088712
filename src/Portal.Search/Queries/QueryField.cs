using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Queries;

/// <summary>What a field of Orchard Core's index is in this one.</summary>
abstract record QueryField
{
    const string Item = "Content.ContentItem.";

    /// <summary>Words of title, text, or both.</summary>
    public sealed record Text(SearchFields Where) : QueryField;

    /// <summary>Whole values that are compared as they are, in one of the fields.</summary>
    public sealed record Keyword(params IReadOnlyList<string> Fields) : QueryField
    {
        public Query Is(string value) => Any(field => new TermQuery(new Term(field, Value(field, value))));

        public Query Begins(string value) => Any(field => new PrefixQuery(new Term(field, value)));

        // Cultures are kept as languages.
        static string Value(string field, string value) =>
            field == IndexFields.Language ? (IndexLanguages.FromTag(value) ?? IndexLanguage.Other).Code() : value;

        Query Any(Func<string, Query> inField)
        {
            if (Fields is [var only])
                return inField(only);
            var any = new BooleanQuery();
            foreach (var field in Fields)
                any.Add(inField(field), Occur.SHOULD);
            return any;
        }
    }

    /// <summary>The date of publication.</summary>
    public sealed record Published : QueryField;

    /// <summary>What is true of every document in the index.</summary>
    public sealed record Always : QueryField;

    /// <summary>The field of that name, or null where the index has nothing like it.</summary>
    public static QueryField? Find(string name)
    {
        var plain = name.EndsWith(".keyword", StringComparison.Ordinal) ? name[..^".keyword".Length] : name;
        return plain switch
        {
            "ContentItemId" or Item + "ContentItemId" => new Keyword(IndexFields.Id),
            Item + "ContentType" => new Keyword(IndexFields.Type),
            Item + "Culture" or "LocalizationPart.Culture" or Item + "LocalizationPart.Culture" => new Keyword(IndexFields.Language),
            Item + "Published" or Item + "Latest" => new Always(),
            Item + "PublishedUtc" => new Published(),
            Item + "FullText" => new Text(SearchFields.Both),
            // Whole titles are not kept apart: they would be compared letter by letter, which no reader of a title wants.
            Item + "DisplayText.Analyzed" or "TitlePart" or "TitlePart.Title" => new Text(SearchFields.Title),
            Item + "DisplayText" when plain == name => new Text(SearchFields.Title),
            "Content.BodyAspect.Body" or "HtmlBodyPart" or "HtmlBodyPart.Html" or "HtmlBodyPart.Body" or "MarkdownBodyPart" or "MarkdownBodyPart.Markdown" => new Text(SearchFields.Content),
            _ when plain.EndsWith(".TermContentItemIds", StringComparison.Ordinal) => new Keyword(IndexFields.Topic, IndexFields.Region),
            _ when plain.EndsWith(".Source.ContentItemIds", StringComparison.Ordinal) || plain.EndsWith(".Source", StringComparison.Ordinal) => new Keyword(IndexFields.Source),
            // A taxonomy field by its part and name, as older recipes write it.
            _ when plain.EndsWith(".Topics", StringComparison.Ordinal) || plain.EndsWith(".Regions", StringComparison.Ordinal) => new Keyword(IndexFields.Topic, IndexFields.Region),
            _ => null,
        };
    }
}
