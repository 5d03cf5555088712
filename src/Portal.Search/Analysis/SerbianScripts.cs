using System.Text;

namespace Portal.Search.Analysis;

/// <summary>Writes Serbian words in the other script.</summary>
static class SerbianScripts
{
    const string Cyrillic = "абвгдђежзијклмнопрстћуфхцчш";
    const string Latin = "abvgdđežzijklmnoprstćufhcčš";

    static readonly (string Latin, char Cyrillic)[] Digraphs = [("lj", 'љ'), ("nj", 'њ'), ("dž", 'џ')];

    /// <summary>In Cyrillic; letters that Serbian has not stay.</summary>
    public static string ToCyrillic(string word)
    {
        var written = new StringBuilder(word.Length);
        for (var index = 0; index < word.Length; index++)
        {
            var rest = word.AsSpan(index);
            var (letter, length) = (word[index], 1);
            foreach (var digraph in Digraphs)
            {
                if (rest.StartsWith(digraph.Latin, StringComparison.OrdinalIgnoreCase))
                    (letter, length) = (char.IsUpper(word[index]) ? char.ToUpperInvariant(digraph.Cyrillic) : digraph.Cyrillic, 2);
            }
            written.Append(length == 2 ? letter : Swap(letter, Latin, Cyrillic));
            index += length - 1;
        }
        return written.ToString();
    }

    /// <summary>In Latin; letters that Serbian has not stay.</summary>
    public static string ToLatin(string word)
    {
        var written = new StringBuilder(word.Length + 4);
        foreach (var letter in word)
        {
            var digraph = Array.Find(Digraphs, one => one.Cyrillic == char.ToLowerInvariant(letter)).Latin;
            if (digraph is null)
                written.Append(Swap(letter, Cyrillic, Latin));
            else
                written.Append(char.IsUpper(letter) ? $"{char.ToUpperInvariant(digraph[0])}{digraph[1..]}" : digraph);
        }
        return written.ToString();
    }

    static char Swap(char letter, string from, string to)
    {
        var at = from.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
        return at < 0 ? letter : char.IsUpper(letter) ? char.ToUpperInvariant(to[at]) : to[at];
    }
}
