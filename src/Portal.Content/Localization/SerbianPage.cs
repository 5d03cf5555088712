using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Portal.Content.Localization;

/// <summary>
/// Writes the Serbian of a whole page in one script. What is Serbian says so by <c>lang</c>; text between tags and the attributes that
/// people read are converted, everything else stays byte for byte. Latin letters are taken for Serbian only where <c>lang</c> says
/// <c>sr-Latn</c>: among Cyrillic they are names that the writer left as they are.
/// </summary>
public static class SerbianPage
{
    static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
        { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr" };

    static readonly HashSet<string> ClosedByNext = new(StringComparer.OrdinalIgnoreCase) { "li", "p", "option", "dt", "dd", "tr", "td", "th" };

    static readonly HashSet<string> Read = new(StringComparer.OrdinalIgnoreCase) { "alt", "title", "aria-label", "placeholder", "label" };

    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The page in that script.</summary>
    public static string Convert(string html, SerbianAlphabet to) => new Walk(html, to).Run();

    // One element that is open: what its text is written in, and whether it is left alone.
    readonly record struct Open(string Name, SerbianAlphabet? Written, bool Kept);

    sealed class Walk(string html, SerbianAlphabet to)
    {
        readonly StringBuilder _output = new(html.Length + (html.Length / 8));
        readonly List<Open> _open = [new("", null, false)];
        int _at;

        public string Run()
        {
            while (_at < html.Length)
            {
                var tag = html.IndexOf('<', _at);
                if (tag < 0)
                    tag = html.Length;
                _output.Append(Text(html[_at..tag], _open[^1]));
                _at = tag;
                if (_at < html.Length)
                    Markup();
            }
            return _output.ToString();
        }

        void Markup()
        {
            var next = _at + 1 < html.Length ? html[_at + 1] : ' ';
            if (html.AsSpan(_at).StartsWith("<!--", StringComparison.Ordinal))
                Copy(After("-->", _at + 4));
            else if (next == '!')
                Copy(After(">", _at));
            else if (next == '/')
                Close();
            else if (char.IsAsciiLetter(next))
                Start();
            else
                Copy(_at + 1);
        }

        void Close()
        {
            var end = After(">", _at);
            var name = NameAt(_at + 2);
            Copy(end);
            for (var index = _open.Count - 1; index > 0; index--)
            {
                if (!_open[index].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    continue;
                _open.RemoveRange(index, _open.Count - index);
                return;
            }
        }

        void Start()
        {
            var name = NameAt(_at + 1);
            var attributes = Attributes(_at + 1 + name.Length, out var end);
            var closesItself = html[end - 1] == '>' && html[end - 2] == '/' && _open.Exists(one => one.Name is "svg" or "math");
            if (ClosedByNext.Contains(name) && _open[^1].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                _open.RemoveAt(_open.Count - 1);
            var open = Enter(name, attributes);
            WriteStart(attributes, end, open);
            if (name.ToLowerInvariant() is "script" or "style")
                Copy(Math.Min(html.Length, html.IndexOf($"</{name}", end, StringComparison.OrdinalIgnoreCase) is >= 0 and var close ? close : html.Length));
            if (!closesItself && !Void.Contains(name))
                _open.Add(open);
        }

        Open Enter(string name, List<(string Name, int From, int To)> attributes)
        {
            var parent = _open[^1];
            var kept = parent.Kept || SerbianHtml.Kept.Contains(name.ToLowerInvariant());
            var written = parent.Written;
            foreach (var (attribute, from, until) in attributes)
            {
                var value = html.AsSpan(from, until - from);
                if (attribute == "lang" && value.Length > 0)
                    written = SerbianCultures.Alphabet(value.ToString());
                else if (attribute == "translate" && value.Equals("no", StringComparison.OrdinalIgnoreCase) || attribute == "class" && value.Contains("notranslate", StringComparison.Ordinal))
                    kept = true;
            }
            // Without a value of its own, an option sends its text.
            if (name.Equals("option", StringComparison.OrdinalIgnoreCase) && !attributes.Exists(one => one.Name == "value"))
                kept = true;
            return new(name.ToLowerInvariant(), written, kept);
        }

        void WriteStart(List<(string Name, int From, int To)> attributes, int end, Open open)
        {
            if (Converts(open))
            {
                foreach (var (name, from, until) in attributes)
                {
                    var changed = name == "lang" ? to.Culture() : Read.Contains(name) ? Text(html[from..until], open) : null;
                    if (changed is null)
                        continue;
                    Copy(from);
                    _output.Append(changed);
                    _at = until;
                }
            }
            Copy(end);
        }

        // Names in lower case with the range of each value, without its quotes; attributes without a value are left out.
        List<(string Name, int From, int To)> Attributes(int from, out int end)
        {
            var attributes = new List<(string, int, int)>();
            var at = from;
            while (at < html.Length && html[at] != '>')
            {
                if (char.IsWhiteSpace(html[at]) || html[at] == '/')
                {
                    at++;
                    continue;
                }
                var start = at;
                while (at < html.Length && !char.IsWhiteSpace(html[at]) && html[at] is not ('=' or '>' or '/'))
                    at++;
                var name = html[start..at].ToLowerInvariant();
                while (at < html.Length && char.IsWhiteSpace(html[at]))
                    at++;
                if (at >= html.Length || html[at] != '=')
                {
                    // A lone sign that is no name must not be looked at for ever.
                    at = Math.Max(at, start + 1);
                    continue;
                }
                at++;
                while (at < html.Length && char.IsWhiteSpace(html[at]))
                    at++;
                var quote = at < html.Length && html[at] is '"' or '\'' ? html[at] : '\0';
                var value = quote == '\0' ? at : at + 1;
                if (quote != '\0')
                    at = html.IndexOf(quote, value) is >= 0 and var found ? found : html.Length;
                else
                    while (at < html.Length && !char.IsWhiteSpace(html[at]) && html[at] != '>')
                        at++;
                if (quote != '\0')
                    attributes.Add((name, value, at));
                else if (name is "lang" or "translate" or "value")
                    attributes.Add((name, value, at));
                if (quote != '\0' && at < html.Length)
                    at++;
            }
            end = Math.Min(html.Length, at + 1);
            return attributes;
        }

        string Text(string text, Open open)
        {
            if (!Converts(open) || string.IsNullOrWhiteSpace(text))
                return text;
            if (!text.Contains('&', StringComparison.Ordinal))
                return SerbianText.Convert(text, to);
            var plain = WebUtility.HtmlDecode(text);
            var converted = SerbianText.Convert(plain, to);
            return converted == plain ? text : Encoder.Encode(converted);
        }

        bool Converts(Open open) => !open.Kept && (to == SerbianAlphabet.Latin ? open.Written is not null : open.Written == SerbianAlphabet.Latin);

        string NameAt(int from)
        {
            var at = from;
            while (at < html.Length && !char.IsWhiteSpace(html[at]) && html[at] is not ('>' or '/'))
                at++;
            return html[from..at];
        }

        int After(string text, int from) => html.IndexOf(text, Math.Min(from, html.Length), StringComparison.Ordinal) is >= 0 and var found ? found + text.Length : html.Length;

        void Copy(int until)
        {
            _output.Append(html, _at, until - _at);
            _at = until;
        }
    }
}
