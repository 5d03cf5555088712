using CsCheck;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using Portal.Search.Analysis;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Analysis;

public sealed class WordScannerTests
{
    // Letters, digits and every sign that may stand within a word, thick enough that all their neighbourhoods come up.
    static readonly Gen<string> Texts = Gen.Char["abzАшђжёčćđßαω019_.,:;'’‘·-–—“”…/ \n@€№é²½"].Array[0, 40].Select(letters => new string(letters));

    [Fact]
    public void Texts_are_cut_where_Lucene_s_tokenizer_cuts_them() =>
        Texts.Sample(text => Scanned(text).ShouldBe(Tokenized(text), text), iter: 20_000, threads: 1);

    [Theory]
    [InlineData("Ministar je 3.14.2026. rekao: „U.S.A. i EU-Kina“, a@b.example.org, 1,000.5 ili don't l’Europe foo_bar __ x:y")]
    [InlineData("Комбиновани́ знак, меки\u00ADпренос, 外交部长 и 🙂 سلام ไทย")]
    [InlineData("")]
    public void Texts_of_any_script_are_cut_as_by_Lucene(string text) => Scanned(text).ShouldBe(Tokenized(text));

    [Fact]
    public void Words_that_are_too_long_take_a_position_and_leave_no_term()
    {
        var words = new WordList();
        WordScanner.Scan($"one {new string('x', 300)} two", words, withVariants: false);
        words.Words.ToArray().Select(word => (words.Text(word), word.Position)).ShouldBe([("one", 0), ("two", 2)]);
    }

    [Fact]
    public void English_stems_are_those_of_Porter_s_own_program()
    {
        string[] beginnings = ["nation", "rel", "depend", "s", "fl", "tr", "hop", "agr", "conspir", "electr", "y", "say", "dy", "ti", "controll", "fail", "abil", "adjust", "probat", "cease"];
        string[] endings = ["", "s", "es", "ies", "sses", "ed", "eed", "ing", "ating", "bling", "izing", "y", "ational", "tional", "enci", "anci", "izer", "bli", "alli", "entli", "eli", "ousli", "ization",
            "ation", "ator", "alism", "iveness", "fulness", "ousness", "aliti", "iviti", "biliti", "logi", "icate", "ative", "alize", "iciti", "ical", "ful", "ness", "al", "ance", "ence", "er", "ic", "able",
            "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize", "e", "ll", "'s"];
        var words = beginnings.SelectMany(beginning => endings.Select(ending => beginning + ending)).Where(word => word.Length > 0).ToList();
        using var analyzer = Analyzer.NewAnonymous((_, reader) =>
        {
            var tokenizer = new WhitespaceTokenizer(LuceneVersion.LUCENE_48, reader);
            return new(tokenizer, new PorterStemFilter(new EnglishPossessiveFilter(LuceneVersion.LUCENE_48, tokenizer)));
        });
        var expected = Terms(analyzer, string.Join(' ', words));
        words.ConvertAll(word =>
        {
            var letters = word.ToCharArray();
            return new string(letters, 0, Stemming.Stem(IndexLanguage.English, letters));
        }).ShouldBe(expected);
    }

    static List<(int, int, int)> Scanned(string text)
    {
        var words = new WordList();
        WordScanner.Scan(text, words, withVariants: false);
        return [.. words.Words.ToArray().Select(word => (word.Position, word.From, word.To))];
    }

    static List<(int, int, int)> Tokenized(string text)
    {
        using var tokenizer = new StandardTokenizer(LuceneVersion.LUCENE_48, new StringReader(text));
        var increment = tokenizer.GetAttribute<IPositionIncrementAttribute>();
        var offset = tokenizer.GetAttribute<IOffsetAttribute>();
        tokenizer.Reset();
        var found = new List<(int, int, int)>();
        for (var position = -1; tokenizer.IncrementToken();)
            found.Add((position += increment.PositionIncrement, offset.StartOffset, offset.EndOffset));
        return found;
    }

    static List<string> Terms(Analyzer analyzer, string text)
    {
        using var stream = analyzer.GetTokenStream("", text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        stream.Reset();
        var found = new List<string>();
        while (stream.IncrementToken())
            found.Add(term.ToString()!);
        return found;
    }
}
