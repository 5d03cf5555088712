using System.Net;

namespace Portal.Feeds.Fetching;

/// <summary>Finds the addresses of a server by its name.</summary>
/// <param name="host">Name, or address as text.</param>
/// <param name="port">Port that is wanted.</param>
/// <param name="cancellationToken">Ends the search.</param>
delegate Task<IReadOnlyList<IPEndPoint>> FindServer(string host, int port, CancellationToken cancellationToken);

/// <summary>The usual way: the name service of the machine.</summary>
static class OutwardNames
{
    public static async Task<IReadOnlyList<IPEndPoint>> FindAsync(string host, int port, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var literal)
            ? [new(literal, port)]
            : [.. (await Dns.GetHostAddressesAsync(host, cancellationToken)).Select(address => new IPEndPoint(address, port))];
}
