using System.Text;

namespace Portal.Search.Analysis;

/// <summary>A word of a text.</summary>
/// <param name="Start">Its first letter among <see cref="WordList.Letters"/>.</param>
/// <param name="Length">Its letters.</param>
/// <param name="Position">Number of the word; alternatives of one word share it.</param>
/// <param name="From">First character in the text.</param>
/// <param name="To">After its last character in the text.</param>
readonly record struct Word(int Start, int Length, int Position, int From, int To);

/// <summary>The words of one text, compact: what every field of the index is fed from. To be used again for the next text; not thread-safe.</summary>
sealed class WordList
{
    // What a very long text needed is given back.
    const int Kept = 100_000;

    char[] _letters = new char[1024];
    Word[] _words = new Word[256];
    byte[] _bytes = [];
    int[] _byteStarts = [];
    int _used;

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>Number of the last word; −1 where there is none.</summary>
    public int LastPosition { get; private set; } = -1;

    /// <summary>The words in order.</summary>
    public ReadOnlySpan<Word> Words => _words.AsSpan(0, Count);

    /// <summary>The words as UTF-8, once <see cref="Encode"/> was called.</summary>
    public byte[] Bytes => _bytes;

    public ReadOnlySpan<char> Letters(in Word word) => _letters.AsSpan(word.Start, word.Length);

    public string Text(in Word word) => new(_letters, word.Start, word.Length);

    /// <summary>Where a word's bytes begin and end.</summary>
    public (int Start, int End) BytesOf(int index) => (_byteStarts[index], _byteStarts[index + 1]);

    public void Clear()
    {
        if (_letters.Length > Kept)
            _letters = new char[1024];
        if (_words.Length > Kept)
            _words = new Word[256];
        (_used, Count, LastPosition) = (0, 0, -1);
    }

    /// <summary>Room for a word; <see cref="Add"/> keeps as much of it as was filled.</summary>
    public Span<char> Room(int length)
    {
        if (_used + length > _letters.Length)
            Array.Resize(ref _letters, Math.Max(_letters.Length * 2, _used + length));
        return _letters.AsSpan(_used, length);
    }

    /// <summary>Adds the word that was written to the last <see cref="Room"/>. An empty one only takes a position.</summary>
    public void Add(int length, int position, int from, int to)
    {
        LastPosition = position;
        if (length == 0)
            return;
        if (Count == _words.Length)
            Array.Resize(ref _words, _words.Length * 2);
        _words[Count++] = new(_used, length, position, from, to);
        _used += length;
    }

    /// <summary>Writes all words as UTF-8, so that fields that hold the same words needn't do it each.</summary>
    public void Encode()
    {
        // Folded words are nearly always ASCII, a byte a letter.
        if (_bytes.Length < _used * 3 || _bytes.Length > Kept * 3)
            _bytes = new byte[Math.Max(_used * 3, 1024)];
        if (_byteStarts.Length < Count + 1 || _byteStarts.Length > Kept)
            _byteStarts = new int[Math.Max(Count + 1, 256)];
        var at = 0;
        for (var index = 0; index < Count; index++)
        {
            _byteStarts[index] = at;
            at += Encoding.UTF8.GetBytes(Letters(_words[index]), _bytes.AsSpan(at));
        }
        _byteStarts[Count] = at;
    }
}
