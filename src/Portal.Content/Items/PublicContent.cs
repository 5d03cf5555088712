using Portal.Content.People;

namespace Portal.Content.Items;

/// <summary>
/// Reads what every visitor may see: published items without those of types that the role <c>Anonymous</c> may not view. Lists,
/// boxes, feeds, mails and whatever else is made for all readers alike read here and not from <see cref="ContentReader"/>, so that
/// not even a title comes out. A page made of it stands under the cache tags of the documents <see cref="AnonymousRole"/> and
/// <see cref="Definitions.ContentDefinitions"/>. Thread-safe.
/// </summary>
public sealed class PublicContent(ContentReader reader, Visibility visibility)
{
    /// <summary>The items in the order of the identifiers; what visitors don't see is left out.</summary>
    public async Task<IReadOnlyList<ContentItem>> GetAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken)
    {
        var hidden = await visibility.HiddenTypesAsync(null, cancellationToken);
        var items = await reader.GetPublishedAsync(contentItemIds, cancellationToken);
        return hidden.Count == 0 ? items : [.. items.Where(item => !hidden.Contains(item.ContentType))];
    }

    /// <summary>The item of that alias, or null.</summary>
    public async Task<ContentItem?> FindByAliasAsync(string alias, CancellationToken cancellationToken) =>
        await reader.FindByAliasAsync(alias, cancellationToken) is { } item && await visibility.MayViewAsync(null, item, cancellationToken) ? item : null;

    /// <summary>A page of items, newest date of publication first; empty where visitors see none of the types.</summary>
    public async Task<ContentList> ListAsync(ContentListQuery query, CancellationToken cancellationToken)
    {
        var hidden = await visibility.HiddenTypesAsync(null, cancellationToken);
        List<string> types = [.. query.Types.Where(type => !hidden.Contains(type))];
        return types.Count == 0 ? new([], null) : await reader.ListPublishedAsync(query with { Types = types }, cancellationToken);
    }
}
