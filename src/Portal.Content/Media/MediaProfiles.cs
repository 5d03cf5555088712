using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;
using Portal.Content.Recipes;

namespace Portal.Content.Media;

/// <summary>Named ways to show pictures, in Orchard Core's JSON (step <c>MediaProfiles</c>).</summary>
/// <param name="Profiles">By name.</param>
public sealed record MediaProfiles(IReadOnlyDictionary<string, MediaProfile> Profiles) : ISiteDocument<MediaProfiles>
{
    /// <inheritdoc/>
    public static string DocumentName => "MediaProfiles";

    /// <inheritdoc/>
    public static JsonTypeInfo<MediaProfiles> Json => MediaJson.Default.MediaProfiles;

    /// <inheritdoc/>
    public static MediaProfiles Empty { get; } = new(new Dictionary<string, MediaProfile>());

    /// <summary>The step of a recipe that makes these profiles again; null where there are none.</summary>
    public JsonObject? ToStep() => Profiles.Count == 0 ? null : new JsonObject
    {
        ["name"] = "MediaProfiles",
        ["MediaProfiles"] = JsonSerializer.SerializeToNode(this, Json)!["Profiles"]!.DeepClone(),
    };
}

/// <summary>One way to show pictures.</summary>
public sealed record MediaProfile
{
    /// <summary>What it is for.</summary>
    public string? Hint { get; init; }

    /// <summary>Width in pixels; 0 where the height decides.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels; 0 where the width decides.</summary>
    public int Height { get; init; }

    /// <summary>Orchard's number of the mode: undefined 0, max 1, crop 2, pad 3, boxpad 4, min 5, stretch 6.</summary>
    public int Mode { get; init; }

    /// <summary>Orchard's number of the format: undefined 0, bmp 1, gif 2, jpg 3, png 4, tga 5, webp 6.</summary>
    public int Format { get; init; }

    /// <summary>1 to 100; 0 and 100 leave it to the program.</summary>
    public int Quality { get; init; }

    /// <summary>Colour around a padded picture, such as <c>#ffffff</c>; may be null.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>What newer versions of Orchard write and nobody here knows; kept.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }

    /// <summary>Orchard's word for the mode, as in addresses; null for none.</summary>
    [JsonIgnore]
    public string? ModeName => Mode is > 0 and < 7 ? new[] { "", "max", "crop", "pad", "boxpad", "min", "stretch" }[Mode] : null;

    /// <summary>The format as in addresses; null for none, or one that the web does not show.</summary>
    [JsonIgnore]
    public string? FormatName => Format switch { 2 => "gif", 3 => "jpg", 4 => "png", 6 => "webp", _ => null };
}

/// <summary>The recipe step <c>MediaProfiles</c>: profiles by name, which replace those of the same name.</summary>
sealed class MediaProfilesStep : IRecipeStep
{
    public string Name => "MediaProfiles";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var source = context.Data["MediaProfiles"] as JsonObject ?? context.Data;
        var profiles = new Dictionary<string, MediaProfile>(StringComparer.Ordinal);
        foreach (var (name, json) in source)
        {
            if (json is not JsonObject profile)
                continue;
            profiles[name] = profile.Deserialize(MediaJson.Default.MediaProfile) ?? throw new RecipeException($"The media profile “{name}” is empty.");
            if (profiles[name] is { Width: < 0 or > Pictures.MaxSide } or { Height: < 0 or > Pictures.MaxSide } or { Quality: < 0 or > 100 })
                throw new RecipeException($"The media profile “{name}” has a size or quality that no picture can have.");
        }
        await context.Scope.UpdateDocumentAsync<MediaProfiles>(document =>
            new(new Dictionary<string, MediaProfile>([.. document.Profiles.Where(old => !profiles.ContainsKey(old.Key)), .. profiles], StringComparer.Ordinal)), cancellationToken);
    }
}
