using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;

namespace Portal.Content.CommandLine;

/// <summary>The verb <c>portal doctor</c>.</summary>
static class DoctorCommand
{
    public static Command Create(SiteAccess site)
    {
        var ping = new Option<Uri?>("--ping")
        {
            Description = "Only asks whether this address answers with success, as a container's health check does.",
            CustomParser = given =>
            {
                if (Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                    return address;
                given.AddError($"“{given.Tokens[0].Value}” is no address that begins with http:// or https://.");
                return null;
            },
        };
        var command = new Command("doctor", "Looks whether all is well with the site, and says what to do where it is not.") { ping };
        command.SetAction(async (parsed, cancellationToken) => parsed.GetValue(ping) is { } address
            ? await PingAsync(parsed, address, cancellationToken)
            : await site.RunAsync(parsed, (services, ct) => LookAsync(parsed, services, ct), cancellationToken));
        return command;
    }

    static async Task<int> LookAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var worst = CheckState.Well;
        foreach (var check in services.GetServices<ISiteCheck>())
        {
            foreach (var result in await check.LookAsync(cancellationToken))
            {
                worst = result.State > worst ? result.State : worst;
                var mark = result.State switch { CheckState.Well => "well   ", CheckState.Notice => "notice ", _ => "TROUBLE" };
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{mark}  {result.Subject}: {result.Message}");
            }
        }
        return worst == CheckState.Trouble ? 1 : 0;
    }

    static async Task<int> PingAsync(ParseResult parsed, Uri address, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false };
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var response = await client.SendAsync(request, limit.Token);
            if (response.IsSuccessStatusCode)
                return 0;
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{address} answers with {(int)response.StatusCode}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(exception is HttpRequestException ? $"{address} does not answer: {exception.Message}" : $"{address} did not answer within five seconds.");
        }
        return 1;
    }
}
