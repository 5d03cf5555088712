using System.Security.Claims;
using Portal.Content.People;

namespace Portal.Desk.Shell;

/// <summary>The entries of the navigation as a person sees them.</summary>
sealed class DeskNavigation(IEnumerable<DeskPage> pages)
{
    /// <summary>The groups that hold an entry for the person, in order.</summary>
    public IEnumerable<IGrouping<DeskSection, DeskPage>> For(ClaimsPrincipal person) =>
        pages.Where(page => person.HasPermission(page.Permission))
            .OrderBy(page => page.Section).ThenBy(page => page.Order).ThenBy(page => page.Title, StringComparer.Ordinal)
            .GroupBy(page => page.Section);

    /// <summary>Name of a group in English, the key of its translations.</summary>
    public static string Title(DeskSection section) => section switch
    {
        DeskSection.Content => "Content and news",
        DeskSection.Channels => "In and out",
        DeskSection.Structure => "Structure",
        _ => "System",
    };
}
