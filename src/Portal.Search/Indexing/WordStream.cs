using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using Portal.Search.Analysis;
using Attribute = Lucene.Net.Util.Attribute;

namespace Portal.Search.Indexing;

/// <summary>Gives words that were found once to a field of the index. To be used again; not thread-safe.</summary>
sealed class WordStream : TokenStream
{
    /// <summary>Between two texts in one field, so that phrases don't reach from one into the next.</summary>
    const int Gap = 100;

    readonly WordBytes _term = new();
    readonly IPositionIncrementAttribute _increment;
    WordList _words = new();
    WordList? _following;
    int _next;
    int _position;
    int _offset;

    public WordStream()
    {
        AddAttributeImpl(_term);
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <summary>Makes ready to give these words and, after a gap, others; both are encoded.</summary>
    public WordStream Over(WordList words, WordList? following = null)
    {
        (_words, _following, _next, _position, _offset) = (words, following, 0, -1, 0);
        return this;
    }

    /// <inheritdoc/>
    public override bool IncrementToken()
    {
        while (_next == _words.Count)
        {
            if (_following is null)
                return false;
            _offset += _words.LastPosition + 1 + (_words.Count > 0 ? Gap : 0);
            (_words, _following, _next) = (_following, null, 0);
        }
        var position = _offset + _words.Words[_next].Position;
        var (start, end) = _words.BytesOf(_next);
        _term.Set(_words.Bytes, start, end - start);
        _increment.PositionIncrement = position - _position;
        _position = position;
        _next++;
        return true;
    }
}

/// <summary>Gives all beginnings of words to a field of the index. To be used again; not thread-safe.</summary>
sealed class BeginningsStream : TokenStream
{
    /// <summary>Lengths of the beginnings, in letters.</summary>
    public const int Shortest = 2;

    /// <inheritdoc cref="Shortest"/>
    public const int Longest = 12;

    readonly WordBytes _term = new();
    readonly IPositionIncrementAttribute _increment;
    WordList _words = new();
    int _word;
    int _length;
    int _count;
    int _bytes;

    public BeginningsStream()
    {
        AddAttributeImpl(_term);
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <summary>Makes ready to give the beginnings of these words, which are encoded.</summary>
    /// <param name="words">The words.</param>
    /// <param name="count">How many of them.</param>
    public BeginningsStream Over(WordList words, int count = int.MaxValue)
    {
        (_words, _word, _length, _bytes, _count) = (words, 0, 0, 0, Math.Min(count, words.Count));
        return this;
    }

    /// <inheritdoc/>
    public override bool IncrementToken()
    {
        while (_word < _count)
        {
            var (start, end) = _words.BytesOf(_word);
            while (start + _bytes < end && _length < Longest)
            {
                // The bytes of the next letter: those that follow the first one begin with the bits 10.
                do
                    _bytes++;
                while (start + _bytes < end && (_words.Bytes[start + _bytes] & 0xC0) == 0x80);
                if (++_length < Shortest)
                    continue;
                _term.Set(_words.Bytes, start, _bytes);
                // The end of the text before set it to 0.
                _increment.PositionIncrement = 1;
                return true;
            }
            (_word, _length, _bytes) = (_word + 1, 0, 0);
        }
        return false;
    }
}

/// <summary>A term that is UTF-8 already.</summary>
sealed class WordBytes : Attribute, ITermToBytesRefAttribute
{
    /// <inheritdoc/>
    public BytesRef BytesRef { get; } = new();

    public void Set(byte[] bytes, int start, int length) => (BytesRef.Bytes, BytesRef.Offset, BytesRef.Length) = (bytes, start, length);

    /// <inheritdoc/>
    public void FillBytesRef()
    {
        // It is filled.
    }

    /// <inheritdoc/>
    public override void Clear() => BytesRef.Length = 0;

    /// <inheritdoc/>
    public override void CopyTo(Lucene.Net.Util.IAttribute target)
    {
        var other = (WordBytes)target;
        other.Set(BytesRef.Bytes, BytesRef.Offset, BytesRef.Length);
    }
}
