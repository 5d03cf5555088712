namespace Portal.Content.Hosting;

/// <summary>How well something is.</summary>
public enum CheckState
{
    /// <summary>All is well.</summary>
    Well,

    /// <summary>Works, but somebody should know.</summary>
    Notice,

    /// <summary>Something does not work; the rest does.</summary>
    Trouble,
}

/// <summary>One line of the health page and of <c>portal doctor</c>.</summary>
/// <param name="State">How well it is.</param>
/// <param name="Subject">What was looked at, a few words.</param>
/// <param name="Message">What was found and, where it is not well, what to do; one or two sentences.</param>
/// <param name="Link">The desk page where it can be put right, or null.</param>
public sealed record CheckResult(CheckState State, string Subject, string Message, string? Link = null);

/// <summary>Looks after one part of the site. A module registers one for each thing that can be unwell.</summary>
public interface ISiteCheck
{
    /// <summary>Looks; must answer within seconds and must not throw for what it was made to find.</summary>
    Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken);
}
