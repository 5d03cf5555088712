using Portal.Content.People;

namespace Portal.Feeds.Sources;

/// <summary>The module's permissions.</summary>
public static class FeedPermissions
{
    /// <summary>To add, pause and remove feed sources.</summary>
    public const string ManageFeeds = "ManageFeeds";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Permission> All { get; } = [new(ManageFeeds, "Add, pause and remove feed sources.", "Editor") { Group = "Feeds" }];
}
