using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.NGram;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Util;

namespace Portal.Search.Analysis;

/// <summary>What happens to words after they were folded.</summary>
enum Stemming
{
    /// <summary>Nothing: words as typed.</summary>
    None,

    /// <summary>The stem by the language.</summary>
    ByLanguage,

    /// <summary>Every beginning of 2 to 12 letters, for suggestions.</summary>
    Beginnings,
}

/// <summary>The one chain by which text and queries become terms. Text must be in Unicode's form C (<see cref="SearchAnalyzers.Normalize"/>).</summary>
sealed class FoldingAnalyzer(IndexLanguage language, Stemming stemming, bool indexing, bool dropStopWords = false) : Analyzer
{
    const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <inheritdoc/>
    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var tokenizer = new StandardTokenizer(Version, reader);
        TokenStream tokens = new AcronymFilter(new LowerCaseLetters(tokenizer));
        if (stemming == Stemming.ByLanguage)
            tokens = new EnglishPossessiveFilter(Version, tokens);
        // Folding makes capitals of some letters (İ), hence the second lower-casing.
        tokens = new LowerCaseLetters(new ASCIIFoldingFilter(new ScriptFoldFilter(tokens, withVariants: indexing)));
        if (dropStopWords)
            tokens = new StopFilter(Version, tokens, StopWords.Of(language));
        return new(tokenizer, Finish(tokens));
    }

    // Phrases don't reach from one value of a field into the next.
    /// <inheritdoc/>
    public override int GetPositionIncrementGap(string fieldName) => 100;

    TokenStream Finish(TokenStream tokens) => (stemming, language) switch
    {
        (Stemming.Beginnings, _) => new EdgeNGramTokenFilter(Version, tokens, 2, 12),
        (Stemming.ByLanguage, IndexLanguage.English) => new PorterStemFilter(tokens),
        (Stemming.ByLanguage, IndexLanguage.Serbian) => new LightStemFilter(tokens, russian: false),
        (Stemming.ByLanguage, IndexLanguage.Russian) => new LightStemFilter(tokens, russian: true),
        _ => tokens,
    };
}
