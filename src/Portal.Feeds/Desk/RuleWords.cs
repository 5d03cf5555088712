using Microsoft.Extensions.Localization;
using Portal.Feeds.Rules;

namespace Portal.Feeds.Desk;

/// <summary>Rules in words.</summary>
static class RuleWords
{
    public static string Name(this IStringLocalizer texts, RuleSubject subject) => subject switch
    {
        RuleSubject.Title => texts["the title"],
        RuleSubject.Text => texts["the text"],
        RuleSubject.TitleOrText => texts["title or text"],
        RuleSubject.Author => texts["the author"],
        RuleSubject.Category => texts["a category"],
        RuleSubject.Link => texts["the address"],
        _ => texts["the language"],
    };

    public static string Name(this IStringLocalizer texts, RuleTest test) => test switch
    {
        RuleTest.Contains => texts["contains"],
        RuleTest.Word => texts["contains as words"],
        RuleTest.Equals => texts["is"],
        RuleTest.StartsWith => texts["begins with"],
        _ => texts["matches the pattern"],
    };

    public static string Name(this IStringLocalizer texts, RuleDeed deed) => deed switch
    {
        RuleDeed.Exclude => texts["leave it out"],
        RuleDeed.IncludeOnly => texts["leave everything else out"],
        RuleDeed.RewriteTitle => texts["replace in the title"],
        RuleDeed.SetTopic => texts["give it the topic"],
        RuleDeed.SetRegion => texts["give it the region"],
        RuleDeed.SetLanguage => texts["give it the language"],
        RuleDeed.Pin => texts["pin it"],
        RuleDeed.Hold => texts["hold it for review"],
        _ => texts["show it at once"],
    };

    /// <summary>What would have become of an item, in words.</summary>
    public static IEnumerable<string> Outcome(this IStringLocalizer texts, TrialLine line, Func<string, string> termName)
    {
        var sensed = line.Sensed;
        if (sensed.ExcludedBy is not null)
        {
            yield return texts["is left out"];
            yield break;
        }
        if (!line.Applies)
            yield break;
        if (sensed.Entry.Title != line.Item.DisplayText)
            yield return texts["gets the title “{0}”", sensed.Entry.Title];
        foreach (var term in sensed.Topics.Concat(sensed.Regions))
            yield return texts["gets “{0}”", termName(term)];
        if (sensed.Entry.Language != line.Item.Text("NewsItem", "Language"))
            yield return texts["gets the language {0}", sensed.Entry.Language];
        if (sensed.Pinned)
            yield return texts["is pinned"];
        if (sensed.Held)
            yield return texts["waits for review"];
    }
}
