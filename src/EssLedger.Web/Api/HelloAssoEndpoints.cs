using System.Text.Json;
using EssLedger.Web.Banking;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Api;

/// <summary>Where HelloAsso tells that something happened. Whoever may tell so: nothing is believed of it but the payment's id, about which HelloAsso itself is then asked.</summary>
public static class HelloAssoEndpoints
{
    private const int MostBytes = 1_000_000, MostPayments = 50;

    public static void AddHelloAsso(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OnlinePaymentDesk>();
        if (HelloAssoSettings.From(builder.Configuration) is not { } settings) return;
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<HelloAsso>();
        builder.Services.AddHostedService<AskingHelloAsso>();
    }

    public static void MapHelloAsso(this IEndpointRouteBuilder app) => app.MapPost("/v1/helloasso/notifications", Take).WithTags("Treasury").Accepts<HelloAssoNotification>("application/json")
        .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
        .WithSummary("For HelloAsso: tells that a payment or an order changed. Only its id is taken; HelloAsso itself is asked for the rest.");

    private static async Task<Results<NoContent, ProblemHttpResult>> Take(HttpContext context, OnlinePaymentDesk desk)
    {
        if (!desk.IsOpen) return Problems.For("not_found");
        JsonDocument body;
        try
        {
            body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            return Problems.For("malformed_json");
        }
        using (body)
        {
            var numbers = HelloAsso.At(body.RootElement, "eventType") is { ValueKind: JsonValueKind.String } kind ? kind.GetString() switch
            {
                "Payment" => [HelloAsso.Number(body.RootElement, "data", "id")],
                "Order" => HelloAsso.At(body.RootElement, "data") is { } order ? HelloAsso.Items(order, "payments").Select(p => HelloAsso.Number(p, "id")) : [],
                _ => [],
            } : Enumerable.Empty<long?>();
            try
            {
                foreach (var number in numbers.OfType<long>().Where(n => n > 0).Take(MostPayments)) await desk.Read(number, context.RequestAborted);
            }
            catch (HelloAssoUnavailableException)
            {
                return Problems.For("busy", "HelloAsso cannot be asked now; it tells again later, and is asked every hour.");
            }
        }
        return TypedResults.NoContent();
    }

    /// <param name="Data">The payment or order, as its own API shows it; amounts are cents.</param>
    /// <param name="EventType"><c>Payment</c>, <c>Order</c>, or something that is not heard.</param>
    public sealed record HelloAssoNotification(JsonElement Data, string EventType);
}
