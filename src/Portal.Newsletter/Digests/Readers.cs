using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Letters;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Somebody who gets an issue.</summary>
/// <param name="Id">The subscriber.</param>
/// <param name="Topics">Stored choice of topics.</param>
/// <param name="Language">Culture of mails.</param>
sealed record Recipient(string Id, string Topics, string Language)
{
    /// <summary>Stored choice of regions.</summary>
    public string Regions { get; init; } = "";

    /// <summary>Stored choice of sources.</summary>
    public string Sources { get; init; } = "";

    /// <summary>The day that the person chose.</summary>
    public DayOfWeek Weekday { get; init; } = DayOfWeek.Monday;

    /// <summary>The hour that the person chose; null for whenever it is made.</summary>
    public int? Hour { get; init; }

    /// <summary>The person's time zone; empty for the site's.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>When the person confirmed.</summary>
    public DateTime? ConfirmedUtc { get; init; }

    /// <summary>What the person chose to read.</summary>
    public ReaderChoice Choice => ReaderChoice.Read(Topics, Regions, Sources);
}

/// <summary>Who gets an issue.</summary>
static class Readers
{
    /// <summary>Those who get an issue of a plan: confirmed before it was due, of its rhythm, language and segment, and not pausing.</summary>
    public static IQueryable<SubscriberRecord> Of(PortalDbContext db, DigestPlan plan, PlanSlot slot, Segment? segment, DateTime dueUtc, DateTime nowUtc)
    {
        var rhythm = plan.Rhythm;
        // Who came after the hour has the next one.
        var people = Awake(db, nowUtc).Where(one => one.Rhythm == rhythm && one.ConfirmedUtc <= dueUtc);
        people = In(people, plan.Segment, segment, nowUtc);
        if (plan.HasReadersDays)
        {
            var day = slot.Weekday;
            people = people.Where(one => one.Weekday == day);
        }
        if (plan.Languages.Count > 0)
            people = people.Where(one => plan.Languages.Contains(one.Language));
        return people;
    }

    /// <summary>Those who get a letter.</summary>
    public static IQueryable<SubscriberRecord> Of(PortalDbContext db, LetterAudience audience, Segment? segment, DateTime nowUtc)
    {
        var people = In(Awake(db, nowUtc), audience.Segment, segment, nowUtc);
        if (audience.Languages.Count > 0)
            people = people.Where(one => audience.Languages.Contains(one.Language));
        if (audience.Rhythms.Count > 0)
            people = people.Where(one => audience.Rhythms.Contains(one.Rhythm));
        else
            // Who asked for saved searches only has not agreed to anything else.
            people = people.Where(one => one.Rhythm != DigestRhythm.Searches);
        return people;
    }

    /// <summary>The rows as recipients, in a fixed order.</summary>
    public static Task<List<Recipient>> ListAsync(IQueryable<SubscriberRecord> people, CancellationToken cancellationToken) =>
        people.AsNoTracking().OrderBy(one => one.Id).Select(one => new Recipient(one.Id, one.Topics, one.Language)
        {
            Regions = one.Regions,
            Sources = one.Sources,
            Weekday = one.Weekday,
            Hour = one.Hour,
            TimeZone = one.TimeZone,
            ConfirmedUtc = one.ConfirmedUtc,
        }).ToListAsync(cancellationToken);

    // A segment that is named and is no more has nobody in it: better nobody than everybody.
    static IQueryable<SubscriberRecord> In(IQueryable<SubscriberRecord> people, string named, Segment? segment, DateTime nowUtc) =>
        named.Length == 0 ? people : segment is null ? people.Where(_ => false) : segment.Of(people, nowUtc);

    static IQueryable<SubscriberRecord> Awake(PortalDbContext db, DateTime nowUtc) => db.Set<SubscriberRecord>()
        .Where(one => one.State == SubscriberState.Confirmed && (one.PausedUntilUtc == null || one.PausedUntilUtc <= nowUtc));
}
