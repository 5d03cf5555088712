using Portal.Content.Media;

namespace Portal.Feeds.Fetching;

/// <summary>Fetches pictures and files for other parts of the program through the guarded client.</summary>
sealed class GuardedFiles(GuardedHttp http) : IRemoteFiles
{
    public async Task<ReadOnlyMemory<byte>> GetAsync(string url, long maxBytes, CancellationToken cancellationToken) =>
        (await TryAsync(new(url, maxBytes, "*/*"), cancellationToken)).Body;

    public async Task AskAsync(string url, CancellationToken cancellationToken)
    {
        var request = new GuardedRequest(url, 0, "text/html, */*;q=0.5") { IsHead = true };
        try
        {
            await http.GetAsync(request, cancellationToken);
        }
        catch (FetchException refused) when (refused.Status is >= 400 and not 429)
        {
            // Many servers answer only what a browser would ask.
            await TryAsync(request with { IsHead = false, WithoutBody = true }, cancellationToken);
        }
        catch (FetchException failed)
        {
            throw new IOException(failed.Message, failed);
        }
    }

    async Task<GuardedResponse> TryAsync(GuardedRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.GetAsync(request, cancellationToken);
        }
        catch (FetchException failed)
        {
            throw new IOException(failed.Message, failed);
        }
    }
}
