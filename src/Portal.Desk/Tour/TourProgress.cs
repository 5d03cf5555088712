using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Desk.Tour;

/// <summary>What is kept of the tour. What was done is not kept: the settings and the content show it.</summary>
/// <param name="LeftOut">Names of steps that somebody chose to leave out.</param>
/// <param name="Over">Whether the tour is not offered any more.</param>
public sealed record TourProgress(IReadOnlyList<string> LeftOut, bool Over) : ISiteDocument<TourProgress>
{
    /// <inheritdoc/>
    public static string DocumentName => "Tour";

    /// <inheritdoc/>
    public static JsonTypeInfo<TourProgress> Json => TourJson.Default.TourProgress;

    /// <inheritdoc/>
    public static TourProgress Empty { get; } = new([], false);
}

[JsonSerializable(typeof(TourProgress))]
sealed partial class TourJson : JsonSerializerContext;
