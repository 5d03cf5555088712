using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Shell;

namespace Portal.Desk.Definitions;

/// <summary>Something about the definitions that can't be done as asked. The message is for people, in English.</summary>
sealed class DefinitionRefusedException(string message) : Exception(message);

/// <summary>What people do with the definitions of types and parts; each action checks the person's rights.</summary>
sealed class DefinitionActions(UnitOfWork work, IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>Makes a new type with a title, and with a part for fields of its own.</summary>
    /// <param name="person">Who acts.</param>
    /// <param name="displayName">What people call the type.</param>
    /// <param name="name">Technical name; empty for one made of the display name.</param>
    /// <param name="stereotype">What the type is used as; empty for ordinary content.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The technical name.</returns>
    public async Task<string> CreateTypeAsync(ClaimsPrincipal person, string displayName, string name, string stereotype, CancellationToken cancellationToken)
    {
        displayName = displayName.Trim();
        if (displayName.Length == 0)
            throw new DefinitionRefusedException("The type needs a name.");
        name = Checked(name.Trim().Length > 0 ? name.Trim() : DefinitionNames.From(displayName));
        var flags = stereotype.Length == 0;
        await ChangeAsync(person, definitions =>
        {
            if (definitions.ContentTypes.Any(type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) || definitions.ContentParts.Any(part => part.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw new DefinitionRefusedException("There is a type or part of this name already. Choose another technical name.");
            var settings = new JsonObject
            {
                ["ContentTypeSettings"] = new JsonObject
                {
                    ["Creatable"] = flags,
                    ["Listable"] = flags,
                    ["Draftable"] = flags,
                    ["Versionable"] = flags,
                    ["Securable"] = flags,
                    ["Stereotype"] = stereotype,
                },
            };
            return definitions
                .With(new ContentTypeDefinition(name, displayName, settings, [Attached("TitlePart", "TitlePart", 0), Attached(name, name, 1)]))
                .With(new ContentPartDefinition(name, Attachable(false), []));
        }, cancellationToken);
        return name;
    }

    /// <summary>Makes a new part that types can share.</summary>
    /// <returns>The technical name.</returns>
    public async Task<string> CreatePartAsync(ClaimsPrincipal person, string name, CancellationToken cancellationToken)
    {
        name = Checked(name.Trim());
        await ChangeAsync(person, definitions => definitions.Part(name) is not null || definitions.Type(name) is not null || KnownParts.All.Any(part => part.Name == name)
            ? throw new DefinitionRefusedException("There is a type or part of this name already. Choose another technical name.")
            : definitions.With(new ContentPartDefinition(name, Attachable(true), [])), cancellationToken);
        return name;
    }

    /// <summary>Stores a changed type and the part of its own fields.</summary>
    /// <param name="person">Who acts.</param>
    /// <param name="before">What the person had before them.</param>
    /// <param name="type">The type as it is to be; null where only the part changes.</param>
    /// <param name="part">The part as it is to be; null where the type has no fields of its own.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task SaveAsync(ClaimsPrincipal person, ContentDefinitions before, ContentTypeDefinition? type, ContentPartDefinition? part, CancellationToken cancellationToken) => ChangeAsync(person, definitions =>
    {
        if ((type is not null && !Same(definitions.Type(type.Name), before.Type(type.Name))) || (part is not null && !Same(definitions.Part(part.Name), before.Part(part.Name))))
            throw new DefinitionRefusedException("Somebody else changed this in the meantime. Load the page again and repeat your change.");
        if (type is not null)
            definitions = definitions.With(type);
        return part is null ? definitions : definitions.With(part);
    }, cancellationToken);

    /// <summary>Takes a type away. Its items stay as they are, without a form.</summary>
    public Task DeleteTypeAsync(ClaimsPrincipal person, string name, CancellationToken cancellationToken) =>
        ChangeAsync(person, definitions => definitions.Without([name], []), cancellationToken);

    /// <summary>Takes a part away, also from the types that have it. What items hold in it stays as it is.</summary>
    public Task DeletePartAsync(ClaimsPrincipal person, string name, CancellationToken cancellationToken) =>
        ChangeAsync(person, definitions => definitions.Without([], [name]), cancellationToken);

    /// <summary>How many items of the type there are.</summary>
    public async Task<int> CountAsync(string type, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ContentItems.CountAsync(row => row.ContentType == type && row.Latest, cancellationToken);
    }

    /// <summary>A type with the parts that hold its fields, as the step of a recipe.</summary>
    public static string Step(ContentDefinitions definitions, IReadOnlyList<string> types, IReadOnlyList<string> parts)
    {
        var named = types.Select(definitions.Type).OfType<ContentTypeDefinition>().ToList();
        var holders = named.SelectMany(type => type.Parts).Select(part => part.PartName).Concat(parts).Distinct(StringComparer.Ordinal).Select(definitions.Part).OfType<ContentPartDefinition>().ToList();
        var step = JsonSerializer.SerializeToNode(new ContentDefinitions(named, holders), ContentDefinitions.Json)!.AsObject();
        step.Insert(0, "name", "ContentDefinition");
        return step.ToJsonString(Content.Items.ContentItemJson.FileOptions);
    }

    /// <summary>A part on a type.</summary>
    internal static ContentTypePartDefinition Attached(string part, string name, int position) =>
        new(part, name, new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["Position"] = position.ToString(System.Globalization.CultureInfo.InvariantCulture) } });

    /// <summary>The name, where it is fit to be one.</summary>
    internal static string Checked(string name) => DefinitionNames.IsFit(name)
        ? name
        : throw new DefinitionRefusedException("The technical name must begin with a Latin letter and have only Latin letters and digits after it; a few words, such as Owner, are taken.");

    static JsonObject Attachable(bool attachable) => new() { ["ContentPartSettings"] = new JsonObject { ["Attachable"] = attachable } };

    Task ChangeAsync(ClaimsPrincipal person, Func<ContentDefinitions, ContentDefinitions> change, CancellationToken cancellationToken)
    {
        if (!person.HasPermission(DeskPermissions.EditContentTypes))
            throw new DefinitionRefusedException("Your roles don’t allow you to change types.");
        return work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.UpdateDocumentAsync(change, ct), cancellationToken);
    }

    static bool Same(ContentTypeDefinition? left, ContentTypeDefinition? right) => Same(left is null ? null : new ContentDefinitions([left], []), right is null ? null : new ContentDefinitions([right], []));

    static bool Same(ContentPartDefinition? left, ContentPartDefinition? right) => Same(left is null ? null : new ContentDefinitions([], [left]), right is null ? null : new ContentDefinitions([], [right]));

    static bool Same(ContentDefinitions? left, ContentDefinitions? right) => left is null || right is null
        ? left is null && right is null
        : JsonNode.DeepEquals(JsonSerializer.SerializeToNode(left, ContentDefinitions.Json), JsonSerializer.SerializeToNode(right, ContentDefinitions.Json));
}
