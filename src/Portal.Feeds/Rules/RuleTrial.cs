using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Feeds.Importing;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Rules;

/// <summary>What a rule would have done to an item.</summary>
/// <param name="Item">The item as it is.</param>
/// <param name="Source">Name of its source.</param>
/// <param name="Applies">Whether the rule applies to it.</param>
/// <param name="Sensed">What would have become of it.</param>
public sealed record TrialLine(ContentItem Item, string Source, bool Applies, SensedEntry Sensed);

/// <summary>Tries rules on what came in lately. Nothing is changed.</summary>
public sealed class RuleTrial(ContentReader content)
{
    /// <summary>Items on which a rule is tried.</summary>
    public const int Items = 100;

    /// <summary>What the rule alone would have done to the newest items of its sources.</summary>
    public async Task<IReadOnlyList<TrialLine>> RunAsync(FeedRule rule, CancellationToken cancellationToken)
    {
        var news = (await content.ListPublishedAsync(new() { Types = [NewsItems.ContentType], Keys = [.. rule.Sources.Take(100).Select(id => $"item:{id}")], Count = Items }, cancellationToken)).Items;
        var sources = (await content.GetPublishedAsync([.. news.Select(SourceOf).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)], cancellationToken))
            .ToDictionary(item => item.ContentItemId, item => new FeedSource(item), StringComparer.Ordinal);
        IReadOnlyList<CompiledRule> compiled = [new CompiledRule(rule with { Enabled = true })];
        return [.. news.Select(item =>
        {
            var source = sources.GetValueOrDefault(SourceOf(item));
            var sensed = RuleSet.Apply(compiled, Entry(item), source?.Held == true);
            return new TrialLine(item, source?.Title ?? "", sensed.Rules.Count > 0, sensed);
        })];
    }

    static string SourceOf(ContentItem item) => item.Field<ContentPickerField>(NewsItems.ContentType, "Source")?.ContentItemIds is [var id, ..] ? id : "";

    // The item as its entry was, as far as it still says so.
    static NewsEntry Entry(ContentItem item) => new()
    {
        Title = item.DisplayText ?? "",
        Url = item.Field<LinkField>(NewsItems.ContentType, "Link")?.Url ?? "",
        Excerpt = item.Text(NewsItems.ContentType, "Excerpt"),
        Html = item.As<HtmlBodyPart>()?.Html ?? "",
        Author = item.Text(NewsItems.ContentType, "AuthorName"),
        Categories = item.Field<MultiTextField>(NewsItems.ContentType, "Categories")?.Values ?? [],
        Language = item.Text(NewsItems.ContentType, "Language"),
        PublishedUtc = item.PublishedUtc,
    };
}
