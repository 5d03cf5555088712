using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Portal.Newsletter.Transfer;

/// <summary>Reads tables as spreadsheets write them (RFC 4180), record by record, with commas, semicolons or tabs between the fields.</summary>
static class CsvRecords
{
    static readonly char[] Separators = ['\t', ';', ','];

    static readonly SearchValues<char> Special = SearchValues.Create(",;\"\r\n\t");

    /// <summary>Longest field in characters, and most fields of a record.</summary>
    public const int MaxFieldLength = 10_000, MaxFields = 200;

    /// <summary>The records, the first of which tells what separates the fields. Empty lines are passed over.</summary>
    /// <exception cref="FormatException">A field or a record is larger than makes sense, or a quotation does not end.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        char? separator = null;
        while (await RecordAsync(reader, cancellationToken) is { } text)
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            separator ??= Separator(text);
            yield return Fields(text, separator.Value);
        }
    }

    // A record may have line ends within quotes: lines are joined until the quotes are even.
    static async Task<string?> RecordAsync(TextReader reader, CancellationToken cancellationToken)
    {
        if (await reader.ReadLineAsync(cancellationToken) is not { } line)
            return null;
        if (line.Length > MaxFieldLength * 2L)
            throw new FormatException("A line is too long.");
        if (IsWhole(line))
            return line;
        var record = new StringBuilder(line);
        var isOpen = true;
        while (isOpen)
        {
            if (await reader.ReadLineAsync(cancellationToken) is not { } next)
                throw new FormatException("A quotation does not end.");
            record.Append('\n').Append(next);
            if (record.Length > MaxFieldLength * 2)
                throw new FormatException("A field is too long.");
            if (!IsWhole(next))
                isOpen = false;
        }
        return record.ToString();
    }

    static bool IsWhole(string line) => line.Count(letter => letter == '"') % 2 == 0;

    static char Separator(string header) => Separators.MaxBy(one => header.Count(letter => letter == one));

    static List<string> Fields(string record, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        for (var at = 0; at <= record.Length; at++)
        {
            if (at == record.Length || record[at] == separator)
            {
                fields.Add(field.ToString());
                field.Clear();
                if (fields.Count > MaxFields)
                    throw new FormatException("A line has too many fields.");
            }
            else if (record[at] == '"' && field.Length == 0)
                at = Quoted(record, at + 1, field);
            else
                field.Append(record[at]);
        }
        return fields;
    }

    // Where the quotation ends.
    static int Quoted(string record, int at, StringBuilder field)
    {
        for (; at < record.Length; at++)
        {
            if (record[at] != '"')
                field.Append(record[at]);
            else if (at + 1 < record.Length && record[at + 1] == '"')
                field.Append(record[at++]);
            else
                return at;
        }
        return at;
    }

    /// <summary>A record as it is written, with its line end.</summary>
    public static string Write(IEnumerable<string?> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    /// <summary>A text that others wrote: a spreadsheet must not take it for a formula.</summary>
    public static string Harmless(string text) => text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;

    /// <summary>The text before <see cref="Harmless"/>.</summary>
    public static string Plain(string text) => text.Length > 1 && text[0] == '\'' && text[1] is ('=' or '+' or '-' or '@') ? text[1..] : text;

    static string Field(string? text) => text is null ? "" : text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
