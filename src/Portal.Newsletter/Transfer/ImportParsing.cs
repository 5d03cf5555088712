using System.Globalization;
using System.Runtime.CompilerServices;
using Portal.Content.Localization;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Transfer;

/// <summary>A line as it was understood.</summary>
sealed record ParsedLine(int Line, string Typed, NewEntry? Entry, EntryResult Fault);

/// <summary>Understands the lines of a table of subscribers.</summary>
sealed class ImportParsing(ImportOptions import, Offer offer, string by, DateTime nowUtc)
{
    static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "dd.MM.yyyy", "d.M.yyyy", "dd.MM.yyyy.", "d.M.yyyy.", "yyyy-MM-dd HH:mm"];

    /// <summary>The lines below the header.</summary>
    public async IAsyncEnumerable<ParsedLine> ReadAsync(TextReader table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SubscriberColumns? columns = null;
        var number = 0;
        await foreach (var fields in CsvRecords.ReadAsync(table, cancellationToken))
        {
            number++;
            if (columns is null)
            {
                columns = import.Columns?.Invoke(fields) ?? SubscriberColumns.Guess(fields);
                if (columns.Address is null)
                    throw new FormatException("No column holds e-mail addresses. Say which one does.");
                continue;
            }
            if (number > SubscriberImport.MaxLines)
                throw new FormatException($"The table has more than {SubscriberImport.MaxLines} lines. Divide it.");
            yield return Parse(number, fields, columns);
        }
        if (columns is null)
            throw new FormatException("The table is empty.");
    }

    ParsedLine Parse(int number, IReadOnlyList<string> fields, SubscriberColumns columns)
    {
        var typed = Field(columns.Address);
        if (SubscriberAddress.Normalize(typed) is not { } address)
            return new(number, typed.Length > 100 ? typed[..100] : typed, null, EntryResult.BadAddress);
        return new(number, address, new(address, new()
        {
            Rhythm = PlanNames.Read(Field(columns.Rhythm).ToLowerInvariant()),
            Language = Language(Field(columns.Language)),
            Topics = Choose(Field(columns.Topics), offer.Topics),
            Regions = Choose(Field(columns.Regions), offer.Regions),
        }, Consent(Field(columns.ConsentSource), Field(columns.ConsentDate)), "import", by, ""), default);

        string Field(int? at) => at is { } index && index < fields.Count ? CsvRecords.Plain(fields[index].Trim()) : "";
    }

    // A proof needs both, where and when; a day that has not come yet is none.
    StatedConsent? Consent(string source, string date)
    {
        source = source.Length > 0 ? source : import.Consent?.Source ?? "";
        DateTime? day = DateTime.TryParseExact(date, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read) ? read : date.Length == 0 ? import.Consent?.DateUtc : null;
        return source.Length > 0 && day is { } known && known < nowUtc.AddDays(1) ? new(source, known) : null;
    }

    string Language(string written)
    {
        var known = InterfaceLanguage.All.FirstOrDefault(language => string.Equals(language.Culture.Name, written, StringComparison.OrdinalIgnoreCase)
            || string.Equals(language.Name, written, StringComparison.OrdinalIgnoreCase) || (written.Length > 0 && string.Equals(language.PathPrefix, written, StringComparison.OrdinalIgnoreCase)));
        return known?.Culture.Name ?? import.Language;
    }

    static string Choose(string written, IReadOnlyList<Choice> known)
    {
        var names = written.Split([';', ',', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return ChoiceList.Store(known.Where(choice => names.Contains(choice.Id) || names.Contains(choice.Name)).Select(choice => choice.Id), known);
    }
}
