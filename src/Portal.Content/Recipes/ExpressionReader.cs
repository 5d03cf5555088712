using System.Text;

namespace Portal.Content.Recipes;

/// <summary>Reads <c>call('text', other()) + 'text'</c> from left to right and evaluates it on the way.</summary>
sealed class ExpressionReader(string text, Func<string, IReadOnlyList<string>, string> call)
{
    /// <summary>The one piece of script that Orchard's own recipes use beyond calls.</summary>
    const string NowIdiom = "new Date().toISOString()";

    const int MaxDepth = 64;

    int _at;
    int _depth;

    /// <summary>The value of the whole text.</summary>
    /// <exception cref="FormatException">The text is no expression of that kind.</exception>
    public string ReadWhole()
    {
        var value = ReadSum();
        SkipBlanks();
        if (_at < text.Length && text[_at] == ';')
            _at++;
        SkipBlanks();
        return _at == text.Length ? value : throw new FormatException($"“{text[_at..]}” stands behind its end.");
    }

    string ReadSum()
    {
        if (++_depth > MaxDepth)
            throw new FormatException("it is nested too deeply.");
        var value = ReadTerm();
        while (Takes('+'))
            value += ReadTerm();
        _depth--;
        return value;
    }

    string ReadTerm()
    {
        SkipBlanks();
        if (_at == text.Length)
            throw new FormatException("it ends too early.");
        if (text[_at] is '\'' or '"')
            return ReadString();
        if (text.AsSpan(_at).StartsWith(NowIdiom, StringComparison.Ordinal))
        {
            _at += NowIdiom.Length;
            return call("now", []);
        }
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
            _at++;
        var name = text[start.._at];
        if (name.Length == 0 || !Takes('('))
            throw new FormatException($"a text or a call was expected at “{text[start..]}”.");
        var arguments = new List<string>();
        if (Takes(')'))
            return call(name, arguments);
        do
            arguments.Add(ReadSum());
        while (Takes(','));
        return Takes(')') ? call(name, arguments) : throw new FormatException($"the call of {name} has no closing bracket.");
    }

    string ReadString()
    {
        var quote = text[_at++];
        var value = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
                _at++;
            value.Append(text[_at++]);
        }
        return _at++ < text.Length ? value.ToString() : throw new FormatException("a text has no closing quotation mark.");
    }

    bool Takes(char letter)
    {
        SkipBlanks();
        if (_at >= text.Length || text[_at] != letter)
            return false;
        _at++;
        return true;
    }

    void SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }
}
