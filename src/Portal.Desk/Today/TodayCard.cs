using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Desk.Today;

/// <summary>A card of the desk's first page. Each module brings the cards of what it knows; a card reads by itself, so that a slow one keeps none of the others waiting.</summary>
/// <param name="Component">A Razor component without parameters that draws a section of the class <c>desk-card</c>.</param>
/// <param name="Order">Place on the page, lowest first.</param>
/// <param name="Permission">Who sees the card.</param>
public sealed record TodayCard(Type Component, int Order, string Permission);

/// <summary>Registers cards.</summary>
public static class TodayCards
{
    /// <summary>Adds a card to the desk's first page.</summary>
    /// <typeparam name="TCard">Its component.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="order">Place on the page, lowest first.</param>
    /// <param name="permission">Who sees the card.</param>
    public static IServiceCollection AddTodayCard<TCard>(this IServiceCollection services, int order, string permission) where TCard : IComponent =>
        services.AddSingleton(new TodayCard(typeof(TCard), order, permission));
}
