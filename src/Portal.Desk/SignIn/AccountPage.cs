using Microsoft.AspNetCore.Components;
using Portal.Desk.Shell;
using Portal.Desk.SignIn.Sessions;

namespace Portal.Desk.SignIn;

/// <summary>A page about the safety of one's own account: it opens, and takes forms, only after a fresh sign-in.</summary>
public abstract class AccountPage : DeskComponent
{
    /// <summary>The sessions.</summary>
    [Inject]
    protected UserSessions SignedIn { get; set; } = null!;

    /// <summary>Where the person is.</summary>
    [Inject]
    protected NavigationManager Address { get; set; } = null!;

    /// <summary>Whether the person proved who they are a short while ago; forms do nothing else.</summary>
    protected bool Fresh { get; private set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Fresh = await SignedIn.IsFreshAsync(await PersonAsync(), Closed);
        if (!Fresh)
            Address.NavigateTo($"/Login/Confirm?returnUrl={Uri.EscapeDataString(new Uri(Address.Uri).PathAndQuery)}", forceLoad: true);
    }
}
