using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Portal.Content.Checking;

/// <summary>Something in an item that must be put right before it is stored.</summary>
/// <param name="Element">Where: part and field joined by a hyphen (<c>Article-Subtitle</c>), with the place of a contained item before it.</param>
/// <param name="Label">What editors call the field, in English.</param>
/// <param name="Message">What is wrong, in English, with {0} for the label; the key of its translations.</param>
/// <param name="Arguments">What stands for {1} and on.</param>
public sealed record ContentProblem(string Element, string Label, string Message, params IReadOnlyList<object> Arguments)
{
    /// <summary>The property of the part or field that is meant, or null for all of it.</summary>
    public string? Property { get; init; }

    /// <summary>Where, as a path in the item's JSON.</summary>
    public string Path => Element.Replace('-', '.') + (Property is null ? "" : "." + Property);

    /// <summary>The problem in the language of the texts.</summary>
    public string In(IStringLocalizer texts) => texts[Message, [texts[Label].Value, .. Arguments]].Value;

    /// <summary>The problem in English.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Message, [Label, .. Arguments]);
}

/// <summary>An item was not stored because something in it must be put right first.</summary>
/// <param name="problems">What; at least one.</param>
public sealed class ContentInvalidException(IReadOnlyList<ContentProblem> problems) : Exception(string.Join(' ', problems))
{
    /// <summary>What must be put right.</summary>
    public IReadOnlyList<ContentProblem> Problems { get; } = problems;
}
