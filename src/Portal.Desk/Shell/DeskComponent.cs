using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Portal.Content.Items;

namespace Portal.Desk.Shell;

/// <summary>What each page of the desk needs: its texts, the person who acts, and a token that ends with the page.</summary>
public abstract class DeskComponent : ComponentBase, IDisposable
{
    readonly CancellationTokenSource _closed = new();

    /// <summary>The texts of the interface.</summary>
    [Inject]
    protected IStringLocalizer T { get; set; } = null!;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>Ends with the page.</summary>
    protected CancellationToken Closed => _closed.Token;

    /// <summary>The person who acts, as last validated.</summary>
    protected async Task<ClaimsPrincipal> PersonAsync() => Authentication is null ? new ClaimsPrincipal() : (await Authentication).User;

    /// <summary>Ends what the page was doing.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _closed.Cancel();
        _closed.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>The person at the desk as the one on whose behalf content is written.</summary>
public static class ActingPerson
{
    /// <summary>Identifier of the user.</summary>
    public static string? UserId(this ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>The actor whom the kernel records.</summary>
    public static ContentActor Actor(this ClaimsPrincipal person) => new(person.UserId(), person.Identity?.Name ?? "");

    /// <summary>The actor whom the kernel records, of a component that has no other need of the person.</summary>
    public static async Task<ContentActor> ActorAsync(this Task<AuthenticationState> authentication) => (await authentication).User.Actor();
}
