using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Desk.Tour;

/// <summary>A step of a new administrator's first hour. Each module brings the steps of what it knows.</summary>
/// <param name="Name">Its name in addresses and in what is kept of the tour, such as <c>logo</c>.</param>
/// <param name="Title">Its title in English, the key of its translations.</param>
/// <param name="Component">A component that derives from <see cref="TourForm"/>: what the step is for, and the fields or the way to the screen.</param>
/// <param name="Order">Place in the tour, lowest first.</param>
/// <param name="Permission">Who can take the step, beside the right to change the settings.</param>
/// <param name="IsDone">Whether the site shows that it was done, whoever did it and wherever.</param>
public sealed record TourStep(string Name, string Title, Type Component, int Order, string Permission, Func<IServiceProvider, CancellationToken, Task<bool>> IsDone);

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
    /// <summary>Adds a step to the tour.</summary>
    public static IServiceCollection AddTourStep(this IServiceCollection services, TourStep step) => services.AddSingleton(step);
}
