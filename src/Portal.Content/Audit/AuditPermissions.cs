using Portal.Content.People;

namespace Portal.Content.Audit;

/// <summary>Permissions about the audit trail; the names are Orchard Core's.</summary>
public static class AuditPermissions
{
    /// <summary>To see who did what to all content.</summary>
    public const string ViewAuditTrail = "ViewAuditTrail";

    /// <summary>To say for how long the trail is kept.</summary>
    public const string ManageAuditTrailSettings = "ManageAuditTrailSettings";

    /// <summary>Both.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ViewAuditTrail, "See who did what to all content.", "Editor") { Group = "Site" },
        new(ManageAuditTrailSettings, "Say for how long the history of all content is kept.") { Group = "Site" },
    ];
}
