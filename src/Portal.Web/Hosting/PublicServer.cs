using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Portal.Web.Hosting;

/// <summary>How the site stands towards the network: limits of requests, and proxies before it.</summary>
static class PublicServer
{
    /// <summary>For this long, what is under way may be finished or handed back when the site is told to stop.</summary>
    public static TimeSpan ShutdownTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Configuration: <c>Portal:Proxy:Known</c>, addresses or networks (CIDR) of proxies whose forwarded headers are believed.</summary>
    public static void AddPublicServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = 32 * 1024 * 1024;
        });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton<IStartupFilter, RequestGate>();
        var known = builder.Configuration.GetSection("Portal:Proxy:Known").Get<string[]>() ?? [];
        builder.Services.Configure<ForwardedHeadersOptions>(headers =>
        {
            headers.ForwardedHeaders = known.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            headers.KnownIPNetworks.Clear();
            headers.KnownProxies.Clear();
            foreach (var address in known)
                headers.KnownIPNetworks.Add(Network(address));
        });
    }

    public static void UsePublicServer(this WebApplication app) => app.UseForwardedHeaders();

    static System.Net.IPNetwork Network(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new InvalidOperationException($"“{text}” in Portal:Proxy:Known is neither an address nor a network such as 10.0.0.0/8.");
}
