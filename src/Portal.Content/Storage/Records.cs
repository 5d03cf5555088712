namespace Portal.Content.Storage;

/// <summary>A stored version of a content item: its header as columns, its parts as JSON.</summary>
public sealed class ContentItemRecord
{
    /// <summary>Number of the row, rising with each new version.</summary>
    public long Id { get; set; }

    /// <summary>Identity of the item.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>Identity of the version.</summary>
    public required string ContentItemVersionId { get; set; }

    /// <summary>Name of the type.</summary>
    public required string ContentType { get; set; }

    /// <summary>What lists show.</summary>
    public string? DisplayText { get; set; }

    /// <summary>The display text as titles are compared: lower case, Latin letters, no marks.</summary>
    public string TitleKey { get; set; } = "";

    /// <summary>Whether editors work on this version; true for at most one row of an item.</summary>
    public bool Latest { get; set; }

    /// <summary>Whether visitors see this version; true for at most one row of an item.</summary>
    public bool Published { get; set; }

    /// <summary>Last change.</summary>
    public DateTime ModifiedUtc { get; set; }

    /// <summary>First publication.</summary>
    public DateTime? PublishedUtc { get; set; }

    /// <summary>Birth of the item.</summary>
    public DateTime CreatedUtc { get; set; }

    /// <summary>User who owns the item.</summary>
    public string? Owner { get; set; }

    /// <summary>User who wrote the version.</summary>
    public string? Author { get; set; }

    /// <summary>The parts.</summary>
    public required string Json { get; set; }

    /// <summary>Counts stores of the row; guards against lost updates.</summary>
    public long Stamp { get; set; }
}

/// <summary>An address of the site and the item that stands there, perhaps one contained in it (a term of a taxonomy).</summary>
public sealed class RouteRecord
{
    /// <summary>Address without leading slash, in lower case; unique.</summary>
    public required string Path { get; set; }

    /// <summary>The item that owns the address.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>The contained item that the address means, or null for the item itself.</summary>
    public string? ContainedItemId { get; set; }

    /// <summary>The form in which addresses are stored and compared: no slashes around, lower case.</summary>
    public static string Normalize(string path) => path.Trim('/').ToLowerInvariant();
}

/// <summary>A name by which templates and recipes find an item.</summary>
public sealed class AliasRecord
{
    /// <summary>The alias in lower case; unique.</summary>
    public required string Alias { get; set; }

    /// <summary>The item of that name.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>The form in which aliases are stored and compared: lower case, no blanks around.</summary>
    public static string Normalize(string alias) => alias.Trim().ToLowerInvariant();
}

/// <summary>
/// A key under which lists find a published item: <c>term:ID</c> for each term of its taxonomy fields and the terms above it, <c>item:ID</c> for each item
/// that it points to, <c>list:ID</c> for the list that contains it, <c>flag:Part.Field</c> for each Boolean field that is true, <c>language:sr</c> for the language that its text field <c>Language</c>
/// names (without script and country). Lists read these columns, never the JSON.
/// </summary>
public sealed class ListKeyRecord
{
    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>The key.</summary>
    public required string Key { get; set; }

    /// <summary>The published row that stands in the list.</summary>
    public long ItemRow { get; set; }

    /// <summary>Its item.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>Its type.</summary>
    public required string ContentType { get; set; }

    /// <summary>Its date; lists are ordered by it, newest first.</summary>
    public DateTime PublishedUtc { get; set; }

    /// <summary>Whether the item has the key only because it bears a term below the key's term.</summary>
    public bool Inherited { get; set; }
}

/// <summary>A site document: settings, definitions, layers.</summary>
public sealed class DocumentRecord
{
    /// <summary>Key of the document.</summary>
    public required string Name { get; set; }

    /// <summary>The document.</summary>
    public required string Json { get; set; }

    /// <summary>Counts stores; guards against lost updates.</summary>
    public long Stamp { get; set; }
}
