using System.Globalization;
using Portal.Web.Hosting;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Portal.Web.Diagnostics;

/// <summary>Structured logs: readable lines on the console, and one JSON object a line in <c>logs/</c> of the data directory, kept for two weeks.</summary>
static class StructuredLogging
{
    public static void AddStructuredLogging(this WebApplicationBuilder builder, PortalHostOptions options)
    {
        var data = builder.Configuration["Portal:DataDirectory"] is { Length: > 0 } directory ? directory : "App_Data";
        builder.Services.AddSerilog((_, log) =>
        {
            log.MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                // Keys lie in the database, which is guarded as a whole; the advice to encrypt them each time says nothing new.
                .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                .MinimumLevel.Override("Microsoft.AspNetCore.Antiforgery", LogEventLevel.Error)
                .ReadFrom.Configuration(builder.Configuration)
                .Enrich.FromLogContext()
                .Enrich.With<LinkTokens>();
            if (options.Serving)
                log.WriteTo.Console(formatProvider: CultureInfo.InvariantCulture, outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}")
                    .WriteTo.File(new CompactJsonFormatter(), Path.Combine(Path.GetFullPath(data), "logs", "portal-.jsonl"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: 14, shared: true);
            else
                log.WriteTo.Console(LogEventLevel.Warning, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose);
        });
    }
}
