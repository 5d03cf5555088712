namespace Portal.Content.Recipes;

/// <summary>What a recipe did.</summary>
/// <param name="Steps">How many steps were executed.</param>
/// <param name="Notes">Sentences about steps that were skipped and what deviates.</param>
public sealed record RecipeReport(int Steps, IReadOnlyList<string> Notes)
{
    /// <summary>The steps that were not executed.</summary>
    public IReadOnlyList<SkippedStep> Skipped { get; init; } = [];

    /// <summary>How many content items the recipe brought.</summary>
    public int Items { get; init; }
}

/// <summary>A step that this site does not execute.</summary>
/// <param name="Name">Name of the step.</param>
/// <param name="Lost">What is missing therefore, as a sentence.</param>
/// <param name="Kept">Whether its data is kept and exported again.</param>
public sealed record SkippedStep(string Name, string Lost, bool Kept);

/// <summary>How far a recipe is.</summary>
/// <param name="Step">Number of the step that is executed, from 1.</param>
/// <param name="Steps">How many steps there are.</param>
/// <param name="Name">Name of the step.</param>
/// <param name="Item">How many of its content items are done.</param>
/// <param name="Items">How many content items it has; 0 for steps without.</param>
public readonly record struct RecipeProgress(int Step, int Steps, string Name, int Item, int Items);

/// <summary>Collects what a run has to say; a recipe that gives cause for endless notes is cut short.</summary>
sealed class RecipeNotes
{
    const int MaxNotes = 500;

    readonly List<string> _notes = [];
    readonly List<SkippedStep> _skipped = [];
    int _more;

    public int Steps { get; set; }

    public int Items { get; set; }

    public void Add(string note)
    {
        if (_notes.Count >= MaxNotes)
            _more++;
        else if (!_notes.Contains(note))
            _notes.Add(note);
    }

    public void Add(SkippedStep skipped)
    {
        _skipped.Add(skipped);
        Add($"The step “{skipped.Name}” was skipped: {skipped.Lost}{(skipped.Kept ? " Its data is kept and exported again." : "")}");
    }

    public RecipeReport ToReport() => new(Steps, _more == 0 ? _notes : [.. _notes, $"There are {_more} more notes."]) { Skipped = _skipped, Items = Items };
}
