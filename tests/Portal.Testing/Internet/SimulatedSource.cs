using System.Globalization;
using System.Text;

namespace Portal.Testing.Internet;

/// <summary>A feed of the simulated internet: entries come at their own rhythm, the same ones in each run.</summary>
/// <param name="number">Number of the source; all that it does follows from it.</param>
/// <param name="start">When the simulation begins.</param>
public sealed class SimulatedSource(int number, DateTimeOffset start)
{
    /// <summary>Address of the hub that pushing sources announce.</summary>
    public const string Hub = "http://hub.test/";

    const int Kept = 10;

    // Few write all the time, most once or a few times a day.
    static readonly TimeSpan[] Rhythms =
    [
        TimeSpan.FromMinutes(20), .. Enumerable.Repeat(TimeSpan.FromHours(1), 3), .. Enumerable.Repeat(TimeSpan.FromHours(3), 8),
        .. Enumerable.Repeat(TimeSpan.FromHours(8), 18), .. Enumerable.Repeat(TimeSpan.FromDays(1), 25), .. Enumerable.Repeat(TimeSpan.FromDays(4), 25),
    ];

    // A third has no peculiarity; each other habit is that of one in thirty.
    static readonly ServerHabit[] Habits = [.. Enumerable.Repeat(ServerHabit.ETag, 8), ServerHabit.LastModified, .. Enum.GetValues<ServerHabit>().Skip(1)];

    /// <summary>Its number.</summary>
    public int Number => number;

    /// <summary>Whether it lies on a large host: three sources in ten do.</summary>
    public bool IsLarge { get; } = number % 10 < 3 && number >= 10;

    /// <summary>What its server is like.</summary>
    public ServerHabit Habit => IsLarge ? ServerHabit.ETag : Habits[(number < 10 ? number : (number / 10 * 7) + (number % 10)) % Habits.Length];

    /// <summary>Its host: there are a few large ones, the other sources have one of their own.</summary>
    public string Host => IsLarge ? string.Create(CultureInfo.InvariantCulture, $"large{number % 7}.test") : string.Create(CultureInfo.InvariantCulture, $"host{number}.test");

    /// <summary>Mean time between two entries.</summary>
    public TimeSpan Rhythm => Rhythms[((number * 7) + (number / Rhythms.Length * 3)) % Rhythms.Length];

    /// <summary>Path of its feed, on whichever host.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"/feeds/{number}.xml");

    /// <summary>Address of its feed.</summary>
    public string Url => $"http://{Host}{Path}";

    /// <summary>How long its server thinks before it answers for the so manieth time.</summary>
    public TimeSpan Thinks(int times)
    {
        var scattered = ((times * 7919) + (number * 104_729)) % 1000 / 1000d;
        return Habit switch
        {
            ServerHabit.Slow => TimeSpan.FromSeconds(2 + (18 * scattered)),
            ServerHabit.Hanging when times % 3 == 0 => TimeSpan.FromMinutes(5),
            _ => TimeSpan.FromMilliseconds(30 + (570 * scattered * scattered)),
        };
    }

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
    /// <param name="moment">The moment.</param>
    /// <param name="kept">How many entries it has.</param>
    public string Document(DateTimeOffset moment, int kept = Kept)
    {
        var newest = Newest(moment);
        // A prefix that nobody declared and a bare ampersand: what feeds do that are written by hand.
        var (name, extra) = Habit == ServerHabit.IllFormed ? ("Дом & свет", "<itunes:author>Агенција</itunes:author>") : ("Извор", "");
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>")
            .Append(CultureInfo.InvariantCulture, $"<title>{name} {number}</title><link>http://{Host}/</link>");
        text.Append(Habit switch
        {
            ServerHabit.Ttl => "<ttl>120</ttl>",
            ServerHabit.SkipHours => $"<skipHours>{string.Concat(Enumerable.Range(0, 6).Select(hour => $"<hour>{hour}</hour>"))}</skipHours>",
            ServerHabit.Pushing => $"<link xmlns=\"http://www.w3.org/2005/Atom\" rel=\"hub\" href=\"{Hub}\"/><link xmlns=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"{Url}\"/>",
            _ => "",
        });
        for (var entry = newest; entry > newest - kept; entry--)
        {
            text.Append(CultureInfo.InvariantCulture, $"<item><title>Вест {entry} извора {number}</title><link>http://{Host}/{number}/{entry}</link><guid isPermaLink=\"false\">{number}-{entry}</guid>")
                .Append(CultureInfo.InvariantCulture, $"<pubDate>{Published(entry).UtcDateTime:r}</pubDate><description>Министри су разговарали о сарадњи ({entry}).</description>{extra}</item>");
        }
        return text.Append("</channel></rss>").ToString();
    }

    DateTimeOffset Begin => start - (Rhythm * 40);
}
