using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Content.Localization;
using Portal.Content.Settings;

namespace Portal.Newsletter.Subscribing;

/// <summary>What the welcome says: the site setting <c>NewsletterWelcome</c>, or the program's own words where an editor wrote none.</summary>
/// <param name="Subject">Subject of the mail.</param>
/// <param name="Paragraphs">Paragraphs of plain text.</param>
sealed record WelcomeText(string Subject, IReadOnlyList<string> Paragraphs)
{
    /// <summary>Name of the section of the site settings. It holds an object <c>{ "Subject", "Text" }</c> for each culture.</summary>
    public const string Section = "NewsletterWelcome";

    /// <summary>Longest subject and longest text, in characters.</summary>
    public const int MaxSubjectLength = 200, MaxTextLength = 10_000;

    /// <summary>The welcome in a language.</summary>
    public static WelcomeText In(SiteSettings settings, CultureInfo culture, Texts texts, string siteName)
    {
        var (subject, text) = Written(settings, culture.Name);
        return new(
            subject.Length > 0 ? subject : texts.In(culture, "Welcome to {0}", siteName),
            text.Length > 0
                ? [.. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
                : [texts.In(culture, "Thank you for subscribing. The next digest will come to you at the hour that you chose.")]);
    }

    /// <summary>What an editor wrote for a culture; empty where nothing.</summary>
    public static (string Subject, string Text) Written(SiteSettings settings, string culture)
    {
        var written = settings.Section(Section)?[culture] as JsonObject;
        return (Text("Subject"), Text("Text"));

        string Text(string name) => written?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text.Trim() : "";
    }
}
