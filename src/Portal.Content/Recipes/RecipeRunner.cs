using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Recipes;

/// <summary>What a recipe did.</summary>
/// <param name="Steps">How many steps were executed.</param>
/// <param name="Notes">Sentences about steps that were skipped and what deviates.</param>
public sealed record RecipeReport(int Steps, IReadOnlyList<string> Notes);

/// <summary>
/// Executes recipes in one transaction, so that a failed one leaves the site as it was. Steps that nobody here knows are skipped
/// and reported by name.
/// </summary>
public sealed partial class RecipeRunner(UnitOfWork work, IEnumerable<IRecipeStep> steps, IConfiguration configuration, ILogger<RecipeRunner> log)
{
    readonly Dictionary<string, IRecipeStep> _steps = steps.ToDictionary(step => step.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Executes the recipe on behalf of the actor.</summary>
    /// <exception cref="RecipeException">A step failed; nothing was stored. The message names the step.</exception>
    public Task<RecipeReport> RunAsync(Recipe recipe, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, (scope, ct) => RunAsync(recipe, new Dictionary<string, string>(StringComparer.Ordinal), scope, ct), cancellationToken);

    /// <summary>Executes the recipe within an open transaction, with the parameters of a setup.</summary>
    /// <exception cref="RecipeException">A step failed; the transaction must be given up.</exception>
    public async Task<RecipeReport> RunAsync(Recipe recipe, IReadOnlyDictionary<string, string> parameters, WriteScope scope, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        var expressions = new RecipeExpressions(recipe.Variables, parameters, key => configuration[key.Replace('_', ':')], recipe.Folder, notes.Add);
        var executed = 0;
        foreach (var step in recipe.Steps)
        {
            var name = Recipe.StepName(step);
            if (!_steps.TryGetValue(name, out var known))
            {
                notes.Add($"The step “{name}” was skipped: this site does not know it.");
                continue;
            }
            try
            {
                var data = (JsonObject)expressions.Evaluate(step)!;
                await known.ExecuteAsync(new(data, recipe.Folder, scope, notes.Add), cancellationToken);
                await scope.Db.SaveChangesAsync(cancellationToken);
                executed++;
            }
            catch (Exception exception) when (exception is RecipeException or InvalidDataException or System.Text.Json.JsonException or InvalidOperationException or FormatException)
            {
                throw new RecipeException($"The step “{name}” of the recipe “{recipe.Name}” failed: {exception.Message} Nothing of the recipe was stored.", exception);
            }
        }
        LogRan(log, recipe.Name, executed, notes.Count);
        return new(executed, notes);
    }

    [LoggerMessage(LogLevel.Information, "The recipe {Recipe} was executed: {Steps} steps, {Notes} notes.")]
    static partial void LogRan(ILogger logger, string recipe, int steps, int notes);
}
