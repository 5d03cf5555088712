using System.Collections.Concurrent;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Delivery;

/// <summary>Lets so many mails at a time go to one domain of recipients. Thread-safe.</summary>
sealed class DomainGates(SmtpOptions smtp)
{
    readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for a place; dispose what is returned to give it back.</summary>
    public async ValueTask<IDisposable?> EnterAsync(string domain, CancellationToken cancellationToken)
    {
        if (smtp.PerDomainConnections <= 0)
            return null;
        var gate = _gates.GetOrAdd(domain, _ => new(smtp.PerDomainConnections));
        await gate.WaitAsync(cancellationToken);
        return new Place(gate);
    }

    sealed class Place(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
