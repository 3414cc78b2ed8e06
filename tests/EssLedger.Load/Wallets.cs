using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Load;

/// <summary>How an order ended for whoever sent it.</summary>
internal enum Fate
{
    /// <summary>The server said that it is paid.</summary>
    Paid,
    /// <summary>The server said that it will never be.</summary>
    Refused,
    /// <summary>The server said that it did nothing now.</summary>
    Busy,
    /// <summary>Nobody said anything that counts.</summary>
    Unknown,
}

/// <summary>What the sender of an order was told at last.</summary>
/// <param name="Position">Where the payment stands, by the answer; 0: it is not paid.</param>
internal readonly record struct Told(OrderId Order, AccountId Payer, AccountId Payee, long Amount, Fate Fate, long Position);

/// <summary>Does what falls due, as the applications of people do it, and writes down what they were told.</summary>
/// <param name="retries">Whether an order that was not decided (no answer, or busy) is sent once more, to another server.</param>
internal sealed class Wallets(Place place, Mix mix, Tally tally, bool retries)
{
    private const int Kept = 512;
    private readonly ConcurrentQueue<Told> _told = new();
    private readonly (byte[] Order, string Answer)?[] _answered = new (byte[], string)?[Kept];
    private readonly ConcurrentBag<string> _faults = [];
    private int _count;

    /// <summary>Everybody who sent an order, and what they heard.</summary>
    public IReadOnlyCollection<Told> All => _told;

    /// <summary>What no client of a right ledger sees.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public async Task Do(Arrival arrival, Func<TimeSpan> since)
    {
        tally.Begun(since());
        var dice = arrival.Dice;
        switch (arrival.Deed)
        {
            case Deed.Pay:
                await Pay(place.Residents[dice % place.Residents.Count], PayeeOf(dice), 1 + dice % 300, null, "payment", since);
                break;
            case Deed.PayByCode:
                await PayByCode(dice, since);
                break;
            case Deed.Repeat:
                await Repeat(dice, since);
                break;
            case Deed.PayByLostPhone:
                if (await Pay(place.LostPhones[dice % place.LostPhones.Count], PayeeOf(dice), 1 + dice % 300, null, "lost phone", since) is Fate.Paid) _faults.Add("A blocked key paid.");
                break;
            case Deed.CheckBadge:
                using (var text = JsonContent.Create(new { text = place.Badges[dice % place.Badges.Count] }))
                    await Ask("badge check", HttpMethod.Post, "/v1/badges/verify", null, text, since);
                break;
            case Deed.ReadHistory:
                var reader = place.Shops[dice % place.Shops.Count];
                await Ask("history", HttpMethod.Get, $"/v1/accounts/{reader.Account}/entries?limit=50", reader, null, since);
                break;
            case Deed.ReadBalance:
                var holder = place.Shops[dice % place.Shops.Count];
                await Ask("balance", HttpMethod.Get, $"/v1/accounts/{holder.Account}", holder, null, since);
                break;
        }
    }

    // The high digits, for the low ones chose the payer.
    private AccountId PayeeOf(int dice) => dice / (double)int.MaxValue < mix.HotShare ? place.Shops[0].Account : place.Payees[dice / 1000 % place.Payees.Count];

    private HttpClient Anyone() => place.Clients[Random.Shared.Next(place.Clients.Count)];

    private async Task<Fate> Pay(Resident payer, AccountId payee, long amount, RequestId? request, string what, Func<TimeSpan> since)
    {
        var now = DateTimeOffset.UtcNow;
        var id = new OrderId(Uuid.Version7(now, RandomNumberGenerator.GetBytes(10)));
        var order = payer.Phone.Sign(PaymentOrder.Type, new PaymentOrder(place.Ledger, id, payer.Account, payee, Amount.FromMinor(amount), place.Unit, now.ToUnixTimeSeconds() + 300, request).Encode());
        var first = Random.Shared.Next(place.Clients.Count);
        var (fate, word, answer) = await Send(place.Clients[first], order);
        if (retries && (fate is Fate.Busy or Fate.Unknown))
        {
            tally.Ended($"{what}: first try {word}", since());
            (fate, word, answer) = await Send(place.Clients[(first + 1) % place.Clients.Count], order);
            if (fate is Fate.Paid) word = "paid by the retry";
        }
        tally.Ended($"{what}: {word}", since());
        var position = fate is Fate.Paid ? PositionIn(answer) : 0;
        _told.Enqueue(new(id, payer.Account, payee, amount, fate, position));
        if (fate is Fate.Paid) _answered[(Interlocked.Increment(ref _count) - 1) % Kept] = (order, answer);
        return fate;
    }

    private static async Task<(Fate Fate, string Word, string Answer)> Send(HttpClient server, byte[] order)
    {
        try
        {
            using var body = Place.Cose(order);
            using var answer = await server.PostAsync(new Uri("/v1/payments", UriKind.Relative), body);
            var text = await answer.Content.ReadAsStringAsync();
            return answer.StatusCode switch
            {
                HttpStatusCode.Created or HttpStatusCode.OK => (Fate.Paid, "paid", text),
                HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests when answer.Headers.RetryAfter is not null => (Fate.Busy, CodeOf(text), text),
                >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => (Fate.Refused, CodeOf(text), text),
                var status => (Fate.Unknown, $"answer {(int)status}", text),
            };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return (Fate.Unknown, e is HttpRequestException { HttpRequestError: var error } ? $"no answer ({error})" : "no answer (in time)", "");
        }
    }

    private static long PositionIn(string answer)
    {
        using var read = JsonDocument.Parse(answer);
        return read.RootElement.GetProperty("position").GetInt64();
    }

    private static string CodeOf(string problem)
    {
        try { return JsonDocument.Parse(problem).RootElement.GetProperty("code").GetString()!; }
        catch (JsonException) { return "no problem document"; }
    }

    /// <summary>What a till and a telephone do together; its time is that of all four calls.</summary>
    private async Task PayByCode(int dice, Func<TimeSpan> since)
    {
        var (shop, amount) = (place.Shops[dice % place.Shops.Count], 1 + dice % 300);
        using var asked = JsonContent.Create(new { payee = shop.Account.Value, amount, unit = place.Unit.Code });
        if (await Ask("code: asked", HttpMethod.Post, "/v1/payment-requests", shop, asked, since) is not { } made) return;
        var id = made.GetProperty("request").GetString()!;
        if (await Ask("code: read", HttpMethod.Get, $"/v1/payment-requests/{id}", null, null, since) is null) return;
        if (!RequestId.TryParse(id, out var request)) throw new FormatException(id);
        if (await Pay(place.Residents[dice % place.Residents.Count], shop.Account, amount, request, "code", since) is not Fate.Paid) return;
        if (await Ask("code: seen paid", HttpMethod.Get, $"/v1/payment-requests/{id}", shop, null, since) is { } state && state.GetProperty("state").GetString() != "paid") _faults.Add($"A request that was paid is {state.GetProperty("state")}.");
    }

    private async Task Repeat(int dice, Func<TimeSpan> since)
    {
        if (_count == 0 || _answered[dice % Math.Min(_count, Kept)] is not { } before) return;
        var (fate, word, answer) = await Send(Anyone(), before.Order);
        tally.Ended($"repeat: {(fate is Fate.Paid ? "the same answer" : word)}", since());
        if (fate is Fate.Refused || (fate is Fate.Paid && answer != before.Answer)) _faults.Add($"An order that was paid is answered otherwise: {answer}");
    }

    private async Task<JsonElement?> Ask(string what, HttpMethod method, string path, Shop? who, HttpContent? body, Func<TimeSpan> since)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body };
            if (who is not null) request.Headers.Authorization = await who.Token.Header();
            using var answer = await Anyone().SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            tally.Ended(answer.IsSuccessStatusCode ? what : $"{what}: {CodeOf(text)}", since());
            return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            tally.Ended($"{what}: no answer", since());
            return null;
        }
    }
}
