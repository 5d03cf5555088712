using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Review;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Importing;

public sealed class ImportWriterTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_writes_that_share_a_transaction_one_that_fails_or_is_given_up_takes_none_of_the_others_with_it(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var writer = room.Database.Get<ImportWriter>();
        using var impatient = new CancellationTokenSource();
        // The first one holds the turn until all the others stand behind it.
        var entered = new TaskCompletionSource();
        var all = new TaskCompletionSource();
        var first = writer.RunAsync(async (scope, _) =>
        {
            entered.TrySetResult();
            await all.Task.WaitAsync(Cancellation);
            return Add(scope, "first");
        }, Cancellation);
        await entered.Task.WaitAsync(Cancellation);
        var sound = Enumerable.Range(0, 5).Select(number => writer.RunAsync((scope, _) => Task.FromResult(Add(scope, $"sound{number}")), Cancellation)).ToList();
        var failing = writer.RunAsync<bool>((scope, _) =>
        {
            Add(scope, "failing");
            throw new InvalidOperationException("It cannot be stored.");
        }, Cancellation);
        var late = writer.RunAsync((scope, _) => Task.FromResult(Add(scope, "late")), impatient.Token);
        await impatient.CancelAsync();
        all.SetResult();

        (await first).ShouldBeTrue();
        (await Task.WhenAll(sound)).ShouldAllBe(done => done);
        (await Should.ThrowAsync<InvalidOperationException>(() => failing)).Message.ShouldBe("It cannot be stored.");
        await Should.ThrowAsync<OperationCanceledException>(() => late);
        await using var db = await room.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.Set<HeldNews>().Select(row => row.ContentItemId).ToListAsync(Cancellation)).ShouldBe(["first", .. Enumerable.Range(0, 5).Select(number => $"sound{number}")], ignoreOrder: true);
    }

    static bool Add(WriteScope scope, string id)
    {
        scope.Db.Set<HeldNews>().Add(new() { ContentItemId = id, SourceId = "source", HeldUtc = scope.NowUtc });
        return true;
    }
}
