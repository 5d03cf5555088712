using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Newsletter.Delivery;

/// <summary>
/// The body of a mail that many people get, plain text and HTML (RFC 2046, 5.1.4), encoded once (quoted-printable, RFC 2045, 6.7), with gaps
/// for what is the person's own. Encoding it anew for everybody would cost more than all the rest of a mail.
/// </summary>
sealed class FrozenBody
{
    const int LineLength = 75;

    readonly string _boundary;
    readonly List<(byte[] Encoded, Gap After)> _pieces = [];

    /// <summary>Encodes the two forms.</summary>
    /// <param name="text">Plain text.</param>
    /// <param name="html">HTML.</param>
    /// <param name="placeholder">What stands where the person's own will be.</param>
    public FrozenBody(string text, string html, string placeholder)
    {
        // “=_” never occurs in quoted-printable, so no line of the parts can be taken for the boundary.
        _boundary = $"=_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html)).AsSpan(0, 12))}";
        Add($"--{_boundary}\r\n{Head("plain")}");
        AddEncoded(text, placeholder);
        Add($"\r\n--{_boundary}\r\n{Head("html")}");
        AddEncoded(html, placeholder);
        Add($"\r\n--{_boundary}--\r\n");
    }

    enum Gap
    {
        None,
        Own,
        Leaving,
    }

    /// <summary>The body for a person.</summary>
    /// <param name="own">What goes into the gaps: printable ASCII without blanks and <c>=</c>.</param>
    /// <param name="leaving">What goes into the gaps of addresses for leaving, likewise.</param>
    public EncodedBody For(string own, string leaving)
    {
        var (ownGap, leavingGap) = (Encoded(own), Encoded(leaving));
        var content = new byte[_pieces.Sum(piece => piece.Encoded.Length + Filling(piece.After).Length)];
        var rest = content.AsSpan();
        foreach (var (encoded, after) in _pieces)
        {
            encoded.CopyTo(rest);
            rest = rest[encoded.Length..];
            Filling(after).CopyTo(rest);
            rest = rest[Filling(after).Length..];
        }
        return new(_boundary, content);

        byte[] Filling(Gap gap) => gap switch { Gap.Own => ownGap, Gap.Leaving => leavingGap, _ => [] };
    }

    static string Head(string subtype) => $"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";

    void Add(string lines) => _pieces.Add((Encoding.ASCII.GetBytes(lines), Gap.None));

    void AddEncoded(string text, string placeholder)
    {
        var pieces = text.Split(placeholder);
        for (var place = 0; place < pieces.Length; place++)
        {
            var last = place == pieces.Length - 1;
            _pieces.Add((Encode(pieces[place], last), last ? Gap.None : pieces[place].EndsWith("unsubscribe/", StringComparison.Ordinal) ? Gap.Leaving : Gap.Own));
        }
    }

    // The gap is a line of its own that is joined to those around it, so its length does not matter to them.
    static byte[] Encoded(string own) => Encoding.ASCII.GetBytes(string.Join("=\r\n", own.Chunk(LineLength).Select(part => new string(part))) + "=\r\n");

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
                encoded.Append('=').Append(letter.ToString("X2", CultureInfo.InvariantCulture));
            column += width;
        }
        if (!last && column > 0)
            encoded.Append("=\r\n");
        return Encoding.ASCII.GetBytes(encoded.ToString());
    }
}
