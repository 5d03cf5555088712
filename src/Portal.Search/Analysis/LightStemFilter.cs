using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Portal.Search.Analysis;

/// <summary>Stems folded Serbian or Russian tokens by <see cref="LightStemmer"/>.</summary>
sealed class LightStemFilter : TokenFilter
{
    readonly ICharTermAttribute _term;
    readonly bool _russian;

    public LightStemFilter(TokenStream input, bool russian) : base(input)
    {
        _russian = russian;
        _term = AddAttribute<ICharTermAttribute>();
    }

    /// <inheritdoc/>
    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken())
            return false;
        var word = _term.Buffer.AsSpan(0, _term.Length);
        _term.Length = _russian ? LightStemmer.Russian(word) : LightStemmer.Serbian(word);
        return true;
    }
}
