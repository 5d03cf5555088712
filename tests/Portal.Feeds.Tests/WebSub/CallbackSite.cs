using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Feeds.WebSub;

namespace Portal.Feeds.Tests.WebSub;

/// <summary>The part of a site that hubs call, on a port of its own.</summary>
sealed class CallbackSite : IAsyncDisposable
{
    WebApplication _app = null!;

    public string Address => _app.Urls.First() + "/";

    public IServiceProvider Site { get; set; } = null!;

    public static async Task<CallbackSite> StartAsync(CancellationToken cancellationToken)
    {
        var callbacks = new CallbackSite();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddTransient(_ => callbacks.Site.GetRequiredService<HubCallback>());
        builder.Services.AddRouting();
        callbacks._app = builder.Build();
        HubCallback.Map(callbacks._app);
        await callbacks._app.StartAsync(cancellationToken);
        return callbacks;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
