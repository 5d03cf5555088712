using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Storage;
using Portal.Feeds.Stories;
using Portal.Feeds.Tests.Importing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Stories;

/// <summary>How well stories are found, on a labelled set of our own: pairs of reports of one event.</summary>
public sealed class StoryQualityTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reports_of_one_event_come_together_and_others_stay_apart()
    {
        var begin = new DateTime(2026, 11, 3, 6, 0, 0, DateTimeKind.Utc);
        var time = new FakeTimeProvider(new DateTimeOffset(begin.AddHours(300)));
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, time: time);
        await room.AddTaxonomiesAsync(Cancellation);
        var set = LabelledSet.Read(begin);
        // As feeds bring them: a few at a time, in the order in which they were published.
        var events = new Dictionary<string, (string Event, Report Report)>(StringComparer.Ordinal);
        foreach (var batch in set.Chunk(10))
        {
            var ids = await room.PublishNewsAsync([.. batch.Select(one => one.Report)], Cancellation);
            foreach (var (id, one) in ids.Zip(batch))
                events[id] = one;
            await room.TellStoriesAsync(Cancellation);
        }

        await using var db = await room.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var found = await db.Set<StoryItem>().AsNoTracking().ToDictionaryAsync(row => row.ContentItemId, row => row.StoryId, StringComparer.Ordinal, Cancellation);
        var all = new Tally("all pairs");
        var within = new Tally("one language (Serbian in both scripts)");
        var scripts = new Tally("Serbian Latin with Serbian Cyrillic");
        var across = new Tally("two languages");
        var list = events.ToList();
        for (var left = 0; left < list.Count; left++)
        {
            for (var right = left + 1; right < list.Count; right++)
            {
                var same = list[left].Value.Event == list[right].Value.Event;
                var together = found[list[left].Key] is { } story && story == found[list[right].Key];
                var (one, other) = (list[left].Value.Report.Language, list[right].Value.Report.Language);
                all.Add(same, together);
                (one.Split('-')[0] == other.Split('-')[0] ? within : across).Add(same, together);
                if (one != other && one.Split('-')[0] == other.Split('-')[0])
                    scripts.Add(same, together);
                if (same != together)
                    TestContext.Current.TestOutputHelper!.WriteLine($"{(same ? "missed" : "WRONG")}: {list[left].Value.Report.Title} | {list[right].Value.Report.Title}");
            }
        }
        foreach (var tally in new[] { all, within, scripts, across })
            TestContext.Current.TestOutputHelper!.WriteLine(tally.ToString());
        within.Precision.ShouldBeGreaterThanOrEqualTo(0.95);
        within.Recall.ShouldBeGreaterThanOrEqualTo(0.75);
        scripts.Recall.ShouldBeGreaterThanOrEqualTo(0.75);
        all.Precision.ShouldBeGreaterThanOrEqualTo(0.95);
        (await room.StoriesAsync(Cancellation)).Count.ShouldBeGreaterThan(20);
    }

    sealed class Tally(string name)
    {
        int _right, _wrong, _missed;

        public double Precision => _right + _wrong == 0 ? 1 : (double)_right / (_right + _wrong);

        public double Recall => _right + _missed == 0 ? 1 : (double)_right / (_right + _missed);

        public void Add(bool same, bool together)
        {
            _right += same && together ? 1 : 0;
            _wrong += !same && together ? 1 : 0;
            _missed += same && !together ? 1 : 0;
        }

        public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}: precision {Precision:0.000}, recall {Recall:0.000} ({_right} right, {_wrong} wrong, {_missed} missed)");
    }
}
