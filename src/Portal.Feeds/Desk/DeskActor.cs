using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Content.Items;

namespace Portal.Feeds.Desk;

/// <summary>On whose behalf a page of the desk acts.</summary>
static class DeskActor
{
    public static async Task<ContentActor> OfAsync(Task<AuthenticationState> authentication)
    {
        var person = (await authentication).User;
        return new(person.FindFirstValue(ClaimTypes.NameIdentifier), person.Identity?.Name ?? "editor");
    }
}
