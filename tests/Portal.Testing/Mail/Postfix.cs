using System.Diagnostics;
using System.Globalization;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Testing.Mail;

/// <summary>A real mail server, Postfix, as an instance of its own on a free loopback port, which relays everything to another server of the tests.</summary>
public sealed class Postfix : IAsyncDisposable
{
    const string Program = "/usr/sbin/postfix";

    readonly string _folder;

    Postfix(string folder, int port) => (_folder, Port) = (folder, port);

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The file that it logs to.</summary>
    public string LogFile => Path.Combine(_folder, "log");

    /// <summary>What it has logged.</summary>
    public string Log => File.Exists(Path.Combine(_folder, "log")) ? File.ReadAllText(Path.Combine(_folder, "log")) : "";

    /// <summary>Whether nothing waits to be passed on.</summary>
    public bool IsEmpty => new[] { "maildrop", "incoming", "active", "deferred" }.Select(name => Path.Combine(_folder, "queue", name))
        .All(queue => !Directory.Exists(queue) || !Directory.EnumerateFiles(queue, "*", SearchOption.AllDirectories).Any());

    /// <summary>Starts an instance that relays to the port; skips the test where Postfix is missing.</summary>
    public static async Task<Postfix> StartAsync(int relay, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(File.Exists(Program), "Postfix is not installed (Debian: apt install postfix).");
        Assert.SkipUnless(Environment.UserName == "root", "Postfix can be started by root only.");
        var folder = Directory.CreateTempSubdirectory("portal-postfix-").FullName;
        var server = new Postfix(folder, LoopbackPort.Next());
        // Its processes run as another user.
        await RunAsync("chmod", ["755", folder], cancellationToken);
        foreach (var name in new[] { "queue", "data" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        await RunAsync("chown", ["postfix", Path.Combine(folder, "data")], cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "main.cf"), Main(folder, relay), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "master.cf"), Master(server.Port), cancellationToken);
        await RunAsync(Program, ["-c", folder, "start"], cancellationToken);
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await RunAsync(Program, ["-c", _folder, "stop"], CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    static string Main(string folder, int relay) => string.Create(CultureInfo.InvariantCulture, $"""
        compatibility_level = 3.6
        queue_directory = {folder}/queue
        data_directory = {folder}/data
        maillog_file = {folder}/log
        maillog_file_prefixes = {folder}
        myhostname = relay.portal.example
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mydestination =
        local_recipient_maps =
        alias_maps =
        alias_database =
        mynetworks = 127.0.0.0/8
        smtpd_relay_restrictions = permit_mynetworks, reject
        smtpd_tls_security_level = none
        smtp_tls_security_level = none
        relayhost = [127.0.0.1]:{relay}

        """);

    static string Master(int port) => string.Create(CultureInfo.InvariantCulture, $"""
        127.0.0.1:{port} inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        flush unix n - n 1000 0 flush
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        error unix - - n - - error
        retry unix - - n - - error
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd

        """);

    static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
