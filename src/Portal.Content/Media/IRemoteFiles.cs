namespace Portal.Content.Media;

/// <summary>Fetches files from addresses that strangers name, with few requests at a time to a host. Whoever implements it guards against private networks, endless answers and endless waiting.</summary>
public interface IRemoteFiles
{
    /// <summary>The file at the address.</summary>
    /// <param name="url">A web address, http or https.</param>
    /// <param name="maxBytes">Most bytes that are taken.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    /// <exception cref="IOException">It could not be fetched; the message says why, in plain words.</exception>
    Task<ReadOnlyMemory<byte>> GetAsync(string url, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Asks whether there is something at the address, without taking it.</summary>
    /// <param name="url">A web address, http or https.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="IOException">There is nothing, or nobody answers; the message says why, in plain words.</exception>
    Task AskAsync(string url, CancellationToken cancellationToken);
}
