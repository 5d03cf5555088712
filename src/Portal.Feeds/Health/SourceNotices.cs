using System.Linq.Expressions;
using Portal.Content.Hosting;
using Portal.Feeds.Fetching;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Health;

/// <summary>What an editor should know of a source.</summary>
/// <param name="State">How grave it is.</param>
/// <param name="Told">What has happened, and what to do.</param>
public sealed record SourceNotice(CheckState State, Trouble Told);

/// <summary>Finds what an editor should know of a source: that it fails, was given up, moved, changed its name, fell silent, is there twice.</summary>
public static class SourceNotices
{
    /// <summary>So many failures in a row are no passing trouble.</summary>
    public const int LastingFailures = 4;

    /// <summary>Days without anything new after which a source is called silent.</summary>
    public const int SilentDays = 45;

    /// <summary>What there is to say; nothing of a source that is well, or that an editor has paused.</summary>
    public static IEnumerable<SourceNotice> Of(FeedSourceState state, DateTime now)
    {
        if (state.Retired)
            yield return new(CheckState.Trouble, new("The publisher has given the feed up (410). It is not fetched any more. Look for its successor, or resume it if that was a mistake."));
        else if (state.Error is { } error)
            yield return new(state.Failures >= LastingFailures ? CheckState.Trouble : CheckState.Notice, Trouble.Parse(error));
        if (!state.Active && !state.Retired)
            yield break;
        if (state.DuplicateOf is not null)
            yield return new(CheckState.Notice, new("The feed has moved to an address that another source already has. Remove one of the two."));
        if (state.FormerUrl is { } former)
            yield return new(CheckState.Notice, new("The feed has moved for good, and is now fetched from its new address. The old one was {0}.", former));
        if (state.FormerTitle is { } title)
            yield return new(CheckState.Notice, new("The feed now calls itself “{0}”; before, it was “{1}”. Look whether it is still what you wanted.", state.FeedTitle ?? "", title));
        if (state is { Error: null, Retired: false, LastSuccessUtc: not null } && IsSilent(state, now))
            yield return new(CheckState.Notice, new("Nothing new has come since {0}, although the feed can be fetched. It may have been replaced by another one.", Day(state)));
    }

    /// <summary>The condition, for the database, that there is something to say of a source that neither fails nor was given up nor is paused.</summary>
    public static Expression<Func<FeedSourceState, bool>> Changed(DateTime now)
    {
        var silent = now.AddDays(-SilentDays);
        return state => state.Active && (state.FormerUrl != null || state.FormerTitle != null || state.DuplicateOf != null
            || (state.LastSuccessUtc != null && (state.NewestEntryUtc < silent || (state.NewestEntryUtc == null && state.LastNewUtc < silent))));
    }

    /// <summary>Whether the source has brought nothing for long.</summary>
    public static bool IsSilent(FeedSourceState state, DateTime now) => Newest(state) is { } newest && newest < now.AddDays(-SilentDays);

    static DateTime? Newest(FeedSourceState state) => state.NewestEntryUtc ?? state.LastNewUtc;

    static string Day(FeedSourceState state) => Newest(state)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
