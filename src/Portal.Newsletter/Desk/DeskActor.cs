using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Content.Items;

namespace Portal.Newsletter.Desk;

/// <summary>Who acts at the desk.</summary>
static class DeskActor
{
    public static async Task<ContentActor> OfAsync(Task<AuthenticationState> authentication)
    {
        var user = (await authentication).User;
        return new(user.FindFirstValue(ClaimTypes.NameIdentifier), user.Identity?.Name ?? "");
    }
}
