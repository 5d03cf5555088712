using System.Linq.Expressions;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Audience;

/// <summary>A saved filter of subscribers: the audience of a digest or letter. Nothing in it is about who opened or clicked what.</summary>
/// <remarks>What an older document leaves out is read as null, whatever a property begins with.</remarks>
sealed record Segment
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Random identifier, 26 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Cultures; empty for all.</summary>
    public IReadOnlyList<string> Languages { get => field ?? []; init; }

    /// <summary>Rhythms; empty for all.</summary>
    public IReadOnlyList<DigestRhythm> Rhythms { get => field ?? []; init; }

    /// <summary>Topics of which a person gets one at least, because it is chosen or because all are; empty for everybody.</summary>
    public IReadOnlyList<string> Topics { get => field ?? []; init; }

    /// <summary>Regions, likewise.</summary>
    public IReadOnlyList<string> Regions { get => field ?? []; init; }

    /// <summary>First day on which a person may have confirmed (UTC); null for no limit.</summary>
    public DateOnly? JoinedSince { get; init; }

    /// <summary>Last day on which a person may have confirmed (UTC); null for no limit.</summary>
    public DateOnly? JoinedUntil { get; init; }

    /// <summary>Those of the subscribers who are in the segment now: confirmed and not paused.</summary>
    /// <param name="subscribers">All subscribers of a database.</param>
    /// <param name="nowUtc">The time for which pauses are judged.</param>
    public IQueryable<SubscriberRecord> Of(IQueryable<SubscriberRecord> subscribers, DateTime nowUtc)
    {
        var people = subscribers.Where(one => one.State == SubscriberState.Confirmed && (one.PausedUntilUtc == null || one.PausedUntilUtc <= nowUtc));
        var (languages, rhythms) = (Languages, Rhythms);
        if (languages.Count > 0)
            people = people.Where(one => languages.Contains(one.Language));
        if (rhythms.Count > 0)
            people = people.Where(one => rhythms.Contains(one.Rhythm));
        if (Topics.Count > 0)
            people = people.Where(Gets(one => one.Topics, Topics));
        if (Regions.Count > 0)
            people = people.Where(Gets(one => one.Regions, Regions));
        if (JoinedSince is { } since)
        {
            var from = since.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            people = people.Where(one => one.ConfirmedUtc >= from);
        }
        if (JoinedUntil is { } until)
        {
            var to = until.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            people = people.Where(one => one.ConfirmedUtc < to);
        }
        return people;
    }

    // One condition for each identifier, which every database understands.
    static Expression<Func<SubscriberRecord, bool>> Gets(Expression<Func<SubscriberRecord, string>> column, IReadOnlyList<string> ids)
    {
        var join = typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!;
        var contains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
        Expression chosen = Expression.Add(Expression.Add(Expression.Constant(" "), column.Body, join), Expression.Constant(" "), join);
        var any = ids.Aggregate<string, Expression>(Expression.Equal(column.Body, Expression.Constant("")),
            (before, id) => Expression.OrElse(before, Expression.Call(chosen, contains, Expression.Constant($" {id} "))));
        return Expression.Lambda<Func<SubscriberRecord, bool>>(any, column.Parameters);
    }
}
