using System.Text.Json.Serialization;

namespace Portal.Content.WordPress.Reporting;

/// <summary>What an import of a WordPress export did, or would do.</summary>
/// <param name="Site">Address of the old site.</param>
/// <param name="DryRun">Whether nothing was stored.</param>
public sealed record ImportReport(string Site, bool DryRun)
{
    /// <summary>Most warnings that are kept; a broken file could give millions.</summary>
    public const int MaxWarnings = 20_000;

    /// <summary>How many of each kind (<c>post</c>, <c>page</c>, <c>attachment</c>, <c>term</c>, <c>menu</c>, …) met which fate.</summary>
    public SortedDictionary<string, ImportCount> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>What an editor should look at.</summary>
    public List<ImportWarning> Warnings { get; } = [];

    /// <summary>Warnings beyond <see cref="MaxWarnings"/>.</summary>
    public int MoreWarnings { get; private set; }

    /// <summary>Why the file could not be read to its end, or null.</summary>
    public string? Damage { get; internal set; }

    internal ImportCount Count(string kind)
    {
        if (!Counts.TryGetValue(kind, out var count))
            Counts[kind] = count = new();
        return count;
    }

    internal void Warn(long? post, string title, string message)
    {
        if (Warnings.Count < MaxWarnings)
            Warnings.Add(new(post, title, message));
        else
            MoreWarnings++;
    }
}

/// <summary>What became of the things of one kind.</summary>
public sealed class ImportCount
{
    /// <summary>Brought over now.</summary>
    public int Created { get; internal set; }

    /// <summary>Brought over before, and changed since in WordPress.</summary>
    public int Updated { get; internal set; }

    /// <summary>Brought over before, and not changed.</summary>
    public int Unchanged { get; internal set; }

    /// <summary>Changed in WordPress, but an editor changed or removed it here since, so it was left alone.</summary>
    public int Kept { get; internal set; }

    /// <summary>Not brought over.</summary>
    public int Skipped { get; internal set; }
}

/// <summary>Something that an editor should look at.</summary>
/// <param name="PostId">Number of the post in WordPress, or null where it concerns none.</param>
/// <param name="Title">Its title.</param>
/// <param name="Message">What happened, in plain words.</param>
public sealed record ImportWarning(long? PostId, string Title, string Message);

/// <summary>How far an import is.</summary>
/// <param name="Work">What is being done.</param>
/// <param name="Done">Things done.</param>
/// <param name="Total">Things to do; 0 where that is not known.</param>
public sealed record ImportProgress(string Work, long Done, long Total);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportReport))]
sealed partial class WxrReportJson : JsonSerializerContext;
