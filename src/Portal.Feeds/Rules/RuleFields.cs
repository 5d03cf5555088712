using Portal.Content.Html;
using Portal.Feeds.Gazetteer;
using Portal.Feeds.Normalizing;

namespace Portal.Feeds.Rules;

/// <summary>An entry as rules see it. Texts are made once, when the first rule asks for them.</summary>
sealed class RuleFields(NewsEntry entry)
{
    const int MaxText = 50_000;

    string? _text;

    /// <summary>The entry as the rules before left it.</summary>
    public NewsEntry Entry { get; set; } = entry;

    /// <summary>The values of what a condition looks at.</summary>
    public IEnumerable<string> Of(RuleSubject subject) => subject switch
    {
        RuleSubject.Title => [Entry.Title],
        RuleSubject.Text => [Text],
        RuleSubject.TitleOrText => [Entry.Title, Text],
        RuleSubject.Author => [Entry.Author],
        RuleSubject.Category => Entry.Categories,
        RuleSubject.Link => [Entry.Url],
        RuleSubject.Language => [Entry.Language],
        _ => [],
    };

    string Text
    {
        get
        {
            if (_text is null)
            {
                var text = Entry.Html.Length > 0 ? HtmlText.FromHtml(Entry.Html) : Entry.Excerpt;
                _text = text.Length > MaxText ? text[..MaxText] : text;
            }
            return _text;
        }
    }

    /// <summary>A text without capitals, marks and script, words parted by single blanks, one at each end.</summary>
    public static string Comparable(string text)
    {
        var words = FoldedWords.Of(text);
        var folded = new System.Text.StringBuilder(text.Length + 2).Append(' ');
        for (var index = 0; index < words.Count; index++)
            folded.Append(words.Letters(index)).Append(' ');
        return folded.ToString();
    }
}
