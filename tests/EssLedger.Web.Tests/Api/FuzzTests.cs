using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

/// <summary>Whatever anybody sends, the API answers, and as its document says. ESSLEDGER_FUZZ_CALLS and ESSLEDGER_FUZZ_SEED say how often and from where (ops/fuzz).</summary>
public sealed class FuzzTests(OutsideTests.Town town) : IClassFixture<OutsideTests.Town>
{
    private const int AtOnce = 4;
    private readonly TestServer _server = town.Server;

    private static int Said(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var said) ? said : otherwise;

    [Fact]
    public async Task Nothing_that_anybody_sends_breaks_the_server_or_gets_an_answer_outside_the_document()
    {
        var (calls, seed) = (Said("ESSLEDGER_FUZZ_CALLS", 10_000), Said("ESSLEDGER_FUZZ_SEED", 1));
        var document = await ApiDocument.Of(_server.Http);
        var callers = new List<HttpClient> { _server.Http };
        foreach (var role in Roles.All) callers.Add(await town.As(role));
        // Who may everything gets to the rules behind the rights.
        var all = await _server.As([.. Roles.All]);
        foreach (var client in town.File.GetProperty("shops").EnumerateArray().Concat(town.File.GetProperty("participants").EnumerateArray())) callers.Add(await town.As(client));
        var fuzzer = new Fuzzer(document, await Things(), Wallet());

        var (found, statuses) = (new ConcurrentDictionary<string, string>(), new ConcurrentDictionary<int, int>());
        var watch = Stopwatch.StartNew();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < calls && found.Count < 20;)
            {
                var dice = new Random(unchecked((seed * 1_000_003) + number));
                var caller = dice.Next(2) == 0 ? all : callers[dice.Next(callers.Count)];
                var call = fuzzer.Make(dice);
                if (await Flaw(document, caller, call, statuses) is { } flaw)
                    found.TryAdd($"{call.Method} {call.Operation?.Path} {flaw.Split('\n')[0]}", $"seed {seed}, call {number}, caller {callers.IndexOf(caller)}: {flaw}\n{call}\n");
            }
        })));

        var (tried, answered) = (Math.Min(next, calls), statuses.Where(s => s.Key < 400).Sum(s => s.Value));
        await Console.Out.WriteLineAsync($"{tried} calls from seed {seed} in {watch.Elapsed.TotalSeconds:0.0} s: {string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} × {s.Key}"))}");
        Assert.True(found.IsEmpty, string.Join('\n', found.Values));
        // A fuzzer that is always turned away at the door sees nothing.
        Assert.True(answered > tried / 10, $"Only {answered} of {tried} calls were answered with what they asked for.");
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    public async Task Day_at_the_end_of_the_calendar_is_a_wrong_field_and_no_fault(string day)
    {
        using var committee = await town.As(Roles.LabelCommittee);
        var file = (await (await committee.GetAsync("/v1/label/applications")).Json()).GetProperty("items")[0].GetProperty("application").GetString();
        foreach (var (address, body) in ((string, object)[])
            [($"applications/{file}/decision", new { outcome = "granted", reason = "?", effective = day }), ("grants/LIL-2026-0001/renew", new { reason = "?", effective = day }), ("grants/LIL-2026-0001/suspend", new { reason = "?", effective = day })])
            await (await committee.PostAsJsonAsync($"/v1/label/{address}", body)).Refused(System.Net.HttpStatusCode.BadRequest, "invalid_field");
    }

    private static async Task<string?> Flaw(ApiDocument document, HttpClient caller, Fuzzer.Call call, ConcurrentDictionary<int, int> statuses, bool again = false)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            using var request = call.ToRequest();
            using var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var (status, type) = ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType);
            statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
            // A stream has no end.
            if (type == "text/event-stream" && status == 200) return null;
            var body = await answer.Content.ReadAsByteArrayAsync(patience.Token);
            // An address or a head that HTTP itself cannot take never reaches the API.
            if (body.Length == 0 && (status is 414 or 431 || (status == 400 && call.Address.Contains("%00", StringComparison.Ordinal)))) return null;
            if (status >= 500 && status != 503) return $"{status}\n{Encoding.UTF8.GetString(body)}";
            if (call.Operation is { } operation) return document.Flaw(operation, status, type, body) is { } flaw ? $"{flaw}\n{Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2_000)))}" : null;
            return status is >= 400 and < 500 && type == "application/problem+json" ? null : $"{status} as {type} to a method that is none";
        }
        // A connection on which somebody sent too much is closed, perhaps just when the next call takes it.
        catch (HttpRequestException) when (!again)
        {
            return await Flaw(document, caller, call, statuses, again: true);
        }
        // A server that has seen enough of a body says so and hangs up; whoever still sends may not hear it.
        catch (HttpRequestException) when (call.Body?.Length > 64 * 1024)
        {
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return $"no answer: {e.GetType().Name} {e.Message}";
        }
    }

    private Fuzzer.Wallet Wallet()
    {
        var terms = _server.Services.GetRequiredService<Terms>();
        return new(terms.Ledger, terms.Unit,
            [.. town.File.GetProperty("residents").EnumerateArray().Select(r => (AccountId.Parse(r.GetProperty("account").GetString()!), new DeviceSigner(Convert.FromHexString(r.GetProperty("deviceKey").GetString()!))))],
            [.. town.File.GetProperty("shops").EnumerateArray().Select(s => AccountId.Parse(s.GetProperty("account").GetString()!))]);
    }

    /// <summary>What the town has, by the names under which the API speaks of it.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Things()
    {
        string[] Of(string list, string member) => [.. town.File.GetProperty(list).EnumerateArray().Select(e => e.GetProperty(member).GetString()).OfType<string>()];
        using var manager = await town.As(Roles.LabelManager);
        using var till = await town.As(Roles.Cashier);
        using var treasurer = await town.As(Roles.Treasurer);
        async Task<string[]> Listed(HttpClient http, string address, string member) =>
            [.. (await (await http.GetAsync(address)).Json()).GetProperty("items").EnumerateArray().Select(e => e.GetProperty(member).GetString()!)];

        string[] accounts = [.. Of("shops", "account"), .. Of("residents", "account")];
        var request = (await (await till.PostAsJsonAsync("/v1/payment-requests", new { payee = accounts[0], unit = "MLC", amount = 100 })).Json()).GetProperty("request").GetString()!;
        var standing = (await (await till.PostAsJsonAsync("/v1/payment-requests", new { payee = accounts[0], unit = "MLC", standing = true })).Json()).GetProperty("request").GetString()!;
        var issuance = (await (await treasurer.PostAsJsonAsync("/v1/issuances", new { account = accounts[^1], amount = 1, unit = "MLC", source = new { kind = "cash", reference = "fuzz", amount = 1 } })).Json()).GetProperty("issuance").GetString()!;
        var complaint = (await (await till.PostAsJsonAsync("/v1/label/complaints", new { grant = "LIL-2026-0001", reason = "?" })).Json()).GetProperty("complaint").GetString()!;
        var applications = await Listed(manager, "/v1/label/applications", "application");
        var evidence = new List<string>();
        foreach (var application in applications[..3])
        {
            var announced = (await (await manager.PostAsJsonAsync($"/v1/label/applications/{application}/evidence", new { name = "a.txt", mediaType = "text/plain", size = 5 })).Json()).GetProperty("evidence").GetString()!;
            evidence.Add(announced);
            if (evidence.Count == 3) break;
            using var piece = new HttpRequestMessage(HttpMethod.Patch, $"/v1/label/applications/{application}/evidence/{announced}") { Content = new ByteArrayContent("Salut"u8.ToArray()) { Headers = { ContentType = new("application/offset+octet-stream") } }, Headers = { { "Upload-Offset", "0" } } };
            Assert.True((await manager.SendAsync(piece)).IsSuccessStatusCode);
        }
        var person = (await (await till.GetAsync("/v1/me")).Json()).GetProperty("person").GetString()!;
        var badge = (await (await _server.Http.GetAsync("/v1/badges/LIL-2026-0001/code")).Json()).GetProperty("text").GetString()!;
        var credential = await _server.Http.GetStringAsync("/v1/badges/LIL-2026-0001");
        var grants = Of("shops", "grant");
        return new Dictionary<string, IReadOnlyList<string>>
        {
            ["account"] = accounts,
            ["payee"] = accounts,
            ["delegate"] = accounts,
            ["pin"] = ["4826", "1234", "48261"],
            ["merchant"] = Of("shops", "merchant"),
            ["kid"] = [.. Of("residents", "kid"), "0123456789abcdef"],
            ["request"] = [request, standing],
            ["issuance"] = [issuance],
            ["complaint"] = [complaint],
            ["id"] = applications,
            ["evidence"] = evidence,
            ["person"] = [person],
            ["visitor"] = [person],
            ["participant"] = Of("participants", "participant"),
            ["from"] = Of("participants", "participant"),
            ["to"] = Of("participants", "participant"),
            ["cooperation"] = await Listed(manager, "/v1/label/cooperations", "cooperation"),
            ["number"] = [.. grants, "1", "2"],
            ["grant"] = grants,
            ["renews"] = grants,
            ["unit"] = ["MLC"],
            ["version"] = ["1", "2"],
            ["book"] = ["currency", "label"],
            ["tile"] = ["0/000", "0/000.p/3", "1/000.p/1", "0/x001/000", "entries/000"],
            ["list"] = ["revocation", "suspension"],
            ["text"] = [badge, credential, credential[..^4], "HTTPS://X/B/AAAA"],
            ["siret"] = [.. Of("shops", "siret"), "99910022500013"],
            ["commune"] = ["59350", "lille", "mel", "99999"],
            ["by"] = ["commune,filiere", "kind", "qpv,iae,family", "commune,commune", ",", "nonsense"],
            ["perimeter"] = ["lille", "59355", "mel"],
            ["kind"] = ["shop", "ess", "event", "cash", "qpv"],
            ["form"] = ["supply", "pooling", "nonsense"],
            ["mediaType"] = ["text/plain", "image/png", "nonsense"],
            ["filieres"] = ["food", "repair"],
            ["filiere"] = ["food", "repair"],
            ["tags"] = ["local"],
            ["networks"] = ["adie"],
            ["statuses"] = ["iae"],
            ["for"] = ["shop", "ess"],
            ["reason"] = ["Parce que.", "Deuxième raison."],
            ["state"] = ["granted", "draft"],
            ["name"] = ["Nom (exemple)", "photo.png"],
            ["challenge"] = ["x"],
        };
    }
}
