using System.Diagnostics;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Importing;

public sealed class SpeedTests
{
    [Fact]
    public async Task Two_thousand_entries_of_one_document_are_stored_in_one_transaction()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, cancellation);
        var body = string.Concat(Enumerable.Repeat("Састанак министара спољних послова одржан је у Београду. ", 40));
        var source = await room.AddSourceAsync("Large", room.Server.Serve("/large.xml", Rss.Channel(
            [.. Enumerable.Range(1, 2000).Select(number => Rss.Item($"{number}", $"Item number {number}", $"https://primer.example/{number}", body))])), cancellation);
        var clock = Stopwatch.StartNew();
        (await room.ImportAsync(source, cancellation)).Stored.New.ShouldBe(2000);
        TestContext.Current.SendDiagnosticMessage($"2,000 entries in {clock.ElapsedMilliseconds} ms");
        TestContext.Current.TestOutputHelper!.WriteLine($"2,000 entries in {clock.ElapsedMilliseconds} ms");
        (await room.NewsAsync(cancellation)).Count.ShouldBe(1000);
    }
}
