using System.Collections.Concurrent;
using AngleSharp.Html.Parser;
using Portal.Content.Hosting;
using Portal.Content.Media;

namespace Portal.Newsletter.Checks;

/// <summary>What came of asking the pages of others.</summary>
/// <param name="Findings">Links that could not be reached, as advice: a server may be down for a minute, or dislike programs.</param>
/// <param name="Unasked">Links for which there was no time.</param>
sealed record OutwardAnswer(IReadOnlyList<MailFinding> Findings, int Unasked);

/// <summary>
/// Asks the pages of others to which a mail leads whether they are there, through the guarded client of the site. That tells them what is about
/// to be sent, so it is done only when an editor looks at the check list, in a few seconds, and an answer is kept for a while.
/// </summary>
sealed class OutwardLinks(IEnumerable<IRemoteFiles> remote, SiteAddress site, TimeProvider time)
{
    const int MostLinks = 60;
    const int MostKept = 2000;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);

    /// <summary>Asks for each of the links of the HTML that lead to others.</summary>
    public async Task<OutwardAnswer> AskAsync(string html, CancellationToken cancellationToken)
    {
        var links = new HtmlParser().ParseDocument(html).QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!)
            .Where(IsOutward).Select(address => address.Split('#')[0]).Distinct(StringComparer.Ordinal).ToList();
        if (remote.FirstOrDefault() is not { } files)
            return new([], links.Count);
        Forget();
        using var timer = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        await Task.WhenAll(links.Where(link => !_answers.ContainsKey(link)).Take(MostLinks).Select(link => AskOneAsync(files, link, limit.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        var known = links.ConvertAll(link => (Link: link, Answer: _answers.GetValueOrDefault(link)));
        return new([.. known.Where(one => one.Answer?.Trouble is not null).Select(one => new MailFinding("outward", false, "The page {0} could not be reached: {1}", one.Link, one.Answer!.Trouble!))],
            known.Count(one => one.Answer is null));
    }

    async Task AskOneAsync(IRemoteFiles files, string link, CancellationToken cancellationToken)
    {
        string? trouble = null;
        try
        {
            await files.AskAsync(link, cancellationToken);
        }
        catch (IOException failed)
        {
            trouble = failed.Message;
        }
        catch (OperationCanceledException)
        {
            // The time is up: it is not known.
            return;
        }
        _answers[link] = new(trouble, time.GetUtcNow());
    }

    void Forget()
    {
        var old = time.GetUtcNow() - Kept;
        if (_answers.Count > MostKept)
            _answers.Clear();
        foreach (var (link, answer) in _answers)
        {
            if (answer.At < old)
                _answers.TryRemove(link, out _);
        }
    }

    bool IsOutward(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.Authority != site.BaseUrl.Authority;

    sealed record Answer(string? Trouble, DateTimeOffset At);
}
