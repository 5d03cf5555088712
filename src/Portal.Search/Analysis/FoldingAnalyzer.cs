using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Portal.Search.Analysis;

/// <summary>The same analysis as Lucene knows it, for queries that Lucene parses and for whoever looks into the index.</summary>
/// <param name="language">Whose stems the words become; null for words as they are.</param>
sealed class FoldingAnalyzer(IndexLanguage? language) : Analyzer
{
    /// <inheritdoc/>
    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) => new(new FoldingTokenizer(reader, language));

    sealed class FoldingTokenizer : Tokenizer
    {
        readonly IndexLanguage? _language;
        readonly WordList _words = new();
        readonly WordList _stems = new();
        readonly ICharTermAttribute _term;
        readonly IPositionIncrementAttribute _increment;
        readonly IOffsetAttribute _offset;
        int _next;
        int _position;

        public FoldingTokenizer(TextReader reader, IndexLanguage? language) : base(reader)
        {
            _language = language;
            _term = AddAttribute<ICharTermAttribute>();
            _increment = AddAttribute<IPositionIncrementAttribute>();
            _offset = AddAttribute<IOffsetAttribute>();
        }

        public override void Reset()
        {
            base.Reset();
            WordScanner.Scan(SearchAnalyzers.Normalize(m_input.ReadToEnd()), _words, withVariants: false);
            if (_language is { } language)
                Stemming.Stem(language, _words, _stems);
            (_next, _position) = (0, -1);
        }

        public override bool IncrementToken()
        {
            var words = _language is null ? _words : _stems;
            if (_next == words.Count)
                return false;
            ClearAttributes();
            ref readonly var word = ref words.Words[_next++];
            _term.Append(words.Text(word));
            _increment.PositionIncrement = word.Position - _position;
            _offset.SetOffset(CorrectOffset(word.From), CorrectOffset(word.To));
            _position = word.Position;
            return true;
        }
    }
}
