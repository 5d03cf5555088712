using Microsoft.AspNetCore.Identity;
using Portal.Content.Items;

namespace Portal.Content.People;

/// <summary>Somebody who may sign in at the desk. The identifier has the form of Orchard Core's user ids.</summary>
public sealed class PortalUser : IdentityUser
{
    /// <summary>Makes a user with a new identifier.</summary>
    public PortalUser() => Id = ContentIdentity.New();
}

/// <summary>A role; its permissions are claims of type <c>Permission</c>.</summary>
public sealed class PortalRole : IdentityRole
{
    /// <summary>What the role is for.</summary>
    public string? Description { get; set; }
}
