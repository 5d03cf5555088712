using Portal.Content.Definitions;
using static Portal.Desk.Definitions.SettingKind;

namespace Portal.Desk.Definitions;

/// <summary>The parts that the program brings, with their settings.</summary>
static class KnownParts
{
    static readonly Setting Sanitize = new Setting("SanitizeHtml", "Clean the HTML when it is shown", Flag, Otherwise: true);

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<Ingredient> All { get; } =
    [
        Part("TitlePart", "The title, also what lists show.", new SettingsClass("TitlePartSettings", new Setting("RenderTitle", "Show the title on the page", Flag, Otherwise: true),
            new Setting("Options", "Who writes the title", Choice, Choices: ["Editors", "The pattern", "The pattern, and editors don’t see it", "Editors, who must"]), new Setting("Pattern", "Pattern of the title (Liquid)", LongText))),
        Part("AutoroutePart", "An address on the site, made from a pattern.", new SettingsClass("AutoroutePartSettings", new Setting("Pattern", "Pattern of the address (Liquid)", LongText),
            new Setting("AllowCustomPath", "Editors may write the address", Flag), new Setting("ShowHomepageOption", "May become the home page", Flag), new Setting("AllowUpdatePath", "The address follows the title", Flag),
            new Setting("AllowDisabled", "The address may be switched off", Flag), new Setting("AllowRouteContainedItems", "Contained items may have addresses", Flag), new Setting("ManageContainedItemRoutes", "Contained items get addresses", Flag), new Setting("AllowAbsolutePath", "Addresses of contained items may be absolute", Flag))),
        Part("AliasPart", "A name by which templates find the item.", new SettingsClass("AliasPartSettings", new Setting("Pattern", "Pattern of the alias (Liquid)", LongText))),
        Part("HtmlBodyPart", "The body as formatted text.", new SettingsClass("HtmlBodyPartSettings", Sanitize)),
        Part("MarkdownBodyPart", "The body as Markdown.", new SettingsClass("MarkdownBodyPartSettings", Sanitize)),
        Part("LiquidPart", "A template that is evaluated when the item is shown."),
        Part("FlowPart", "Widgets one below the other or side by side.", new SettingsClass("FlowPartSettings", new Setting("ContainedContentTypes", "Types of the widgets; empty for all", Names))),
        Part("BagPart", "Items that live inside the item.", new SettingsClass("BagPartSettings", new Setting("ContainedContentTypes", "Types of the items", Names), new Setting("ContainedStereotypes", "Stereotypes of the items", Names),
            new Setting("DisplayType", "Display type of the items", Text))) with { Reusable = true },
        Part("ListPart", "Makes the item a list of others, such as a blog of its posts.", new SettingsClass("ListPartSettings", new Setting("ContainedContentTypes", "Types of the items", Names), new Setting("PageSize", "Items on a page", Number),
            new Setting("EnableOrdering", "In an order given by hand", Flag), new Setting("ShowHeader", "Show the header of the list in the desk", Flag, Otherwise: true))) with { Reusable = true },
        Part("TaxonomyPart", "Holds the terms of a taxonomy."),
        Part("MenuItemsListPart", "Holds the entries of a menu."),
        Part("MenuPart", "Says that the item is a menu."),
        Part("LinkMenuItemPart", "A menu entry that leads to an address."),
        Part("LocalizationPart", "Ties the item to its translations."),
        Part("PublishLaterPart", "Publishes the item at a time."),
        Part("ArchiveLaterPart", "Hides the item at a time."),
        Part("AuditTrailPart", "Lets editors say what they changed.", new SettingsClass("AuditTrailPartSettings", new Setting("ShowCommentInput", "Editors may write a comment", Flag))),
        Part("SeoMetaPart", "What the head of the page tells search engines and shared links.", new SettingsClass("SeoMetaPartSettings", new Setting("DisplayKeywords", "With keywords", Flag, Otherwise: true),
            new Setting("DisplayCustomMetaTags", "With meta elements of one’s own", Flag, Otherwise: true), new Setting("DisplayOpenGraph", "With Open Graph", Flag, Otherwise: true), new Setting("DisplayTwitter", "With X", Flag, Otherwise: true), new Setting("DisplayGoogleSchema", "With structured data", Flag, Otherwise: true))),
        Part("PreviewPart", "Where the preview of the item stands.", new SettingsClass("PreviewPartSettings", new Setting("Pattern", "Pattern of the preview’s address (Liquid)", LongText))),
    ];

    static Ingredient Part(string name, string description, params IReadOnlyList<SettingsClass> settings) => new(name, DefinitionLabels.OfPart(name), description, settings);

    /// <summary>The part of that name; one without forms where nobody here knows it.</summary>
    public static Ingredient Of(string name) => All.FirstOrDefault(part => part.Name == name) ?? new(name, name, "");
}
