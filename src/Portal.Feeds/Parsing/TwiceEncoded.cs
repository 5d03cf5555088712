using System.Text;
using Portal.Content.Html;

namespace Portal.Feeds.Parsing;

/// <summary>Undoes UTF-8 that a publisher's software took for Windows-1252 and encoded once more (<c>Ã©</c> for <c>é</c>).</summary>
static class TwiceEncoded
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    // Letters of Windows-1252 and, where the software took the text for Latin-1, control characters.
    static readonly Dictionary<char, byte> Bytes = Enumerable.Range(0x80, 0x20).Where(one => ControlLetters.Of((char)one) != one).ToDictionary(one => ControlLetters.Of((char)one), one => (byte)one);
    static readonly System.Buffers.SearchValues<char> High = System.Buffers.SearchValues.Create([.. Enumerable.Range(0x80, 0x80).Select(one => (char)one), .. Bytes.Keys]);
    static readonly System.Buffers.SearchValues<char> Leads = System.Buffers.SearchValues.Create("ÂÃÄÅÐÑØÙâ");

    /// <summary>The text as it was meant; the same text where nearly all of its accented letters don't say that it was encoded twice.</summary>
    public static string Undo(string text, List<string> repairs)
    {
        if (text.AsSpan().IndexOfAny(Leads) < 0)
            return text;
        var mended = new StringBuilder(text.Length);
        var (good, bad) = (0, 0);
        for (var index = 0; index < text.Length;)
        {
            var end = index;
            while (end < text.Length && High.Contains(text[end]))
                end++;
            if (end == index)
            {
                mended.Append(text[index++]);
                continue;
            }
            var run = text[index..end].Select(letter => Bytes.TryGetValue(letter, out var one) ? one : (byte)letter).ToArray();
            try
            {
                mended.Append(Strict.GetString(run));
                good++;
            }
            catch (DecoderFallbackException)
            {
                mended.Append(text, index, end - index);
                bad++;
            }
            if (bad > 2 && bad * 20 > good)
                return text;
            index = end;
        }
        if (good == 0 || bad * 20 > good)
            return text;
        repairs.Add("text that was encoded as UTF-8 twice was decoded twice");
        return mended.ToString();
    }
}
