namespace Portal.Desk.Definitions;

/// <summary>How a setting is edited.</summary>
public enum SettingKind
{
    /// <summary>On or off.</summary>
    Flag,

    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Several lines of text.</summary>
    LongText,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Names, one on each line.</summary>
    Names,

    /// <summary>Choices of which each has a name and a value.</summary>
    Options,

    /// <summary>One of a few numbers.</summary>
    Choice,

    /// <summary>An item with a <c>TaxonomyPart</c>.</summary>
    Taxonomy,
}

/// <summary>One setting of a settings class.</summary>
/// <param name="Name">Name in the JSON.</param>
/// <param name="Label">What people see, in English.</param>
/// <param name="Kind">How it is edited.</param>
/// <param name="Otherwise">Whether a flag that is not written counts as on.</param>
/// <param name="Choices">What the numbers of a choice mean, from 0.</param>
public sealed record Setting(string Name, string Label, SettingKind Kind, bool Otherwise = false, IReadOnlyList<string>? Choices = null);

/// <summary>A settings class as Orchard Core names it.</summary>
/// <param name="Name">Its name, such as <c>TextFieldSettings</c>.</param>
/// <param name="Settings">The settings for which there are forms.</param>
public sealed record SettingsClass(string Name, params IReadOnlyList<Setting> Settings);

/// <summary>A part or a type of field that can be used in definitions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people see, in English.</param>
/// <param name="Description">What it is for, in English.</param>
/// <param name="Settings">The settings classes that the desk has forms for.</param>
sealed record Ingredient(string Name, string Title, string Description, params IReadOnlyList<SettingsClass> Settings)
{
    /// <summary>Names of the editors besides the usual one, with what people see.</summary>
    public IReadOnlyList<(string Name, string Title)> Editors { get; init; } = [];

    /// <summary>Whether a type may have several of it under names of their own.</summary>
    public bool Reusable { get; init; }
}
