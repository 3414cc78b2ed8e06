using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EssLedger.Web.Banking;

/// <summary>Answers as HelloAsso does, in the shapes of its documentation (https://dev.helloasso.com): tokens for client credentials, payments, orders and checkout intents of one organisation.</summary>
internal static class HelloAssoStandIn
{
    public const string Organisation = "le-beffroi";
    private const string Id = "0123456789abcdef0123456789abcdef", Secret = "invented+secret/of=this+test";

    /// <summary>What it knows of payments, by their ids; each as its own API shows it.</summary>
    public static ConcurrentDictionary<long, JsonObject> Payments { get; } = new();

    /// <summary>What payers answered in the form's own field, by the id of the order.</summary>
    public static ConcurrentDictionary<long, string> Answers { get; } = new();

    /// <summary>What the site that sent the payer gave along, by the id of the order.</summary>
    public static ConcurrentDictionary<long, string> Metadata { get; } = new();

    /// <summary>The tokens that it gave and that hold.</summary>
    public static ConcurrentDictionary<string, bool> Tokens { get; } = new();

    /// <summary>Whether it is out of order.</summary>
    public static bool Down { get; set; }

    /// <summary>The settings with which a server asks it.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = Start();

    /// <summary>A payment as the documentation shows it.</summary>
    public static JsonObject Payment(long id, long cents, string email = "nobody@example.org", string state = "Authorized", string organisation = Organisation) => new()
    {
        ["order"] = new JsonObject
        {
            ["id"] = id + 7,
            ["date"] = "2026-11-20T11:50:49.0890389+01:00",
            ["formSlug"] = "default",
            ["formType"] = "Checkout",
            ["organizationName"] = "Le Beffroi",
            ["organizationSlug"] = organisation,
            ["organizationType"] = "Association1901",
            ["organizationIsUnderColucheLaw"] = false,
            ["isAnonymous"] = false,
            ["isAmountHidden"] = false,
        },
        ["payer"] = new JsonObject { ["email"] = email, ["country"] = "FRA", ["firstName"] = "Jeanne", ["lastName"] = $"Exemple{id}" },
        ["items"] = new JsonArray(new JsonObject { ["shareAmount"] = cents, ["shareItemAmount"] = cents, ["id"] = id + 7, ["amount"] = cents, ["type"] = "Payment", ["state"] = "Processed", ["name"] = "Rechargement" }),
        ["cashOutState"] = "Transfered",
        ["paymentReceiptUrl"] = "https://www.helloasso-sandbox.com/",
        ["id"] = id,
        ["amount"] = cents,
        ["amountTip"] = 150,
        ["date"] = "2026-11-20T11:50:48.8859116+01:00",
        ["paymentMeans"] = "Card",
        ["installmentNumber"] = 1,
        ["state"] = state,
        ["refundOperations"] = new JsonArray(),
    };

    private static Dictionary<string, string?> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Use((context, next) => Down ? Unavailable(context) : next(context));
        app.MapPost("/oauth2/token", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            if (form["grant_type"] != "client_credentials" || form["client_id"] != Id || form["client_secret"] != Secret) return Results.Unauthorized();
            var token = Guid.NewGuid().ToString("N");
            Tokens[token] = true;
            return Results.Json(new { access_token = token, refresh_token = "unused", token_type = "bearer", expires_in = 1799 });
        });
        app.MapGet("/v5/payments/{id:long}", (HttpContext context, long id) => Guarded(context, () => Payments.TryGetValue(id, out var payment) ? payment : null));
        app.MapGet("/v5/orders/{id:long}", (HttpContext context, long id) => Guarded(context, () => !Payments.ContainsKey(id - 7) ? null : new JsonObject
        {
            ["id"] = id,
            ["organizationSlug"] = Organisation,
            ["checkoutIntentId"] = Metadata.ContainsKey(id) ? id + 1 : null,
            ["items"] = new JsonArray(new JsonObject { ["name"] = "Rechargement", ["customFields"] = Answers.TryGetValue(id, out var answer) ? new JsonArray(new JsonObject { ["name"] = "Compte", ["type"] = "TextInput", ["answer"] = answer }) : null }),
        }));
        app.MapGet($"/v5/organizations/{Organisation}/checkout-intents/{{id:long}}", (HttpContext context, long id) => Guarded(context, () => new JsonObject { ["id"] = id, ["metadata"] = new JsonObject { ["account"] = Metadata[id - 1], ["other"] = 7 } }));
        app.MapGet($"/v5/organizations/{Organisation}/payments", (HttpContext context, int pageIndex, int pageSize) => Guarded(context, () => new JsonObject
        {
            ["data"] = new JsonArray([.. Payments.Keys.Order().Skip((pageIndex - 1) * pageSize).Take(pageSize).Select(id => new JsonObject { ["id"] = id })]),
            ["pagination"] = new JsonObject { ["pageSize"] = pageSize, ["pageIndex"] = pageIndex },
        }));
        ((IHost)app).Start();
        var secret = Path.GetTempFileName();
        File.WriteAllText(secret, Secret + "\n");
        return new()
        {
            ["EssLedger:HelloAsso:Address"] = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(),
            ["EssLedger:HelloAsso:Organisation"] = Organisation,
            ["EssLedger:HelloAsso:ClientId"] = Id,
            ["EssLedger:HelloAsso:ClientSecretFile"] = secret,
        };
    }

    private static Task Unavailable(HttpContext context)
    {
        context.Response.StatusCode = 503;
        return Task.CompletedTask;
    }

    private static IResult Guarded(HttpContext context, Func<JsonObject?> answer) =>
        context.Request.Headers.Authorization.ToString() is not { } said || !said.StartsWith("Bearer ", StringComparison.Ordinal) || !Tokens.ContainsKey(said[7..]) ? Results.Unauthorized()
        : answer() is { } found ? Results.Text(found.ToJsonString(), "application/json") : Results.NotFound();
}
