namespace Portal.Content.Html;

/// <summary>
/// What stands where Unicode has control characters (U+0080 to U+009F) was meant in Windows-1252, where quotation marks and dashes
/// have these numbers; HTML reads references such as <c>&amp;#147;</c> so too (HTML Living Standard, numeric character reference end state).
/// </summary>
public static class ControlLetters
{
    const string Meant = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>The text with the letters that were meant; the same one where there is nothing to change.</summary>
    public static string Mend(string text) =>
        text.AsSpan().IndexOfAnyInRange('\u0080', '\u009F') < 0 ? text : string.Create(text.Length, text, static (letters, source) =>
        {
            for (var index = 0; index < letters.Length; index++)
                letters[index] = Of(source[index]);
        });

    /// <summary>The letter that was meant.</summary>
    public static char Of(char letter) => letter is >= '\u0080' and <= '\u009F' ? Meant[letter - '\u0080'] : letter;
}
