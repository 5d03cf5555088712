using System.Globalization;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Portal.Benchmarks.Sites;
using Portal.Content.Storage;
using Portal.Newsletter.Tests.Killing;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;

namespace Portal.Benchmarks.Mailing;

/// <summary>
/// Mails/s of a whole issue, from the ledger to a receiver that only counts, by signature; beside a bare MailKit loop with the same socket
/// settings and the same signer, which keeps no ledger. Sender and loop are processes of their own, one after the other; the receiver
/// shares the processors with them.
/// </summary>
static class MailingMeasurement
{
    public static async Task<int> RunAsync(int mails, int bytes, int connections, int rounds, string? postgres, CancellationToken cancellationToken)
    {
        await using var sink = MailSink.Start();
        using var keys = new TemporaryFolder();
        var (rsa, edwards) = await WriteKeysAsync(keys.Path, cancellationToken);
        foreach (var (name, files) in (IEnumerable<(string, string[])>)[("unsigned", []), ("RSA-2048", [rsa]), ("Ed25519", [edwards]), ("both", [rsa, edwards])])
        {
            for (var round = 0; round < rounds; round++)
            {
                string[] common = ["--port", Number(sink.Port), "--mails", Number(mails), "--bytes", Number(bytes), "--connections", Number(connections), .. files.SelectMany(file => (string[])["--key", file])];
                var bare = await RunAsync(["mailing-bare", .. common], cancellationToken);
                var ready = await RunAsync(["mailing-bare", "--encoded", .. common], cancellationToken);
                using var folder = new TemporaryFolder();
                await using var database = postgres is null ? null : await MeasuredDatabase.CreateAsync(postgres, cancellationToken);
                string[] where = database is null ? ["--data", folder.Path] : ["--data", folder.Path, "--postgres", database.ConnectionString];
                await RunAsync(["mailing-prepare", .. where, .. common], cancellationToken);
                var before = sink.Counts.Count;
                var portal = await RunAsync(["mailing-portal", .. where, .. common], cancellationToken);
                var came = sink.Counts.Count - before;
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{name,-9} {portal.Rate,7:0} mails/s ({portal.Processor,5:0} µs of processor, {portal.Megabytes,4:0} MB)   bare loop {bare.Rate,7:0} ({bare.Processor,5:0} µs, {bare.Megabytes,4:0} MB)   bare loop of encoded mails {ready.Rate,7:0} ({ready.Processor,5:0} µs)   {portal.Rate / bare.Rate:P0} and {portal.Rate / ready.Rate:P0}{(came == mails ? "" : $"   ONLY {came} CAME")}"));
            }
        }
        return 0;
    }

    static async Task<MailingFigures> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Sites.ChildProcess.Start("Portal.Benchmarks.dll", arguments);
        return MailingFigures.Read(await process.FinishAsync(cancellationToken));
    }

    static async Task<(string Rsa, string Edwards)> WriteKeysAsync(string folder, CancellationToken cancellationToken)
    {
        var (first, second) = (Path.Combine(folder, "rsa.pem"), Path.Combine(folder, "ed25519.pem"));
        using var rsa = RSA.Create(2048);
        await File.WriteAllTextAsync(first, rsa.ExportPkcs8PrivateKeyPem(), cancellationToken);
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        await File.WriteAllTextAsync(second, PemEncoding.WriteString("PRIVATE KEY", PrivateKeyInfoFactory.CreatePrivateKeyInfo(key).GetEncoded()), cancellationToken);
        return (first, second);
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a sender says at its end.</summary>
/// <param name="Rate">Mails/s.</param>
/// <param name="Processor">Microseconds of processor for each mail.</param>
/// <param name="Megabytes">Most memory that it held.</param>
sealed record MailingFigures(double Rate, double Processor, double Megabytes)
{
    const string Mark = "figures: ";

    public static MailingFigures Read(string printed)
    {
        var line = printed.Split('\n').LastOrDefault(one => one.StartsWith(Mark, StringComparison.Ordinal));
        if (line is null)
            return new(0, 0, 0);
        var numbers = line[Mark.Length..].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return new(numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>Runs the sending and prints its figures.</summary>
    public static async Task<int> TakeAsync(int mails, Func<Task> send)
    {
        var (begun, processor) = (System.Diagnostics.Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await send();
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var used = Environment.CpuUsage.TotalTime - processor;
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Mark}{mails / seconds:0.0} {used.TotalMicroseconds / mails:0.0} {process.PeakWorkingSet64 / 1048576.0:0.0}"));
        return 0;
    }
}
