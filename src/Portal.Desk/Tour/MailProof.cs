using Portal.Content.People;

namespace Portal.Desk.Tour;

/// <summary>The step that is done once mail leaves the site.</summary>
sealed class MailProof(TourStep step, IEnumerable<IAccountMail> mail) : ITourProof
{
    public TourStep Step => step;

    public Task<bool> IsDoneAsync(CancellationToken cancellationToken) => Task.FromResult(mail.Any(one => one.Delivers));
}
