using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Items;

namespace Portal.Content.Recipes.Steps;

/// <summary>Takes over content items (step <c>content</c>): reads one at a time, and stores some together.</summary>
sealed class ContentStep : IRecipeStep
{
    const int MostTogether = 100;

    /// <summary>Roughly the letters of the items that are held to be stored together; a single item may have more.</summary>
    const int MostLetters = 4_000_000;

    public string Name => "content";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        if (context.Items is not { } items)
            throw new RecipeException("It has no list “Data” of content items.");
        var together = new List<ImportedItem>();
        var (number, letters) = (0, 0);
        using var all = items.GetEnumerator();
        while (Next(all, ++number, context.ItemCount) is { } item)
        {
            // An export of an item that nobody owns says so; a recipe that says nothing means whoever runs it.
            var ownerless = all.Current is JsonObject json && json.TryGetPropertyValue("Owner", out var owner) && owner is null;
            together.Add(new(item, ownerless));
            letters += Letters(item.Content);
            if (together.Count < MostTogether && letters < MostLetters && number < context.ItemCount)
                continue;
            await StoreAsync(context, together, number - together.Count, cancellationToken);
            context.Advance(number);
            together.Clear();
            letters = 0;
        }
    }

    static async Task StoreAsync(RecipeStepContext context, List<ImportedItem> together, int before, CancellationToken cancellationToken)
    {
        try
        {
            await context.Scope.Content.ImportAsync(together, cancellationToken);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            await TellAsync(context, together, before, cancellationToken);
            throw;
        }
    }

    // The transaction is given up in any case; each by itself, they say which of them it was.
    static async Task TellAsync(RecipeStepContext context, List<ImportedItem> together, int before, CancellationToken cancellationToken)
    {
        context.Scope.Db.ChangeTracker.Clear();
        foreach (var (place, one) in together.Index())
        {
            try
            {
                await context.Scope.Content.ImportAsync([one], cancellationToken);
            }
            catch (Exception exception) when (IsRefusal(exception))
            {
                throw Failed(before + place + 1, context.ItemCount, one.Item, exception);
            }
        }
    }

    static bool IsRefusal(Exception exception) => exception is JsonException or InvalidDataException or InvalidOperationException;

    static int Letters(JsonNode? json) => json switch
    {
        JsonObject parts => parts.Sum(part => part.Key.Length + Letters(part.Value)),
        JsonArray values => values.Sum(Letters),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>().Length,
        _ => 8,
    };

    static ContentItem? Next(IEnumerator<JsonNode?> items, int number, int count)
    {
        ContentItem? read = null;
        try
        {
            if (!items.MoveNext())
                return null;
            read = ContentItemJson.Read(items.Current as JsonObject ?? throw new JsonException("It is no JSON object."));
            return ContentShape.Problems(read).FirstOrDefault() is { } problem ? throw new JsonException($"{problem.Path}: {problem.Message}") : read;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or RecipeException)
        {
            throw Failed(number, count, read, exception);
        }
    }

    static RecipeException Failed(int number, int count, ContentItem? item, Exception exception) =>
        new($"Content item {number} of {count}{(item is null ? "" : $" ({item.ContentType} “{item.DisplayText ?? item.ContentItemId}”)")}: {exception.Message}", exception);
}
