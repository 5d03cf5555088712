using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Letters;

/// <summary>Who gets a letter.</summary>
sealed record LetterAudience
{
    /// <summary>Cultures; empty for all.</summary>
    public IReadOnlyList<string> Languages { get => field ?? []; init; }

    /// <summary>Those who get digests of these rhythms; empty for all who get digests.</summary>
    public IReadOnlyList<DigestRhythm> Rhythms { get => field ?? []; init; }

    /// <summary>The segment; empty for everybody.</summary>
    public string Segment { get => field ?? ""; init; }
}
