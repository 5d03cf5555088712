using Lucene.Net.Documents;
using Lucene.Net.Search;

namespace Portal.Search.Indexing;

/// <summary>Dates of publication as numbers, and how ranges of them are found.</summary>
static class PublishedRange
{
    // Four terms a date, and not sixteen: a range begins and ends within 65,536 seconds, of which few are taken.
    const int Step = 16;

    static readonly FieldType Type = new FieldType(Int64Field.TYPE_NOT_STORED) { NumericPrecisionStep = Step }.Freeze();

    public static Field Field(DateTime publishedUtc) => new Int64Field(IndexFields.Published, Seconds(publishedUtc), Type);

    /// <summary>Finds what was published between two times; null for an open end.</summary>
    /// <param name="fromUtc">The first time.</param>
    /// <param name="beforeUtc">The first time that is too late.</param>
    public static Query Query(DateTime? fromUtc, DateTime? beforeUtc) =>
        NumericRangeQuery.NewInt64Range(IndexFields.Published, Step, Of(fromUtc), Of(beforeUtc), minInclusive: true, maxInclusive: false);

    /// <summary>Seconds since 1970.</summary>
    public static long Seconds(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    static long? Of(DateTime? utc) => utc is { } time ? Seconds(time) : null;
}
