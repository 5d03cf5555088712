using System.Globalization;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Portal.Search.Analysis;

namespace Portal.Search.Indexing;

/// <summary>Turns documents into Lucene's and back.</summary>
static class LuceneDocuments
{
    // Positions are kept only where phrases are looked for.
    static readonly FieldType WithoutPositions = new FieldType(TextField.TYPE_NOT_STORED) { IndexOptions = IndexOptions.DOCS_AND_FREQS }.Freeze();
    static readonly FieldType Beginnings = new FieldType(TextField.TYPE_NOT_STORED) { IndexOptions = IndexOptions.DOCS_ONLY, OmitNorms = true }.Freeze();

    public static Document ToLucene(SearchDocument source)
    {
        var published = new DateTimeOffset(DateTime.SpecifyKind(source.PublishedUtc, DateTimeKind.Utc)).ToUnixTimeSeconds();
        var document = new Document
        {
            new StringField(IndexFields.Id, source.Id, Field.Store.YES),
            new StringField(IndexFields.Type, source.Type, Field.Store.YES),
            new StringField(IndexFields.Language, source.Language.Code(), Field.Store.YES),
            new StoredField(IndexFields.Url, source.Path),
            new StoredField(IndexFields.Author, source.Author),
            new StoredField(IndexFields.StoredTitle, source.Title),
            new StoredField(IndexFields.StoredText, source.Text),
            new Int64Field(IndexFields.Published, published, Field.Store.YES),
            new NumericDocValuesField(IndexFields.Published, published),
            new TextField(IndexFields.All(source.Language), source.Title, Field.Store.NO),
            new TextField(IndexFields.All(source.Language), source.Text, Field.Store.NO),
            new Field(IndexFields.Title(source.Language), source.Title, WithoutPositions),
            new Field(IndexFields.Content(source.Language), source.Text, WithoutPositions),
            new TextField(IndexFields.ExactTitle, source.Title, Field.Store.NO),
            new TextField(IndexFields.ExactContent, source.Text, Field.Store.NO),
            new Field(IndexFields.Suggest, source.Title, Beginnings),
        };
        if (source.Source.Length > 0)
            document.Add(new StringField(IndexFields.Source, source.Source, Field.Store.YES));
        foreach (var topic in source.Topics)
            document.Add(new StringField(IndexFields.Topic, topic, Field.Store.YES));
        return document;
    }

    public static SearchDocument FromLucene(Document document) => new()
    {
        Id = document.Text(IndexFields.Id),
        Type = document.Text(IndexFields.Type),
        Title = document.Text(IndexFields.StoredTitle),
        Text = document.Text(IndexFields.StoredText),
        Path = document.Text(IndexFields.Url),
        Language = IndexLanguages.FromCode(document.Text(IndexFields.Language)),
        Author = document.Text(IndexFields.Author),
        Source = document.Text(IndexFields.Source),
        Topics = document.GetValues(IndexFields.Topic, CultureInfo.InvariantCulture),
        PublishedUtc = DateTimeOffset.FromUnixTimeSeconds(long.Parse(document.Text(IndexFields.Published), CultureInfo.InvariantCulture)).UtcDateTime,
    };

    /// <summary>The stored value; empty where there is none.</summary>
    public static string Text(this Document document, string field) => document.Get(field, CultureInfo.InvariantCulture) ?? "";
}
