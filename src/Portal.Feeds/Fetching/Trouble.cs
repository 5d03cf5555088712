using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Portal.Feeds.Fetching;

/// <summary>What went wrong, as a sentence that each reader is told in his own language.</summary>
/// <param name="sentence">The English sentence, the key of its translations; <c>{0}</c> and so on stand for the arguments.</param>
/// <param name="arguments">Names and numbers in it.</param>
public sealed class Trouble(string sentence, params string[] arguments)
{
    /// <summary>Parts the sentence from its arguments where it is stored: a control character that no text contains.</summary>
    const char Separator = '\u001F';

    const int MaxLength = 1000;

    /// <summary>The English sentence.</summary>
    public string Sentence { get; } = sentence;

    /// <summary>Reads what was stored.</summary>
    public static Trouble Parse(string stored) => stored.Split(Separator) is [var sentence, .. var arguments] ? new(sentence, arguments) : new(stored);

    /// <summary>The form in which it is stored.</summary>
    public string Stored()
    {
        var text = string.Join(Separator, arguments.Select(argument => argument.Replace(Separator, ' ')).Prepend(Sentence));
        return text.Length > MaxLength ? text[..MaxLength] : text;
    }

    /// <summary>In the language of the desk.</summary>
    public string In(IStringLocalizer texts) => arguments.Length == 0 ? texts[Sentence] : texts[Sentence, [.. arguments]];

    /// <summary>In English.</summary>
    public override string ToString() => arguments.Length == 0 ? Sentence : string.Format(CultureInfo.InvariantCulture, Sentence, [.. arguments]);
}
