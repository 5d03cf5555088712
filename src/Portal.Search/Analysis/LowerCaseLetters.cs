using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Portal.Search.Analysis;

/// <summary>
/// Writes letters in lower case, by the invariant culture. Lucene's own filter asks the system's Unicode library for each word, which
/// takes longer than all the rest of the analysis together; here the library is asked once. Letters beyond the first plane stay.
/// </summary>
sealed class LowerCaseLetters : TokenFilter
{
    static readonly string Lower = string.Create(char.MaxValue + 1, 0, (letters, _) =>
    {
        for (var letter = 0; letter < letters.Length; letter++)
            letters[letter] = (char)letter;
    }).ToLowerInvariant();

    readonly ICharTermAttribute _term;

    public LowerCaseLetters(TokenStream input) : base(input) => _term = AddAttribute<ICharTermAttribute>();

    /// <inheritdoc/>
    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken())
            return false;
        foreach (ref var letter in _term.Buffer.AsSpan(0, _term.Length))
            letter = Lower[letter];
        return true;
    }
}
