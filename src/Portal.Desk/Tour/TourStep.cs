using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Desk.Tour;

/// <summary>A step of a new administrator's first hour.</summary>
/// <param name="Name">Its name in addresses and in what is kept of the tour, such as <c>logo</c>.</param>
/// <param name="Title">Its title in English, the key of its translations.</param>
/// <param name="Component">A component that derives from <see cref="TourForm"/>: what the step is for, and the fields or the way to the screen.</param>
/// <param name="Order">Place in the tour, lowest first.</param>
/// <param name="Permission">Who can take the step, beside the right to change the settings.</param>
public sealed record TourStep(string Name, string Title, Type Component, int Order, string Permission);

/// <summary>Knows whether a step is done. Each module brings the steps of what it knows.</summary>
public interface ITourProof
{
    /// <summary>The step.</summary>
    TourStep Step { get; }

    /// <summary>Whether the site shows that it was done, whoever did it and wherever.</summary>
    Task<bool> IsDoneAsync(CancellationToken cancellationToken);
}

/// <summary>What the component of a step has.</summary>
public abstract class TourForm : Shell.DeskComponent
{
    /// <summary>Is told when something was stored that may finish the step.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }
}

/// <summary>Registers steps.</summary>
public static class TourSteps
{
    /// <summary>Adds a step that is done once visitors see something of the type that people made after the site was set up.</summary>
    public static IServiceCollection AddTourStep(this IServiceCollection services, TourStep step, string contentType) =>
        services.AddSingleton<ITourProof>(provider => new MadeProof(step, contentType, provider.GetRequiredService<MadeSinceSetup>()));
}
