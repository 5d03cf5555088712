namespace Portal.Search.Tuning;

/// <summary>A line that could not be read.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Problem">Why, as an English sentence for people.</param>
readonly record struct LineProblem(int Line, string Problem);

/// <summary>Groups of synonyms as lines of text, as they are written for other search engines too: <c>EU, European Union, Evropska unija</c>; a line that begins with # is a remark.</summary>
static class SynonymText
{
    /// <summary>Longest text that is read, in characters.</summary>
    public const int MaxLength = 200_000;

    public static (IReadOnlyList<SynonymGroup> Groups, IReadOnlyList<LineProblem> Problems) Read(string text)
    {
        var groups = new List<SynonymGroup>();
        var problems = new List<LineProblem>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var content = line.Trim();
            if (content.Length == 0 || content[0] == '#')
                continue;
            var group = Group(content);
            if (content.Contains("=>", StringComparison.Ordinal))
                problems.Add(new(index + 1, "Groups mean the same in both directions here; write commas instead of an arrow."));
            else if (TuningLimits.Problem(group) is { } problem)
                problems.Add(new(index + 1, problem));
            else
                groups.Add(group);
        }
        return (groups, problems);
    }

    /// <summary>One group; words and phrases between commas, each once.</summary>
    public static SynonymGroup Group(string line) =>
        new([.. line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)]);

    public static string Write(SynonymGroup group) => string.Join(", ", group.Terms);

    public static string Write(IEnumerable<SynonymGroup> groups) => string.Join('\n', groups.Select(Write));
}
