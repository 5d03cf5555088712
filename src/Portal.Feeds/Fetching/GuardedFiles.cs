using Portal.Content.Media;

namespace Portal.Feeds.Fetching;

/// <summary>Fetches pictures and files for other parts of the program through the guarded client.</summary>
sealed class GuardedFiles(GuardedHttp http) : IRemoteFiles
{
    public async Task<ReadOnlyMemory<byte>> GetAsync(string url, long maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            return (await http.GetAsync(new GuardedRequest(url, maxBytes, "*/*"), cancellationToken)).Body;
        }
        catch (FetchException failed)
        {
            throw new IOException(failed.Message, failed);
        }
    }
}
