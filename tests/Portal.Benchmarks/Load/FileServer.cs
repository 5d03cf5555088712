using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Sites;

namespace Portal.Benchmarks.Load;

/// <summary>nginx, which serves the files of a folder; compressed ones beside them where they were compressed ahead.</summary>
sealed class FileServer : IDisposable
{
    readonly Process _process;

    FileServer(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts it; null where this machine has none.</summary>
    public static FileServer? Start(string folder)
    {
        var program = new[] { "/usr/sbin/nginx", "/usr/local/sbin/nginx" }.FirstOrDefault(File.Exists);
        if (program is null)
            return null;
        var port = ChildProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        var settings = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(settings, $$"""
            daemon off; worker_processes auto; error_log {{folder}}/nginx.log; pid {{folder}}/nginx.pid; user root;
            events { worker_connections 1024; }
            http {
              access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000; open_file_cache max=100; default_type text/html;
              client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
              server { listen 127.0.0.1:{{port}} reuseport; root {{folder}}; gzip_static on; }
            }
            """);
        var start = new ProcessStartInfo(program) { UseShellExecute = false };
        foreach (var argument in (string[])["-p", folder, "-c", settings])
            start.ArgumentList.Add(argument);
        return new(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}/"));
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
