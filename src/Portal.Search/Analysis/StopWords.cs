using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;

namespace Portal.Search.Analysis;

/// <summary>Words that say nothing about a subject, in folded form. They are indexed (phrases need them) and left out of ranking.</summary>
static class StopWords
{
    public static CharArraySet Of(IndexLanguage language) => language switch
    {
        IndexLanguage.English => StopAnalyzer.ENGLISH_STOP_WORDS_SET,
        IndexLanguage.Serbian => Serbian,
        IndexLanguage.Russian => Russian,
        _ => CharArraySet.Empty,
    };

    static readonly CharArraySet Serbian = Set(
        "i u na je se da su za od sa s o a ali ili kao koji koja koje ne ce bi sam smo ste po iz do to taj ta ovo ovaj ova pa te ni li sto k ka pri kod nije jer");

    static readonly CharArraySet Russian = Set(
        "i v vo na ne s so cto kak po ot do iz za u o ob k ko a no ze li by eto etot dlja iti pri ili on ona oni ego ee ih bylo byl byli tak");

    static CharArraySet Set(string words) => new CharArraySet(LuceneVersion.LUCENE_48, words.Split(' '), ignoreCase: false).AsReadOnly();
}
