using System.Collections.Frozen;

namespace Portal.Feeds.Stories;

/// <summary>Numbers that texts write as words; they pass from one language into another as names do.</summary>
static class NumberWords
{
    static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Numbers = new (string Number, string Words)[]
    {
        ("3", "three tri trojica troje trodnevni trodnevna tri"), ("4", "four cetiri cetyre"), ("5", "five pet pjat"), ("6", "six sest sestoro"), ("7", "seven sedam sem"), ("8", "eight osam vosem"), ("9", "nine devet devjat"),
        ("10", "ten deset desjat desjati"), ("11", "eleven jedanaest odinnadcat"), ("12", "twelve dvanaest dvenadcat"), ("13", "thirteen trinaest trinadcat"), ("14", "fourteen cetrnaest cetyrnadcat"),
        ("15", "fifteen petnaest pjatnadcat"), ("16", "sixteen sesnaest sestnadcat"), ("17", "seventeen sedamnaest semnadcat"), ("18", "eighteen osamnaest vosemnadcat"), ("19", "nineteen devetnaest devjatnadcat"),
        ("20", "twenty dvadeset dvadcat"), ("30", "thirty trideset tridcat"), ("40", "forty cetrdeset sorok"), ("50", "fifty pedeset pjatdesjat"), ("60", "sixty sezdeset sestdesjat"), ("70", "seventy sedamdeset semdesjat"),
        ("80", "eighty osamdeset vosemdesjat"), ("90", "ninety devedeset devjanosto"), ("100", "hundred sto stotinu sotnja"), ("200", "dvesta dvjesta dvesti"), ("300", "trista"), ("500", "petsto pjatsot"), ("1000", "thousand hiljada hiljadu tysjaca tysjac"),
    }.SelectMany(one => one.Words.Split(' ').Distinct(StringComparer.Ordinal), (one, word) => (word, one.Number))
        .ToFrozenDictionary(pair => pair.word, pair => pair.Number, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The digits of a folded word; null for a word that is no number.</summary>
    public static string? Of(ReadOnlySpan<char> word) => Numbers.TryGetValue(word, out var number) ? number : null;
}
