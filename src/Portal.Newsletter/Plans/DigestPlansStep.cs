using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Recipes;
using Portal.Content.Transfer;

namespace Portal.Newsletter.Plans;

/// <summary>
/// The recipe step <c>DigestPlans</c>: <c>{ "Plans": [ { "Id", "Name", "Rhythm", … } ], "ArchiveIndexed": true, "CountsReading": false }</c>. A plan takes the
/// place of the one with the same <c>Id</c>; others stay, so that the step may run twice.
/// </summary>
sealed class DigestPlansStep : IRecipeStep
{
    public string Name => DigestPlans.DocumentName;

    public Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var brought = Read(context.Data);
        var (indexed, counts) = (context.Data[nameof(DigestPlans.ArchiveIndexed)] is not null, context.Data[nameof(DigestPlans.CountsReading)] is not null);
        return context.Scope.UpdateDocumentAsync<DigestPlans>(stored =>
        {
            var settings = stored with { ArchiveIndexed = indexed ? brought.ArchiveIndexed : stored.ArchiveIndexed, CountsReading = counts ? brought.CountsReading : stored.CountsReading };
            var merged = brought.Plans.Aggregate(settings, (plans, plan) => plans.With(plan));
            return merged.Plans.Count <= PlanLimits.MostPlans ? merged : throw new RecipeException("With the step “DigestPlans” the site would have more digests than can be.");
        }, cancellationToken);
    }

    static DigestPlans Read(JsonObject data)
    {
        try
        {
            var read = data["Plans"] is null ? new DigestPlans { Plans = [] } : data.Deserialize(DigestPlans.Json);
            // JSON lets null in anywhere.
            var plans = (read?.Plans ?? []).OfType<DigestPlan>().Select(plan => plan with
            {
                Languages = plan.Languages ?? [],
                Sections = [.. (plan.Sections ?? DigestSection.Usual).OfType<DigestSection>().Select(section => section with
                {
                    Title = section.Title ?? "",
                    Search = section.Search ?? "",
                    Topics = section.Topics ?? [],
                    Regions = section.Regions ?? [],
                    Sources = section.Sources ?? [],
                })],
                Segment = plan.Segment ?? "",
                Template = plan.Template ?? DigestPlan.Usual,
                TimeZoneId = plan.TimeZoneId ?? "",
            }).ToList();
            return plans.Select(PlanLimits.Problem).FirstOrDefault(problem => problem is not null) is { } problem
                ? throw new RecipeException($"The step “DigestPlans” has a digest that is none: {problem}")
                : new() { Plans = plans, ArchiveIndexed = data[nameof(DigestPlans.ArchiveIndexed)]?.GetValue<bool>() ?? true, CountsReading = data[nameof(DigestPlans.CountsReading)]?.GetValue<bool>() ?? false };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new RecipeException($"The step “DigestPlans” is of the wrong shape: {exception.Message}", exception);
        }
    }
}

/// <summary>The digests that the site sends: step <c>DigestPlans</c>.</summary>
sealed class DigestPlansExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => [DigestPlans.DocumentName];

    public bool BelongsToSite => true;

    public int Order => 62;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var plans = await context.ReadDocumentAsync<DigestPlans>(cancellationToken);
        if (plans == DigestPlans.Empty)
            return [];
        var step = (JsonObject)JsonSerializer.SerializeToNode(plans, DigestPlans.Json)!;
        step.Insert(0, "name", DigestPlans.DocumentName);
        return [step];
    }
}
