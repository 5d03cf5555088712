using Microsoft.AspNetCore.Components;
using Portal.Content.Documents;
using Portal.Content.Settings;
using Portal.Desk.Settings;

namespace Portal.Desk.Tour;

/// <summary>A step that shows a few of the site's settings. They are stored as the page of the settings stores them.</summary>
public abstract class SettingsStep : TourForm
{
    [Inject]
    private protected SettingsActions Actions { get; set; } = null!;

    [Inject]
    private protected SiteDocuments Documents { get; set; } = null!;

    /// <summary>The settings as they are filled in; null until they were read.</summary>
    private protected SettingsForm? Form { get; set; }

    /// <summary>Whether they were stored.</summary>
    private protected bool Saved { get; set; }

    /// <summary>Why they were not, in English; null for nothing.</summary>
    private protected string? Problem { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Form = SettingsForm.Read(await Documents.GetAsync<SiteSettings>(Closed));

    /// <summary>Stores what the step shows; whatever else somebody has changed meanwhile stays.</summary>
    private protected async Task SaveAsync(Action<SettingsForm> fill)
    {
        (Saved, Problem) = (false, null);
        var form = SettingsForm.Read(await Documents.GetAsync<SiteSettings>(Closed));
        fill(form);
        try
        {
            await Actions.SaveAsync(await PersonAsync(), form, Closed);
            (Form, Saved) = (SettingsForm.Read(await Documents.GetAsync<SiteSettings>(Closed)), true);
            await Changed.InvokeAsync();
        }
        catch (SettingsRefusedException refused)
        {
            Problem = refused.Message;
        }
    }
}
