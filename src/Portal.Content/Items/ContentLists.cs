using System.Globalization;

namespace Portal.Content.Items;

/// <summary>What stands at an address: an item, or an item contained in it (a term of a taxonomy).</summary>
/// <param name="Item">The published item that owns the address.</param>
/// <param name="Contained">The contained item that the address means, or null for the item itself.</param>
public sealed record RoutedItem(ContentItem Item, ContentItem? Contained);

/// <summary>A place in a list: lists are paged by it, never by a number of rows to skip.</summary>
/// <param name="PublishedUtc">Date of the last item before the place.</param>
/// <param name="Row">Row number of that item.</param>
public sealed record ListCursor(DateTime PublishedUtc, long Row)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null where the text is no cursor.</summary>
    public static ListCursor? Parse(string? text) =>
        text?.Split('-') is [var ticks, var row]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var date) && date <= DateTime.MaxValue.Ticks
        && long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(new DateTime(date, DateTimeKind.Utc), number)
            : null;

    /// <summary>The cursor as text that needs no escaping in an address.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PublishedUtc.Ticks}-{Row}");
}

/// <summary>Which published items a list shows.</summary>
public sealed record ContentListQuery
{
    /// <summary>Most items that one page may have.</summary>
    public const int MaxCount = 1000;

    /// <summary>Content types; at least one.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>List keys (<see cref="Storage.ListKeyRecord"/>) of which an item must have one; empty for all items.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>List keys of which an item must have all, besides one of <see cref="Keys"/>. Only where that names some.</summary>
    public IReadOnlyList<string> AllOf { get; init; } = [];

    /// <summary>Where the page before ended, or null for the first page.</summary>
    public ListCursor? After { get; init; }

    /// <summary>Items on a page, 1 to <see cref="MaxCount"/>.</summary>
    public int Count { get; init; } = 20;

    /// <summary>The earliest date of publication, or null for all.</summary>
    public DateTime? SinceUtc { get; init; }

    /// <summary>The date before which an item must have been published, or null for all.</summary>
    public DateTime? BeforeUtc { get; init; }
}

/// <summary>States by which editors narrow a list.</summary>
public enum ContentState
{
    /// <summary>Visitors see the item.</summary>
    Published,

    /// <summary>Visitors don't see the item.</summary>
    Unpublished,

    /// <summary>The editors' version is newer than the one that visitors see.</summary>
    Changed,
}

/// <summary>Which items a list for editors shows.</summary>
public sealed record LatestListQuery
{
    /// <summary>Content types; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>A part of the display text, compared without case, marks and script; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Identifier of the user whose items are shown, or null for everybody's.</summary>
    public string? Owner { get; init; }

    /// <summary>A state, or null for all.</summary>
    public ContentState? State { get; init; }

    /// <summary>Where the page before ended; the cursor's date is the one of the last change.</summary>
    public ListCursor? After { get; init; }

    /// <summary>Items on a page, 1 to <see cref="ContentListQuery.MaxCount"/>.</summary>
    public int Count { get; init; } = 50;
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The items, newest first.</param>
/// <param name="Next">Where the next page begins, or null at the end.</param>
public sealed record ContentList(IReadOnlyList<ContentItem> Items, ListCursor? Next);

/// <summary>The version that editors work on, as lists show it: without its content.</summary>
/// <param name="Id">Number of the row.</param>
/// <param name="ContentItemId">Identity of the item.</param>
/// <param name="ContentItemVersionId">Identity of the version.</param>
/// <param name="ContentType">Name of the type.</param>
/// <param name="DisplayText">What lists show.</param>
/// <param name="Published">Whether visitors see this version.</param>
/// <param name="ModifiedUtc">Last change.</param>
/// <param name="Owner">Identifier of the user who owns the item.</param>
/// <param name="Author">Name of the user who wrote the version.</param>
/// <param name="Stamp">Counts stores of the row.</param>
public sealed record ContentHeader(
    long Id, string ContentItemId, string ContentItemVersionId, string ContentType, string? DisplayText, bool Published, DateTime ModifiedUtc, string? Owner, string? Author, long Stamp);

/// <summary>A page of a list without content.</summary>
/// <param name="Items">The items, newest change first.</param>
/// <param name="Next">Where the next page begins, or null at the end.</param>
public sealed record HeaderList(IReadOnlyList<ContentHeader> Items, ListCursor? Next);

/// <summary>A version of an item without its content.</summary>
/// <param name="Row">Number of the row; rises with each new version.</param>
/// <param name="VersionId">Identity of the version.</param>
/// <param name="Title">What lists show.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="ModifiedUtc">When it was last changed.</param>
/// <param name="Latest">Whether editors work on it.</param>
/// <param name="Published">Whether visitors see it.</param>
public sealed record VersionHeader(long Row, string VersionId, string? Title, string? Author, DateTime ModifiedUtc, bool Latest, bool Published);
