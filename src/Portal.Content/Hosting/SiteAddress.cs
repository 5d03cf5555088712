using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Portal.Content.Hosting;

/// <summary>The site's addresses: the one that the world knows, and the one on which this process listens.</summary>
public sealed class SiteAddress(IServer? server, IConfiguration configuration)
{
    static readonly Uri Fallback = new("http://localhost:5000/");

    /// <summary>What links in mails and feeds begin with: <c>Portal:BaseUrl</c>, else the listening address. Ends in a slash.</summary>
    public Uri BaseUrl => Configured ?? Listening ?? Fallback;

    /// <summary>This process's own address as it is reached from this machine; null before it listens.</summary>
    public Uri? Listening
    {
        get
        {
            foreach (var address in server?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            {
                // "http://+:80", "http://[::]:80" and "http://0.0.0.0:80" mean every interface; the loopback one reaches them.
                var concrete = address.Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
                    .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal).Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal);
                if (Uri.TryCreate(concrete + "/", UriKind.Absolute, out var uri) && uri is { Scheme: "http", Port: not 0 })
                    return new Uri(uri.GetLeftPart(UriPartial.Authority) + "/");
            }
            return null;
        }
    }

    /// <summary>The full address of a path of the site; <c>~/</c> stands for the root.</summary>
    public Uri Absolute(string path) => new(BaseUrl, path.StartsWith("~/", StringComparison.Ordinal) ? path[2..] : path.TrimStart('/'));

    Uri? Configured => configuration["Portal:BaseUrl"] is { Length: > 0 } text && Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) ? uri : null;
}
