using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Items;

namespace Portal.Content.Parts;

/// <summary>When the draft is to be published, or null.</summary>
public sealed record PublishLaterPart(DateTime? ScheduledPublishUtc) : IContentPart<PublishLaterPart>
{
    /// <inheritdoc/>
    public static string PartName => "PublishLaterPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<PublishLaterPart> Json => PartJson.Default.PublishLaterPart;
}

/// <summary>When the item is to be hidden from visitors, or null.</summary>
public sealed record ArchiveLaterPart(DateTime? ScheduledArchiveUtc) : IContentPart<ArchiveLaterPart>
{
    /// <inheritdoc/>
    public static string PartName => "ArchiveLaterPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<ArchiveLaterPart> Json => PartJson.Default.ArchiveLaterPart;
}

/// <summary>That an editor wants the item in the next digest, whatever the sections of the digest take by themselves.</summary>
/// <param name="MarkedUtc">When it was marked; the first issue that is made after this time takes it.</param>
public sealed record ForDigestPart(DateTime? MarkedUtc) : IContentPart<ForDigestPart>
{
    /// <inheritdoc/>
    public static string PartName => "ForDigestPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<ForDigestPart> Json => PartJson.Default.ForDigestPart;

    /// <summary>The list key by which what was marked on a day (UTC) is found.</summary>
    public static string KeyOf(DateTime day) => string.Create(CultureInfo.InvariantCulture, $"digest:{day:yyyy-MM-dd}");
}

/// <summary>What the editor says about the change, for the audit trail.</summary>
public sealed record AuditTrailPart(string? Comment, bool ShowComment = false) : IContentPart<AuditTrailPart>
{
    /// <inheritdoc/>
    public static string PartName => "AuditTrailPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<AuditTrailPart> Json => PartJson.Default.AuditTrailPart;
}

/// <summary>The item's language, and the set that ties it to its translations: one item for each culture.</summary>
/// <param name="LocalizationSet">Identity of the set, shared by the translations.</param>
/// <param name="Culture">Culture such as <c>sr-Latn</c>.</param>
public sealed record LocalizationPart(string? LocalizationSet, string? Culture) : IContentPart<LocalizationPart>
{
    /// <inheritdoc/>
    public static string PartName => "LocalizationPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<LocalizationPart> Json => PartJson.Default.LocalizationPart;
}
