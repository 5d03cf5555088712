using System.Text.Json.Nodes;
using Fluid;
using Fluid.Values;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;

namespace Portal.Content.Queries;

/// <summary>What a query answered.</summary>
/// <param name="Items">The published items, newest first.</param>
/// <param name="Problem">Why it could not be run, as a sentence; null where it was.</param>
public sealed record QueryResult(IReadOnlyList<ContentItem> Items, string? Problem = null);

/// <summary>Runs the site's named queries. Thread-safe.</summary>
public sealed class QueryRun(SiteDocuments documents, ContentReader reader)
{
    const int MaxSteps = 10_000;

    readonly FluidParser _parser = new();
    readonly TemplateOptions _options = new() { MaxSteps = MaxSteps };

    /// <summary>Runs the query of that name with its parameters over all published items; null where there is none of that name.</summary>
    public Task<QueryResult?> RunAsync(string name, JsonObject parameters, CancellationToken cancellationToken) =>
        RunAsync(name, parameters, new HashSet<string>(), cancellationToken);

    /// <summary>Runs the query without the items of some types; null where there is no query of that name.</summary>
    /// <param name="name">Name of the query.</param>
    /// <param name="parameters">Values for its template.</param>
    /// <param name="hidden">Types that are left out before anything is counted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<QueryResult?> RunAsync(string name, JsonObject parameters, IReadOnlySet<string> hidden, CancellationToken cancellationToken)
    {
        if ((await documents.GetAsync<StoredQueries>(cancellationToken)).Find(name) is not { } stored)
            return null;
        if (QueryReading.Read(stored).Problem is { } unknown)
            return new([], unknown);
        if (!_parser.TryParse(StoredQueries.Text(stored, "Template"), out var template, out var error))
            return new([], $"its template is no valid Liquid: {error}");
        var context = new TemplateContext(_options);
        foreach (var (parameter, value) in parameters)
            context.SetValue(parameter, Value(value));
        var query = QueryReading.Parse(await template.RenderAsync(context));
        return query.Problem is { } problem ? new([], problem) : new(await ListAsync(query, hidden, cancellationToken));
    }

    async Task<IReadOnlyList<ContentItem>> ListAsync(ListedQuery query, IReadOnlySet<string> hidden, CancellationToken cancellationToken)
    {
        if (query.Ids.Count > 0)
        {
            var named = await reader.GetPublishedAsync([.. query.Ids.Take(ContentListQuery.MaxCount)], cancellationToken);
            return [.. named.Where(item => !hidden.Contains(item.ContentType) && (query.Types.Count == 0 || query.Types.Contains(item.ContentType, StringComparer.Ordinal))).Skip(query.Skip).Take(query.Size)];
        }
        var asked = query.Types.Count > 0 ? query.Types : [.. (await documents.GetAsync<ContentDefinitions>(cancellationToken)).ContentTypes.Where(type => type.Stereotype.Length == 0).Select(type => type.Name)];
        List<string> types = [.. asked.Where(type => !hidden.Contains(type))];
        if (types.Count == 0)
            return [];
        var list = await reader.ListPublishedAsync(new()
        {
            Types = types,
            Keys = query.Keys,
            Count = Math.Min(query.Skip + query.Size, ContentListQuery.MaxCount),
        }, cancellationToken);
        return [.. list.Items.Skip(query.Skip)];
    }

    static FluidValue Value(JsonNode? node) => node switch
    {
        JsonArray list => new ArrayValue([.. list.Select(Value)]),
        JsonValue value => value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => new StringValue(value.GetValue<string>()),
            System.Text.Json.JsonValueKind.True => BooleanValue.True,
            System.Text.Json.JsonValueKind.False => BooleanValue.False,
            _ => NumberValue.Create(value.TryGetValue<decimal>(out var number) ? number : 0),
        },
        _ => NilValue.Instance,
    };
}
