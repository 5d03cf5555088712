using System.Text.Json.Nodes;
using Portal.Content.Storage;

namespace Portal.Content.Recipes;

/// <summary>
/// Executes one kind of step of a recipe (Orchard Core's recipe file format). A recipe runs in one transaction;
/// modules add steps by registering further implementations.
/// </summary>
public interface IRecipeStep
{
    /// <summary>Name of the step; compared without case.</summary>
    string Name { get; }

    /// <summary>Does what the step says.</summary>
    /// <exception cref="RecipeException">The step is of the wrong shape; nothing of it is stored.</exception>
    Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken);
}

/// <summary>A step that is being executed.</summary>
/// <param name="Data">The step's JSON, its expressions already evaluated.</param>
/// <param name="Folder">The folder of the recipe file, to which file names in it are relative; null where there is none.</param>
/// <param name="Scope">The open transaction.</param>
/// <param name="Report">Takes a sentence about something that was skipped or deviates.</param>
public sealed record RecipeStepContext(JsonObject Data, string? Folder, WriteScope Scope, Action<string> Report)
{
    /// <summary>The items of a <c>content</c> step, read and evaluated one at a time; null for other steps.</summary>
    public IEnumerable<JsonNode?>? Items { get; init; }

    /// <summary>How many items there are.</summary>
    public int ItemCount { get; init; }

    /// <summary>Takes the number of items that are done.</summary>
    public Action<int> Advance { get; init; } = _ => { };
}

/// <summary>A recipe could not be executed; the message says where and why, for people.</summary>
public sealed class RecipeException(string message, Exception? inner = null) : Exception(message, inner);
