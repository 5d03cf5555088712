using System.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Portal.Search.Analysis;

/// <summary>
/// Writes lower-case Cyrillic and đ in bald Latin letters, so that one word has one form in every script: Вучић, Vučić and Vucic become
/// <c>vucic</c> together with the ASCII folding that follows. Mixed scripts within a word are folded too. A bald <c>d</c> is never
/// taken for đ (it would ruin English), but a word with đ may leave a second token with <c>d</c>, for those who write Dokovic.
/// </summary>
sealed class ScriptFoldFilter : TokenFilter
{
    readonly ICharTermAttribute _term;
    readonly IPositionIncrementAttribute _position;
    readonly StringBuilder _folded = new();
    readonly bool _withVariants;
    State? _state;
    string? _variant;

    /// <param name="input">Tokens in lower case.</param>
    /// <param name="withVariants">Whether to add the second token, as the index does and queries don't.</param>
    public ScriptFoldFilter(TokenStream input, bool withVariants) : base(input)
    {
        _withVariants = withVariants;
        _term = AddAttribute<ICharTermAttribute>();
        _position = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <inheritdoc/>
    public override bool IncrementToken()
    {
        if (_variant is { } variant)
        {
            RestoreState(_state);
            _term.SetEmpty().Append(variant);
            _position.PositionIncrement = 0;
            _variant = null;
            return true;
        }
        if (!m_input.IncrementToken())
            return false;
        var letters = _term.Buffer.AsSpan(0, _term.Length);
        if (letters.IndexOfAnyInRange('đ', 'ԯ') < 0)
            return true;
        if (_withVariants && letters.IndexOfAny('đ', 'ђ') >= 0)
            _variant = Fold(letters, "d");
        var folded = Fold(letters, "dj");
        _term.SetEmpty().Append(folded);
        if (_variant is not null)
            _state = CaptureState();
        return true;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _variant = null;
        _state = null;
    }

    string Fold(ReadOnlySpan<char> letters, string dj)
    {
        _folded.Clear();
        foreach (var letter in letters)
        {
            if (letter is 'đ' or 'ђ')
                _folded.Append(dj);
            else if (letter is >= 'а' and <= 'џ' && Latin[letter - 'а'] is { } latin)
                _folded.Append(latin);
            else
                _folded.Append(letter == 'ґ' ? 'g' : letter);
        }
        return _folded.ToString();
    }

    // From а to џ in the order of Unicode; Serbian and Russian letters, null where neither has one.
    static readonly string?[] Latin =
    [
        "a", "b", "v", "g", "d", "e", "z", "z", "i", "j", "k", "l", "m", "n", "o", "p",
        "r", "s", "t", "u", "f", "h", "c", "c", "s", "sc", "", "y", "", "e", "ju", "ja",
        "e", "e", null, "g", "e", "dz", "i", "i", "j", "lj", "nj", "c", "k", "i", "u", "dz",
    ];
}
