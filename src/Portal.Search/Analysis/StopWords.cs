using System.Collections.Frozen;

namespace Portal.Search.Analysis;

/// <summary>Words that say nothing about a subject, in folded form. They are indexed (phrases need them) and left out of ranking.</summary>
static class StopWords
{
    public static bool Contains(IndexLanguage language, string word) => language switch
    {
        IndexLanguage.English => English.Contains(word),
        IndexLanguage.Serbian => Serbian.Contains(word),
        IndexLanguage.Russian => Russian.Contains(word),
        _ => false,
    };

    static readonly FrozenSet<string> English = Set(
        "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with");

    static readonly FrozenSet<string> Serbian = Set(
        "i u na je se da su za od sa s o a ali ili kao koji koja koje ne ce bi sam smo ste po iz do to taj ta ovo ovaj ova pa te ni li sto k ka pri kod nije jer");

    static readonly FrozenSet<string> Russian = Set(
        "i v vo na ne s so cto kak po ot do iz za u o ob k ko a no ze li by eto etot dlja iti pri ili on ona oni ego ee ih bylo byl byli tak");

    static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
