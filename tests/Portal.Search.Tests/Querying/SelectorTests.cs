using Portal.Search.Indexing;
using Portal.Search.Querying;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Querying;

public sealed class SelectorTests
{
    static readonly string[] Scripts = ["mirovni sporazum", "МИРОВНИ споразум", "Mirovni споразум"];
    static readonly string[] Types = [IndexedTypes.Article, IndexedTypes.Page, IndexedTypes.NewsItem];

    public static IEnumerable<TheoryDataRow<bool, string, string, string>> Matrix =>
        from exact in new[] { false, true }
        from fields in new[] { SearchFields.Title, SearchFields.Content, SearchFields.Both }
        from types in Enumerable.Range(0, 8)
        from query in Scripts
        select new TheoryDataRow<bool, string, string, string>(exact, fields.ToString(), string.Join(',', Types.Where((_, bit) => (types & 1 << bit) != 0)), query);

    [Theory, MemberData(nameof(Matrix))]
    public void Selectors_combine_freely_and_none_chosen_means_all(bool exact, string where, string types, string query)
    {
        var fields = Enum.Parse<SearchFields>(where);
        // In each type: the words in the title, in the content, in both, apart, and not at all.
        using var index = new SampleIndex([.. Types.SelectMany(type => new[]
        {
            SampleIndex.Document($"{type}-title", "Мировни споразум у Женеви", "Ostalo je čekanje", type),
            SampleIndex.Document($"{type}-content", "Vest dana", "Danas je potpisan mirovni sporazum", type),
            SampleIndex.Document($"{type}-apart", "Drugo", "Sporazum je potpisan, a mirovni pregovori traju", type),
            SampleIndex.Document($"{type}-none", "Treće", "Ništa od toga", type),
        })]);
        var chosen = types.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var wanted = (chosen.Length == 0 ? Types : chosen).SelectMany(type => new[]
        {
            fields.HasFlag(SearchFields.Title) ? $"{type}-title" : "",
            fields.HasFlag(SearchFields.Content) ? $"{type}-content" : "",
            fields.HasFlag(SearchFields.Content) && !exact ? $"{type}-apart" : "",
        }).Where(id => id.Length > 0).Order(StringComparer.Ordinal);
        index.Found(query, exact, fields, chosen).ShouldBe(string.Join(' ', wanted));
    }
}
