using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>Makes of a result's facets lists of links with counts: each narrows the search, or takes its own narrowing away.</summary>
sealed class FacetShapes(SearchNames names, IStringLocalizer texts)
{
    /// <summary>Values that are shown at once; the others are folded.</summary>
    const int Shown = 6;

    /// <summary>Values that a facet has at most.</summary>
    const int Most = 40;

    /// <summary>The facets that leave something to choose.</summary>
    public async ValueTask<List<Dictionary<string, object?>>> BuildAsync(SearchRequest request, SearchFacets facets, Func<SearchRequest, string> address, CancellationToken cancellationToken)
    {
        var first = request with { Page = 1 };
        var terms = facets.Topics.Count + facets.Regions.Count > 0 ? await names.TermsAsync(cancellationToken) : new Dictionary<string, TermName>();
        var sources = await names.SourcesAsync(facets.Sources.Take(Most).Select(value => value.Value), cancellationToken);
        List<Dictionary<string, object?>?> built =
        [
            Facet("type", texts["Type"], facets.Types, type => Narrowings.TypeLabel(type, texts), request.Types.Contains, type => first with { Types = Toggled(request.Types, type) }),
            Facet("topic", texts["Topic"], facets.Topics, Term, id => id == request.Topic, id => first with { Topic = id == request.Topic ? null : id }),
            Facet("region", texts["Region"], facets.Regions, Term, id => id == request.Region, id => first with { Region = id == request.Region ? null : id }),
            Facet("source", texts["Source"], facets.Sources, id => sources.GetValueOrDefault(id, ""), id => id == request.Source, id => first with { Source = id == request.Source ? null : id }),
            Facet("language", texts["Language"], facets.Languages, code => Narrowings.LanguageLabel(code, texts), code => code == request.Language, code => first with { Language = code == request.Language ? null : code }),
            Facet("year", texts["Year"], facets.Years, year => year, year => year == request.Year?.ToString(CultureInfo.InvariantCulture),
                year => int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? first with { Year = number == request.Year ? null : number } : first),
        ];
        return [.. built.OfType<Dictionary<string, object?>>()];

        string Term(string id) => terms.GetValueOrDefault(id) is { Name.Length: > 0 } term ? texts[term.Name] : "";

        Dictionary<string, object?>? Facet(string id, string title, IReadOnlyList<FacetValue> values, Func<string, string> label, Func<string, bool> isSelected, Func<string, SearchRequest> toggled)
        {
            List<Dictionary<string, object?>> links = [.. values.Take(Most)
                .Select(value => (value, Label: label(value.Value), Selected: isSelected(value.Value)))
                .Where(one => one.Label.Length > 0)
                .OrderByDescending(one => one.Selected)
                .Select(one => new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["Label"] = one.Label,
                    ["Count"] = one.value.Count.ToString("N0", CultureInfo.CurrentCulture),
                    ["Selected"] = one.Selected,
                    ["Url"] = address(toggled(one.value.Value)),
                })];
            // What all hits have in common narrows nothing.
            if (links.Count < 2 && !links.Exists(link => link["Selected"] is true))
                return null;
            // One more than is folded is as easily shown.
            var shown = links.Count <= Shown + 1 ? links.Count : Shown;
            return new(StringComparer.Ordinal)
            {
                ["Id"] = id,
                ["Title"] = title,
                ["Values"] = links[..shown],
                ["More"] = links[shown..],
            };
        }
    }

    // Types are the one facet of which several may be chosen; all of them is the same as none.
    static IReadOnlyList<string> Toggled(IReadOnlyList<string> types, string type)
    {
        List<string> toggled = types.Contains(type) ? [.. types.Where(other => other != type)] : [.. types, type];
        return Indexing.IndexedTypes.Kinds.All(toggled.Contains) ? [] : toggled;
    }
}
