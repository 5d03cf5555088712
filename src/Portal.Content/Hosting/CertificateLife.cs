using System.Security.Cryptography.X509Certificates;

namespace Portal.Content.Hosting;

/// <summary>From when to when a certificate holds, and whether somebody should see to it.</summary>
/// <param name="BeginsUtc">When it began to hold.</param>
/// <param name="EndsUtc">When it ceases to.</param>
public sealed record CertificateLife(DateTime BeginsUtc, DateTime EndsUtc)
{
    static readonly TimeSpan Soon = TimeSpan.FromDays(21);
    static readonly TimeSpan Now = TimeSpan.FromDays(7);

    /// <summary>Reads the dates of a certificate.</summary>
    public static CertificateLife Of(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());

    /// <summary>
    /// How well it stands. What renews certificates does so while a third of their life is left: with a fifth of it, or three weeks,
    /// it has been missed; with a tenth, or a week, it is urgent.
    /// </summary>
    public CheckState At(DateTimeOffset now)
    {
        var left = EndsUtc - now.UtcDateTime;
        var life = EndsUtc - BeginsUtc;
        return left < Least(Now, life / 10) ? CheckState.Trouble : left < Least(Soon, life / 5) ? CheckState.Notice : CheckState.Well;
    }

    static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
