using System.Text.Json.Nodes;
using Portal.Content.Settings;

namespace Portal.Desk.Items;

/// <summary>The zones into which widgets can be placed.</summary>
static class LayerZones
{
    /// <summary>Names of the zones, as the settings list them (<c>LayerSettings.Zones</c>).</summary>
    public static IReadOnlyList<string> Zones(this SiteSettings settings) =>
        [.. (settings.Section("LayerSettings")?["Zones"] as JsonArray ?? []).Select(zone => zone?.ToString() ?? "").Where(zone => zone.Length > 0)];
}
