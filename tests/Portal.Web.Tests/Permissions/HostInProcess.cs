using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Content.Hosting;
using Portal.Content.Storage;
using Portal.Testing.Hosting;
using Portal.Web.Hosting;
using Xunit;

namespace Portal.Web.Tests.Permissions;

/// <summary>The program itself, started by its own entry point in the test's process, so that its list of endpoints can be read.</summary>
public sealed class HostInProcess : IAsyncLifetime, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    readonly string _directory = Directory.CreateTempSubdirectory("portal-matrix-").FullName;
    readonly TaskCompletionSource<IHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<IDisposable> _subscriptions = [];
    Task _running = Task.CompletedTask;

    /// <summary>The host's services.</summary>
    public IServiceProvider Services { get; private set; } = null!;

    /// <summary>Where it serves.</summary>
    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Every endpoint there is.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // As for other sites of the tests: nothing is fetched from the world.
        Environment.SetEnvironmentVariable("Portal__Feeds__AllowedHosts__0", "127.0.0.1");
        // The list of static assets is found by the program's name, which is the test's otherwise.
        Environment.SetEnvironmentVariable("DOTNET_APPLICATIONNAME", typeof(PortalHostOptions).Assembly.GetName().Name);
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        var main = typeof(PortalHostOptions).Assembly.EntryPoint!;
        string[] arguments = ["serve", "--urls", "http://127.0.0.1:0", "--data", _directory];
        _running = Task.Factory.StartNew(() => main.Invoke(null, [arguments]), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAny(_built.Task, _running);
        if (!_built.Task.IsCompleted)
            await _running;
        Services = (await _built.Task).Services;
        var started = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted;
        var ready = Services.GetRequiredService<SiteReadiness>().WhenReadyAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => Task.FromResult(_running.IsCompleted || (started.IsCancellationRequested && ready.IsCompleted)), "the host serves", CancellationToken.None);
        if (_running.IsCompleted)
            throw new InvalidOperationException("The host ended while it was starting; its output tells why.");
    }

    /// <inheritdoc/>
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            _subscriptions.Add(value.Subscribe(this));
    }

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value)
    {
        // Other tests build hosts at the same time.
        if (value is { Key: "HostBuilt", Value: IHost host } && host.Services.GetService<StorageOptions>()?.DataDirectory == _directory)
            _built.TrySetResult(host);
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
        // The listeners live as long as the process.
    }

    /// <inheritdoc/>
    public void OnError(Exception error) => _built.TrySetException(error);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        Services?.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _running;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
