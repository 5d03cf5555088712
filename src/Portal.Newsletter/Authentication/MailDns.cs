using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace Portal.Newsletter.Authentication;

/// <summary>DNS gave no answer, which is not the same as the answer that there is nothing.</summary>
sealed class DnsUnansweredException(string name, string reason, Exception? inner = null) : Exception($"DNS gave no answer for {name}: {reason}", inner);

/// <summary>Asks DNS for what says who may send mail in a domain's name. Thread-safe.</summary>
sealed class MailDns(NewsletterOptions options)
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    readonly Lazy<LookupClient> _client = new(() => new(Settings(options.DnsServer)));

    /// <summary>The texts (TXT) of a name, each put together from its pieces.</summary>
    /// <exception cref="DnsUnansweredException">No server answered.</exception>
    public async Task<IReadOnlyList<string>> TextsAsync(string name, CancellationToken cancellationToken) =>
        [.. (await AskAsync(name, QueryType.TXT, cancellationToken)).TxtRecords().Select(record => string.Concat(record.Text))];

    /// <summary>The servers (MX) that take mail for a domain, the first choice first; an empty name where it says that it takes none (RFC 7505).</summary>
    /// <exception cref="DnsUnansweredException">No server answered.</exception>
    public async Task<IReadOnlyList<string>> MailServersAsync(string domain, CancellationToken cancellationToken) =>
        [.. (await AskAsync(domain, QueryType.MX, cancellationToken)).MxRecords().OrderBy(record => record.Preference).Select(record => record.Exchange.Value.TrimEnd('.'))];

    /// <summary>The addresses of a name.</summary>
    /// <exception cref="DnsUnansweredException">No server answered.</exception>
    public async Task<IReadOnlyList<IPAddress>> AddressesAsync(string name, CancellationToken cancellationToken)
    {
        var four = AskAsync(name, QueryType.A, cancellationToken);
        var six = AskAsync(name, QueryType.AAAA, cancellationToken);
        return [.. (await four).OfType<AddressRecord>().Concat((await six).OfType<AddressRecord>()).Select(record => record.Address)];
    }

    /// <summary>The names (PTR) of an address.</summary>
    /// <exception cref="DnsUnansweredException">No server answered.</exception>
    public async Task<IReadOnlyList<string>> NamesAsync(IPAddress address, CancellationToken cancellationToken) =>
        [.. (await AskAsync(address.GetArpaName(), QueryType.PTR, cancellationToken)).PtrRecords().Select(record => record.PtrDomainName.Value.TrimEnd('.'))];

    async Task<IReadOnlyList<DnsResourceRecord>> AskAsync(string name, QueryType type, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.Value.QueryAsync(name, type, cancellationToken: cancellationToken);
            return answer.Header.ResponseCode is DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain
                ? answer.Answers
                : throw new DnsUnansweredException(name, answer.ErrorMessage);
        }
        catch (Exception exception) when (exception is DnsResponseException or ArgumentException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            throw new DnsUnansweredException(name, exception.Message, exception);
        }
    }

    static LookupClientOptions Settings(string server)
    {
        var settings = server.Length == 0 ? new LookupClientOptions() : new LookupClientOptions(IPEndPoint.Parse(server));
        settings.Timeout = Timeout;
        settings.Retries = 1;
        // Somebody who has just changed a record wants to see it.
        settings.UseCache = false;
        return settings;
    }
}
