using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Fields;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Fetching;

public sealed class AnswerTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_feed_that_moves_for_good_gets_its_new_address_after_three_answers_over_a_day(DatabaseProvider provider)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var room = await Newsroom.OpenAsync(provider, Cancellation, time: clock);
        var target = room.Server.Serve("/new.xml", Rss.Channel(Rss.Item("1", "Talks", "https://primer.example/1")));
        var old = room.Server.Serve("/old.xml", Redirect(308, "/new.xml"));
        var source = await room.AddSourceAsync("Moving", old, Cancellation);

        for (var answers = 1; answers <= 3; answers++)
        {
            (await room.StateAsync(source, Cancellation)).Url.ShouldBe(old);
            await room.ImportAsync(source, Cancellation);
            clock.Advance(TimeSpan.FromHours(13));
        }
        var state = await room.StateAsync(source, Cancellation);
        (state.Url, state.FormerUrl, state.MovedTo).ShouldBe((target, old, null));
        (await room.Content.GetLatestAsync(source, Cancellation))!.Text("FeedSource", "Url").ShouldBe(target);
        (await room.ImportAsync(source, Cancellation)).State.ShouldBe(ImportState.Unchanged);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_was_cut_off_is_fetched_whole_the_next_time_though_its_validators_are_the_same(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var document = Rss.Channel(Rss.Item("1", "First", "https://primer.example/1"), Rss.Item("2", "Second", "https://primer.example/2"));
        var cut = true;
        var source = await room.AddSourceAsync("Cut", room.Server.Serve("/feed.xml", async http =>
        {
            http.Response.Headers.ETag = "\"1\"";
            http.Response.Headers.LastModified = "Tue, 24 Nov 2026 10:00:00 GMT";
            if (http.Request.Headers.IfNoneMatch == "\"1\"")
                http.Response.StatusCode = 304;
            else
                await http.Response.WriteAsync(cut ? document[..(document.IndexOf("Second", StringComparison.Ordinal) + 3)] : document, Cancellation);
        }), Cancellation);
        (await room.ImportAsync(source, Cancellation)).Stored.New.ShouldBe(1);
        cut = false;
        (await room.ImportAsync(source, Cancellation)).Stored.New.ShouldBe(1);
        (await room.ImportAsync(source, Cancellation)).State.ShouldBe(ImportState.Unchanged);
    }

    [Fact]
    public async Task A_redirect_waits_for_the_turn_of_the_server_that_it_leads_to()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var busy = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        FeedServer server = null!;
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, time: clock, configure: services => services.AddSingleton<FindServer>((_, _, _) =>
            Task.FromResult<IReadOnlyList<System.Net.IPEndPoint>>([new(System.Net.IPAddress.Loopback, new Uri(server.Address).Port)])));
        server = room.Server;
        server.Serve("/large.xml", async http =>
        {
            entered.TrySetResult();
            await busy.Task.WaitAsync(Cancellation);
            await http.Response.WriteAsync(Rss.Channel(), Cancellation);
        });
        server.Serve("/target.xml", Rss.Channel(Rss.Item("1", "Talks", "https://primer.example/1")));
        server.Serve("/away.xml", Redirect(302, "http://large.test/target.xml"));
        var large = room.ImportAsync(await room.AddSourceAsync("Large", "http://large.test/large.xml", Cancellation), Cancellation);
        await entered.Task.WaitAsync(Cancellation);
        var away = room.ImportAsync(await room.AddSourceAsync("Away", "http://small.test/away.xml", Cancellation), Cancellation);
        await Eventually.TrueAsync(() => Task.FromResult(server.Requests.Contains("/away.xml")), "the first server redirects", Cancellation);
        server.Requests.ShouldNotContain("/target.xml");

        busy.SetResult();
        (await large).State.ShouldBe(ImportState.Imported);
        // The server has its pause as well.
        server.Requests.ShouldNotContain("/target.xml");
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(away.IsCompleted);
        }, "the redirect is followed", Cancellation);
        (await away).Stored.New.ShouldBe(1);
    }

    [Fact]
    public async Task A_feed_that_moves_for_a_while_or_only_once_keeps_its_address()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, time: clock);
        room.Server.Serve("/new.xml", Rss.Channel());
        var away = room.Server.Serve("/away.xml", Redirect(302, "/new.xml"));
        var once = room.Server.Serve("/once.xml", Redirect(301, "/new.xml"));
        var (first, second) = (await room.AddSourceAsync("Away", away, Cancellation), await room.AddSourceAsync("Once", once, Cancellation));
        for (var day = 0; day < 4; day++)
        {
            await room.ImportAsync(first, Cancellation);
            await room.ImportAsync(second, Cancellation);
            room.Server.Serve("/once.xml", Rss.Channel());
            clock.Advance(TimeSpan.FromDays(1));
        }
        (await room.StateAsync(first, Cancellation)).Url.ShouldBe(away);
        (await room.StateAsync(second, Cancellation)).ShouldSatisfyAllConditions(state => state.Url.ShouldBe(once), state => state.MovedTo.ShouldBeNull());
    }

    [Fact]
    public async Task A_feed_that_moves_to_where_another_source_is_stays_and_says_so()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, time: clock);
        var other = await room.AddSourceAsync("Here already", room.Server.Serve("/new.xml", Rss.Channel()), Cancellation);
        var old = room.Server.Serve("/old.xml", Redirect(301, "/new.xml"));
        var source = await room.AddSourceAsync("Moving", old, Cancellation);
        for (var day = 0; day < 4; day++)
        {
            await room.ImportAsync(source, Cancellation);
            clock.Advance(TimeSpan.FromDays(1));
        }
        (await room.StateAsync(source, Cancellation)).ShouldSatisfyAllConditions(state => state.Url.ShouldBe(old), state => state.DuplicateOf.ShouldBe(other));
    }

    [Fact]
    public async Task A_server_that_asks_for_peace_gets_it_for_all_of_its_feeds()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, time: clock);
        var busy = await room.AddSourceAsync("Busy", room.Server.Serve("/busy.xml", http =>
        {
            (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (503, clock.GetUtcNow().AddHours(3).ToString("r", System.Globalization.CultureInfo.InvariantCulture));
            return Task.CompletedTask;
        }), Cancellation);
        var neighbour = await room.AddSourceAsync("Neighbour", room.Server.Serve("/fine.xml", Rss.Channel()), Cancellation);
        await room.ImportAsync(busy, Cancellation);
        (await room.StateAsync(neighbour, Cancellation)).NextFetchUtc.ShouldBeGreaterThan(clock.GetUtcNow().UtcDateTime.AddMinutes(175));
        (await room.StateAsync(busy, Cancellation)).IntervalReason.ShouldBe(IntervalReason.RetryAfter);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task A_compressed_answer_is_unpacked(string encoding)
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var accepted = "";
        var source = await room.AddSourceAsync("Packed", room.Server.Serve("/packed.xml", async http =>
        {
            accepted = http.Request.Headers.AcceptEncoding.ToString();
            http.Response.Headers.ContentEncoding = encoding;
            await http.Response.Body.WriteAsync(Packed(encoding, Rss.Channel(Rss.Item("1", "Разговори", "https://primer.example/1"))), Cancellation);
        }), Cancellation);
        (await room.ImportAsync(source, Cancellation)).Stored.New.ShouldBe(1);
        accepted.ShouldContain(encoding);
    }

    [Fact]
    public async Task A_zstd_answer_that_unpacks_without_end_is_cut_off()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var bomb = Packed("zstd", new string(' ', 64 * 1024 * 1024));
        bomb.Length.ShouldBeLessThan(100_000);
        var source = await room.AddSourceAsync("Bomb", room.Server.Serve("/bomb.xml", http =>
        {
            http.Response.Headers.ContentEncoding = "zstd";
            return http.Response.Body.WriteAsync(bomb, Cancellation).AsTask();
        }), Cancellation);
        (await room.ImportAsync(source, Cancellation)).Message.ShouldContain("larger than 15 MB");
    }

    [Fact]
    public async Task A_password_is_kept_encrypted_and_sent_to_its_server_alone()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        await using var stranger = await FeedServer.StartAsync(Cancellation);
        string? told = null;
        stranger.Serve("/elsewhere.xml", http => { told = http.Request.Headers.Authorization.ToString(); http.Response.StatusCode = 404; return Task.CompletedTask; });
        var closed = room.Server.Serve("/closed.xml", http =>
        {
            http.Response.StatusCode = http.Request.Headers.Authorization == "Basic " + Convert.ToBase64String("milica:šifra"u8) ? 200 : 401;
            return http.Response.StatusCode == 200 ? http.Response.WriteAsync(Rss.Channel(Rss.Item("1", "Talks", "https://primer.example/1")), Cancellation) : Task.CompletedTask;
        });
        var source = await room.AddSourceAsync("Closed", closed, Cancellation);
        (await room.ImportAsync(source, Cancellation)).Message.ShouldContain("asks for a user name");
        await room.Database.Get<SourcePasswords>().SetAsync(source, "milica", "šifra", Newsroom.Editor, Cancellation);
        (await room.ImportAsync(source, Cancellation)).Stored.New.ShouldBe(1);
        (await room.StateAsync(source, Cancellation)).Password!.ShouldNotContain("milica");

        room.Server.Serve("/closed.xml", Redirect(302, stranger.Address + "/elsewhere.xml"));
        (await room.ImportAsync(source, Cancellation)).State.ShouldBe(ImportState.Failed);
        told.ShouldBe("");
        await room.EditAsync(async (scope, ct) =>
        {
            var item = (await scope.Content.GetLatestAsync(source, ct))!;
            item.Apply("FeedSource", "Url", new TextField(stranger.Address + "/elsewhere.xml"));
            await scope.Content.PublishAsync(item, ct);
        }, Cancellation);
        (await room.StateAsync(source, Cancellation)).Password.ShouldBeNull();
    }

    [Fact]
    public async Task A_page_is_asked_for_its_head_and_once_more_as_browsers_do_where_that_is_refused_and_its_body_stays_where_it_is()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var files = room.Database.Get<Portal.Content.Media.IRemoteFiles>();
        var methods = new List<string>();
        var page = room.Server.Serve("/page", http => Answer(http, headOnly: 200));
        var strict = room.Server.Serve("/strict", http => Answer(http, headOnly: 405));
        var gone = room.Server.Serve("/gone", http => Answer(http, headOnly: 404, all: 404));
        await files.AskAsync(page, Cancellation);
        await files.AskAsync(strict, Cancellation);
        (await Should.ThrowAsync<IOException>(() => files.AskAsync(gone, Cancellation))).Message.ShouldContain("404");
        methods.ShouldBe(["HEAD", "HEAD", "GET", "HEAD", "GET"]);
        await Should.ThrowAsync<IOException>(() => files.AskAsync("http://169.254.169.254/latest", Cancellation));

        Task Answer(HttpContext http, int headOnly, int all = 200)
        {
            methods.Add(http.Request.Method);
            http.Response.StatusCode = HttpMethods.IsHead(http.Request.Method) ? headOnly : all;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void What_went_wrong_is_kept_as_a_sentence_that_can_be_translated()
    {
        var trouble = Trouble.Parse(new Trouble("The certificate of {0} expired on {1}. Its operator has to renew it.", "primer.example", "2026-01-02").Stored());
        trouble.ToString().ShouldBe("The certificate of primer.example expired on 2026-01-02. Its operator has to renew it.");
        Trouble.Parse("A brace { stands alone.").ToString().ShouldBe("A brace { stands alone.");
    }

    static RequestDelegate Redirect(int status, string target) => http =>
    {
        (http.Response.StatusCode, http.Response.Headers.Location) = (status, target);
        return Task.CompletedTask;
    };

    static byte[] Packed(string encoding, string text)
    {
        using var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest),
            "br" => new System.IO.Compression.BrotliStream(packed, System.IO.Compression.CompressionLevel.Fastest),
            _ => new ZstdSharp.CompressionStream(packed),
        })
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        return packed.ToArray();
    }
}
