namespace Portal.Site.Layers;

/// <summary>What rules look at, and the questions that scripts ask about it.</summary>
sealed record LayerSituation(bool IsHome, string Path, string Culture, string ContentType, bool IsAuthenticated, IReadOnlyList<string> Roles)
{
    public bool IsInRole(string role) => Roles.Contains(role, StringComparer.OrdinalIgnoreCase);

    /// <summary>A rule for <c>sr</c> holds for both scripts.</summary>
    public bool IsCulture(string wanted) =>
        Culture.Equals(wanted, StringComparison.OrdinalIgnoreCase) || (wanted.Length > 0 && Culture.StartsWith(wanted + "-", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the page stands at an address; <c>~/about*</c> means all that begin so.</summary>
    public bool IsAt(string pattern)
    {
        var path = pattern.StartsWith("~/", StringComparison.Ordinal) ? pattern[1..] : pattern.StartsWith('/') ? pattern : "/" + pattern;
        return path.EndsWith('*')
            ? Path.StartsWith(path[..^1], StringComparison.OrdinalIgnoreCase)
            : Path.Equals(path.Length > 1 ? path.TrimEnd('/') : path, StringComparison.OrdinalIgnoreCase);
    }
}
