using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Portal.Newsletter.Delivery;

/// <summary>Names who works on a delivery: machine, process and its start, so that a successor on the same machine sees that the process is dead.</summary>
static class LeaseOwner
{
    /// <summary>A name for a new worker of this process.</summary>
    public static string New()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{process.Id}/{process.StartTime.ToUniversalTime().Ticks}/{Guid.NewGuid():N}");
    }

    /// <summary>Whether the owner was a process of this machine that has surely ended. False when in doubt: the lease then runs out.</summary>
    public static bool IsDead(string owner)
    {
        if (owner.Split('/') is not [var machine, var id, var started, _] || machine != Environment.MachineName
            || !int.TryParse(id, CultureInfo.InvariantCulture, out var processId) || !long.TryParse(started, CultureInfo.InvariantCulture, out var ticks))
            return false;
        try
        {
            using var process = Process.GetProcessById(processId);
            // Another process may bear the number by now. Start times are read from clock ticks and differ by a little.
            return Math.Abs(process.StartTime.ToUniversalTime().Ticks - ticks) > TimeSpan.TicksPerSecond;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return false;
        }
    }
}
