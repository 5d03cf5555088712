using System.Buffers;
using System.Net;

namespace Portal.Content.WordPress.Reading;

/// <summary>
/// Hands the text of an export file to the XML reader without what WordPress and its plug-ins write there although XML forbids it:
/// control characters, named HTML entities and a <c>]]&gt;</c> in the middle of a text. Keeps little more than one block in memory.
/// </summary>
/// <exception cref="InvalidDataException">The file declares a document type.</exception>
sealed class RepairingReader(TextReader inner) : TextReader
{
    /// <summary>Longest text of one element, in characters; what goes beyond is left out.</summary>
    public const int MaxText = 8_000_000;

    const int BlockLength = 32 * 1024;

    /// <summary>How far ahead a decision may have to look.</summary>
    const int Ahead = 96;

    const string Forbidden = "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\uFFFE\uFFFF";

    static readonly SearchValues<char> Markup = SearchValues.Create(Forbidden + "<&\uFFFD");
    static readonly SearchValues<char> Text = SearchValues.Create(Forbidden + "]\uFFFD");

    readonly char[] _raw = new char[BlockLength + Ahead];
    readonly ArrayBufferWriter<char> _ready = new(BlockLength + 4096);
    int _rawStart;
    int _rawEnd;
    int _readyStart;
    bool _ended;
    bool _inText;
    int _run;

    /// <summary>Bytes that were no characters of the file's encoding.</summary>
    public long Unreadable { get; private set; }

    /// <summary>Texts that were longer than <see cref="MaxText"/>.</summary>
    public int Cut { get; private set; }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        while (_readyStart == _ready.WrittenCount)
        {
            _ready.ResetWrittenCount();
            _readyStart = 0;
            await FillAsync(cancellationToken);
            if (_rawStart == _rawEnd)
                return 0;
            Repair(_ended ? _rawEnd : _rawEnd - Ahead);
        }
        var length = Math.Min(buffer.Length, _ready.WrittenCount - _readyStart);
        _ready.WrittenMemory.Slice(_readyStart, length).CopyTo(buffer);
        _readyStart += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _raw.AsSpan(_rawStart.._rawEnd).CopyTo(_raw);
        (_rawStart, _rawEnd) = (0, _rawEnd - _rawStart);
        while (!_ended && _rawEnd <= Ahead)
        {
            var read = await inner.ReadAsync(_raw.AsMemory(_rawEnd), cancellationToken);
            _ended = read == 0;
            _rawEnd += read;
        }
    }

    void Repair(int end)
    {
        while (_rawStart < end)
        {
            var rest = _raw.AsSpan(_rawStart..end);
            var plain = rest.IndexOfAny(_inText ? Text : Markup);
            if (plain < 0)
                plain = rest.Length;
            Pass(rest[..plain]);
            _rawStart += plain;
            if (_rawStart < end)
                Decide(_raw.AsSpan(_rawStart.._rawEnd));
        }
    }

    void Decide(ReadOnlySpan<char> rest)
    {
        var taken = 1;
        switch (rest[0])
        {
            case '<':
                if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
                    throw new InvalidDataException("The file declares a document type (DTD), which no WordPress export does. It was not read.");
                _run = 0;
                if (rest.StartsWith("<![CDATA[", StringComparison.Ordinal))
                    (_inText, taken) = (true, 9);
                _ready.Write(rest[..taken]);
                break;
            case '&':
                taken = Entity(rest);
                break;
            case ']':
                if (!rest.StartsWith("]]>", StringComparison.Ordinal))
                {
                    Pass("]");
                }
                else if (EndsText(rest[3..]))
                {
                    (_inText, _run, taken) = (false, 0, 3);
                    _ready.Write("]]>");
                }
                else
                {
                    // Three characters of the text, in two sections.
                    taken = 3;
                    Pass("]]", "]]><![CDATA[", ">");
                }
                break;
            case '\uFFFD':
                Unreadable++;
                Pass("\uFFFD");
                break;
        }
        _rawStart += taken;
    }

    // A text ends where the end tag of its element follows, or another section of the same text. HTML has no end tag of these names.
    bool EndsText(ReadOnlySpan<char> following)
    {
        var next = following.TrimStart();
        if (next.IsEmpty)
            return _ended || following.Length >= Ahead - 3;
        if (next.StartsWith("<![CDATA[", StringComparison.Ordinal))
            return true;
        if (!next.StartsWith("</", StringComparison.Ordinal))
            return false;
        var name = next[2..];
        var length = name.IndexOfAnyExcept(NameLetters);
        name = length < 0 ? name : name[..length];
        return name.Contains(':') || name is "category" or "title" or "link" or "description" or "generator" or "guid" or "pubDate" or "language" or "url";
    }

    static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:-0123456789");

    int Entity(ReadOnlySpan<char> rest)
    {
        var end = rest[..Math.Min(rest.Length, 34)].IndexOf(';');
        var name = end > 1 ? rest[1..end] : [];
        if (name.Length > 0 && name.IndexOfAnyExcept(NameLetters) < 0 && name is not ("amp" or "lt" or "gt" or "quot" or "apos"))
        {
            var decoded = WebUtility.HtmlDecode(rest[..(end + 1)].ToString());
            if (decoded[0] != '&')
            {
                Pass(decoded);
                return end + 1;
            }
        }
        else if (name is "amp" or "lt" or "gt" or "quot" or "apos" || (name.Length > 1 && name[0] == '#' && IsNumber(name[1..])))
        {
            Pass(rest[..(end + 1)]);
            return end + 1;
        }
        Pass("&amp;");
        return 1;
    }

    static bool IsNumber(ReadOnlySpan<char> digits) => digits is ['x' or 'X', .. { Length: > 0 } hex]
        ? uint.TryParse(hex, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code) && IsScalar(code)
        : uint.TryParse(digits, System.Globalization.NumberStyles.None, null, out var number) && IsScalar(number);

    static bool IsScalar(uint code) => code is > 0x1F and not (>= 0xD800 and <= 0xDFFF) and not (0xFFFE or 0xFFFF) and <= 0x10FFFF or 9 or 10 or 13;

    void Pass(ReadOnlySpan<char> before, ReadOnlySpan<char> seam, ReadOnlySpan<char> after)
    {
        Pass(before);
        if (_run > MaxText)
            return;
        _ready.Write(seam);
        _run += seam.Length;
        Pass(after);
    }

    void Pass(ReadOnlySpan<char> text)
    {
        if (_run + text.Length > MaxText)
        {
            if (_run <= MaxText)
                Cut++;
            // Never in the middle of an entity or of a letter.
            text = text.Length < 40 ? [] : text[..Math.Max(0, MaxText - _run)];
            if (text is [.., var last] && char.IsHighSurrogate(last))
                text = text[..^1];
            _run = MaxText + 1;
        }
        else
        {
            _run += text.Length;
        }
        _ready.Write(text);
    }
}
