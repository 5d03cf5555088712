using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Content.Settings;

/// <summary>
/// The site's settings as an open object, as Orchard Core's <c>settings</c> step writes them: scalars such as <c>SiteName</c>
/// and one object for each section, such as <c>LayerSettings</c>.
/// </summary>
public sealed record SiteSettings(JsonObject Properties) : ISiteDocument<SiteSettings>
{
    /// <summary>Name of the setting that holds the path of the logo in the media library.</summary>
    public const string LogoSetting = "Logo";

    /// <inheritdoc/>
    public static string DocumentName => "SiteSettings";

    /// <inheritdoc/>
    public static JsonTypeInfo<SiteSettings> Json => SettingsJson.Default.SiteSettings;

    /// <inheritdoc/>
    public static SiteSettings Empty { get; } = new(new JsonObject());

    /// <summary>Name of the site.</summary>
    [JsonIgnore]
    public string SiteName => Text("SiteName") ?? "Portal";

    /// <summary>Items on a list page, 1 to 100.</summary>
    [JsonIgnore]
    public int PageSize => Properties["PageSize"] is JsonValue value && value.TryGetValue<int>(out var size) ? Math.Clamp(size, 1, 100) : 20;

    /// <summary>The site's time zone by its IANA name.</summary>
    [JsonIgnore]
    public string TimeZoneId => Text("TimeZoneId") ?? "Europe/Belgrade";

    /// <summary>The site's time zone; UTC where the name is not known to this machine.</summary>
    [JsonIgnore]
    public TimeZoneInfo TimeZone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZoneId, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Folder name of the theme of the public site.</summary>
    [JsonIgnore]
    public string Theme => Text("Theme") ?? "Diplomat";

    /// <summary>A setting that is plain text, or null.</summary>
    public string? Text(string name) => Properties[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>One section, or null.</summary>
    public JsonObject? Section(string name) => Properties[name] as JsonObject;

    /// <summary>Takes over the given properties.</summary>
    public SiteSettings With(IEnumerable<KeyValuePair<string, JsonNode?>> changed)
    {
        var merged = (JsonObject)Properties.DeepClone();
        foreach (var (name, value) in changed)
            merged[name] = value?.DeepClone();
        return new(merged);
    }
}

[JsonSerializable(typeof(SiteSettings))]
sealed partial class SettingsJson : JsonSerializerContext;
