using Portal.Content.Items;

namespace Portal.Feeds.Importing;

/// <summary>In whose name news is imported. An item that bears another name was touched by an editor.</summary>
static class FeedActor
{
    public static ContentActor Actor { get; } = new(null, "feeds");
}
