using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Measures = EssLedger.Grains.Telemetry;

namespace EssLedger.Web;

/// <summary>Where measures, traces and logs go: the first to whoever asks at an address of their own, all three to a collector where one is named.</summary>
public static class Telemetry
{
    /// <summary>Where Prometheus asks, on the address of <see cref="Settings.Metrics"/>.</summary>
    public const string Path = "/metrics";

    // What .NET, the web server, the actors and the database driver count by themselves.
    private static readonly string[] OfOthers = ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Microsoft.Orleans", "Npgsql"];

    /// <summary>Whether a collector is named, by the standard's own variable (https://opentelemetry.io/docs/specs/otel/protocol/exporter/); the exporters read all the others.</summary>
    public static bool IsCollected(IConfiguration configuration) => configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };

    public static void AddTelemetry(this WebApplicationBuilder builder, Settings settings)
    {
        var collected = IsCollected(builder.Configuration);
        if (settings.Metrics is null && !collected) return;

        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(Measures.Name.ToLowerInvariant(), serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Measures.Name).AddMeter(OfOthers);
                if (settings.Metrics is not null) metrics.AddPrometheusExporter();
                if (collected) metrics.AddOtlpExporter();
            });
        if (!collected) return;
        telemetry.WithTracing(traces => traces
            .AddSource(Measures.Name, "Microsoft.Orleans.Application", "Npgsql").AddAspNetCoreInstrumentation(web => web.Filter = context => context.Request.Path.StartsWithSegments("/v1"))
            .AddProcessor(new Nameless()).AddOtlpExporter());
        builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter());
    }

    /// <summary>Measures are told on their own address and nothing else is; elsewhere there is no such path.</summary>
    public static void UseTelemetry(this WebApplication app, Settings settings)
    {
        if (settings.Metrics is not { } address) return;
        app.UseWhen(context => context.Connection.LocalPort == address.Port, own =>
        {
            own.UseOpenTelemetryPrometheusScrapingEndpoint(Path);
            own.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>What a step may say: which route or grain was called, and how it ended. Whatever else the libraries write down (paths that name an account, keys of grains, addresses of people, statements) does not leave the server.</summary>
    private sealed class Nameless : BaseProcessor<Activity>
    {
        private static readonly FrozenSet<string> Told =
        [
            "http.request.method", "http.route", "http.response.status_code", "network.protocol.version", "rpc.system", "rpc.service", "rpc.method", "status",
            "db.system", "db.system.name", "db.operation.name", "error.type", "otel.status_code", "essledger.book", "essledger.appended",
        ];

        public override void OnEnd(Activity data)
        {
            foreach (var (name, _) in data.TagObjects.ToList())
                if (!Told.Contains(name)) data.SetTag(name, null);
        }
    }
}
