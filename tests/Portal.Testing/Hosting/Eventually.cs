using System.Diagnostics;

namespace Portal.Testing.Hosting;

/// <summary>Waits for what another process brings about.</summary>
public static class Eventually
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks again and again until the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task TrueAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken) =>
        TrueAsync(condition, () => what, TimeSpan.FromMinutes(1), cancellationToken);

    /// <summary>Looks again and again until the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan patience, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > patience)
                throw new TimeoutException($"Waited {patience.TotalSeconds:0} s in vain until {what()}");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Runs the assertions again and again until they pass; throws the last failure where they never do.</summary>
    public static async Task PassesAsync(Func<Task> assertions, TimeSpan patience, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await assertions();
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && Stopwatch.GetElapsedTime(begun) < patience)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
