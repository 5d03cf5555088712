using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>Who wrote, edits or publishes: as a text (<c>ana@example.org (Ana Anić)</c>) or as elements (name, email, uri).</summary>
static partial class People
{
    /// <summary>Persons, and how the feed writes them.</summary>
    public readonly record struct Named(string? Text, IReadOnlyList<ParsedPerson> Persons);

    static readonly Named Nobody = new(null, []);

    /// <summary>
    /// Who wrote it. Where elements of several families name somebody, the one that stands last has the word (programs write the
    /// standard's element first and the better known after it); several of that family are named together.
    /// </summary>
    public static Named Authors(FeedNode node)
    {
        var family = (Module: Module.Other, Name: "");
        foreach (var (module, name, element) in node.Children)
        {
            if (IsAuthor(module, name) && Has(element))
                family = (module, name);
        }
        if (family.Module == Module.Other)
            return Nobody;
        return Of(node, node.All(family.Module, family.Name));
    }

    public static Named Of(FeedNode node, IEnumerable<XElement> elements)
    {
        List<string>? texts = null;
        List<ParsedPerson>? persons = null;
        foreach (var element in elements)
        {
            if (One(node, element) is not var (text, person) || texts?.Contains(text, StringComparer.Ordinal) == true)
                continue;
            (texts ??= []).Add(text);
            (persons ??= []).Add(person);
        }
        return texts is null ? Nobody : new(texts.Count == 1 ? texts[0] : string.Join(", ", texts), persons!);
    }

    /// <summary>Who else had a part in it.</summary>
    public static IReadOnlyList<ParsedPerson> Contributors(FeedNode node) =>
        node.First(Module.Core, "contributor") is null && node.First(Module.DublinCore, "contributor") is null ? []
            : Of(node, node.All(Module.Core, "contributor").Concat(node.All(Module.DublinCore, "contributor"))).Persons;

    public static ParsedPerson? Publisher(FeedNode node)
    {
        var owner = node.First(Module.Itunes, "owner") ?? node.First(Module.Core, "publisher");
        var element = owner ?? node.First(Module.DublinCore, "publisher") ?? node.First(Module.Core, "webmaster");
        return element is null ? null : One(node, element)?.Person;
    }

    /// <summary>The names for readers: mail addresses are nobody's business.</summary>
    public static string Shown(IReadOnlyList<ParsedPerson> persons) => string.Join(", ", persons.Select(person => person.Name).OfType<string>());

    static bool IsAuthor(Module module, string name) => (module, name) is
        (Module.Core, "author") or (Module.Core, "managingeditor") or (Module.Core, "creator") or (Module.DublinCore, "creator") or (Module.DublinCore, "author")
        or (Module.Terms, "creator") or (Module.Itunes, "author");

    static bool Has(XElement element) => element.HasElements || !string.IsNullOrWhiteSpace(element.Value);

    static (string Text, ParsedPerson Person)? One(FeedNode parent, XElement element)
    {
        if (!element.HasElements)
            return FromText(Markup.Plain(element.Value.Contains('@', StringComparison.Ordinal) ? Angles().Replace(element.Value, "($1)") : element.Value));
        var node = parent.Child(element);
        string? name = null, email = null, url = null;
        foreach (var (_, itsName, child) in node.Children)
        {
            switch (itsName)
            {
                case "name":
                    name ??= Filled(Markup.Plain(child.Value));
                    break;
                case "email":
                    email ??= Filled(child.Value);
                    break;
                case "uri" or "url" or "homepage":
                    url ??= node.Absolute(child);
                    break;
            }
        }
        if (name is null && email is null)
            return url is null ? FromText(Markup.Plain(element.Value)) : (url, new(null, null, url));
        return (name is null ? email! : email is null ? name : $"{name} ({email})", new(name, email, url));
    }

    internal static (string Text, ParsedPerson Person)? FromText(string text)
    {
        if (text.Length == 0)
            return null;
        if (!text.Contains('@', StringComparison.Ordinal) || Mail().Match(text) is not { Success: true } mail)
            return (text, new(text));
        var name = text.Replace(mail.Value, "", StringComparison.Ordinal).Replace("mailto:", "", StringComparison.OrdinalIgnoreCase)
            .Replace("()", "", StringComparison.Ordinal).Replace("<>", "", StringComparison.Ordinal).Trim();
        if (name.StartsWith('('))
            name = name[1..];
        if (name.EndsWith(')') && !name.Contains('(', StringComparison.Ordinal))
            name = name[..^1];
        var at = mail.Value.IndexOf('?', StringComparison.Ordinal);
        return (text, new(Filled(name.Trim(' ', ',', ';', ':', '"')), at < 0 ? mail.Value : mail.Value[..at]));
    }

    static string? Filled(string text) => text.Trim() is { Length: > 0 } filled ? filled : null;

    [GeneratedRegex(@"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@(?:\[[0-9.]+\]|(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,})(?:\?subject=\S+)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mail();

    // Ana Anić <ana@example.org>: no tag, though it looks like one.
    [GeneratedRegex(@"<([^<>@\s]+@[^<>\s]+)>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Angles();
}
