using System.Globalization;
using System.Net;
using System.Text;

namespace Portal.Feeds.Parsing;

/// <summary>The prefixes that a document uses and declares, so that those which it forgot can be declared.</summary>
sealed class UsedPrefixes
{
    /// <summary>Prefixes that are declared for a document; one with more was not made by a publisher's software, and is not mended.</summary>
    const int MaxPrefixes = 100;

    readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);
    readonly HashSet<string> _onRoot = new(StringComparer.Ordinal);
    readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Those that are declared nowhere.</summary>
    public IEnumerable<string> Undeclared => Missing.Where(prefix => !_declared.ContainsKey(prefix));

    IEnumerable<string> Missing => _used.Where(prefix => prefix != "xml" && !_onRoot.Contains(prefix));

    /// <summary>Notes the prefix of a name.</summary>
    public void Use(string name)
    {
        if (name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && _used.Count <= MaxPrefixes)
            _used.Add(name[..colon]);
    }

    /// <summary>Notes what an attribute declares or uses.</summary>
    public void Declare(string name, string value, bool onRoot)
    {
        if (!name.StartsWith("xmlns:", StringComparison.Ordinal))
        {
            if (!name.StartsWith("xml:", StringComparison.Ordinal))
                Use(name);
            return;
        }
        _declared.TryAdd(name[6..], value);
        if (onRoot)
            _onRoot.Add(name[6..]);
    }

    /// <summary>The declarations that the root must have so that every prefix stands for something.</summary>
    public string Declarations()
    {
        var declarations = new StringBuilder();
        foreach (var prefix in Missing)
            declarations.Append(CultureInfo.InvariantCulture, $" xmlns:{prefix}=\"{WebUtility.HtmlEncode(_declared.GetValueOrDefault(prefix) is { Length: > 0 } own ? own : Vocabulary.Usual(prefix))}\"");
        return declarations.ToString();
    }
}
