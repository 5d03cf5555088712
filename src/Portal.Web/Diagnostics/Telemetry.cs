using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Portal.Web.Diagnostics;

/// <summary>Traces and metrics by OTLP, where the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector.</summary>
static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("portal"))
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation(http => http.EnrichWithHttpResponse = (activity, response) => activity.SetTag("url.path", LinkTokens.Without(response.HttpContext.Request.Path))).AddSource("Portal.*", "Npgsql"))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("Portal.*", "Microsoft.AspNetCore.*", "System.Runtime", "System.Net.*", "Npgsql"))
            .UseOtlpExporter();
    }
}
