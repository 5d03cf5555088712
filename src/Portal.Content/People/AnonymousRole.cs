using System.Security.Claims;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;

namespace Portal.Content.People;

/// <summary>What visitors may do: a copy of the permissions of the role <c>Anonymous</c>, which is asked for each page.</summary>
public sealed record AnonymousRole(IReadOnlyList<string> Permissions) : ISiteDocument<AnonymousRole>
{
    /// <inheritdoc/>
    public static string DocumentName => "AnonymousRole";

    /// <inheritdoc/>
    public static JsonTypeInfo<AnonymousRole> Json => AnonymousRoleJson.Default.AnonymousRole;

    /// <inheritdoc/>
    public static AnonymousRole Empty { get; } = new([People.Permissions.ViewContent]);

    /// <summary>Whether visitors may see every published item of the type.</summary>
    public bool MayView(ContentTypeDefinition? type) => ContentRights.MayAll(Permissions.Contains, ContentAction.View, type);
}

/// <summary>Who may see published content.</summary>
public sealed class Visibility(SiteDocuments documents)
{
    /// <summary>Whether the person, who need not be signed in, may see the published item.</summary>
    public async ValueTask<bool> MayViewAsync(ClaimsPrincipal person, ContentItem item, CancellationToken cancellationToken)
    {
        var type = (await documents.GetAsync<ContentDefinitions>(cancellationToken)).Type(item.ContentType);
        if (type is not { Securable: true })
            return true;
        return (await documents.GetAsync<AnonymousRole>(cancellationToken)).MayView(type)
            || (person.Identity?.IsAuthenticated == true && person.May(ContentAction.View, type, item));
    }
}

[JsonSerializable(typeof(AnonymousRole))]
sealed partial class AnonymousRoleJson : JsonSerializerContext;
