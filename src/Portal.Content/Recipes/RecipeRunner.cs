using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Recipes;

/// <summary>
/// Executes recipes in one transaction, so that a failed one leaves the site as it was. Steps that nobody here executes are
/// reported by name with what is missing therefore, and their data is kept.
/// </summary>
public sealed partial class RecipeRunner(UnitOfWork work, IEnumerable<IRecipeStep> steps, RecipeCatalog catalog, IConfiguration configuration, ILogger<RecipeRunner> log)
{
    const int MaxRecipesInRecipes = 8;

    readonly Dictionary<string, IRecipeStep> _steps = steps.GroupBy(step => step.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.Last(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Executes the recipe on behalf of the actor.</summary>
    /// <exception cref="RecipeException">A step failed; nothing was stored. The message names the step.</exception>
    public Task<RecipeReport> RunAsync(Recipe recipe, ContentActor actor, CancellationToken cancellationToken) => RunAsync(recipe, actor, null, cancellationToken);

    /// <summary>Executes the recipe on behalf of the actor and tells how far it is.</summary>
    /// <exception cref="RecipeException">A step failed; nothing was stored. The message names the step.</exception>
    public Task<RecipeReport> RunAsync(Recipe recipe, ContentActor actor, IProgress<RecipeProgress>? progress, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["AdminUserId"] = actor.UserId ?? "", ["AdminUsername"] = actor.Name };
        return work.RunAsync(WriteTurn.Person, actor, (scope, ct) => RunAsync(recipe, parameters, scope, progress, ct), cancellationToken);
    }

    /// <summary>Executes the recipe within an open transaction, with the parameters of a setup.</summary>
    /// <exception cref="RecipeException">A step failed; the transaction must be given up.</exception>
    public async Task<RecipeReport> RunAsync(Recipe recipe, IReadOnlyDictionary<string, string> parameters, WriteScope scope, IProgress<RecipeProgress>? progress, CancellationToken cancellationToken)
    {
        var notes = new RecipeNotes();
        await RunAsync(recipe, parameters, scope, notes, progress, 0, cancellationToken);
        var report = notes.ToReport();
        LogRan(log, recipe.Name, report.Steps, report.Notes.Count);
        return report;
    }

    async Task RunAsync(Recipe recipe, IReadOnlyDictionary<string, string> parameters, WriteScope scope, RecipeNotes notes, IProgress<RecipeProgress>? progress, int depth, CancellationToken cancellationToken)
    {
        var expressions = new RecipeExpressions(recipe.Variables, parameters, key => configuration[key.Replace('_', ':')], recipe.Folder, notes.Add);
        foreach (var (step, number) in recipe.Steps.Select((step, index) => (step, index + 1)))
        {
            progress?.Report(new(number, recipe.Steps.Count, step.Name, 0, step.ItemCount));
            try
            {
                if (step.Name.Equals("recipes", StringComparison.OrdinalIgnoreCase))
                    await RunOthersAsync((JsonObject)expressions.Evaluate(step.Read())!, recipe, parameters, scope, notes, progress, depth, cancellationToken);
                else if (_steps.TryGetValue(step.Name, out var known))
                    await known.ExecuteAsync(Context(step, number), cancellationToken);
                else
                    await SkipAsync((JsonObject)expressions.Evaluate(step.Read())!, scope, notes, cancellationToken);
                await scope.Db.SaveChangesAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is RecipeException or InvalidDataException or JsonException or InvalidOperationException or FormatException or ArgumentException or DbUpdateException)
            {
                var cause = exception is DbUpdateException ? exception.GetBaseException().Message : exception.Message;
                throw new RecipeException($"The step “{step.Name}” (number {number} of {recipe.Steps.Count}) of the recipe “{recipe.Name}” failed: {cause} Nothing of the recipe was stored.", exception);
            }
        }

        RecipeStepContext Context(RecipeStep step, int number)
        {
            notes.Steps++;
            notes.Items += step.ItemCount;
            return new((JsonObject)expressions.Evaluate(step.Read())!, recipe.Folder, scope, notes.Add)
            {
                Items = step.ReadItems()?.Select(expressions.Evaluate),
                ItemCount = step.ItemCount,
                Advance = item => progress?.Report(new(number, recipe.Steps.Count, step.Name, item, step.ItemCount)),
            };
        }
    }

    /// <summary>The step <c>recipes</c>: <c>{ "Values": [ { "executionid", "name" } ] }</c>.</summary>
    async Task RunOthersAsync(JsonObject data, Recipe recipe, IReadOnlyDictionary<string, string> parameters, WriteScope scope, RecipeNotes notes, IProgress<RecipeProgress>? progress, int depth, CancellationToken cancellationToken)
    {
        if (depth >= MaxRecipesInRecipes)
            throw new RecipeException("The recipes run one another without end.");
        notes.Steps++;
        foreach (var value in (data["Values"] ?? data["values"]) as JsonArray ?? [])
        {
            var name = (value as JsonObject)?["name"]?.ToString() ?? "";
            if (await catalog.FindAsync(name, recipe.Folder, cancellationToken) is { } other)
                await RunAsync(other, parameters, scope, notes, progress, depth + 1, cancellationToken);
            else
                notes.Add($"The recipe “{name}”, which this one runs, is neither beside it nor among those of the program; what it brings is missing.");
        }
    }

    static async Task SkipAsync(JsonObject data, WriteScope scope, RecipeNotes notes, CancellationToken cancellationToken)
    {
        var skipped = UnknownSteps.Describe(Recipe.StepName(data));
        notes.Add(skipped);
        if (skipped.Kept)
            await scope.UpdateDocumentAsync<KeptSteps>(kept => kept.With(data), cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The recipe {Recipe} was executed: {Steps} steps, {Notes} notes.")]
    static partial void LogRan(ILogger logger, string recipe, int steps, int notes);
}
