namespace Portal.Content.People;

/// <summary>Something that a role may allow. Names are Orchard Core's where it has the same permission.</summary>
/// <param name="Name">Name, as in claims of type <c>Permission</c> and in the <c>Roles</c> step of recipes.</param>
/// <param name="Description">What it allows, for the people who give it; in English, the key of its translations.</param>
/// <param name="Roles">Roles that have it unless a recipe says otherwise; <c>Administrator</c> has every permission.</param>
public sealed record Permission(string Name, string Description, params IReadOnlyList<string> Roles)
{
    /// <summary>Names of permissions that hold this one too: whoever may publish may edit.</summary>
    public IReadOnlyList<string> ImpliedBy { get; init; } = [];

    /// <summary>Heading under which roles show it, in English, the key of its translations.</summary>
    public string Group { get; init; } = "Other";
}
