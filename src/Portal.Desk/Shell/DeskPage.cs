namespace Portal.Desk.Shell;

/// <summary>Groups of the desk's navigation, in their order.</summary>
public enum DeskSection
{
    /// <summary>What came in and what is written.</summary>
    Content,

    /// <summary>Where it comes from and where it goes.</summary>
    Channels,

    /// <summary>How the site is built.</summary>
    Structure,

    /// <summary>Who works here, and how the site is.</summary>
    System,
}

/// <summary>An entry of the desk's navigation.</summary>
/// <param name="Path">Address of the page, such as <c>/Admin/Feeds</c>.</param>
/// <param name="Title">Its name in English, the key of its translations.</param>
/// <param name="Icon">Name of a Material symbol.</param>
/// <param name="Section">Group.</param>
/// <param name="Order">Place in the group, lowest first.</param>
/// <param name="Permission">Who sees the entry.</param>
public sealed record DeskPage(string Path, string Title, string Icon, DeskSection Section, int Order, string Permission)
{
    /// <summary>Addresses of further pages that belong to the entry though they don’t lie below its own.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
}

/// <summary>An assembly whose Razor pages belong to the desk.</summary>
public sealed record DeskAssembly(System.Reflection.Assembly Assembly);
