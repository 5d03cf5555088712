using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Portal.Newsletter.Mail;

/// <summary>
/// Settles doubts by the log of a Postfix on this machine (<c>Portal:Smtp:MtaLog</c>). A mail was taken when its Message-ID stands in a
/// line of <c>cleanup</c> and a later line of <c>qmgr</c> says of the same queue identifier that it is in the queue: Postfix writes that
/// only once the mail lies safely on its disk. A mail that is not found was not taken, provided that the log reaches back beyond the
/// attempt, that the broken session has had time to end, and that other mails of ours stand in the log: it could be that of a server
/// that we don't send through. What can't be said for sure stays a doubt.
/// </summary>
sealed class PostfixLog(SmtpOptions smtp, TimeProvider time)
{
    /// <summary>Most bytes that are read of one file, from its end.</summary>
    const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>Clocks and the order of lines may differ by so much.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>When a doubt was seen first: only from then on is it sure that the session before is broken.</summary>
    readonly ConcurrentDictionary<string, DateTime> _seen = new(StringComparer.Ordinal);

    /// <summary>Looks the mails up.</summary>
    public async Task<IReadOnlyList<TakenAnswer>> LookUpAsync(IReadOnlyList<DoubtfulMail> mails, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // When the session is over is measured by this process; so the log is read after the waiting, not before.
        var patience = TimeSpan.FromSeconds(Math.Clamp(smtp.MtaLogSeconds, 1, 3600));
        var isOver = mails.Select(mail => _seen.GetOrAdd(mail.MessageId, now) + patience <= now).ToList();
        var findings = await ReadAsync(mails, cancellationToken);
        var answers = new List<TakenAnswer>(mails.Count);
        for (var place = 0; place < mails.Count; place++)
        {
            var mail = mails[place];
            var answer = findings.Taken.Contains(mail.MessageId) ? TakenAnswer.Taken
                : !isOver[place] ? TakenAnswer.Later
                : findings.KnowsUs && findings.ReachesBackTo is { } begin && begin <= mail.SinceUtc - Slack ? TakenAnswer.NotTaken
                : TakenAnswer.Unknown;
            if (answer != TakenAnswer.Later)
                _seen.TryRemove(mail.MessageId, out _);
            answers.Add(answer);
        }
        return answers;
    }

    async Task<(HashSet<string> Taken, bool KnowsUs, DateTime? ReachesBackTo)> ReadAsync(IReadOnlyList<DoubtfulMail> mails, CancellationToken cancellationToken)
    {
        var oldest = mails.Min(mail => mail.SinceUtc) - Slack;
        var reader = new Reader(mails.Select(mail => mail.MessageId).ToHashSet(StringComparer.Ordinal), $"@{smtp.Domain}>");
        try
        {
            // The newest file first, to see how far back it reaches; read in the order of time, as a mail's lines may stand on both sides of a rotation.
            List<(string Path, DateTime? Begin)> files = [];
            foreach (var path in (string[])[smtp.MtaLog, smtp.MtaLog + ".1", smtp.MtaLog + ".0"])
            {
                if (!File.Exists(path))
                    continue;
                var begin = await BeginAsync(path, cancellationToken);
                files.Add((path, begin));
                if (begin is { } at && at <= oldest)
                    break;
            }
            files.Reverse();
            foreach (var (path, _) in files)
                await ReadLinesAsync(path, reader.Take, cancellationToken);
            return (reader.Taken, reader.KnowsUs, files.Count == 0 ? null : files[0].Begin);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (reader.Taken, reader.KnowsUs, null);
        }
    }

    async Task<DateTime?> BeginAsync(string path, CancellationToken cancellationToken)
    {
        DateTime? begin = null;
        await ReadLinesAsync(path, line => (begin = TimeOf(line)) is null, cancellationToken);
        return begin;
    }

    /// <summary>Reads lines from where the limit allows; a file that is cut there begins with its first whole line.</summary>
    static async Task ReadLinesAsync(string path, Func<string, bool> goOn, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true);
        var skipped = file.Length > MaxBytes;
        if (skipped)
            file.Seek(-MaxBytes, SeekOrigin.End);
        using var lines = new StreamReader(file, Encoding.Latin1);
        if (skipped)
            await lines.ReadLineAsync(cancellationToken);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!goOn(line))
                return;
        }
    }

    /// <summary>The time of a line: ISO 8601, or the old form without a year, in local time.</summary>
    DateTime? TimeOf(string line)
    {
        if (line.Length >= 20 && char.IsAsciiDigit(line[0]) && line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end
            && DateTimeOffset.TryParse(line.AsSpan(0, end), CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var precise))
            return precise.UtcDateTime;
        var now = time.GetLocalNow();
        if (line.Length < 15 || !DateTime.TryParseExact($"{now.Year.ToString(CultureInfo.InvariantCulture)} {line[..15]}", "yyyy MMM d HH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.AllowInnerWhite, out var local))
            return null;
        // In January, lines of December are of last year.
        if (local > now.DateTime.AddDays(1))
            local = local.AddYears(-1);
        return TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), time.LocalTimeZone);
    }

    /// <summary>Follows queue identifiers through the lines.</summary>
    sealed class Reader(HashSet<string> wanted, string ours)
    {
        readonly Dictionary<string, string> _queued = new(StringComparer.Ordinal);

        public HashSet<string> Taken { get; } = new(StringComparer.Ordinal);

        public bool KnowsUs { get; private set; }

        public bool Take(string line)
        {
            if (line.Contains("message-id=<", StringComparison.Ordinal) && line.Contains("/cleanup[", StringComparison.Ordinal))
            {
                KnowsUs |= line.EndsWith(ours, StringComparison.OrdinalIgnoreCase);
                var from = line.IndexOf("message-id=<", StringComparison.Ordinal) + "message-id=<".Length;
                var end = line.IndexOf('>', from);
                if (end > from && wanted.Contains(line[from..end]) && QueueId(line) is { } id)
                    _queued[id] = line[from..end];
            }
            else if (line.EndsWith("(queue active)", StringComparison.Ordinal) && line.Contains("/qmgr[", StringComparison.Ordinal)
                && QueueId(line) is { } id && _queued.Remove(id, out var messageId))
            {
                Taken.Add(messageId);
            }
            return true;
        }

        // “… postfix/cleanup[123]: 4F2A91C0: message-id=<…>”
        static string? QueueId(string line)
        {
            var begin = line.IndexOf("]: ", StringComparison.Ordinal) + 3;
            var end = begin > 2 ? line.IndexOf(':', begin) : -1;
            return end > begin && end - begin <= 32 && !line.AsSpan(begin, end - begin).ContainsAnyExcept(QueueLetters) ? line[begin..end] : null;
        }

        static readonly System.Buffers.SearchValues<char> QueueLetters = System.Buffers.SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    }
}
