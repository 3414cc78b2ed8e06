using System.CommandLine;
using EssLedger.Web.Api;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;

namespace EssLedger.Web.Commands;

internal static class ExportVerb
{
    public static Command Make()
    {
        var openapi = new Command("openapi", "Prints the OpenAPI document of the API as YAML.");
        openapi.SetAction((_, stop) => OpenApi(stop));
        // ---- The lead's place: further exports. ----
        return new("export", "Writes what others need, to standard output.") { openapi };
    }

    /// <summary>The document is made from the endpoints of a server that is put together but neither listens nor does any work.</summary>
    private static async Task<int> OpenApi(CancellationToken cancellationToken)
    {
        var nowhere = Directory.CreateTempSubdirectory("essledger-");
        try
        {
            await using var app = Server.Build(new()
            {
                Data = nowhere.FullName,
                Urls = Server.DefaultUrl,
                Adjust = builder =>
                {
                    builder.Logging.ClearProviders();
                    builder.Services.RemoveAll<IHostedService>();
                    builder.Services.AddSingleton<IServer, NoListener>();
                },
            });
            await app.StartAsync(cancellationToken);
            var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiDescription.Name).GetOpenApiDocumentAsync(cancellationToken);
            await Console.Out.WriteAsync(await document.SerializeAsYamlAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken));
            return 0;
        }
        finally { nowhere.Delete(recursive: true); }
    }

    private sealed class NoListener : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();
        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public void Dispose() { }
    }
}
