using System.Text;

namespace Portal.Content.Localization;

/// <summary>Reads translations from a PO file (GNU gettext), the format of Orchard Core's translations. Plural forms and contexts are not used.</summary>
public static class PoFile
{
    /// <summary>The translations by their English text; entries without a translation are left out.</summary>
    public static Dictionary<string, string> Read(TextReader reader)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        string? id = null;
        StringBuilder? current = null;
        var idText = new StringBuilder();
        var translation = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.StartsWith("msgid ", StringComparison.Ordinal))
            {
                Keep();
                idText.Clear();
                translation.Clear();
                (id, current) = ("", idText);
                line = line[6..];
            }
            else if (line.StartsWith("msgstr ", StringComparison.Ordinal))
            {
                current = translation;
                line = line[7..];
            }
            if (line.Length >= 2 && line[0] == '"' && line[^1] == '"')
                current?.Append(Unescape(line[1..^1]));
        }
        Keep();
        return texts;

        void Keep()
        {
            if (id is not null && idText.Length > 0 && translation.Length > 0)
                texts[idText.ToString()] = translation.ToString();
        }
    }

    static string Unescape(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
        : text;
}
