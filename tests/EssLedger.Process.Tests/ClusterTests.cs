using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json;
using EssLedger.Core.Payments;

namespace EssLedger.Outside;

/// <summary>Three servers on one PostgreSQL are one ledger, whichever of them one asks.</summary>
[Collection<ClusterTown.Shared>]
public sealed class ClusterTests(ClusterTown town)
{
    private const string Payments = "/v1/payments";

    private List<HttpClient> Doors => [.. town.Servers.Select(s => Town.At(s))];

    [Fact]
    public async Task Every_server_takes_payments_and_all_know_the_balance_at_once()
    {
        var (payer, payee) = (await town.NewMember(1000), await town.NewMember());
        var auditors = town.Servers.Select(s => Town.At(s, town.As("auditor").Result)).ToList();
        for (var i = 0; i < 30; i++)
        {
            await Doors[i % 3].PostCose(Payments, payer.Sign(payer.Order(payee.Account, 1))).Is(201);
            foreach (var (member, balance) in ((Member, long)[])[(payer, 999 - i), (payee, i + 1)])
                Assert.Equal(balance, (await auditors[(i + 1) % 3].GetAsync($"/v1/accounts/{member.Account}").Is(200)).GetProperty("balance").GetInt64());
        }
    }

    [Fact]
    public async Task Money_that_came_through_one_server_is_paid_on_through_the_next()
    {
        var ring = new List<Member> { await town.NewMember(7) };
        for (var i = 0; i < 4; i++) ring.Add(await town.NewMember());
        for (var i = 0; i < 40; i++)
            await Doors[i % 3].PostCose(Payments, ring[i % 5].Sign(ring[i % 5].Order(ring[(i + 1) % 5].Account, 7))).Is(201);

        // Proposed here, approved there, spent elsewhere; the payer's account is awake and knows of nothing.
        var payer = ring[1];
        var (treasurer, approver) = (Town.At(town.Servers[0], await town.As("treasurer")), Town.At(town.Servers[1], await town.As("approver")));
        for (var i = 0; i < 5; i++)
        {
            await Doors[2].PostCose(Payments, payer.Sign(payer.Order(ring[0].Account, 50))).Refused(422, "insufficient_funds");
            var proposed = await treasurer.PostJson("/v1/issuances", new { account = payer.Account.Value, amount = 50, unit = town.Unit.Code, source = new { kind = "bank", reference = Any.Reference(), amount = 50 } }).Is(202);
            await approver.PostAsync($"/v1/issuances/{proposed.GetProperty("issuance").GetString()}/approve", null).Is(200);
            await Doors[2].PostCose(Payments, payer.Sign(payer.Order(ring[0].Account, 50))).Is(201);
        }
    }

    [Fact]
    public async Task A_request_that_two_pay_through_two_servers_at_once_is_paid_once()
    {
        var payers = new[] { await town.NewMember(1000), await town.NewMember(1000) };
        for (var i = 0; i < 15; i++)
        {
            var (request, _) = await town.Request(0, 10);
            var answers = await Task.WhenAll(payers.Select((p, n) => Doors[(i + n) % 3].PostCose(Payments, p.Sign(p.Order(town.Shop(0).Account, 10) with { Request = request }))));
            Assert.Single(answers, a => (int)a.StatusCode == 201);
            await answers.Single(a => (int)a.StatusCode != 201).Refused(422, "request_closed");
            foreach (var door in Doors) Assert.Equal("paid", (await door.GetAsync($"/v1/payment-requests/{request}").Is(200)).GetProperty("state").GetString());
        }
        Assert.Equal(2000 - 150, await payers[0].Balance() + await payers[1].Balance());
    }

    [Fact]
    public async Task The_same_order_through_all_servers_at_once_is_one_payment_with_one_receipt()
    {
        var (payer, payee) = (await town.NewMember(1000), await town.NewMember());
        for (var i = 0; i < 10; i++)
        {
            var order = payer.Sign(payer.Order(payee.Account, 10));
            var answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(n => Doors[n % 3].PostCose(Payments, order)));
            Assert.Single(answers, a => (int)a.StatusCode == 201);
            Assert.Equal(8, answers.Count(a => (int)a.StatusCode == 200));
            Assert.Single((await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()))).Distinct());
        }
        Assert.Equal((900, 100), (await payer.Balance(), await payee.Balance()));
    }

    [Fact]
    public async Task A_key_blocked_through_one_server_signs_nothing_new_anywhere_once_that_is_answered()
    {
        var (payer, payee) = (await town.NewMember(100_000), await town.NewMember());
        foreach (var at in town.Servers)
        {
            var device = Any.Device();
            await (await town.Enrol(await town.As("bureau"), payer.Account, device, payer.Device)).Is(201);
            var answered = new TaskCompletionSource();
            var streams = Doors.Select(door => Task.Run(async () =>
            {
                var (paid, refused) = (0, 0);
                while (refused < 20)
                {
                    var late = answered.Task.IsCompleted;
                    using var answer = await door.PostCose(Payments, device.Sign(PaymentOrder.Type, payer.Order(payee.Account, 1).Encode()));
                    if ((int)answer.StatusCode == 201)
                    {
                        Assert.False(late, "A blocked key paid.");
                        paid++;
                    }
                    else
                    {
                        await answer.Refused(422, "key_blocked");
                        refused++;
                    }
                }
                return paid;
            })).ToList();
            await Task.Delay(150);
            using (var blocked = await Town.At(at, await town.As("bureau")).DeleteAsync($"/v1/accounts/{payer.Account}/keys/{device.Key.Id}")) await blocked.Is(204);
            answered.SetResult();
            Assert.All(await Task.WhenAll(streams), paid => Assert.True(paid > 0, "The key was blocked before it paid anything."));
        }
    }

    [Fact]
    public async Task A_till_hears_of_a_payment_that_entered_at_another_server()
    {
        var (payer, keeper) = (await town.NewMember(1000), await town.As(town.File.Shops[0]));
        for (var i = 0; i < 3; i++)
        {
            var (request, _) = await town.Request(0, 10);
            await using var till = await Stream.Open(Doors[i], $"/v1/payment-requests/{request}/events");
            await using var office = await Stream.Open(Town.At(town.Servers[i], keeper), $"/v1/merchants/{town.File.Shops[0].Merchant}/events");
            Assert.Equal("open", (await till.Next("state")).Data.GetProperty("state").GetString());
            var from = (await office.Next("state")).Data.GetProperty("position").GetInt64();
            var paid = await Doors[(i + 1) % 3].PostCose(Payments, payer.Sign(payer.Order(town.Shop(0).Account, 10) with { Request = request })).Is(201);
            var took = Stopwatch.StartNew();
            var heard = (await till.Next("paid")).Data;
            Assert.Equal((request.ToString(), 10), (heard.GetProperty("request").GetString(), heard.GetProperty("amount").GetInt64()));
            var credit = await office.Next("credit", c => c.GetProperty("payment").GetString() == paid.GetProperty("payment").GetString());
            Assert.Equal(paid.GetProperty("position").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture), credit.Id);
            Assert.Equal((10, request.ToString()), (credit.Data.GetProperty("amount").GetInt64(), credit.Data.GetProperty("request").GetString()));
            Assert.True(long.Parse(credit.Id!, System.Globalization.CultureInfo.InvariantCulture) > from);
            Assert.False(credit.Data.TryGetProperty("payer", out _));
            Assert.True(took.Elapsed < TimeSpan.FromSeconds(5), $"The till heard of it after {took.Elapsed}.");

            // Whoever comes back after a position misses nothing.
            await using var later = await Stream.Open(Town.At(town.Servers[(i + 2) % 3], keeper), $"/v1/merchants/{town.File.Shops[0].Merchant}/events", after: paid.GetProperty("position").GetInt64() - 1);
            await later.Next("state");
            Assert.Equal(credit.Data.GetRawText(), (await later.Next("credit")).Data.GetRawText());
        }
    }

    [Fact]
    public async Task Merchants_events_are_for_those_who_work_there()
    {
        var path = $"/v1/merchants/{town.File.Shops[0].Merchant}/events";
        await town.Anyone.GetAsync(path).Refused(401, "token_required");
        foreach (var role in (string[])["resident", "auditor", "bureau"]) await (await town.As(role)).GetAsync(path).Refused(403, "forbidden");
        await (await town.As(town.File.Shops[1])).GetAsync(path).Refused(403, "forbidden");
        using var wrong = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Last-Event-ID", "-1" } } };
        await (await town.As("merchant")).SendAsync(wrong).Refused(400, "invalid_field");
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_finishes_what_it_began_and_the_others_go_on()
    {
        await using var leaving = town.NewServer();
        await leaving.Run();
        var payers = new List<Member>();
        for (var i = 0; i < 6; i++) payers.Add(await town.NewMember(10_000));
        var payee = await town.NewMember();
        var (request, _) = await town.Request(0, 10);
        await using var till = await Stream.Open(Town.At(leaving), $"/v1/payment-requests/{request}/events");

        using var over = new CancellationTokenSource();
        var (wrong, cut, elsewhere) = (new ConcurrentBag<string>(), new ConcurrentBag<byte[]>(), new ConcurrentBag<TimeSpan>());
        var paid = 0;
        var streams = payers.Select((payer, n) => Task.Run(async () =>
        {
            var atLeaving = n < 3;
            using var door = Town.At(atLeaving ? leaving : town.Servers[n % 3]);
            while (!over.IsCancellationRequested)
            {
                var order = payer.Sign(payer.Order(payee.Account, 1));
                var took = Stopwatch.StartNew();
                try
                {
                    using var answer = await door.PostCose(Payments, order);
                    // 200: the account moved away before its answer arrived, and the server that sent for it asked again.
                    if (answer.IsSuccessStatusCode) Interlocked.Increment(ref paid);
                    else wrong.Add($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                    if (!atLeaving) elsewhere.Add(took.Elapsed);
                }
                catch (HttpRequestException e)
                {
                    if (!atLeaving) wrong.Add(e.Message);
                    cut.Add(order);
                    return;
                }
            }
        })).ToList();
        await Task.Delay(1000);
        await leaving.Signal("TERM");
        var stopping = Stopwatch.StartNew();
        var (code, output) = await leaving.End(TimeSpan.FromSeconds(40));
        Assert.True(code == 0, output);
        Assert.True(stopping.Elapsed < TimeSpan.FromSeconds(15), $"It took {stopping.Elapsed} to stop.");
        await Task.Delay(1000);
        await over.CancelAsync();
        await Task.WhenAll(streams);

        Assert.Empty(wrong);
        Assert.True(elsewhere.Max() < TimeSpan.FromSeconds(5), $"A payment elsewhere took {elsewhere.Max()}.");
        // Those that met a closed door are settled by asking once more, at another server.
        Assert.Equal(3, cut.Count);
        foreach (var order in cut)
        {
            using var answer = await town.Pay(order);
            Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
        }
        Assert.Equal(paid + 3, await payee.Balance());
        Assert.Null(await till.End());
    }

    /// <summary>Server-sent events, as a till follows them.</summary>
    private sealed class Stream : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
        private readonly HttpResponseMessage _answer;
        private readonly IAsyncEnumerator<SseItem<string>> _events;

        private Stream(HttpResponseMessage answer, System.IO.Stream body) =>
            (_answer, _events) = (answer, SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator());

        public static async Task<Stream> Open(HttpClient client, string path, long? after = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (after is not null) request.Headers.Add("Last-Event-ID", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{after}"));
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if ((int)answer.StatusCode != 200) await answer.Is(200);
            return new(answer, await answer.Content.ReadAsStreamAsync());
        }

        /// <summary>The next event, which must be of this type; those that are not meant are passed over.</summary>
        public async Task<(string? Id, JsonElement Data)> Next(string type, Predicate<JsonElement>? meant = null)
        {
            while (true)
            {
                Assert.True(await _events.MoveNextAsync().AsTask().WaitAsync(Patience), "The stream ended.");
                var (id, data) = (_events.Current.EventId, JsonDocument.Parse(_events.Current.Data).RootElement);
                Assert.Equal(type, _events.Current.EventType);
                if (meant is null || meant(data)) return (id, data);
            }
        }

        /// <summary>Null when the stream ends without a further event; else what it said.</summary>
        public async Task<string?> End()
        {
            var first = true;
            while (await _events.MoveNextAsync().AsTask().WaitAsync(Patience))
            {
                if (!first || _events.Current.EventType != "state") return _events.Current.Data;
                first = false;
            }
            return null;
        }

        public async ValueTask DisposeAsync()
        {
            _answer.Dispose();
            try { await _events.DisposeAsync(); }
            catch (Exception e) when (e is IOException or NotSupportedException) { }
        }
    }
}
