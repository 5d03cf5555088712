using Microsoft.Extensions.Localization;
using Portal.Feeds.Review;

namespace Portal.Feeds.Desk;

/// <summary>What the news desk says.</summary>
static class NewsWords
{
    /// <summary>The words of the list in the browser.</summary>
    public static Dictionary<string, object> OfList(IStringLocalizer texts) => new(StringComparer.Ordinal)
    {
        ["story"] = texts["Story:"].Value,
        ["together"] = texts["{0} items here"].Value,
        ["shown"] = texts["{0} published already"].Value,
        ["best"] = texts["Best source"].Value,
        ["pinned"] = texts["On the home page"].Value,
        ["marked"] = texts["Marked:"].Value,
        ["unmarked"] = texts["Not marked any more:"].Value,
        ["count"] = texts["{0} marked"].Value,
        ["loading"] = texts["Loading…"].Value,
        ["lost"] = texts["The connection is gone. Nothing is done before it is back."].Value,
        ["atEnd"] = texts["This is the last item."].Value,
        ["atStart"] = texts["This is the first item."].Value,
        ["done"] = new Dictionary<string, string>(StringComparer.Ordinal) { [NewsVerbs.Publish] = texts["Published:"].Value, [NewsVerbs.Hide] = texts["Hidden:"].Value, [NewsVerbs.Feature] = texts["On the home page:"].Value, [NewsVerbs.Digest] = texts["For the next digest:"].Value },
    };

    /// <summary>What stands where the list is empty.</summary>
    public static string Empty(IStringLocalizer texts, NewsFilter filter) => filter.IsNarrowed ? texts["Nothing matches. Take away a filter to see more."].Value : filter.State switch
    {
        NewsState.Waiting => texts["Nothing waits. News of sources that are held for review, and what a rule holds, appears here."].Value,
        NewsState.Hidden => texts["Nothing is hidden."].Value,
        _ => texts["No news yet. They come in once a feed source is fetched."].Value,
    };

    /// <summary>What somebody else did with an item.</summary>
    public static string Meanwhile(IStringLocalizer texts, NewsState state) => state switch
    {
        NewsState.Published => texts["published meanwhile"].Value,
        NewsState.Hidden => texts["hidden meanwhile"].Value,
        _ => texts["waits again"].Value,
    };

    /// <summary>What was done, with a place for the items.</summary>
    public static LocalizedString Done(IStringLocalizer texts, string verb, bool on) => verb switch
    {
        NewsVerbs.Publish => texts["Published: {0}."],
        NewsVerbs.Hide => texts["Hidden: {0}."],
        NewsVerbs.Feature => on ? texts["On the home page: {0}."] : texts["No longer on the home page: {0}."],
        NewsVerbs.Digest => on ? texts["For the next digest: {0}."] : texts["No longer for the next digest: {0}."],
        _ => texts["Taken out of the story: {0}. It does not come back by itself."],
    };
}
