using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Portal.Search.Analysis;

/// <summary>Takes the dots out of acronyms, so that <c>u.s</c> meets <c>us</c>. Names with dots, such as addresses, keep them.</summary>
sealed class AcronymFilter : TokenFilter
{
    readonly ICharTermAttribute _term;

    public AcronymFilter(TokenStream input) : base(input) => _term = AddAttribute<ICharTermAttribute>();

    /// <inheritdoc/>
    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken())
            return false;
        var letters = _term.Buffer.AsSpan(0, _term.Length);
        if (!IsAcronym(letters))
            return true;
        var length = 0;
        for (var index = 0; index < letters.Length; index += 2)
            letters[length++] = letters[index];
        _term.Length = length;
        return true;
    }

    static bool IsAcronym(ReadOnlySpan<char> letters)
    {
        if (letters.Length < 3)
            return false;
        for (var index = 0; index < letters.Length; index++)
        {
            if (index % 2 == 0 ? !char.IsLetter(letters[index]) : letters[index] != '.')
                return false;
        }
        return true;
    }
}
