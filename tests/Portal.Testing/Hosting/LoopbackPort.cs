using System.Net;
using System.Net.Sockets;

namespace Portal.Testing.Hosting;

/// <summary>
/// Ports of the loopback interface for programs that are told theirs, such as a host that is killed and started again. They lie below
/// those that the system gives to connections (on Linux from 32768): else any connection of any program could take one before the
/// program listens, or while it is down.
/// </summary>
public static class LoopbackPort
{
    const int First = 15_000;
    const int Count = 17_000;

    // Test programs that run side by side, with identifiers close to one another, begin far apart.
    static int _last = Environment.ProcessId % Count * 101;

    /// <summary>A port on which nobody listens, and which this process has not been given before.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
