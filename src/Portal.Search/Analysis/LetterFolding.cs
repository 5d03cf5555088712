using System.Globalization;
using Lucene.Net.Analysis.Miscellaneous;

namespace Portal.Search.Analysis;

/// <summary>
/// Writes letters in lower case and in bald Latin, so that one word has one form in every script: Вучић, Vučić and Vucic become
/// <c>vucic</c>. Mixed scripts within a word are folded too. đ becomes <c>dj</c>; a bald <c>d</c> is never taken for it (it would ruin English).
/// </summary>
static class LetterFolding
{
    // From а to џ in the order of Unicode; Serbian and Russian letters, null where neither has one.
    static readonly string?[] Latin =
    [
        "a", "b", "v", "g", "d", "e", "z", "z", "i", "j", "k", "l", "m", "n", "o", "p",
        "r", "s", "t", "u", "f", "h", "c", "c", "s", "sc", "", "y", "", "e", "ju", "ja",
        "e", "e", null, "g", "e", "dz", "i", "i", "j", "lj", "nj", "c", "k", "i", "u", "dz",
    ];

    // Asked once for every letter there is: asking for each word would take longer than all the rest of the analysis together.
    static readonly string?[] Folded = Build();

    /// <summary>What stands for the letter; null where the letter stays as it is. Letters beyond the first plane stay.</summary>
    public static string? Of(char letter) => Folded[letter];

    /// <summary>Whether the letter may also be meant as a bald <c>d</c>: Đoković, whom many write Dokovic.</summary>
    public static bool IsDj(char letter) => letter is 'đ' or 'ђ' or 'Đ' or 'Ђ';

    static string?[] Build()
    {
        var folded = new string?[char.MaxValue + 1];
        for (var letter = 0; letter < folded.Length; letter++)
        {
            if (char.IsSurrogate((char)letter))
                continue;
            var form = Form((char)letter);
            if (form.Length != 1 || form[0] != letter)
                folded[letter] = form;
        }
        return folded;
    }

    static string Form(char letter)
    {
        var lower = char.ToLowerInvariant(letter);
        var latin = lower switch
        {
            'đ' or 'ђ' => "dj",
            'ґ' => "g",
            >= 'а' and <= 'џ' => Latin[lower - 'а'] ?? lower.ToString(CultureInfo.InvariantCulture),
            _ => lower.ToString(CultureInfo.InvariantCulture),
        };
        // A letter may stand for up to four others.
        var ascii = new char[4 * Math.Max(1, latin.Length)];
        var length = ASCIIFoldingFilter.FoldToASCII(latin.ToCharArray(), 0, ascii, 0, latin.Length);
        // Folding makes capitals of some letters (İ), hence the second lower-casing.
        return new string(ascii, 0, length).ToLowerInvariant();
    }
}
