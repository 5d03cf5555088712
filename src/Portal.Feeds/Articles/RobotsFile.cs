namespace Portal.Feeds.Articles;

/// <summary>The rules of a robots.txt that are meant for this program (RFC 9309): its own group, else that of everybody.</summary>
/// <param name="Rules">Paths and whether they are allowed.</param>
sealed record RobotsFile(IReadOnlyList<(string Path, bool Allowed)> Rules)
{
    const string Name = "portal";
    const int MaxRules = 5000;

    /// <summary>A file that allows everything.</summary>
    public static RobotsFile Open { get; } = new([]);

    public static RobotsFile Parse(string text)
    {
        var own = new List<(string, bool)>();
        var all = new List<(string, bool)>();
        var (forOwn, forAll, inRules, hasOwn) = (false, false, false, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var comment = line.IndexOf('#');
            var bare = comment < 0 ? line : line[..comment];
            var colon = bare.IndexOf(':');
            if (colon < 0)
                continue;
            var (key, value) = (bare[..colon].Trim().ToString().ToLowerInvariant(), bare[(colon + 1)..].Trim().ToString());
            if (key == "user-agent")
            {
                if (inRules)
                    (forOwn, forAll, inRules) = (false, false, false);
                forAll |= value == "*";
                forOwn |= value.Equals(Name, StringComparison.OrdinalIgnoreCase);
                hasOwn |= forOwn;
            }
            else if (key is "allow" or "disallow")
            {
                inRules = true;
                if (value.Length == 0 || own.Count + all.Count >= MaxRules)
                    continue;
                if (forOwn)
                    own.Add((value, key == "allow"));
                if (forAll)
                    all.Add((value, key == "allow"));
            }
        }
        return new(hasOwn ? own : all);
    }

    /// <summary>Whether a path may be read: the longest rule that fits decides, and in doubt it may.</summary>
    public bool Allows(string path)
    {
        var (longest, allowed) = (-1, true);
        foreach (var rule in Rules)
        {
            if (rule.Path.Length > longest || (rule.Path.Length == longest && rule.Allowed))
            {
                if (Fits(rule.Path, path))
                    (longest, allowed) = (rule.Path.Length, rule.Allowed);
            }
        }
        return allowed;
    }

    // By hand, because a pattern of a stranger makes no good regular expression: each star takes the first place that fits.
    static bool Fits(string pattern, string path)
    {
        var ends = pattern.EndsWith('$');
        var parts = (ends ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        for (var index = 1; index < parts.Length; index++)
        {
            if (ends && index == parts.Length - 1)
                return path.Length - parts[index].Length >= at && path.EndsWith(parts[index], StringComparison.Ordinal);
            var found = path.IndexOf(parts[index], at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + parts[index].Length;
        }
        return !ends || at == path.Length;
    }
}
