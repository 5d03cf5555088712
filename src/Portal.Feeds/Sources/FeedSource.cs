using Portal.Content.Fields;
using Portal.Content.Items;

namespace Portal.Feeds.Sources;

/// <summary>What the content item of a feed source says.</summary>
/// <param name="Item">The content item.</param>
public sealed record FeedSource(ContentItem Item)
{
    /// <summary>Name of the content type.</summary>
    public const string ContentType = "FeedSource";

    /// <summary>Identity of the source.</summary>
    public string Id => Item.ContentItemId;

    /// <summary>Name of the source.</summary>
    public string Title => Item.DisplayText ?? Url;

    /// <summary>Address of the feed.</summary>
    public string Url => Item.Text(ContentType, "Url").Trim();

    /// <summary>Address of the site.</summary>
    public string SiteUrl => Item.Text(ContentType, "SiteUrl").Trim();

    /// <summary>Folder in which it stands, its parts parted by slashes; or empty.</summary>
    public string Folder => Item.Text(ContentType, "Folder").Trim();

    /// <summary>Language of its entries, or empty.</summary>
    public string Language => Item.Text(ContentType, "Language").Trim();

    /// <summary>Whether editors have stopped the fetching.</summary>
    public bool Paused => Item.Field<BooleanField>(ContentType, "Paused")?.Value == true;

    /// <summary>Whether only excerpts may be kept.</summary>
    public bool ExcerptOnly => Item.Field<BooleanField>(ContentType, "ExcerptOnly")?.Value == true;

    /// <summary>Whether the text is taken from the pages that its entries link to.</summary>
    public bool FullText => Item.Field<BooleanField>(ContentType, "FullText")?.Value == true;

    /// <summary>Topics that its news get.</summary>
    public TaxonomyField? Topics => Item.Field<TaxonomyField>(ContentType, "Topics");

    /// <summary>Regions that its news get.</summary>
    public TaxonomyField? Regions => Item.Field<TaxonomyField>(ContentType, "Regions");

    /// <summary>Whether its news waits for an editor before visitors see it.</summary>
    public bool Held => Item.Field<BooleanField>(ContentType, "Held")?.Value == true;

    /// <summary>Whether topics and regions are proposed for its news.</summary>
    public bool Proposes => Item.Field<BooleanField>(ContentType, "NoProposals")?.Value != true;

    /// <summary>Days for which its news is kept; null where the site's own limit counts.</summary>
    public int? KeepDays => Whole("KeepDays");

    /// <summary>Items of it that are kept; null where the site's own limit counts.</summary>
    public int? KeepCount => Whole("KeepCount");

    int? Whole(string field) => Item.Field<NumericField>(ContentType, field)?.Value is > 0 and <= 1_000_000 and var number ? (int)number : null;
}
