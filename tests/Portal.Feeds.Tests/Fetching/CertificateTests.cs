using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Tests.Importing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Fetching;

public sealed class CertificateTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("localhost", -10, "The certificate of localhost expired on")]
    [InlineData("other.example", 10, "made out to another name (other.example)")]
    [InlineData("localhost", 10, "comes from an issuer that is not known here (localhost)")]
    public async Task A_certificate_that_is_not_trusted_is_told_plainly(string name, int days, string words)
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        await using var server = await SecureServer.StartAsync(name, days, _ => Task.CompletedTask, Cancellation);
        var source = await room.AddSourceAsync("Secure", server.Url, Cancellation);
        (await room.ImportAsync(source, Cancellation)).Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("localhost", 10, ImportState.Imported)]
    [InlineData("localhost", -10, ImportState.Failed)]
    [InlineData("other.example", 10, ImportState.Failed)]
    public async Task An_issuer_of_the_operators_own_is_trusted_with_names_and_dates_checked_all_the_same_and_HTTP_2_is_spoken(string name, int days, ImportState expected)
    {
        var protocols = new ConcurrentQueue<string>();
        await using var server = await SecureServer.StartAsync(name, days, http =>
        {
            protocols.Enqueue(http.Request.Protocol);
            return http.Response.WriteAsync(Rss.Channel(Rss.Item("1", "Talks", "https://primer.example/1")), Cancellation);
        }, Cancellation);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, server.Pem, Cancellation);
            await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal:Feeds:TrustedCertificates"] = file });
            var source = await room.AddSourceAsync("Secure", server.Url, Cancellation);
            (await room.ImportAsync(source, Cancellation)).State.ShouldBe(expected);
            protocols.ShouldBe(expected == ImportState.Imported ? ["HTTP/2"] : []);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
