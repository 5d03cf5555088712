using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;
using Portal.Testing.Internet;
using Portal.Web.Diagnostics;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.CommandLine;

/// <summary>What the health page and <c>portal doctor</c> say of the certificate at the site's address.</summary>
public sealed class CertificateTests
{
    static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(90, 60, null)]
    [InlineData(90, 17, CheckState.Notice)]
    [InlineData(90, 5, CheckState.Trouble)]
    [InlineData(365, 60, null)]
    [InlineData(365, 20, CheckState.Notice)]
    [InlineData(6, 4, null)]
    [InlineData(6, 1, CheckState.Notice)]
    public async Task A_certificate_whose_renewal_was_missed_is_told_of_with_its_last_day(int life, int left, CheckState? said)
    {
        var found = await LookAsync("localhost", life, left);
        // A certificate of the test's own is trusted by nobody, which is told as well.
        found.ShouldContain(result => result.State == CheckState.Notice && result.Message.Contains("does not trust", StringComparison.Ordinal));
        found.Where(result => result.Message.Contains("runs out", StringComparison.Ordinal)).Select(result => (CheckState?)result.State).SingleOrDefault().ShouldBe(said);
        if (said is not null)
            found.ShouldContain(result => result.Message.Contains(Now.AddDays(left).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_ran_out_or_bears_another_name_is_trouble()
    {
        (await LookAsync("localhost", 90, -1)).ShouldHaveSingleItem().State.ShouldBe(CheckState.Trouble);
        (await LookAsync("elsewhere.example", 90, 60)).ShouldContain(result => result.State == CheckState.Trouble && result.Message.Contains("does not bear the name localhost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_address_cannot_be_reached_or_has_no_certificate_nothing_is_said()
    {
        (await CheckOf("https://localhost:9/").LookAsync(Cancellation)).ShouldBeEmpty();
        (await CheckOf("http://localhost:9/").LookAsync(Cancellation)).ShouldBeEmpty();
    }

    static CertificateCheck CheckOf(string address) =>
        new(new SiteAddress(null, new ConfigurationBuilder().AddInMemoryCollection([new("Portal:BaseUrl", address)]).Build()), new SimulatedClock(Now, TimeSpan.FromDays(1)), new Plain());

    static async Task<IReadOnlyList<CheckResult>> LookAsync(string name, int life, int left)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(Now.AddDays(left - life), Now.AddDays(left));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        var found = await CheckOf($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/").LookAsync(Cancellation);
        await serving;
        return found;
    }

    static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(certificate);
        await tls.CopyToAsync(Stream.Null, Cancellation);
    }

    sealed class Plain : IStringLocalizer
    {
        public LocalizedString this[string name] => new(name, name);

        public LocalizedString this[string name, params object[] arguments] => new(name, string.Format(System.Globalization.CultureInfo.InvariantCulture, name, arguments));

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
