using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Items;

namespace Portal.Content.Recipes.Steps;

/// <summary>Takes over content items (step <c>content</c>), one at a time.</summary>
sealed class ContentStep : IRecipeStep
{
    const int Batch = 100;

    public string Name => "content";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        if (context.Items is not { } items)
            throw new RecipeException("It has no list “Data” of content items.");
        var number = 0;
        using var all = items.GetEnumerator();
        while (Next(all, ++number, context.ItemCount) is { } item)
        {
            try
            {
                // An export of an item that nobody owns says so; a recipe that says nothing means whoever runs it.
                var ownerless = all.Current is JsonObject json && json.TryGetPropertyValue("Owner", out var owner) && owner is null;
                await context.Scope.Content.ImportAsync(item, ownerless, cancellationToken);
            }
            catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException)
            {
                throw Failed(number, context.ItemCount, item, exception);
            }
            if (number % Batch == 0 || number == context.ItemCount)
                context.Advance(number);
        }
    }

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
