namespace EssLedger.Web;

/// <summary>How a server ends that others stand beside: first it is no longer ready, and only when balancers had time to see that it stops listening.</summary>
internal static class Draining
{
    /// <summary>Requests under way, and grains that move to other servers, have as long as the framework gives by itself; the wait comes before.</summary>
    private static readonly TimeSpan ToFinish = TimeSpan.FromSeconds(30);

    public static void AddDraining(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddHostedService<Wait>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Drain + ToFinish);
    }

    /// <summary>A proxy keeps its connections: told with each answer that this one ends, it sends its next request over another and never into one that is just being closed.</summary>
    public static void UseDraining(this WebApplication app) => app.Use((context, next) =>
    {
        if (app.Lifetime.ApplicationStopping.IsCancellationRequested && HttpProtocol.IsHttp11(context.Request.Protocol)) context.Response.Headers.Connection = "close";
        return next(context);
    });

    private sealed class Wait(Settings settings, IHostApplicationLifetime lifetime) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        /// <summary>Comes before any service stops, the listener included. Whoever never got to listen has nobody to wait for.</summary>
        public async Task StoppingAsync(CancellationToken cancellationToken)
        {
            // A signal has said so already; whoever ends the host by hand has not.
            lifetime.StopApplication();
            if (lifetime.ApplicationStarted.IsCancellationRequested) await Task.Delay(settings.Drain, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
