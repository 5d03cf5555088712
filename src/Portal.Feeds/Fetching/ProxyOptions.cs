using System.Net;

namespace Portal.Feeds.Fetching;

/// <summary>Settings under <c>Portal:Proxy</c>: the proxy through which the site reaches other servers.</summary>
public sealed class ProxyOptions
{
    /// <summary>Address such as <c>http://proxy.example.org:3128</c>; empty for none.</summary>
    public string Address { get; set; } = "";

    /// <summary>User name at the proxy, or empty.</summary>
    public string UserName { get; set; } = "";

    /// <summary>Password at the proxy, or empty.</summary>
    public string Password { get; set; } = "";

    /// <summary>Names of hosts that are reached without it.</summary>
    public string[] Bypass { get; set; } = [];

    /// <summary>The proxy's address, or null.</summary>
    /// <exception cref="InvalidOperationException">The address is none.</exception>
    public Uri? Server() => Address.Length == 0 ? null
        : Uri.TryCreate(Address, UriKind.Absolute, out var server) && server.Scheme is "http" or "https" or "socks5" && HostName.Of(server) is not null ? server
        : throw new InvalidOperationException($"Portal:Proxy:Address is “{Address}”, which is no address of a proxy. Write one such as http://proxy.example.org:3128.");
}

/// <summary>Sends everything through the proxy but what goes to this process itself and to hosts that are named in the settings.</summary>
sealed class OutwardProxy(ProxyOptions options, Uri server, Func<Uri, bool> isOwn) : IWebProxy
{
    public ICredentials? Credentials { get; set; } = options.UserName.Length > 0 ? new NetworkCredential(options.UserName, options.Password) : null;

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : server;

    public bool IsBypassed(Uri host) => isOwn(host) || options.Bypass.Contains(HostName.OrWritten(host), StringComparer.OrdinalIgnoreCase);
}
