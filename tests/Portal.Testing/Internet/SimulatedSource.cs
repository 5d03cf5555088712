using System.Globalization;
using System.Text;

namespace Portal.Testing.Internet;

/// <summary>What a server of the simulated internet is like.</summary>
public enum ServerHabit
{
    /// <summary>Sends an ETag and answers 304.</summary>
    ETag,

    /// <summary>Sends a date and answers 304.</summary>
    LastModified,

    /// <summary>Sends everything each time.</summary>
    NoValidators,

    /// <summary>Its feed asks to be left alone for two hours (<c>ttl</c>).</summary>
    Ttl,

    /// <summary>Says that its answers hold for an hour (<c>Cache-Control</c>).</summary>
    MaxAge,

    /// <summary>Answers 404 for twelve hours a day.</summary>
    Vanishing,

    /// <summary>Answers 503 with <c>Retry-After</c> every fourth hour.</summary>
    Overloaded,

    /// <summary>Has an error of its own each fifth time.</summary>
    Failing,

    /// <summary>Moved for good (308).</summary>
    Moved,

    /// <summary>Sends elsewhere for a while (302).</summary>
    Elsewhere,

    /// <summary>Gives its feed up after a day (410).</summary>
    Ending,

    /// <summary>Breaks its answers off each fifth time.</summary>
    Breaking,
}

/// <summary>A feed of the simulated internet: entries come at their own rhythm, the same ones in each run.</summary>
/// <param name="number">Number of the source; all that it does follows from it.</param>
/// <param name="start">When the simulation begins.</param>
public sealed class SimulatedSource(int number, DateTimeOffset start)
{
    const int Kept = 10;

    static readonly TimeSpan[] Rhythms = [TimeSpan.FromMinutes(20), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(8), TimeSpan.FromDays(1), TimeSpan.FromDays(4)];

    static readonly ServerHabit[] Habits =
    [
        ServerHabit.ETag, ServerHabit.ETag, ServerHabit.ETag, ServerHabit.ETag, ServerHabit.ETag, ServerHabit.ETag, ServerHabit.ETag, ServerHabit.LastModified, ServerHabit.LastModified, ServerHabit.NoValidators,
        ServerHabit.Ttl, ServerHabit.MaxAge, ServerHabit.Vanishing, ServerHabit.Overloaded, ServerHabit.Failing, ServerHabit.Moved, ServerHabit.Elsewhere, ServerHabit.Ending, ServerHabit.Breaking,
    ];

    /// <summary>What its server is like.</summary>
    public ServerHabit Habit { get; } = number % 10 < 3 && number >= 10 ? ServerHabit.ETag : Habits[number % Habits.Length];

    /// <summary>Its host: three sources in ten lie on a few large ones, the others have one of their own.</summary>
    public string Host { get; } = number % 10 < 3 && number >= 10
        ? string.Create(CultureInfo.InvariantCulture, $"large{number % 7}.test")
        : string.Create(CultureInfo.InvariantCulture, $"host{number}.test");

    /// <summary>Mean time between two entries.</summary>
    public TimeSpan Rhythm { get; } = Rhythms[((number * 5) + (number / Habits.Length)) % Rhythms.Length];

    /// <summary>Address of its feed.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://{Host}/feeds/{number}.xml");

    /// <summary>Number of its newest entry at a moment.</summary>
    public long Newest(DateTimeOffset moment)
    {
        var count = (long)((moment - Begin) / Rhythm) + 1;
        while (Published(count) > moment)
            count--;
        return count;
    }

    /// <summary>When an entry was published: at its rhythm, sooner or later by up to a third of it.</summary>
    public DateTimeOffset Published(long entry) => Begin + (Rhythm * (entry + (((entry * 7919) + (number * 104_729L)) % 1000 / 1500d)));

    /// <summary>The feed as it stands at a moment.</summary>
    public byte[] Document(DateTimeOffset moment)
    {
        var newest = Newest(moment);
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Извор ").Append(CultureInfo.InvariantCulture, $"{number}</title><link>http://{Host}/</link>");
        if (Habit == ServerHabit.Ttl)
            text.Append("<ttl>120</ttl>");
        for (var entry = newest; entry > newest - Kept; entry--)
        {
            text.Append(CultureInfo.InvariantCulture, $"<item><title>Вест {entry} извора {number}</title><link>http://{Host}/{number}/{entry}</link><guid isPermaLink=\"false\">{number}-{entry}</guid>");
            text.Append(CultureInfo.InvariantCulture, $"<pubDate>{Published(entry).UtcDateTime:r}</pubDate><description>Министри су разговарали о сарадњи ({entry}).</description></item>");
        }
        return Encoding.UTF8.GetBytes(text.Append("</channel></rss>").ToString());
    }

    DateTimeOffset Begin => start - (Rhythm * 40);
}
