using System.CommandLine;
using Microsoft.Extensions.Hosting;

namespace Portal.Content.Hosting;

/// <summary>Opens the site for a command-line verb: the database is migrated and set up, nothing is served and no background work runs.</summary>
/// <param name="open">Builds the host by the options of the command line.</param>
public sealed class SiteAccess(Func<ParseResult, CancellationToken, Task<IHost>> open)
{
    /// <summary>Runs a verb and returns its exit code.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var host = await open(parsed, cancellationToken);
        try
        {
            return await work(host.Services, cancellationToken);
        }
        finally
        {
            if (host is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
            else
                host.Dispose();
        }
    }
}
