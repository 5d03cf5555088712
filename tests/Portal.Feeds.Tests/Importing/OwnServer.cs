using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.Feeds.Tests.Importing;

/// <summary>Says that this process listens where the tests' feed server does.</summary>
sealed class OwnServer : IServer, IServerAddressesFeature
{
    public static string Url { get; set; } = "";

    public IFeatureCollection Features
    {
        get
        {
            var features = new FeatureCollection();
            features.Set<IServerAddressesFeature>(this);
            return features;
        }
    }

    public ICollection<string> Addresses => [Url];

    public bool PreferHostingUrls { get; set; }

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
