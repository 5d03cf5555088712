using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>Something that narrows a search.</summary>
/// <param name="Label">What it is, for people.</param>
/// <param name="Without">The search without it.</param>
/// <param name="IsSelector">Whether the form of the page shows it, so that it needs no place of its own.</param>
sealed record Narrowing(string Label, SearchRequest Without, bool IsSelector = false);

/// <summary>Takes a search apart into what narrows it, so that each can be taken away.</summary>
sealed class Narrowings(SearchNames names, IStringLocalizer texts)
{
    /// <summary>All of them in the order in which the page shows them.</summary>
    public async ValueTask<IReadOnlyList<Narrowing>> OfAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var first = request with { Page = 1 };
        var found = new List<Narrowing>();
        foreach (var type in request.Types)
            found.Add(new(TypeLabel(type, texts), first with { Types = [.. request.Types.Where(other => other != type)] }));
        if (request.Topic is { } topic)
            found.Add(new(texts["Topic: {0}", await TermAsync(topic, cancellationToken)], first with { Topic = null }));
        if (request.Region is { } region)
            found.Add(new(texts["Region: {0}", await TermAsync(region, cancellationToken)], first with { Region = null }));
        if (request.Source is { } source)
            found.Add(new(texts["Source: {0}", Named((await names.SourcesAsync([source], cancellationToken))[source])], first with { Source = null }));
        if (request.Language is { } language)
            found.Add(new(texts["Language: {0}", LanguageLabel(language, texts)], first with { Language = null }));
        if (request.Year is { } year)
            found.Add(new(texts["Year: {0}", year.ToString(CultureInfo.InvariantCulture)], first with { Year = null }));
        if (request.From is not null || request.To is not null)
            found.Add(new(Dates(request), first with { From = null, To = null }));
        if (request.Exact)
            found.Add(new(texts["Exact matches only"], first with { Exact = false }, IsSelector: true));
        if (request.Fields != SearchFields.Both)
            found.Add(new(request.Fields == SearchFields.Title ? texts["only in the title"] : texts["only in the content"], first with { Fields = SearchFields.Both }, IsSelector: true));
        return found;
    }

    /// <summary>A type as facets and filters call it.</summary>
    public static string TypeLabel(string type, IStringLocalizer texts) => type switch
    {
        IndexedTypes.Article => texts["Articles"],
        IndexedTypes.Page => texts["Pages"],
        IndexedTypes.NewsItem => texts["News"],
        _ => type,
    };

    /// <summary>A language as facets and filters call it.</summary>
    public static string LanguageLabel(string code, IStringLocalizer texts) => code switch
    {
        "en" => texts["English"],
        "sr" => texts["Serbian"],
        "ru" => texts["Russian"],
        _ => texts["other languages"],
    };

    async ValueTask<string> TermAsync(string id, CancellationToken cancellationToken) =>
        Named((await names.TermsAsync(cancellationToken)).GetValueOrDefault(id) is { } term ? texts[term.Name] : "");

    // A term or source that is gone still narrows, and can still be taken away.
    string Named(string name) => name.Length > 0 ? name : texts["no longer there"];

    string Dates(SearchRequest request) => (request.From, request.To) switch
    {
        ({ } from, { } to) when from == to => Day(from),
        ({ } from, { } to) => texts["{0} to {1}", Day(from), Day(to)],
        ({ } from, null) => texts["from {0}", Day(from)],
        (_, { } to) => texts["until {0}", Day(to)],
        _ => "",
    };

    static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}
