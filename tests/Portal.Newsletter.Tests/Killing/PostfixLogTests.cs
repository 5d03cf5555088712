using Microsoft.Extensions.Time.Testing;
using Portal.Newsletter.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests.Killing;

/// <summary>What a log of Postfix says about a mail, and what it can't say.</summary>
public sealed class PostfixLogTests : IDisposable
{
    const string Id = "issue.reader@portal.example";
    const string Before = "2026-11-24T10:00:00.000000+00:00 relay postfix/postfix-script[1]: starting the Postfix mail system\n" + Other;
    const string Other = "2026-11-24T10:00:10.000000+00:00 relay postfix/cleanup[11]: 11111111: message-id=<issue.somebody@portal.example>\n";
    const string Head = "2026-11-24T10:59:30.123456+00:00 relay postfix/cleanup[12]: 4F2A91C0: message-id=<issue.reader@portal.example>\n";
    const string Queue = "2026-11-24T10:59:30.223456+00:00 relay postfix/qmgr[13]: 4F2A91C0: from=<b@portal.example>, size=30000, nrcpt=1 (queue active)\n";

    readonly string _folder = Directory.CreateTempSubdirectory("portal-log-").FullName;
    readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 11, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_mail_in_the_queue_was_taken_and_that_is_known_at_once()
    {
        (await AskAsync(Before + Head + Queue)).ShouldBe(TakenAnswer.Taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Head)]
    [InlineData(Queue)]
    [InlineData("2026-11-24T10:59:30.123456+00:00 relay postfix/cleanup[12]: 77777777: message-id=<issue.reader@portal.example>\n" + Queue)]
    [InlineData("2026-11-24T10:59:30.123456+00:00 relay postfix/cleanup[12]: 4F2A91C0: message-id=<issue.other@portal.example>\n" + Queue)]
    [InlineData(Queue + Head)]
    public async Task A_mail_that_did_not_get_into_the_queue_was_not_taken_which_is_known_after_a_while(string lines)
    {
        var log = Log();
        await WriteAsync("", Before + lines);
        (await LookAsync(log)).ShouldBe(TakenAnswer.Later);
        _time.Advance(TimeSpan.FromSeconds(31));
        (await LookAsync(log)).ShouldBe(TakenAnswer.NotTaken);
    }

    [Fact]
    public async Task A_log_that_begins_after_the_attempt_says_nothing()
    {
        (await AskAsync("2026-11-24T10:59:58.000000+00:00 relay postfix/postfix-script[1]: starting\n")).ShouldBe(TakenAnswer.Unknown);
        (await AskAsync("")).ShouldBe(TakenAnswer.Unknown);
        (await AskAsync(Before.Replace(Other, "", StringComparison.Ordinal))).ShouldBe(TakenAnswer.Unknown, "it may be the log of another server");
        (await AskAsync("no time at all\n")).ShouldBe(TakenAnswer.Unknown);
        File.Delete(Path.Combine(_folder, "log"));
        var log = Log();
        await LookAsync(log);
        _time.Advance(TimeSpan.FromSeconds(31));
        (await LookAsync(log)).ShouldBe(TakenAnswer.Unknown);
    }

    [Fact]
    public async Task A_log_that_was_put_aside_is_read_too()
    {
        await WriteAsync(".1", Before + Head);
        (await AskAsync(Queue)).ShouldBe(TakenAnswer.Taken);
        await WriteAsync(".1", Before);
        (await AskAsync("2026-11-24T10:59:58.000000+00:00 relay postfix/qmgr[1]: other\n")).ShouldBe(TakenAnswer.NotTaken);
    }

    [Fact]
    public async Task The_old_form_of_times_is_understood()
    {
        var zone = _time.LocalTimeZone;
        var begin = TimeZoneInfo.ConvertTimeFromUtc(new DateTime(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc), zone).ToString("MMM d HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        (await AskAsync($"{begin} relay postfix/postfix-script[1]: starting\n{Other}")).ShouldBe(TakenAnswer.NotTaken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    PostfixLog Log() => new(new() { MtaLog = Path.Combine(_folder, "log"), MtaLogSeconds = 30, From = "digest@portal.example" }, _time);

    Task WriteAsync(string suffix, string text) => File.WriteAllTextAsync(Path.Combine(_folder, "log" + suffix), text, TestContext.Current.CancellationToken);

    async Task<TakenAnswer> AskAsync(string text)
    {
        await WriteAsync("", text);
        var log = Log();
        var answer = await LookAsync(log);
        if (answer != TakenAnswer.Later)
            return answer;
        _time.Advance(TimeSpan.FromSeconds(31));
        answer = await LookAsync(log);
        return answer;
    }

    async Task<TakenAnswer> LookAsync(PostfixLog log)
    {
        var attempt = new DateTime(2026, 11, 24, 10, 59, 30, DateTimeKind.Utc);
        return (await log.LookUpAsync([new(Id, attempt, attempt.AddMinutes(2))], TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
    }
}
