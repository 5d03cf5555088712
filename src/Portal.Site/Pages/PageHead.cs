using Portal.Content.Items;
using Portal.Content.Localization;

namespace Portal.Site.Pages;

/// <summary>What the head of a page says.</summary>
sealed record PageHead
{
    public string Title { get; init; } = "";

    /// <summary>The whole title where nothing is to be added to it; empty for none.</summary>
    public string FixedTitle { get; init; } = "";

    /// <summary>Orders to robots beyond <see cref="Indexed"/>, such as <c>nofollow</c>; empty for none.</summary>
    public string Robots { get; init; } = "";

    /// <summary>Title for shared links; empty for the page's.</summary>
    public string SocialTitle { get; init; } = "";

    /// <summary>Description for shared links; empty for the page's.</summary>
    public string SocialDescription { get; init; } = "";

    /// <summary>Kind of page for shared links, such as <c>article</c>; empty for what the theme says.</summary>
    public string SocialType { get; init; } = "";

    public string Description { get; init; } = "";

    public bool Indexed { get; init; } = true;

    /// <summary>Address of the feed that belongs to the page, or null.</summary>
    public string? FeedUrl { get; init; }

    /// <summary>The page's own whole address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Address under which the page is known best; null for its own.</summary>
    public string? Canonical { get; init; }

    /// <summary>A media path of the picture for shared links, or null.</summary>
    public string? Image { get; init; }

    /// <summary>The item that the page is about, or null.</summary>
    public ContentItem? Item { get; init; }

    /// <summary>Whether the page is the home page.</summary>
    public bool IsHome { get; init; }

    /// <summary>Addresses of the page's item in the cultures of its set; empty where it has no others.</summary>
    public IReadOnlyList<(string Culture, string Url)> Alternates { get; init; } = [];

    /// <summary>The address of the page's item in a language, or null where it has no version of its own in it.</summary>
    public string? UrlIn(InterfaceLanguage language) =>
        Alternates.FirstOrDefault(one => one.Culture.Equals(language.Culture.Name, StringComparison.OrdinalIgnoreCase)) is { Url: { } exact } ? exact
        : Alternates.FirstOrDefault(one => LocalizationSettings.Serves(language, one.Culture)).Url;

    /// <summary>Style sheets, scripts and meta elements that templates asked for, as HTML.</summary>
    public List<(string Kind, string Html)> Resources { get; } = [];

    /// <summary>Pieces of the title that templates added.</summary>
    public List<string> TitlePieces { get; } = [];
}
