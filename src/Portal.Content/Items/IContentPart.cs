using System.Text.Json.Serialization.Metadata;

namespace Portal.Content.Items;

/// <summary>A part: a named piece of a content item, known to code. The JSON names are Orchard Core's.</summary>
/// <typeparam name="TSelf">The part itself.</typeparam>
public interface IContentPart<TSelf> where TSelf : class, IContentPart<TSelf>
{
    /// <summary>Name of the part in definitions and, unless the type names it otherwise, in items.</summary>
    static abstract string PartName { get; }

    /// <summary>How the part is read and written.</summary>
    static abstract JsonTypeInfo<TSelf> Json { get; }
}

/// <summary>A field: a value under a part. The JSON names are Orchard Core's.</summary>
/// <typeparam name="TSelf">The field itself.</typeparam>
public interface IContentField<TSelf> where TSelf : class, IContentField<TSelf>
{
    /// <summary>How the field is read and written.</summary>
    static abstract JsonTypeInfo<TSelf> Json { get; }
}
