using Portal.Content.Documents;
using Portal.Content.Settings;

namespace Portal.Desk.Tour;

/// <summary>A step that is done once the settings say something.</summary>
sealed class SettingsProof(TourStep step, Func<SiteSettings, bool> says, SiteDocuments documents) : ITourProof
{
    public TourStep Step => step;

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken) => says(await documents.GetAsync<SiteSettings>(cancellationToken));
}
