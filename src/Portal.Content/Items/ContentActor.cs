namespace Portal.Content.Items;

/// <summary>On whose behalf something is written.</summary>
/// <param name="UserId">Identifier of the user; null for the site itself.</param>
/// <param name="Name">What the item's <see cref="ContentItem.Author"/> says.</param>
public sealed record ContentActor(string? UserId, string Name)
{
    /// <summary>The site itself: imports, recipes, schedules.</summary>
    public static ContentActor System { get; } = new(null, "system");
}
