using static Portal.Desk.Definitions.SettingKind;

namespace Portal.Desk.Definitions;

/// <summary>The types of fields with their settings.</summary>
static class KnownFields
{
    static readonly Setting Hint = new Setting("Hint", "Hint for editors", Text);
    static readonly Setting Required = new Setting("Required", "A value is required", Flag);
    static readonly Setting Multiple = new Setting("Multiple", "Several can be chosen", Flag);
    static readonly Setting Placeholder = new Setting("Placeholder", "Example shown in the empty field", Text);
    static readonly Setting Sanitize = new Setting("SanitizeHtml", "Clean the HTML when it is shown", Flag, Otherwise: true);

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<Ingredient> All { get; } =
    [
        new("TextField", "Text", "A line or a few lines of plain text.",
            new SettingsClass("TextFieldSettings", Hint, Required, new Setting("DefaultValue", "Value of new items", Text), Placeholder),
            new SettingsClass("TextFieldPredefinedListEditorSettings", new Setting("Options", "Choices", Options), new Setting("Editor", "Form of the choices", Choice, Choices: ["Radio buttons", "List that drops down"]), new Setting("DefaultValue", "Choice of new items", Text)))
        {
            Editors = [("TextArea", "Several lines"), ("PredefinedList", "Choice from a list"), ("Email", "E-mail address"), ("Tel", "Telephone number"), ("Url", "Address on the web"), ("Color", "Colour"), ("CodeMirror", "Code")],
        },
        new("HtmlField", "Formatted text", "Text with headings, lists, links and pictures.", new SettingsClass("HtmlFieldSettings", Hint, Required, Sanitize)) { Editors = [("Wysiwyg", "As it will look"), ("Multiline", "HTML source")] },
        new("MarkdownField", "Markdown", "Text in Markdown.", new SettingsClass("MarkdownFieldSettings", Hint, Required, Sanitize)),
        new("BooleanField", "Yes or no", "A box to tick.", new SettingsClass("BooleanFieldSettings", Hint, new Setting("Label", "Text beside the box", Text), new Setting("DefaultValue", "Ticked in new items", Flag))),
        new("NumericField", "Number", "A number, perhaps with limits.", new SettingsClass("NumericFieldSettings", Hint, Required, new Setting("Scale", "Digits after the point", Number), new Setting("Minimum", "Least value", Number),
            new Setting("Maximum", "Greatest value", Number), Placeholder, new Setting("DefaultValue", "Value of new items", Number))),
        new("DateField", "Date", "A day.", new SettingsClass("DateFieldSettings", Hint, Required)),
        new("DateTimeField", "Date and time", "A moment, in the time zone of the site.", new SettingsClass("DateTimeFieldSettings", Hint, Required)),
        new("TimeField", "Time of the day", "A time such as 09:30.", new SettingsClass("TimeFieldSettings", Hint, Required)),
        new("LinkField", "Link", "An address with the text that it shows.", new SettingsClass("LinkFieldSettings", Hint, Required,
            new Setting("LinkTextMode", "Text of the link", Choice, Choices: ["May be left empty", "Required", "Given by these settings", "The address itself"]), new Setting("DefaultUrl", "Address of new items", Text), new Setting("DefaultText", "Text of new items", Text))),
        new("MediaField", "Pictures and files", "Pictures and files of the media library.", new SettingsClass("MediaFieldSettings", Hint, Required, Multiple,
            new Setting("AllowMediaText", "With a description of each", Flag, Otherwise: true), new Setting("AllowAnchors", "With a focal point", Flag), new Setting("AllowedExtensions", "Kinds of file, such as .jpg; empty for all", Names))),
        new("ContentPickerField", "Other items", "Links to other items of the site.", new SettingsClass("ContentPickerFieldSettings", Hint, Required, Multiple, new Setting("DisplayAllContentTypes", "Items of all types", Flag),
            new Setting("DisplayedContentTypes", "Types of the items", Names), new Setting("DisplayedStereotypes", "Stereotypes of the items", Names))),
        new("TaxonomyField", "Terms", "Terms of a taxonomy, such as topics.", new SettingsClass("TaxonomyFieldSettings", Hint, Required, new Setting("TaxonomyContentItemId", "Taxonomy", Taxonomy), new Setting("Unique", "One term only", Flag),
            new Setting("LeavesOnly", "Only terms that have no terms below them", Flag), new Setting("Open", "Editors may add new terms (editor: tags)", Flag)))
        {
            Editors = [("Tags", "Tags")],
        },
        new("UserPickerField", "People", "Users of the site.", new SettingsClass("UserPickerFieldSettings", Hint, Required, Multiple, new Setting("DisplayAllUsers", "All users", Flag, Otherwise: true), new Setting("DisplayedRoles", "Roles of the users", Names))),
        new("MultiTextField", "Several texts", "Texts, one on each line, or ticked from a list.", new SettingsClass("MultiTextFieldSettings", Hint, Required, new Setting("Options", "Choices", Options))),
        new("YoutubeField", "Film on YouTube", "Nothing is loaded from YouTube before the reader presses play.", new SettingsClass("YoutubeFieldSettings", Hint, Required, new Setting("Label", "Label", Text))),
        new("LocalizationSetContentPickerField", "Items in the reader’s language", "Sets of translations.", new SettingsClass("LocalizationSetContentPickerFieldSettings", Hint, Required, Multiple, new Setting("DisplayedContentTypes", "Types of the items", Names))),
        new("GeoPointField", "Place on the map", "Latitude and longitude.", new SettingsClass("GeoPointFieldSettings", Hint, Required)),
    ];

    /// <summary>The field type of that name; one without forms where nobody here knows it.</summary>
    public static Ingredient Of(string name) => All.FirstOrDefault(field => field.Name == name) ?? new(name, name, "");
}
