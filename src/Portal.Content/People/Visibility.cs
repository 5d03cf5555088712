using System.Security.Claims;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;

namespace Portal.Content.People;

/// <summary>
/// Who may see published content. Items of types that are not securable are for everybody; of the others, the role
/// <c>Anonymous</c> says what visitors see, and a person's roles what they see besides.
/// </summary>
public sealed class Visibility(SiteDocuments documents)
{
    static readonly ClaimsPrincipal Visitor = new();

    /// <summary>Whether the person, who need not be signed in, may see the published item.</summary>
    /// <param name="person">The person; null for any visitor.</param>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<bool> MayViewAsync(ClaimsPrincipal? person, ContentItem item, CancellationToken cancellationToken)
    {
        var type = (await documents.GetAsync<ContentDefinitions>(cancellationToken)).Type(item.ContentType);
        return Sees(person ?? Visitor, type, item, await documents.GetAsync<AnonymousRole>(cancellationToken));
    }

    /// <summary>The types of which the person sees nothing: lists and search leave them out before they count.</summary>
    /// <param name="person">The person; null for any visitor.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<IReadOnlySet<string>> HiddenTypesAsync(ClaimsPrincipal? person, CancellationToken cancellationToken)
    {
        var visitors = await documents.GetAsync<AnonymousRole>(cancellationToken);
        return (await documents.GetAsync<ContentDefinitions>(cancellationToken)).ContentTypes
            .Where(type => !Sees(person ?? Visitor, type, null, visitors)).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
    }

    // Without an item: whether there may be one that the person sees, for their own are among them.
    static bool Sees(ClaimsPrincipal person, ContentTypeDefinition? type, ContentItem? item, AnonymousRole visitors) =>
        type is not { Securable: true } || visitors.MayView(type) || (person.Identity?.IsAuthenticated == true && person.May(ContentAction.View, type, item));
}
