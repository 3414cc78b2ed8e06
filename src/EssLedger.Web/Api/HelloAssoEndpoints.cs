using System.Text.Json;
using EssLedger.Web.Banking;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Api;

/// <summary>Where HelloAsso tells that something happened. Whoever may tell so: nothing is believed of it but the payment's id, about which HelloAsso itself is then asked.</summary>
public static class HelloAssoEndpoints
{
    private const int MostBytes = 1_000_000, MostPayments = 50, AtOnce = 2;

    // Whoever calls makes us ask HelloAsso, up to three times for each payment: only so many callers at once.
    private static readonly SemaphoreSlim s_asking = new(AtOnce, AtOnce);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

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
        IReadOnlyList<long> numbers;
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            numbers = [.. NumbersIn(body.RootElement).OfType<long>().Where(n => n > 0).Distinct().Take(MostPayments)];
        }
        // Half of a surrogate pair is JSON (RFC 8259, 8.2), but no text.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Problems.For("malformed_json");
        }
        if (numbers.Count == 0) return TypedResults.NoContent();
        if (!await s_asking.WaitAsync(s_patience, context.RequestAborted)) return Problems.For("busy", "HelloAsso is being asked already; it tells again later, and is asked every hour.");
        try
        {
            foreach (var number in numbers) await desk.Read(number, context.RequestAborted);
            return TypedResults.NoContent();
        }
        catch (HelloAssoUnavailableException)
        {
            return Problems.For("busy", "HelloAsso cannot be asked now; it tells again later, and is asked every hour.");
        }
        finally
        {
            s_asking.Release();
        }
    }

    private static IEnumerable<long?> NumbersIn(JsonElement said) => HelloAsso.At(said, "eventType") is not { ValueKind: JsonValueKind.String } kind ? [] : kind.GetString() switch
    {
        "Payment" => [HelloAsso.Number(said, "data", "id")],
        "Order" => HelloAsso.At(said, "data") is { } order ? HelloAsso.Items(order, "payments").Select(p => HelloAsso.Number(p, "id")) : [],
        _ => [],
    };

    /// <param name="Data">The payment or order, as its own API shows it; amounts are cents.</param>
    /// <param name="EventType"><c>Payment</c>, <c>Order</c>, or something that is not heard.</param>
    public sealed record HelloAssoNotification(JsonElement Data, string EventType);
}
