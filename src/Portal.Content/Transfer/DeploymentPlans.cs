using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Content.Transfer;

/// <summary>The site's deployment plans, in Orchard Core's JSON (step <c>deployment</c>): what an export shall hold.</summary>
public sealed record DeploymentPlans(IReadOnlyList<DeploymentPlan> Plans) : ISiteDocument<DeploymentPlans>
{
    /// <inheritdoc/>
    public static string DocumentName => "DeploymentPlans";

    /// <inheritdoc/>
    public static JsonTypeInfo<DeploymentPlans> Json => DeploymentPlansJson.Default.DeploymentPlans;

    /// <inheritdoc/>
    public static DeploymentPlans Empty { get; } = new([]);

    /// <summary>The plan of that name, compared without case, or null.</summary>
    public DeploymentPlan? Find(string name) => Plans.FirstOrDefault(plan => plan.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Takes plans over; one of the same name is replaced.</summary>
    public DeploymentPlans With(IReadOnlyList<DeploymentPlan> added) => new([.. Plans.Where(old => !added.Any(plan => plan.Name == old.Name)), .. added]);
}

/// <summary>A deployment plan.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">Objects with a <c>Type</c> such as <c>AllContent</c> and the settings of the step in <c>Step</c>.</param>
public sealed record DeploymentPlan(string Name, IReadOnlyList<JsonObject>? Steps);

[JsonSerializable(typeof(DeploymentPlans))]
sealed partial class DeploymentPlansJson : JsonSerializerContext;
