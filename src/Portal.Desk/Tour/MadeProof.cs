namespace Portal.Desk.Tour;

/// <summary>A step that is done once people have made something.</summary>
sealed class MadeProof(TourStep step, string contentType, MadeSinceSetup made) : ITourProof
{
    public TourStep Step => step;

    public Task<bool> IsDoneAsync(CancellationToken cancellationToken) => made.AnyAsync(contentType, cancellationToken);
}
