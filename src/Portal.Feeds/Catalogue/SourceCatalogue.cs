using System.Xml.Linq;

namespace Portal.Feeds.Catalogue;

/// <summary>How sure it is that the address of a source in the catalogue is right.</summary>
public enum Evidence
{
    /// <summary>Named with the same spelling in many public lists of feeds.</summary>
    ManyLists,

    /// <summary>Named in a few lists, or its form is the one that the site's software gives to feeds.</summary>
    FewLists,

    /// <summary>The evidence is thin or disagrees.</summary>
    Doubtful,
}

/// <summary>A source of the catalogue.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Url">Address of the feed.</param>
/// <param name="SiteUrl">Address of the site.</param>
/// <param name="Language">Language tag.</param>
/// <param name="Group">Whom it belongs to, in English, the key of its translation.</param>
/// <param name="Evidence">How sure the address is.</param>
/// <param name="ExcerptOnly">Whether the publisher's rights leave only an excerpt.</param>
public sealed record CatalogueEntry(string Title, string Url, string SiteUrl, string Language, string Group, Evidence Evidence, bool ExcerptOnly);

/// <summary>The sources of diplomacy that come with the program. Their addresses were gathered, not fetched.</summary>
public static class SourceCatalogue
{
    /// <summary>All entries, group by group.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } = Read();

    static List<CatalogueEntry> Read()
    {
        using var file = typeof(SourceCatalogue).Assembly.GetManifestResourceStream("Portal.Feeds.Catalogue.catalogue.opml")!;
        return [.. XDocument.Load(file).Root!.Element("body")!.Elements("outline").SelectMany(group => group.Elements("outline").Select(entry => new CatalogueEntry(
            entry.Attribute("text")!.Value, entry.Attribute("xmlUrl")!.Value, entry.Attribute("htmlUrl")?.Value ?? "", entry.Attribute("language")?.Value ?? "en", group.Attribute("text")!.Value,
            entry.Attribute("evidence")?.Value switch { "many" => Evidence.ManyLists, "few" => Evidence.FewLists, _ => Evidence.Doubtful },
            entry.Attribute("excerpt")?.Value == "yes")))];
    }
}
