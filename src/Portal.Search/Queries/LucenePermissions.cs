using Portal.Content.People;

namespace Portal.Search.Queries;

/// <summary>Who may send Lucene queries; the names are Orchard Core's.</summary>
static class LucenePermissions
{
    /// <summary>To send queries of one's own to every index.</summary>
    public const string QueryLuceneApi = "QueryLuceneApi";

    public static IReadOnlyList<Permission> All { get; } = [new(QueryLuceneApi, "Send Lucene queries by the API.") { Group = "Search" }];

    /// <summary>To send queries to one index, which a recipe may give to everybody.</summary>
    public static string QueryIndex(string index) => $"QueryLucene{index}Index";
}
