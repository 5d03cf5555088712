using System.Security.Claims;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Shell;
using Portal.Site.Themes;

namespace Portal.Desk.Structure;

/// <summary>Stores and takes back templates made on the site.</summary>
sealed class TemplateActions(UnitOfWork work, SiteTemplates templates)
{
    const int MaxNameLength = 200;

    static readonly System.Buffers.SearchValues<char> NameLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Stores a template, in force at once.</summary>
    /// <exception cref="StructureRefusedException">It is no valid Liquid, its name is none, or the person may not.</exception>
    public Task SaveAsync(ClaimsPrincipal person, string shape, string liquid, string? description, CancellationToken cancellationToken)
    {
        Demand(person);
        if (shape.Length is 0 or > MaxNameLength || shape.AsSpan().ContainsAnyExcept(NameLetters))
            throw new StructureRefusedException("The name of a template has letters, digits, _ and - only, such as Content__Article.");
        if (templates.Check(shape, liquid) is { } error)
            throw new StructureRefusedException(error);
        return WriteAsync(person, held => held[shape] = new(string.IsNullOrWhiteSpace(description) ? null : description.Trim(), liquid), cancellationToken);
    }

    /// <summary>Takes the site's own template away, so that the theme's draws the shape again.</summary>
    public Task RevertAsync(ClaimsPrincipal person, string shape, CancellationToken cancellationToken)
    {
        Demand(person);
        return WriteAsync(person, held => held.Remove(shape), cancellationToken);
    }

    Task WriteAsync(ClaimsPrincipal person, Action<Dictionary<string, SiteTemplate>> change, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.UpdateDocumentAsync<TemplatesDocument>(document =>
        {
            var held = new Dictionary<string, SiteTemplate>(document.Templates, StringComparer.Ordinal);
            change(held);
            return new(held);
        }, ct), cancellationToken);

    static void Demand(ClaimsPrincipal person)
    {
        if (!person.HasPermission(Permissions.ManageTemplates))
            throw new StructureRefusedException("Your roles don’t allow you to change templates.");
    }
}
