namespace Portal.Feeds.Parsing;

/// <summary>Names of months and of time zones, in the languages in which feeds write them.</summary>
static class DateWords
{
    /// <summary>Months by their first three letters.</summary>
    static readonly Dictionary<string, int> Months = Names(
        "jan feb mar apr may jun jul aug sep oct nov dec",
        // Serbian in both scripts, Croatian, Macedonian, Russian in the genitive and the nominative.
        "jan feb mar apr maj jun jul avg sep okt nov dec",
        "јан феб мар апр мај јун јул авг сеп окт нов дец",
        "sij vel ožu tra svi lip srp kol ruj lis stu pro",
        "јан фев мар апр мај јун јул авг сеп окт ное дек",
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
        "янв фев март апр май июнь июль авг сент окт нояб дек",
        // German, French, Italian, Spanish, Hungarian, Greek.
        "jan feb mär apr mai jun jul aug sep okt nov dez",
        "jan fév mar avr mai juin juil aoû sep oct nov déc",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "jan feb már ápr máj jún júl aug sze okt nov dec",
        "ιαν φεβ μάρ απρ μάι ιούν ιούλ αύγ σεπ οκτ νοέ δεκ",
        "ιαν φεβ μαρ απρ μαϊ ιου ιολ αυγ σεπ οκτ νοε δεκ",
        "ιαν φεβ μάώ απρ μαι ιον ιούλ αυγ σεπ οκτ νοε δεκ",
        "ιαν φεβ μαώ απρ μαι ιούν ιολ αυγ σεπ οκτ νοε δεκ");

    static readonly Dictionary<string, double> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = 0,
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["WET"] = 0,
        // RFC 822's letters of the military, with the signs that it gives them.
        ["A"] = -1,
        ["M"] = -12,
        ["N"] = 1,
        ["Y"] = 12,
        ["MET"] = 1,
        ["MEST"] = 2,
        ["AT"] = -4,
        ["CT"] = -6,
        ["MT"] = -7,
        ["BST"] = 1,
        ["WEST"] = 1,
        ["IST"] = 5.5,
        ["CET"] = 1,
        ["MEZ"] = 1,
        ["CEST"] = 2,
        ["MESZ"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["MSD"] = 4,
        ["TRT"] = 3,
        ["AST"] = -4,
        ["ADT"] = -3,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["ET"] = -5,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["PT"] = -8,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
        ["JST"] = 9,
        ["KST"] = 9,
        ["HKT"] = 8,
        ["SGT"] = 8,
        ["AWST"] = 8,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
    };

    /// <summary>The number of the month, or null.</summary>
    public static int? Month(string word)
    {
        if (word.Length < 3)
            return null;
        return (word.Length > 3 && Months.TryGetValue(word[..4], out var month)) || Months.TryGetValue(word[..3], out month) ? month : null;
    }

    /// <summary>Hours before UTC that are to be taken off, or null where the name is unknown.</summary>
    public static double? Zone(string name) => Zones.TryGetValue(name, out var hours) ? hours : null;

    static Dictionary<string, int> Names(params ReadOnlySpan<string> lists)
    {
        var months = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var list in lists)
        {
            var number = 0;
            foreach (var name in list.Split(' '))
                months[name] = ++number;
        }
        return months;
    }
}
