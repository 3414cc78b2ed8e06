using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Demo;
using EssLedger.Web.Keys;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;
using EssLedger.Web.Trail;
using Microsoft.AspNetCore.HttpOverrides;

namespace EssLedger.Web;

/// <summary>Puts the whole server together: what it is made of, the way of a request through it, and its addresses.</summary>
public static class Server
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>For whom access tokens are meant.</summary>
    public const string Audience = "essledger";

    /// <summary>Builds the server; it listens when it is started, and it starts to listen when everything else is ready.</summary>
    /// <exception cref="StartRefusedException">It cannot be started so; the message says what to do.</exception>
    public static WebApplication Build(ServeOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
        });
        options.AddTo(builder.Configuration);
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
        var settings = Settings.From(builder.Configuration) is var read && options.Clock is { } clock ? read with { Clock = clock } : read;
        if (settings.Metrics is { } metrics) builder.WebHost.UseUrls([.. (builder.Configuration["urls"] ?? DefaultUrl).Split(';'), metrics.GetLeftPart(UriPartial.Authority)]);
        MakeDataFolder(settings.Data);
        if (settings.Demo) DemoTown.Prepare(settings);
        if (settings.Store == "sqlite") MakeFiles(Books.FileIn(settings.Data), SigningIn.FileIn(settings.Data));

        // What it is made of. Hosted services start in the order in which they are added, and the listener after all of them.
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Clock);
        var keys = builder.AddKeys(settings);
        builder.AddSignIn(settings);
        builder.AddProblems();
        builder.AddRateLimits(settings);
        builder.AddApiDescription();
        builder.AddPages(settings);
        builder.AddLedger(settings, keys, isAlone: !options.Beside);
        builder.AddDemo(settings);
        builder.AddTelemetry(settings);
        builder.AddDraining(settings);
        options.Adjust?.Invoke(builder);

        var app = builder.Build();

        // The way of a request.
        app.UseTelemetry(settings);
        app.UseDraining();
        app.UseLoadShedding();
        app.UseForwardedHeaders(Forwarded(settings));
        app.UsePublicHost(settings);
        app.UseSecurityHeaders(settings);
        app.Use(SecurityEvents.Watch);
        app.UseRequestLocalization();
        app.UseProblems();
        app.UseBodyLimits();
        app.UseFiles();
        app.UseAddressLimits(settings);
        app.UseAuthentication();
        app.UsePersonLimits(settings);
        app.UseAuthorization();
        app.UseScopes();
        app.UseAntiforgery();
        app.UseIdempotency();

        // Its addresses.
        app.MapGet("/health/live", () => Results.Text("live")).ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).ExcludeFromDescription();
        app.MapSecurityContact(settings);
        app.MapKeys();
        app.MapSignIn();
        app.MapApiDescription();
        var onTrail = app.MapOnTrail();
        onTrail.MapPages();
        onTrail.MapLedgerApi();
        app.MapSiloDashboard(settings);
        app.MapDemo(settings);
        return app;
    }

    /// <summary>Whether payments can be taken: the server listens only when all of it has started, the book must answer, and nobody told it to end.</summary>
    private static async Task<IResult> Ready(CurrencyBook book, IHostApplicationLifetime lifetime, CancellationToken aborted)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return Results.Text("ending", statusCode: StatusCodes.Status503ServiceUnavailable);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await book.Store.HeadAsync(patience.Token);
            return Results.Text("ready");
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            return Results.Text("the store does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    // Names and addresses of people lie there: a folder that we make is ours alone.
    private static void MakeDataFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // Into a folder that was there before, others may look. SQLite gives the files that it makes beside one the mode of that one.
    private static void MakeFiles(params ReadOnlySpan<string> paths)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var path in paths)
            new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
    }

    private static ForwardedHeadersOptions Forwarded(Settings settings)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // As many as stand in a row; the first address that none of them owns is the caller's, whatever the caller says.
            ForwardLimit = null,
        };
        foreach (var proxy in settings.Proxies) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        return options;
    }
}
