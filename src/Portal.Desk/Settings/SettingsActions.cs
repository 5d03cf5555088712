using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Media;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Desk.Items;
using Portal.Desk.Shell;
using Portal.Site.Themes;

namespace Portal.Desk.Settings;

/// <summary>The settings were not stored. The message is for people, in English.</summary>
sealed class SettingsRefusedException(string message) : Exception(message);

/// <summary>The settings of the site as they are filled in.</summary>
sealed class SettingsForm
{
    /// <summary>Settings that the page shows; all others are kept as they are.</summary>
    public static IReadOnlyList<string> Known { get; } = ["SiteName", "Description", "TimeZoneId", "PageSize", "HomeRoute", "Theme", SiteSettings.LogoSetting, "LayerSettings", LocalizationSettings.Section];

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public string Zone { get; set; } = "";

    public int PageSize { get; set; }

    /// <summary>Identifier of the item that is the first page; empty for the theme's own.</summary>
    public string Home { get; set; } = "";

    public string Theme { get; set; } = "";

    /// <summary>Path of the picture at the head of the pages, in the media library; empty for the theme's own sign.</summary>
    public string Logo { get; set; } = "";

    /// <summary>Names of zones, separated by commas.</summary>
    public string Zones { get; set; } = "";

    /// <summary>Names of cultures, separated by commas.</summary>
    public string Cultures { get; set; } = "";

    public string DefaultCulture { get; set; } = "";

    /// <summary>Whether somebody chose the languages; else what stands here is what holds as long as nobody did, and is not stored.</summary>
    public bool NamesLanguages { get; set; }

    public IReadOnlyList<string> ZoneNames => Split(Zones);

    public IReadOnlyList<string> CultureNames => Split(Cultures);

    public static SettingsForm Read(SiteSettings settings) => new()
    {
        Name = settings.SiteName,
        Description = settings.Text("Description") ?? "",
        Zone = settings.TimeZoneId,
        PageSize = settings.PageSize,
        Home = settings.Section("HomeRoute")?["ContentItemId"]?.ToString() ?? "",
        Theme = settings.Theme,
        Logo = settings.Text(SiteSettings.LogoSetting) ?? "",
        Zones = string.Join(", ", settings.Zones()),
        Cultures = string.Join(", ", settings.SupportedCultures()),
        DefaultCulture = settings.DefaultCulture(),
        NamesLanguages = settings.AreGiven(),
    };

    static List<string> Split(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>Checks and stores the settings.</summary>
sealed class SettingsActions(UnitOfWork work, SiteDocuments documents, ContentReader reader, ThemeCatalog themes, MediaLibrary library)
{
    /// <summary>Stores what the form holds; sections that it does not show, and properties of sections that it does not know, stay.</summary>
    /// <exception cref="SettingsRefusedException">The person may not, or something in the form is no setting.</exception>
    public async Task SaveAsync(ClaimsPrincipal person, SettingsForm form, CancellationToken cancellationToken)
    {
        if (!person.HasPermission(Permissions.ManageSettings))
            throw new SettingsRefusedException("Your roles don’t allow you to change the settings.");
        await CheckAsync(form, cancellationToken);
        await work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.UpdateDocumentAsync<SiteSettings>(settings => settings.With(Changed(settings, form)), ct), cancellationToken);
    }

    static Dictionary<string, JsonNode?> Changed(SiteSettings settings, SettingsForm form)
    {
        var changed = new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["SiteName"] = form.Name.Trim(),
            ["Description"] = form.Description.Trim(),
            ["TimeZoneId"] = form.Zone,
            ["PageSize"] = form.PageSize,
            ["Theme"] = form.Theme,
            ["LayerSettings"] = Section(settings, "LayerSettings", ("Zones", Names(form.ZoneNames))),
        };
        if (form.NamesLanguages || form.DefaultCulture != settings.DefaultCulture() || !form.CultureNames.SequenceEqual(settings.SupportedCultures(), StringComparer.Ordinal))
            changed[LocalizationSettings.Section] = Section(settings, LocalizationSettings.Section, ("DefaultCulture", form.DefaultCulture), ("SupportedCultures", Names(form.CultureNames)));
        if (form.Logo.Length > 0 || settings.Text(SiteSettings.LogoSetting) is not null)
            changed[SiteSettings.LogoSetting] = form.Logo;
        if (form.Home.Length > 0)
            changed["HomeRoute"] = Section(settings, "HomeRoute", ("Action", "Display"), ("Controller", "Item"), ("Area", "OrchardCore.Contents"), ("ContentItemId", form.Home));
        else if (settings.Section("HomeRoute") is not null)
            changed["HomeRoute"] = null;
        return changed;
    }

    static JsonObject Section(SiteSettings settings, string name, params ReadOnlySpan<(string Name, JsonNode Value)> values)
    {
        var section = (JsonObject?)settings.Section(name)?.DeepClone() ?? [];
        foreach (var (key, value) in values)
            section[key] = value;
        return section;
    }

    static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)name)];

    async Task CheckAsync(SettingsForm form, CancellationToken cancellationToken)
    {
        if (form.Name.Trim().Length is 0 or > 200 || form.PageSize is < 1 or > 100)
            throw new SettingsRefusedException("The site needs a name, and a list page holds 1 to 100 items.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(form.Zone, out _))
            throw new SettingsRefusedException("This time zone is not known to the machine. Choose one from the list.");
        if (form.Home.Length > 0 && form.Home != SettingsForm.Read(await documents.GetAsync<SiteSettings>(cancellationToken)).Home && await reader.GetPublishedAsync(form.Home, cancellationToken) is null)
            throw new SettingsRefusedException("The item for the first page is not published. Publish it first, or choose another one.");
        if (themes.Names.Count > 0 && !themes.Names.Contains(form.Theme, StringComparer.OrdinalIgnoreCase))
            throw new SettingsRefusedException("This theme is not in the folder of themes. Choose one from the list.");
        if (form.Logo.Length > 0 && form.Logo != (await documents.GetAsync<SiteSettings>(cancellationToken)).Text(SiteSettings.LogoSetting) && (await library.FindAsync(form.Logo, cancellationToken))?.Type is not { IsImage: true })
            throw new SettingsRefusedException("The logo must be a picture of the media library.");
        if (form.CultureNames.Count is 0 or > 50 || form.CultureNames.Any(name => !IsCulture(name)))
            throw new SettingsRefusedException("Write languages by their codes, separated by commas, such as en, sr-Latn, sr-Cyrl.");
        if (!form.CultureNames.Contains(form.DefaultCulture, StringComparer.OrdinalIgnoreCase))
            throw new SettingsRefusedException("The language of new texts must be one of the site’s languages.");
        if (form.ZoneNames.Any(zone => zone.Length > 50))
            throw new SettingsRefusedException("A zone has a name of at most 50 characters.");
    }

    static bool IsCulture(string name)
    {
        try
        {
            return name.Length <= CultureSetRecord.MaxCultureLength && CultureInfo.GetCultureInfo(name).LCID != 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
