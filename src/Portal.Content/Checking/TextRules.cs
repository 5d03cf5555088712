using System.Net.Mail;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Finding = Portal.Content.Checking.FieldRules.Finding;

namespace Portal.Content.Checking;

/// <summary>What texts and links must be like by the settings and the editor of their field.</summary>
static partial class TextRules
{
    public static Finding? Judge(string text, ContentFieldDefinition field, bool required)
    {
        if (string.IsNullOrWhiteSpace(text))
            return FieldRules.Wanting(required, false);
        return field.Editor switch
        {
            "Email" when !MailAddress.TryCreate(text.Trim(), out _) => new("“{0}”: “{1}” is no e-mail address.", text),
            "Url" when !IsAddress(text.Trim()) => new("“{0}”: “{1}” is no address. Addresses begin with https:// or http://.", text),
            "Tel" when !Telephone().IsMatch(text) => new("“{0}”: “{1}” is no telephone number.", text),
            "Color" when !Colour().IsMatch(text) => new("“{0}”: “{1}” is no colour. Colours are written like #0d3b44.", text),
            "PredefinedList" when field.Setting("TextFieldPredefinedListEditorSettings").Options() is { Count: > 0 } options && options.All(option => option.Value != text) =>
                new("“{0}”: “{1}” is not in the list of choices.", text),
            _ => null,
        };
    }

    public static Finding? Link(LinkField? link, JsonObject? settings, bool required)
    {
        if (string.IsNullOrWhiteSpace(link?.Url))
            return FieldRules.Wanting(required, false);
        if (!IsAddress(link.Url))
            return new("“{0}”: “{1}” is no address. Addresses begin with https:// or http://.", link.Url);
        // LinkTextMode: 0 optional, 1 required, 2 given by the settings, 3 the address itself.
        return settings.Number("LinkTextMode") == 1 && string.IsNullOrWhiteSpace(link.Text) ? new("“{0}”: the text of the link is missing.") : null;
    }

    public static Finding? Several(IReadOnlyList<string> values, JsonObject? settings, bool required)
    {
        var options = settings.Options();
        return options.Count > 0 && values.FirstOrDefault(value => options.All(option => option.Value != value)) is { } other
            ? new("“{0}”: “{1}” is not in the list of choices.", other)
            : FieldRules.Wanting(required, values.Any(value => !string.IsNullOrWhiteSpace(value)));
    }

    static bool IsAddress(string text) => text.StartsWith("~/", StringComparison.Ordinal) || text.StartsWith('#') || (text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal))
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" or "tel");

    [GeneratedRegex(@"^\+?[0-9 ()./-]{3,40}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Telephone();

    [GeneratedRegex("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}
