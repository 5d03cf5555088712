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

    /// <summary>The entry to which an address belongs: of those above it the nearest one. Null where it belongs to none.</summary>
    public DeskPage? At(ClaimsPrincipal person, string path) =>
        For(person).SelectMany(section => section).SelectMany(page => page.Others.Prepend(page.Path), (page, address) => new { Page = page, Address = address })
            .Where(one => Covers(one.Address, path.TrimEnd('/'))).MaxBy(one => one.Address.Length)?.Page;

    // Everything lies below the first page.
    static bool Covers(string address, string path) => path.Equals(address, StringComparison.OrdinalIgnoreCase)
        || (address != "/Admin" && path.StartsWith(address + "/", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the group stands open from the start: editors come to it every day. The others open by a click, so that all of it fits on a screen.</summary>
    public static bool IsDaily(DeskSection section) => section is DeskSection.Content or DeskSection.Channels;

    /// <summary>Name of a group in English, the key of its translations.</summary>
    public static string Title(DeskSection section) => section switch
    {
        DeskSection.Content => "Content and news",
        DeskSection.Channels => "Feeds and newsletter",
        DeskSection.Structure => "Structure",
        _ => "System",
    };
}
