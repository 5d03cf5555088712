using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Feeds.Review;

/// <summary>Which news the news desk lists.</summary>
public enum NewsState
{
    /// <summary>What waits for an editor.</summary>
    Waiting,

    /// <summary>What visitors see.</summary>
    Published,

    /// <summary>What an editor hid.</summary>
    Hidden,
}

/// <summary>By what the list of the news desk is narrowed; stands in the address of the page.</summary>
public sealed record NewsFilter
{
    /// <summary>Longest text that is looked for, in characters.</summary>
    public const int MaxTextLength = 100;

    /// <summary>The list.</summary>
    public NewsState State { get; init; }

    /// <summary>A source, or empty.</summary>
    public string Source { get; init; } = "";

    /// <summary>A topic, or empty; what bears a term below it counts.</summary>
    public string Topic { get; init; } = "";

    /// <summary>A region, or empty; what bears a term below it counts.</summary>
    public string Region { get; init; } = "";

    /// <summary>A language, or empty. Only of what visitors don't see: what they see is found by source, topic and region.</summary>
    public string Language { get; init; } = "";

    /// <summary>A part of the title, or empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>The age of the oldest news in days; 0 for all.</summary>
    public int Days { get; init; }

    /// <summary>Whether anything but the list is chosen.</summary>
    public bool IsNarrowed => this with { State = NewsState.Waiting } != new NewsFilter();

    /// <summary>Reads what <see cref="ToString"/> wrote; what is not understood is left out.</summary>
    public static NewsFilter Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return new()
        {
            State = Enum.TryParse<NewsState>(Text("state"), ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : NewsState.Waiting,
            Source = Text("source"),
            Topic = Text("topic"),
            Region = Text("region"),
            Language = Text("language"),
            Text = Text("q"),
            Days = int.TryParse(Text("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 3650 ? days : 0,
        };

        string Text(string name) => values.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: <= MaxTextLength } text ? text : "";
    }

    /// <summary>The filter as the query of an address, with its question mark; empty where nothing is chosen.</summary>
    public override string ToString() => QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["state"] = State == NewsState.Waiting ? null : State.ToString().ToLowerInvariant(),
        ["source"] = Some(Source),
        ["topic"] = Some(Topic),
        ["region"] = Some(Region),
        ["language"] = Some(Language),
        ["q"] = Some(Text),
        ["days"] = Days > 0 ? Days.ToString(CultureInfo.InvariantCulture) : null,
    });

    static string? Some(string text) => text.Length > 0 ? text : null;
}
