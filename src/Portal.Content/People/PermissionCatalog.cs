using Portal.Content.Definitions;
using Portal.Content.Documents;

namespace Portal.Content.People;

/// <summary>Every permission there is: what modules declare, and those of each securable content type.</summary>
public sealed class PermissionCatalog(IEnumerable<Permission> declared, SiteDocuments documents)
{
    // Two modules may declare what both ask for.
    readonly IReadOnlyList<Permission> _declared = [.. declared.DistinctBy(permission => permission.Name, StringComparer.Ordinal)];

    /// <summary>The permissions as the site is now.</summary>
    public async ValueTask<IReadOnlyList<Permission>> AllAsync(CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        return [.. _declared, .. definitions.ContentTypes.Where(type => type.Securable).SelectMany(ContentRights.Of)];
    }

    /// <summary>
    /// The given permissions and those of modules that they imply. Not those of single types: <see cref="ContentRights"/> knows by
    /// their names what implies them, and a person would carry hundreds.
    /// </summary>
    public IReadOnlySet<string> WithImplied(IEnumerable<string> held) => WithImplied(held, _declared);

    /// <summary>The given permissions and all of <paramref name="permissions"/> that they imply.</summary>
    public static IReadOnlySet<string> WithImplied(IEnumerable<string> held, IReadOnlyList<Permission> permissions)
    {
        var all = held.ToHashSet(StringComparer.Ordinal);
        int before;
        do
        {
            before = all.Count;
            all.UnionWith(permissions.Where(permission => permission.ImpliedBy.Any(all.Contains)).Select(permission => permission.Name));
        }
        while (all.Count > before);
        return all;
    }
}
