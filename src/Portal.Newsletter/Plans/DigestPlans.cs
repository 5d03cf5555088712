using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Plans;

/// <summary>The digests that the site sends.</summary>
sealed record DigestPlans : ISiteDocument<DigestPlans>
{
    /// <inheritdoc/>
    public static string DocumentName => "DigestPlans";

    /// <inheritdoc/>
    public static JsonTypeInfo<DigestPlans> Json => PlanJson.Default.DigestPlans;

    /// <inheritdoc/>
    public static DigestPlans Empty { get; } = new();

    /// <summary>The plans, in their order. A site on which nobody changed them has one for each rhythm.</summary>
    public IReadOnlyList<DigestPlan> Plans { get; set; } =
    [
        new() { Id = "daily", Name = "The daily digest", Rhythm = DigestRhythm.Daily },
        new() { Id = "weekly", Name = "The weekly digest", Rhythm = DigestRhythm.Weekly },
        new() { Id = "monthly", Name = "The monthly digest", Rhythm = DigestRhythm.Monthly },
        new() { Id = "as-it-happens", Name = "News as it happens", Rhythm = DigestRhythm.AsItHappens, Archived = false },
    ];

    /// <summary>Whether search engines may keep the pages of the archive.</summary>
    public bool ArchiveIndexed { get; set; } = true;

    /// <summary>
    /// Whether it is counted how often mails are opened and their links followed: sums only, and none for so few readers that a sum could
    /// be somebody's (<see cref="Readership.CountedLinks.FewestReaders"/>).
    /// </summary>
    public bool CountsReading { get; set; }

    /// <summary>The plan of that name, or null.</summary>
    public DigestPlan? Find(string id) => Plans.FirstOrDefault(plan => plan.Id == id);

    /// <summary>The first plan of a rhythm, or null.</summary>
    public DigestPlan? Of(DigestRhythm rhythm) => Plans.FirstOrDefault(plan => plan.Rhythm == rhythm);

    /// <summary>The same with a plan put in its place, or at the end.</summary>
    public DigestPlans With(DigestPlan plan) => this with
    {
        Plans = Find(plan.Id) is null ? [.. Plans, plan] : [.. Plans.Select(one => one.Id == plan.Id ? plan : one)],
    };

    /// <summary>The same without a plan.</summary>
    public DigestPlans Without(string id) => this with { Plans = [.. Plans.Where(plan => plan.Id != id)] };
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(DigestPlans))]
sealed partial class PlanJson : JsonSerializerContext;
