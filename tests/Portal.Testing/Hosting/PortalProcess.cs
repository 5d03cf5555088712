using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Testing.Hosting;

/// <summary>The real host, running as a process of its own and serving on a loopback port.</summary>
public sealed partial class PortalProcess : ChildProcess
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    // Made without a field initialiser's help: lines may arrive while the base class is still starting the process.
    readonly TaskCompletionSource<Uri> _link;

    PortalProcess(ProcessStartInfo start, Uri address, TaskCompletionSource<Uri> link) : base(start) => (Address, _link) = (address, link);

    /// <summary>Where it serves; ends in a slash.</summary>
    public Uri Address { get; }

    /// <summary>Starts the host and waits until it says that it is ready.</summary>
    internal static async Task<PortalProcess> StartAsync(ProcessStartInfo start, Uri address, CancellationToken cancellationToken)
    {
        var process = new PortalProcess(start, address, new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await process.WaitUntilReadyAsync(cancellationToken);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>The one-time sign-in link that the host printed at its first start.</summary>
    public async Task<Uri> SignInLinkAsync(CancellationToken cancellationToken)
    {
        // What was printed before the constructor ended is in the text already.
        foreach (var line in Printed.Split('\n'))
            OnLine(line);
        try
        {
            return await _link.Task.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new InvalidOperationException($"The host printed no sign-in link. It printed:\n{Printed}", exception);
        }
    }

    /// <summary>A client that speaks to the host and keeps no cookies.</summary>
    public HttpClient CreateClient(bool followRedirects = true) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = followRedirects, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.All })
        {
            BaseAddress = Address,
        };

    /// <inheritdoc/>
    protected override void OnLine(string line)
    {
        if (_link is not null && SignInLink().Match(line) is { Success: true } match)
            _link.TrySetResult(new Uri(match.Value));
    }

    async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var client = CreateClient();
        await Eventually.TrueAsync(async () =>
        {
            if (HasExited)
                throw new InvalidOperationException($"The host ended while it was starting. It printed:\n{Printed}");
            try
            {
                using var answer = await client.GetAsync("health/ready", cancellationToken);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, () => $"the host is ready. It printed:\n{Printed}", Patience, cancellationToken);
    }

    [GeneratedRegex(@"https?://\S+/Login/Link\?token=[\w\-%.~]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignInLink();
}
