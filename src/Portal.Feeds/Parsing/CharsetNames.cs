using System.Collections.Frozen;
using System.Text;

namespace Portal.Feeds.Parsing;

/// <summary>
/// Finds an encoding by any of the names that publishers' software gives it: IANA's, Windows', Java's and Python's, with or without
/// hyphens. Encodings that .NET lacks and that differ in few letters are read as their nearest relative.
/// </summary>
static class CharsetNames
{
    static readonly FrozenDictionary<string, int> Pages = Read(
        "65001 utf u8 utf8 utf8ucs2 utf8ucs4 utf8sig cp65001 unicode11utf8",
        "20127 ascii 646 usascii iso646us iso646irv1991 ansix341968 ansix341986 us cp367 ibm367 isoir6 csascii",
        "28591 8859 iso8859 latin latin1 l1 cp819 ibm819 iso88591 iso885911987 isoir100 csisolatin1",
        "28592 latin2 l2 iso88592 iso885921987 isoir101 csisolatin2", "28593 latin3 l3 iso88593 iso885931988 isoir109 csisolatin3",
        "28594 latin4 l4 iso88594 iso885941988 isoir110 csisolatin4", "28595 cyrillic iso88595 iso885951988 isoir144 csisolatincyrillic",
        "28596 arabic asmo708 ecma114 iso88596 iso885961987 isoir127 csisolatinarabic", "28597 greek greek8 elot928 ecma118 iso88597 iso885971987 isoir126 csisolatingreek",
        "28598 hebrew iso88598 iso885981988 iso88598i isoir138 csisolatinhebrew", "28599 latin5 l5 iso88599 iso885991989 isoir148 csisolatin5",
        "28603 latin7 l7 iso885913", "28605 latin9 l9 latin0 iso885915", "874 thai tis620 tis6200 tis62025290 tis62025291 iso885911 iso8859112001 isoir166 cp874 windows874",
        "37 037 cp037 ibm037 ibm039 csibm037 ebcdiccpca ebcdiccpnl ebcdiccpus ebcdiccpwt", "500 500 cp500 ibm500 csibm500 ebcdiccpbe ebcdiccpch",
        "20273 273 cp273 ibm273 csibm273", "20424 424 cp424 ibm424 csibm424 ebcdiccphe", "875 cp875", "1026 1026 cp1026 ibm1026 csibm1026", "1140 1140 cp1140 ibm1140",
        "437 437 cp437 ibm437 cspc8codepage437", "720 cp720", "737 cp737", "775 775 cp775 ibm775 cspc775baltic", "850 850 cp850 ibm850 cspc850multilingual",
        "852 852 cp852 ibm852 cspcp852", "855 855 cp855 ibm855 csibm855", "857 857 cp857 ibm857 csibm857", "858 858 cp858 ibm858 csibm858", "860 860 cp860 ibm860 csibm860",
        "861 861 cp861 cpis ibm861 csibm861", "862 862 cp862 cp856 856 ibm862 cspc862latinhebrew", "863 863 cp863 ibm863 csibm863", "864 864 cp864 ibm864 csibm864",
        "865 865 cp865 ibm865 csibm865", "866 866 cp866 ibm866 csibm866 1125 cp1125 ibm1125 cp866u ruscii", "869 869 cp869 cpgr ibm869 csibm869",
        "932 932 cp932 ms932 mskanji windows31j shiftjis sjis sjis2004 shiftjis2004 shiftjisx0213 sjisx0213 csshiftjis xmacjapanese",
        "936 936 cp936 ms936 gbk gb2312 gb23121980 gb231280 chinese isoir58 eucgb2312cn csiso58gb231280 xmacsimpchinese", "949 949 cp949 ms949 uhc",
        "950 950 cp950 ms950 big5 big5tw big5hkscs hkscs csbig5 xmactradchinese", "51932 eucjp ujis eucjis2004 jisx0213 eucjisx0213", "51936 euccn",
        "51949 euckr korean ksc5601 ksc56011987 ksx1001", "54936 gb18030 gb180302000", "52936 hz hzgb hzgb2312", "1361 johab cp1361 ms1361",
        "50220 iso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jp2004 iso2022jpext csiso2022jp", "50225 iso2022kr csiso2022kr",
        "1250 1250 cp1250 windows1250 msee", "1251 1251 cp1251 windows1251 mscyrl kz1048 strk10482002 rk1048", "1252 1252 cp1252 windows1252 msansi palmos",
        "1253 1253 cp1253 windows1253 msgreek", "1254 1254 cp1254 windows1254 msturk", "1255 1255 cp1255 windows1255 mshebr", "1256 1256 cp1256 windows1256 msarab",
        "1257 1257 cp1257 windows1257 winbaltrim", "1258 1258 cp1258 windows1258", "20866 koi8 koi8r cskoi8r", "21866 koi8u koi8ru", "10004 macarabic macfarsi",
        "10082 maccroatian", "10007 maccyrillic xmaccyrillic", "10006 macgreek", "10079 maciceland", "10029 maclatin2 maccenteuro maccentraleurope", "10000 macroman macintosh mac csmacintosh",
        "10010 macromanian", "10081 macturkish", "1200 u16 utf16 utf16le unicode ucs2 iso10646ucs2 csunicode unicodelittleunmarked", "1201 utf16be unicodebigunmarked unicodefffe",
        "12000 u32 utf32 utf32le ucs4 iso10646ucs4 csucs4", "12001 utf32be");

    /// <summary>The encoding, or null where nobody knows the name.</summary>
    public static Encoding? Find(string? name)
    {
        if (name?.Trim(' ', '"', '\'') is not { Length: > 0 and < 40 } clean)
            return null;
        var bare = string.Concat(clean.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        try
        {
            if (Pages.TryGetValue(bare, out var page))
                return CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
            return CodePagesEncodingProvider.Instance.GetEncoding(clean) ?? Encoding.GetEncoding(clean);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    static FrozenDictionary<string, int> Read(params ReadOnlySpan<string> lists)
    {
        var pages = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            var names = list.Split(' ');
            foreach (var name in names.AsSpan(1))
                pages[name] = int.Parse(names[0], System.Globalization.CultureInfo.InvariantCulture);
        }
        return pages.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
