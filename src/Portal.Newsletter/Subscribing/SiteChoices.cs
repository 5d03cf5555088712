using System.Globalization;
using Portal.Content.Items;

namespace Portal.Newsletter.Subscribing;

/// <summary>What the site has to choose from.</summary>
sealed record Offer(IReadOnlyList<Choice> Topics, IReadOnlyList<Choice> Regions, IReadOnlyList<Choice> Sources)
{
    /// <summary>Nothing to choose from.</summary>
    public static Offer None { get; } = new([], [], []);
}

/// <summary>
/// Reads what subscribers may choose from: the first levels of the taxonomies with the aliases <c>topics</c> and <c>regions</c>, and
/// the sources that visitors see.
/// </summary>
sealed class SiteChoices(PublicContent content)
{
    /// <summary>Most sources that are offered.</summary>
    const int MaxSources = 500;

    /// <summary>The topics in their order; empty where the site has none.</summary>
    public Task<IReadOnlyList<Choice>> TopicsAsync(CancellationToken cancellationToken) => TermsAsync("topics", cancellationToken);

    /// <summary>The regions in their order; empty where the site has none.</summary>
    public Task<IReadOnlyList<Choice>> RegionsAsync(CancellationToken cancellationToken) => TermsAsync("regions", cancellationToken);

    /// <summary>Everything, the sources by name.</summary>
    public async Task<Offer> AllAsync(CancellationToken cancellationToken)
    {
        var sources = await content.ListAsync(new ContentListQuery { Types = ["FeedSource"], Count = MaxSources }, cancellationToken);
        return new(
            await TopicsAsync(cancellationToken),
            await RegionsAsync(cancellationToken),
            [.. sources.Items.Select(source => new Choice(source.ContentItemId, source.DisplayText ?? source.ContentItemId))
                .OrderBy(source => source.Name, StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true))]);
    }

    async Task<IReadOnlyList<Choice>> TermsAsync(string alias, CancellationToken cancellationToken) =>
        await content.FindByAliasAsync(alias, cancellationToken) is { } taxonomy
            ? [.. ContainedItems.Terms(taxonomy).Select(term => new Choice(term.ContentItemId, term.DisplayText ?? term.ContentItemId))]
            : [];
}
