using Microsoft.AspNetCore.Connections;
using Portal.Content.Hosting;
using Portal.Content.Storage;

namespace Portal.Web.Hosting;

/// <summary>Runs the site until it is told to stop.</summary>
static class Serving
{
    /// <summary>Prepares the site, listens, prints how to get in, and waits. Returns the exit code.</summary>
    public static async Task<int> RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using (app)
        {
            var startup = app.Services.GetRequiredService<SiteStartup>();
            var warming = Task.WhenAll(app.Services.GetServices<IWarmUp>().Select(one => Task.Run(() => one.WarmUpAsync(cancellationToken), cancellationToken)));
            await startup.MigrateAsync(serving: true, cancellationToken);
            bool isNew;
            try
            {
                // The server opens its doors while the site is set up; the gate lets nobody through before.
                var listening = app.StartAsync(cancellationToken);
                isNew = await startup.EnsureSetUpAsync(cancellationToken);
                await listening;
            }
            catch (IOException exception) when (exception.InnerException is AddressInUseException)
            {
                await Console.Error.WriteLineAsync($"{exception.Message} Stop the program that listens there, or choose another address by --urls.");
                return 1;
            }
            app.Services.GetRequiredService<SiteReadiness>().MarkReady(isNew);
            await warming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await GreetAsync(app.Services, startup, cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
        }
        return 0;
    }

    static async Task GreetAsync(IServiceProvider services, SiteStartup startup, CancellationToken cancellationToken)
    {
        var address = services.GetRequiredService<SiteAddress>();
        await Console.Out.WriteLineAsync($"""

              The site:      {address.BaseUrl}
              The desk:      {address.Absolute("Admin")}
              Everything is kept in {services.GetRequiredService<StorageOptions>().DataDirectory}
            """);
        if (await startup.FirstSignInAsync(serving: true, cancellationToken) is { } link)
            await Console.Out.WriteLineAsync($"""

                  Sign in as the administrator by this link. It works once, within an hour; the next start prints a new one
                  until a password is set:
                  {link}
                """);
        await Console.Out.WriteLineAsync();
    }
}
