using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Portal.Testing.Internet;

/// <summary>The hub of the simulated internet (WebSub): it asks subscribers whether they mean it, and sends them each new entry two seconds after it was published.</summary>
/// <param name="sources">The feeds that announce it.</param>
/// <param name="clock">The clock.</param>
public sealed class SimulatedHub(IReadOnlyList<SimulatedSource> sources, SimulatedClock clock) : IDisposable
{
    static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    readonly HttpClient _client = new();
    readonly CancellationTokenSource _ended = new();
    readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.Ordinal);
    int _pushed, _refused;

    /// <summary>Feeds that are subscribed to.</summary>
    public int Subscriptions => _secrets.Count;

    /// <summary>Entries that a subscriber took.</summary>
    public int Pushed => _pushed;

    /// <summary>Entries that a subscriber did not take.</summary>
    public int Refused => _refused;

    /// <summary>Takes a request of a subscriber.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (sources.FirstOrDefault(one => one.Url == form["hub.topic"]) is not { } source)
        {
            http.Response.StatusCode = 404;
            return;
        }
        var (callback, secret) = (form["hub.callback"].ToString(), form["hub.secret"].ToString());
        http.Response.StatusCode = 202;
        clock.At(clock.GetUtcNow() + Delay, () => VerifyAsync(source, callback, secret));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Cancel();
        _client.Dispose();
        _ended.Dispose();
    }

    async Task VerifyAsync(SimulatedSource source, string callback, string secret)
    {
        var challenge = secret[..16];
        var answer = await _client.GetStringAsync($"{callback}?hub.mode=subscribe&hub.topic={Uri.EscapeDataString(source.Url)}&hub.challenge={challenge}&hub.lease_seconds=864000", _ended.Token);
        if (answer == challenge && _secrets.TryAdd(callback, secret))
            Await(source, callback);
    }

    void Await(SimulatedSource source, string callback) =>
        clock.At(source.Published(source.Newest(clock.GetUtcNow()) + 1) + Delay, () => PushAsync(source, callback));

    async Task PushAsync(SimulatedSource source, string callback)
    {
        var document = Encoding.UTF8.GetBytes(source.Document(clock.GetUtcNow(), kept: 1));
        using var content = new ByteArrayContent(document);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/rss+xml; charset=utf-8");
        content.Headers.TryAddWithoutValidation("X-Hub-Signature", string.Create(CultureInfo.InvariantCulture, $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(_secrets[callback]), document))}"));
        using var answer = await _client.PostAsync(callback, content, _ended.Token);
        Interlocked.Increment(ref answer.IsSuccessStatusCode ? ref _pushed : ref _refused);
        Await(source, callback);
    }
}
