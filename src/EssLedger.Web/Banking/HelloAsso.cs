using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EssLedger.Core.Banking;
using EssLedger.Core.Money;

namespace EssLedger.Web.Banking;

/// <summary>Where and as whom HelloAsso is asked.</summary>
/// <param name="Address">Its API; <c>https://api.helloasso.com</c>, or that of its sandbox.</param>
/// <param name="Organisation">The association's name in its addresses (slug).</param>
/// <param name="ClientId">The key's id, from the association's account there.</param>
/// <param name="ClientSecretFile">The file that holds the key's secret, and nothing else.</param>
public sealed record HelloAssoSettings(Uri Address, string Organisation, string ClientId, string ClientSecretFile)
{
    /// <summary>Reads and checks <c>EssLedger:HelloAsso</c>; null: there is none, and no payment by card is taken.</summary>
    /// <exception cref="StartRefusedException">It does not make sense.</exception>
    public static HelloAssoSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection("EssLedger:HelloAsso");
        if (!section.Exists()) return null;
        string Said(string name) => section[name] is { Length: > 0 } text ? text : throw new StartRefusedException($"EssLedger:HelloAsso:{name} is missing.");
        var address = section["Address"] ?? "https://api.helloasso.com";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !(uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback))) throw new StartRefusedException($"EssLedger:HelloAsso:Address is no https address: \"{address}\".");
        var organisation = Said("Organisation");
        if (!organisation.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) throw new StartRefusedException("EssLedger:HelloAsso:Organisation is the association's name in HelloAsso's addresses: letters, digits and hyphens.");
        return File.Exists(Said("ClientSecretFile")) ? new(uri, organisation, Said("ClientId"), Said("ClientSecretFile")) : throw new StartRefusedException($"EssLedger:HelloAsso: there is no file {Said("ClientSecretFile")} with the secret of the key.");
    }
}

/// <summary>HelloAsso did not answer, or not with what its documentation says.</summary>
public sealed class HelloAssoUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A payment, and what in its order may say for whom it is.</summary>
/// <param name="Payment">As HelloAsso says.</param>
/// <param name="Texts">What the payer answered, and what the site that sent them gave along.</param>
public sealed record ReadPayment(OnlinePayment Payment, IReadOnlyList<string> Texts);

/// <summary>Asks HelloAsso (API v5). What it pushes to us proves nothing: everything is read here.</summary>
public sealed class HelloAsso(HelloAssoSettings settings, TimeProvider clock) : IDisposable
{
    private const int PageSize = 100, MostPages = 20, MostBytes = 4_000_000;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
    {
        BaseAddress = settings.Address,
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MostBytes,
    };
    private readonly SemaphoreSlim _asking = new(1, 1);
    private (string Text, DateTimeOffset Until) _token = ("", DateTimeOffset.MinValue);

    /// <summary>A payment to the association; null: it has none of this id.</summary>
    /// <exception cref="HelloAssoUnavailableException">It cannot be told now.</exception>
    public async Task<ReadPayment?> Payment(long number, CancellationToken stop)
    {
        if (await Ask($"/v5/payments/{number.ToString(CultureInfo.InvariantCulture)}", stop) is not { } said) return null;
        var payment = Read(said);
        if (payment.Number != number || Text(said, "order", "organizationSlug") is { } slug && !slug.Equals(settings.Organisation, StringComparison.OrdinalIgnoreCase)) return null;
        var texts = new List<string>();
        if (payment.Order > 0 && await Ask($"/v5/orders/{payment.Order.ToString(CultureInfo.InvariantCulture)}", stop) is { } order)
        {
            foreach (var item in Items(order, "items"))
                foreach (var field in Items(item, "customFields"))
                    if (Text(field, "answer") is { } answer) texts.Add(answer);
            if (Number(order, "checkoutIntentId") is { } intent
                && await Ask($"/v5/organizations/{settings.Organisation}/checkout-intents/{intent.ToString(CultureInfo.InvariantCulture)}", stop) is { } checkout
                && checkout.TryGetProperty("metadata", out var metadata) && metadata.ValueKind is JsonValueKind.Object)
                texts.AddRange(metadata.EnumerateObject().Where(m => m.Value.ValueKind is JsonValueKind.String).Select(m => m.Value.GetString()!));
        }
        return new(payment, texts);
    }

    /// <summary>The ids of all payments since an instant.</summary>
    /// <exception cref="HelloAssoUnavailableException">It cannot be told now.</exception>
    public async Task<IReadOnlyList<long>> PaymentsSince(DateTimeOffset from, CancellationToken stop)
    {
        var numbers = new List<long>();
        for (var page = 1; page <= MostPages; page++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/v5/organizations/{settings.Organisation}/payments?from={Uri.EscapeDataString(from.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))}&pageIndex={page}&pageSize={PageSize}");
            if (await Ask(path, stop) is not { } said) throw new HelloAssoUnavailableException($"HelloAsso knows no organisation {settings.Organisation}, or does not let our key see it.");
            var found = Items(said, "data").Select(p => Number(p, "id")).OfType<long>().ToList();
            numbers.AddRange(found);
            if (found.Count < PageSize) break;
        }
        return numbers;
    }

    private OnlinePayment Read(JsonElement said)
    {
        if (Number(said, "id") is not { } number || Number(said, "amount") is not (>= 0 and var cents) || Text(said, "state") is not { } state) throw new HelloAssoUnavailableException("HelloAsso describes a payment without id, amount or state.");
        var paidAt = Text(said, "date") is { } date && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : clock.GetUtcNow();
        return new(number, Number(said, "order", "id") ?? 0, Amount.FromMinor(cents), Short(state, 40), Milliseconds(paidAt), Short($"{Text(said, "order", "formType")} {Text(said, "order", "formSlug")}".Trim(), 200),
            Short($"{Text(said, "payer", "firstName")} {Text(said, "payer", "lastName")}".Trim(), 200), Short(Text(said, "payer", "email") ?? "", 254), Milliseconds(clock.GetUtcNow()));

        static string Short(string text, int most) => text.Length <= most ? text : text[..most];
        static DateTimeOffset Milliseconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
    }

    /// <summary>An answer's object; null: there is nothing of the kind, or nothing for us.</summary>
    private async Task<JsonElement?> Ask(string path, CancellationToken stop)
    {
        for (var again = false; ; again = true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new("Bearer", await Token(fresh: again, stop)) } };
            var (status, said) = await Send(request, stop);
            if (status is HttpStatusCode.Unauthorized && !again) continue;
            return status switch
            {
                HttpStatusCode.OK => said ?? throw new HelloAssoUnavailableException("HelloAsso did not answer with an object."),
                HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest => null,
                _ => throw new HelloAssoUnavailableException($"HelloAsso answered {(int)status}."),
            };
        }
    }

    /// <summary>The token of our key (OAuth 2 client credentials, RFC 6749 §4.4), asked for once for as long as it lasts.</summary>
    private async Task<string> Token(bool fresh, CancellationToken stop)
    {
        await _asking.WaitAsync(stop);
        try
        {
            var now = clock.GetUtcNow();
            if (!fresh && _token.Until > now) return _token.Text;
            using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth2/token")
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = settings.ClientId,
                    ["client_secret"] = (await File.ReadAllTextAsync(settings.ClientSecretFile, stop)).Trim(),
                }),
            };
            var (status, said) = await Send(request, stop);
            if (status is not HttpStatusCode.OK || said is not { } granted || Text(granted, "access_token") is not { } token) throw new HelloAssoUnavailableException($"HelloAsso gives our key no token ({(int)status}).");
            _token = (token, now.AddSeconds(Math.Max(0, (Number(granted, "expires_in") ?? 0) - 60)));
            return token;
        }
        finally
        {
            _asking.Release();
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement? Said)> Send(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using var answer = await _http.SendAsync(request, stop);
            if (answer.StatusCode is not HttpStatusCode.OK) return (answer.StatusCode, null);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop));
            return (answer.StatusCode, json.RootElement.ValueKind is JsonValueKind.Object ? json.RootElement.Clone() : null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            throw new HelloAssoUnavailableException("HelloAsso cannot be reached.", e);
        }
    }

    internal static JsonElement? At(JsonElement said, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (said.ValueKind is not JsonValueKind.Object || !said.TryGetProperty(name, out said)) return null;
        return said;
    }

    internal static long? Number(JsonElement said, params ReadOnlySpan<string> path) => At(said, path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    internal static IEnumerable<JsonElement> Items(JsonElement said, string name) => At(said, name) is { ValueKind: JsonValueKind.Array } all ? all.EnumerateArray() : [];

    private static string? Text(JsonElement said, params ReadOnlySpan<string> path) => At(said, path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public void Dispose()
    {
        _http.Dispose();
        _asking.Dispose();
    }
}
