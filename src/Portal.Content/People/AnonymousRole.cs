using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Definitions;
using Portal.Content.Documents;

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

[JsonSerializable(typeof(AnonymousRole))]
sealed partial class AnonymousRoleJson : JsonSerializerContext;
