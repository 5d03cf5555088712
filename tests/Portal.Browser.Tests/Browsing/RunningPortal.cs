using System.Globalization;
using Portal.Content.Storage;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;
using Xunit;

namespace Portal.Browser.Tests.Browsing;

/// <summary>The real host with the default recipe, a feed server and a mail server; started once for all tests.</summary>
public sealed class RunningPortal : IAsyncLifetime
{
    PortalSite? _site;
    PortalProcess? _process;
    int _people;

    /// <summary>Feeds that can be added.</summary>
    public FeedServer Feeds { get; private set; } = null!;

    /// <summary>Where the site's mail goes.</summary>
    public SmtpServer Mail { get; } = SmtpServer.Start();

    /// <summary>The installation, for verbs.</summary>
    public PortalSite Site => _site!;

    /// <summary>Where the host serves.</summary>
    public Uri Address => _process!.Address;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Feeds = await FeedServer.StartAsync(CancellationToken.None);
        _site = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>(Mail.Settings) { ["Portal:Feeds:AllowPrivateNetworks"] = "true", ["Portal:Newsletter:SignUpsPerHour"] = "1000" }, CancellationToken.None);
        _process = await _site.StartAsync(CancellationToken.None);
        using var client = _process.CreateClient();
        await Eventually.TrueAsync(async () => (await client.GetStringAsync("news")).Contains("/news/", StringComparison.Ordinal), "the sample feeds are imported", CancellationToken.None);
    }

    /// <summary>Adds a person with the role and returns the one-time link by which that person signs in.</summary>
    public async Task<Uri> AddPersonAsync(string role, CancellationToken cancellationToken)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{role.ToLowerInvariant()}{Interlocked.Increment(ref _people)}@portal.example");
        return DeskEntry.LinkIn((await Site.RunVerbAsync(["users", "add", address, "--role", role], cancellationToken)).EnsureSuccess().Output);
    }

    /// <summary>The link that the host printed when it was first started.</summary>
    public Task<Uri> FirstSignInLinkAsync(CancellationToken cancellationToken) => _process!.SignInLinkAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        if (_site is not null)
            await _site.DisposeAsync();
        await Feeds.DisposeAsync();
        await Mail.DisposeAsync();
    }
}
