using System.Globalization;
using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Portal.Search.Analysis;

namespace Portal.Search.Indexing;

/// <summary>
/// Turns documents into Lucene's. Each text is taken apart once, and all fields are fed from its words. Its buffers are used for the
/// next document, so that one belongs to one thread at a time, and a document must be written before the next one is made.
/// </summary>
sealed class LuceneDocuments : IDisposable
{
    // Positions are kept only where phrases are looked for.
    static readonly FieldType WithoutPositions = new FieldType(TextField.TYPE_NOT_STORED) { IndexOptions = IndexOptions.DOCS_AND_FREQS }.Freeze();
    static readonly FieldType Beginnings = new FieldType(TextField.TYPE_NOT_STORED) { IndexOptions = IndexOptions.DOCS_ONLY, OmitNorms = true }.Freeze();
    static readonly FieldType Names = new FieldType(TextField.TYPE_NOT_STORED) { OmitNorms = true }.Freeze();

    readonly WordList _title = new();
    readonly WordList _titleStems = new();
    readonly WordList _text = new();
    readonly WordList _textStems = new();
    readonly WordList _author = new();
    readonly WordStream _all = new();
    readonly WordStream _stemmedTitle = new();
    readonly WordStream _exactTitle = new();
    readonly WordStream _exactContent = new();
    readonly WordStream _authorWords = new();
    readonly BeginningsStream _beginnings = new();
    readonly BeginningsStream _firstBeginnings = new();

    public Document ToLucene(SearchDocument source)
    {
        Analyze(source.Title, source.Language, _title, _titleStems);
        Analyze(source.Text, source.Language, _text, _textStems);
        var document = new Document
        {
            new StringField(IndexFields.Id, source.Id, Field.Store.YES),
            new BinaryDocValuesField(IndexFields.Id, new BytesRef(source.Id)),
            new StringField(IndexFields.Type, source.Type, Field.Store.YES),
            new StoredField(IndexFields.Language, source.Language.Code()),
            new StoredField(IndexFields.StoredTitle, source.Title),
            new StoredField(IndexFields.StoredText, source.Text),
            PublishedRange.Field(source.PublishedUtc),
            new StoredField(IndexFields.Published, PublishedRange.Seconds(source.PublishedUtc)),
            new NumericDocValuesField(IndexFields.Published, PublishedRange.Seconds(source.PublishedUtc)),
            new Field(IndexFields.All(source.Language), _all.Over(_titleStems, _textStems), TextField.TYPE_NOT_STORED),
            new Field(IndexFields.Title(source.Language), _stemmedTitle.Over(_titleStems), WithoutPositions),
            new Field(IndexFields.ExactTitle, _exactTitle.Over(_title), TextField.TYPE_NOT_STORED),
            new Field(IndexFields.ExactContent, _exactContent.Over(_text), TextField.TYPE_NOT_STORED),
            new Field(IndexFields.Suggest, _beginnings.Over(_title), Beginnings),
            new Field(IndexFields.SuggestFirst, _firstBeginnings.Over(_title, 1), Beginnings),
        };
        AddValue(document, IndexFields.Kind, source.Kind);
        if (source.Kind != source.Type)
            AddStored(document, IndexFields.Kind, source.Kind);
        AddValue(document, IndexFields.Language, source.Language.Code());
        AddStored(document, IndexFields.Url, source.Path);
        AddStored(document, IndexFields.Image, source.Image);
        AddStored(document, IndexFields.Source, source.Source);
        if (source.Source.Length > 0)
            AddValue(document, IndexFields.Source, source.Source);
        if (source.Author.Length > 0)
        {
            WordScanner.Scan(SearchAnalyzers.Normalize(source.Author), _author, withVariants: true);
            _author.Encode();
            AddStored(document, IndexFields.Author, source.Author);
            document.Add(new Field(IndexFields.AuthorWords, _authorWords.Over(_author), Names));
        }
        AddValues(document, IndexFields.Topic, source.Topics);
        AddValues(document, IndexFields.Region, source.Regions);
        return document;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TokenStream stream in (TokenStream[])[_all, _stemmedTitle, _exactTitle, _exactContent, _authorWords, _beginnings, _firstBeginnings])
            stream.Dispose();
    }

    public static Document ToLucene(IndexNote note)
    {
        var words = SearchAnalyzers.Exact(note.Name);
        var document = new Document
        {
            new StringField(IndexFields.Note, note.Kind.ToString(), Field.Store.NO),
            new StringField(IndexFields.NoteOwner, note.Owner, Field.Store.NO),
            new StoredField(IndexFields.NoteOf, note.Of),
        };
        if (note.Kind == NoteKind.Story)
        {
            document.Add(new StoredField(IndexFields.Url, note.Path));
            foreach (var member in note.Members)
                document.Add(new StringField(IndexFields.NoteMember, member, Field.Store.YES));
        }
        else if (words.Count > 0)
        {
            document.Add(new StringField(IndexFields.NoteName, string.Join(' ', words.Select(word => word.Term)), Field.Store.NO));
            foreach (var word in words.Select(word => word.Term).Distinct(StringComparer.Ordinal))
                document.Add(new StringField(IndexFields.NoteWords, word, Field.Store.NO));
        }
        return document;
    }

    public static SearchDocument FromLucene(Document document) => new()
    {
        Id = Text(document, IndexFields.Id),
        Type = Text(document, IndexFields.Type),
        Kind = Text(document, IndexFields.Kind),
        Title = Text(document, IndexFields.StoredTitle),
        Text = Text(document, IndexFields.StoredText),
        Path = Text(document, IndexFields.Url),
        Language = IndexLanguages.FromCode(Text(document, IndexFields.Language)),
        Author = Text(document, IndexFields.Author),
        Source = Text(document, IndexFields.Source),
        Topics = document.GetValues(IndexFields.Topic, CultureInfo.InvariantCulture),
        Regions = document.GetValues(IndexFields.Region, CultureInfo.InvariantCulture),
        Image = Text(document, IndexFields.Image),
        PublishedUtc = DateTime.UnixEpoch.AddSeconds(long.Parse(Text(document, IndexFields.Published), CultureInfo.InvariantCulture)),
    };

    /// <summary>The stored value; empty where there is none.</summary>
    public static string Text(Document document, string field) => document.Get(field, CultureInfo.InvariantCulture) ?? "";

    static void Analyze(string text, IndexLanguage language, WordList words, WordList stems)
    {
        WordScanner.Scan(text, words, withVariants: true);
        words.Encode();
        Stemming.Stem(language, words, stems);
        stems.Encode();
    }

    static void AddValue(Document document, string field, string value)
    {
        document.Add(new StringField(field, value, Field.Store.NO));
        document.Add(new SortedSetDocValuesField(field, new BytesRef(value)));
    }

    static void AddValues(Document document, string field, IReadOnlyList<string> values)
    {
        foreach (var value in values.Distinct(StringComparer.Ordinal))
        {
            AddValue(document, field, value);
            AddStored(document, field, value);
        }
    }

    static void AddStored(Document document, string field, string value)
    {
        if (value.Length > 0)
            document.Add(new StoredField(field, value));
    }
}
