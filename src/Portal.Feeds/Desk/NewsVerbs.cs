using Portal.Feeds.Review;

namespace Portal.Feeds.Desk;

/// <summary>What is done with items at the news desk, as the browser names it (<c>news-desk.js</c>).</summary>
static class NewsVerbs
{
    public const string Publish = "publish";
    public const string Hide = "hide";
    public const string Feature = "feature";
    public const string Digest = "digest";
    public const string Split = "split";

    /// <summary>Whether an item leaves the list of this state by what is done to it.</summary>
    public static bool Leaves(string verb, NewsState list) => verb switch
    {
        Hide => list != NewsState.Hidden,
        Publish or Feature or Digest => list != NewsState.Published,
        _ => false,
    };
}
