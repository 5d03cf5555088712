using System.Text.Json.Serialization.Metadata;

namespace Portal.Content.Documents;

/// <summary>
/// A small body of site-wide data that is read on almost every request and changed rarely: settings, definitions, layers.
/// Stored as one row of JSON, held in memory, and dropped there when the journal tells of a change.
/// </summary>
/// <typeparam name="TSelf">The document itself; treated as immutable once stored.</typeparam>
public interface ISiteDocument<TSelf> where TSelf : class, ISiteDocument<TSelf>
{
    /// <summary>Key of the row.</summary>
    static abstract string DocumentName { get; }

    /// <summary>How the document is read and written.</summary>
    static abstract JsonTypeInfo<TSelf> Json { get; }

    /// <summary>What stands in for a document that was never stored.</summary>
    static abstract TSelf Empty { get; }
}
