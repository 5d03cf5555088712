using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Newsletter.Letters;

namespace Portal.Newsletter.Digests;

/// <summary>What an issue says before it is cut to size for each reader: what editors work on, and what the archive shows.</summary>
/// <remarks>What an older row leaves out is read as null: a value that a property begins with is not kept where the program reads JSON by generated code.</remarks>
sealed record IssueContent
{
    static readonly IReadOnlyDictionary<string, IssueWords> NoWords = new Dictionary<string, IssueWords>();

    /// <summary>Subject and word of the editors by language: <c>en</c>, <c>sr</c>.</summary>
    public IReadOnlyDictionary<string, IssueWords> Words { get => field ?? NoWords; init; }

    /// <summary>The sections with their items, in order.</summary>
    public IReadOnlyList<DigestGroup> Groups { get => field ?? []; init; }

    /// <summary>Whether an editor chose the items: then it goes out with these, and not with what came later.</summary>
    public bool Edited { get; init; }

    /// <summary>Who gets a letter; null for the issue of a plan.</summary>
    public LetterAudience? Audience { get; init; }

    /// <summary>Approvals that were given although something was wrong, the oldest first.</summary>
    public IReadOnlyList<IssueException> Exceptions { get => field ?? []; init; }

    /// <summary>Why it did not go at its hour; null where nothing keeps it.</summary>
    public IssueHold? Hold { get; init; }

    /// <summary>Its items, those of stories too.</summary>
    [JsonIgnore]
    public IEnumerable<DigestItem> Items => Groups.SelectMany(group => group.Items);

    /// <summary>Reads what an issue holds; empty where it holds nothing.</summary>
    public static IssueContent Read(string? json) => json is null ? new() : JsonSerializer.Deserialize(json, IssueJson.Default.IssueContent) ?? new();

    /// <summary>The content as it is kept.</summary>
    public string Write() => JsonSerializer.Serialize(this, IssueJson.Default.IssueContent);
}

/// <summary>What editors write to the readers of one language.</summary>
/// <param name="Subject">Subject of the mail; empty for one made of date and lead story.</param>
/// <param name="Word">The editors' word, in Markdown.</param>
sealed record IssueWords(string Subject, string Word)
{
    /// <summary>Longest subject, in characters.</summary>
    public const int MaxSubject = 200;

    /// <summary>Longest word, in characters.</summary>
    public const int MaxWord = 20_000;

    /// <summary>Nothing written.</summary>
    public static IssueWords None { get; } = new("", "");
}

/// <summary>That an editor approved an issue although something was wrong with its mails.</summary>
/// <param name="Utc">When.</param>
/// <param name="By">Who.</param>
/// <param name="Faults">What was wrong.</param>
sealed record IssueException(DateTime Utc, string By, IReadOnlyList<IssueFault> Faults);

/// <summary>That an issue which nobody approved did not go at its hour, as its mails have faults.</summary>
/// <param name="Utc">Since when it is kept.</param>
/// <param name="Faults">What is wrong.</param>
sealed record IssueHold(DateTime Utc, IReadOnlyList<IssueFault> Faults);

/// <summary>Something that was wrong.</summary>
/// <param name="Message">An English sentence for people, the key of its translations.</param>
/// <param name="Arguments">What stands in its places.</param>
sealed record IssueFault(string Message, IReadOnlyList<string> Arguments);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IssueContent))]
sealed partial class IssueJson : JsonSerializerContext;
