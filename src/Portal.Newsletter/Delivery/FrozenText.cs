using System.Text;
using MimeKit;

namespace Portal.Newsletter.Delivery;

/// <summary>
/// A part of a mail that many people get, encoded once (quoted-printable, RFC 2045, 6.7), with gaps for what is the person's own.
/// Encoding it anew for everybody would cost more than all the rest of a mail.
/// </summary>
sealed class FrozenText
{
    const int LineLength = 75;

    readonly string _subtype;
    readonly List<(byte[] Encoded, bool Leaves)> _pieces = [];

    /// <summary>Encodes a text.</summary>
    /// <param name="subtype"><c>plain</c> or <c>html</c>.</param>
    /// <param name="text">The text.</param>
    /// <param name="placeholder">What stands where the person's own will be.</param>
    public FrozenText(string subtype, string text, string placeholder)
    {
        _subtype = subtype;
        var pieces = text.Split(placeholder);
        for (var place = 0; place < pieces.Length; place++)
            _pieces.Add((Encode(pieces[place], last: place == pieces.Length - 1), pieces[place].EndsWith("unsubscribe/", StringComparison.Ordinal)));
    }

    /// <summary>The part for a person.</summary>
    /// <param name="own">What goes into the gaps: printable ASCII without blanks and <c>=</c>.</param>
    /// <param name="leaving">What goes into the gaps of addresses for leaving, likewise.</param>
    public TextPart For(string own, string leaving)
    {
        var (gap, leavingGap) = (Gap(own), Gap(leaving));
        var content = new MemoryStream(_pieces.Sum(piece => piece.Encoded.Length + leavingGap.Length));
        for (var place = 0; place < _pieces.Count; place++)
        {
            if (place > 0)
                content.Write(_pieces[place - 1].Leaves ? leavingGap : gap);
            content.Write(_pieces[place].Encoded);
        }
        content.Position = 0;
        var part = new TextPart(_subtype) { Content = new MimeContent(content, ContentEncoding.QuotedPrintable), ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.ContentType.Charset = "utf-8";
        return part;
    }

    // The gap is a line of its own that is joined to those around it, so its length does not matter to them.
    static byte[] Gap(string own) => Encoding.ASCII.GetBytes(string.Join("=\r\n", own.Chunk(LineLength).Select(part => new string(part))) + "=\r\n");

    static byte[] Encode(string text, bool last)
    {
        var encoded = new StringBuilder(text.Length * 5 / 4);
        var column = 0;
        var bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"));
        for (var place = 0; place < bytes.Length; place++)
        {
            var letter = bytes[place];
            if (letter == '\n')
            {
                encoded.Append("\r\n");
                column = 0;
                continue;
            }
            var endsLine = place + 1 < bytes.Length ? bytes[place + 1] == '\n' : last;
            // A dot or “From ” at the start of a line is changed by some on the way.
            var plain = letter is > 32 and < 127 and not (byte)'=' && !(column == 0 && letter is (byte)'.' or (byte)'F') || letter is 32 or 9 && !endsLine;
            var width = plain ? 1 : 3;
            if (column + width > LineLength)
            {
                encoded.Append("=\r\n");
                column = 0;
                plain = plain && letter is not ((byte)'.' or (byte)'F');
                width = plain ? 1 : 3;
            }
            if (plain)
                encoded.Append((char)letter);
            else
                encoded.Append('=').Append(letter.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            column += width;
        }
        if (!last && column > 0)
            encoded.Append("=\r\n");
        return Encoding.ASCII.GetBytes(encoded.ToString());
    }
}
