using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Demo;
using EssLedger.Web.Keys;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EssLedger.Web.Api;

/// <summary>Who may call what: every operation of the OpenAPI document, called by every role and by whoever pretends, against the one table rights.txt.</summary>
[Collection(nameof(Defended))]
public sealed class RightsTests(TownThroughTime town)
{
    private static readonly JsonNode TooEarly = "1800-01-01";
    private readonly TestServer _server = town.Server;

    [Fact]
    public async Task Every_operation_answers_every_role_as_the_table_says()
    {
        var document = await ApiDocument.Of(_server.Http);
        var cast = await Cast.Of(town);
        var said = new Dictionary<string, string>();
        // What takes something away comes last.
        foreach (var operation in document.Operations.OrderBy(o => o.Method == "DELETE").ThenBy(o => o.Path.EndsWith("/events", StringComparison.Ordinal)))
            foreach (var whose in Whose(operation))
            {
                var cells = new List<string> { await cast.Ask(document, operation, whose, cast.Nobody), await cast.AskAsForger(document, operation, whose) };
                foreach (var player in cast.Players) cells.Add(await cast.Ask(document, operation, whose, player));
                said[Line(operation, whose, [])] = Line(operation, whose, cells);
            }

        var table = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Api", "rights.txt"))).Where(line => line.Length > 0 && line[0] != '#').ToList();
        Assert.Equal($"{"",-76} whose     none bad  {string.Join(' ', Roles.All.Select(Short))}", table[0]);
        var differing = said.Values.Except(table.Skip(1)).Order(StringComparer.Ordinal).Select(line => $"is:       {line}")
            .Concat(table.Skip(1).Except(said.Values).Order(StringComparer.Ordinal).Select(line => $"in table: {line}")).ToList();
        Assert.True(differing.Count == 0, $"rights.txt and the server differ:\n{table[0]}\n{string.Join('\n', differing)}");
        Assert.Equal(table.Skip(1).Order(StringComparer.Ordinal), table.Skip(1));
    }

    private static string Line(ApiDocument.Operation operation, string whose, IReadOnlyList<string> cells) =>
        $"{operation.Path + " " + operation.Method,-76} {whose,-9} {string.Join(' ', cells.Select(cell => cell.PadRight(4)))}".TrimEnd();

    private static string Short(string role) => role switch
    {
        Roles.LabelManager => "lman",
        Roles.LabelVisitor => "lvis",
        Roles.LabelCommittee => "lcom",
        _ => role.Length > 4 ? role[..4] : role.PadRight(4),
    };

    /// <summary>Whether a call is about something that is the caller's or another's.</summary>
    private static string[] Whose(ApiDocument.Operation operation) =>
        operation.NeedsToken && (operation.Path.Split('/').Any(part => part is "{account}" or "{merchant}" or "{payment}" or "{request}" or "{participant}" or "{id}" or "{cooperation}" or "{number}" or "{ask}")
            || operation.ToString() is "POST /v1/accounts" or "POST /v1/payment-requests" or "POST /v1/asks" or "POST /v1/label/applications" or "POST /v1/label/cooperations")
            ? ["own", "another's"] : ["-"];

    /// <param name="Role">What the person may be; null: nobody calls.</param>
    /// <param name="Own">What belongs to the person, by the name that it has in the API.</param>
    private sealed record Player(string? Role, HttpClient Http, IReadOnlyDictionary<string, string> Own);

    /// <summary>One person of each role. Each has an account with a device and a payment, works for the first shop and acts for its body in the label: what a role allows and what
    /// belonging allows are told apart by who else may.</summary>
    private sealed class Cast
    {
        private readonly Dictionary<string, string> _all = [], _another = [];
        private readonly List<HttpClient> _forgers = [];
        private TestServer _server = null!;
        private byte[] _device = [];

        public Player Nobody { get; private set; } = null!;
        public List<Player> Players { get; } = [];

        private Player As(string role) => Players.Single(p => p.Role == role);

        public static async Task<Cast> Of(OutsideTests.Town town)
        {
            var (cast, server, file) = (new Cast { _server = town.Server }, town.Server, town.File);
            var (shop, otherShop, resident) = (file.GetProperty("shops")[0], file.GetProperty("shops")[1], file.GetProperty("residents")[1]);
            var (bakery, cycles) = (file.GetProperty("participants")[0], file.GetProperty("participants")[1]);
            cast._device = Convert.FromHexString(bakery.GetProperty("deviceKey").GetString()!);
            cast.Nobody = new(null, server.Browser(), new Dictionary<string, string>());
            using var manager = await town.As(Roles.LabelManager);
            using var bureau = await town.As(Roles.Bureau);

            foreach (var role in Roles.All)
            {
                var person = await server.Services.GetRequiredService<DemoTown>().Visitor();
                await server.People.SetRoles(person, [role]);
                if (role is Roles.Merchant or Roles.Cashier) await server.People.Employ(person, MerchantId.Parse(Text(shop, "merchant")), role);
                var (id, secret) = await server.NewClient(person);
                var http = server.Browser();
                http.DefaultRequestHeaders.Authorization = new("Bearer", await server.TokenFor(id, secret));
                await Good(manager.PostAsJsonAsync($"/v1/label/participants/{Text(bakery, "participant")}/representatives", new { person = person.Value }));
                var account = (await Good(http.GetAsync("/v1/me"))).GetProperty("accounts")[0].GetProperty("account").GetString()!;
                var (device, kid) = await cast.Enrol(http, account);
                cast.Players.Add(new(role, http, new Dictionary<string, string>
                {
                    ["account"] = account,
                    ["kid"] = kid,
                    ["payment"] = await cast.Pay(account, Text(shop, "account"), device),
                    ["card"] = Text(await Good(bureau.PostAsJsonAsync($"/v1/accounts/{account}/cards", new { pin = "2580" })), "card"),
                    ["mandate"] = await cast.Give(http, account, Text(shop, "account"), device),
                }));
            }

            // Everybody's, as all work for the first shop.
            var applicant = await Good(manager.GetAsync($"/v1/label/participants/{Text(bakery, "participant")}"));
            var cooperation = (await Good(manager.GetAsync($"/v1/label/cooperations?participant={Text(bakery, "participant")}"))).GetProperty("items")[0];
            Keep(cast._all, shop, applicant, cooperation, (await Good(cast.As(Roles.Merchant).Http.PostAsJsonAsync("/v1/payment-requests", new { payee = Text(shop, "account"), unit = "MLC", amount = 100 }))).GetProperty("request").GetString()!);
            foreach (var player in cast.Players)
                ((Dictionary<string, string>)player.Own)["evidence"] = await NewEvidence(player.Http, cast._all["id"]);

            // Nobody's here.
            using var keeper = await town.As(otherShop);
            async Task<string> AskOf(string payer, string name) =>
                Text(await Good(keeper.PostAsJsonAsync("/v1/asks", new { payee = Text(otherShop, "account"), payer, payerName = name, amount = 1 })), "ask");
            foreach (var player in cast.Players)
                ((Dictionary<string, string>)player.Own)["ask"] = await AskOf(player.Own["account"], Text((await Good(player.Http.GetAsync("/v1/me"))).GetProperty("accounts")[0], "name"));
            cast._another["ask"] = await AskOf(Text(resident, "account"), Text(resident, "name"));
            var others = (await Good(manager.GetAsync("/v1/label/cooperations"))).GetProperty("items").EnumerateArray().First(c => Text(c, "cooperation") != Text(cooperation, "cooperation"));
            Keep(cast._another, otherShop, await Good(manager.GetAsync($"/v1/label/participants/{Text(cycles, "participant")}")), others,
                (await Good(keeper.PostAsJsonAsync("/v1/payment-requests", new { payee = Text(otherShop, "account"), unit = "MLC", amount = 100 }))).GetProperty("request").GetString()!);
            cast._another["account"] = Text(resident, "account");
            cast._another["kid"] = Text(resident, "kid");
            cast._another["payment"] = await cast.Pay(Text(resident, "account"), Text(otherShop, "account"), new(Convert.FromHexString(Text(resident, "deviceKey"))));

            cast._another["card"] = Text(await Good(bureau.PostAsJsonAsync($"/v1/accounts/{cast._another["account"]}/cards", new { pin = "2580" })), "card");
            cast._another["mandate"] = cast.Players[0].Own["mandate"];
            cast._another["evidence"] = await NewEvidence(manager, cast._another["id"]);

            // Whosever.
            cast._all["issuance"] = (await Good(cast.As(Roles.Treasurer).Http.PostAsJsonAsync("/v1/issuances", new { account = Text(resident, "account"), amount = 1, unit = "MLC", source = new { kind = "cash", reference = "rights", amount = 1 } }))).GetProperty("issuance").GetString()!;
            var treasurer = cast.As(Roles.Treasurer).Http;
            cast._all["campaign"] = Text((await Good(treasurer.GetAsync("/v1/campaigns"))).GetProperty("items")[0], "campaign");
            cast._all["proposal"] = Text(await Good(treasurer.PostAsJsonAsync($"/v1/campaigns/{cast._all["campaign"]}/funding", new { source = new { kind = "bank_transfer", reference = "rights of a funder", amount = 1 } })), "proposal");
            var till = new Till(new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(Text(shop, "account")), "Rights", DateTimeOffset.UtcNow, null);
            await server.Services.GetRequiredService<IShopStore>().AddTillAsync(till, default);
            cast._all["till"] = cast._another["till"] = till.Id.ToString();
            cast._all["complaint"] = (await Good(cast.As(Roles.Resident).Http.PostAsJsonAsync("/v1/label/complaints", new { grant = Text(shop, "grant"), reason = "?" }))).GetProperty("complaint").GetString()!;
            cast._all["key"] = (await Good(server.Http.GetAsync("/.well-known/jwks.json"))).GetProperty("keys")[0].GetProperty("kid").GetString()!;
            cast._all["person"] = (await Good(cast.As(Roles.City).Http.GetAsync("/v1/me"))).GetProperty("person").GetString()!;
            foreach (var token in Forged(server, cast._all["person"]))
            {
                var forger = server.Browser();
                forger.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
                cast._forgers.Add(forger);
            }

            // The last payment is sealed, and so is what came before it.
            for (var tries = 0; ; tries++)
            {
                var proof = await cast.As(Roles.Auditor).Http.GetAsync($"/v1/payments/{cast._another["payment"]}/proof");
                if (proof.StatusCode == HttpStatusCode.OK) return cast;
                Assert.True(tries < 200, await proof.Content.ReadAsStringAsync());
                await Task.Delay(50);
            }
        }

        private static void Keep(Dictionary<string, string> those, JsonElement shop, JsonElement participant, JsonElement cooperation, string request)
        {
            those["merchant"] = Text(shop, "merchant");
            those["payee"] = Text(shop, "account");
            those["grant"] = Text(shop, "grant");
            those["request"] = request;
            those["participant"] = Text(participant, "participant");
            those["deviceOfParticipant"] = Text(participant.GetProperty("keys")[0], "kid");
            those["id"] = participant.GetProperty("applications")[0].GetString()!;
            those["cooperation"] = Text(cooperation, "cooperation");
            those["text"] = Text(cooperation, "text");
            those["side"] = Text(cooperation, "from") == those["participant"] ? Text(cooperation, "from") : Text(cooperation, "to");
        }

        /// <summary>A token of the right form for somebody of every right, with one thing wrong.</summary>
        private static IEnumerable<string> Forged(TestServer server, string person)
        {
            var key = server.Services.GetRequiredService<KeyDirectory>().Current(Purposes.Token);
            string Forge(Action<SecurityTokenDescriptor> change)
            {
                var descriptor = new SecurityTokenDescriptor
                {
                    Issuer = server.Url.AbsoluteUri,
                    Audience = Server.Audience,
                    Expires = DateTime.UtcNow.AddMinutes(5),
                    TokenType = "at+jwt",
                    Claims = new Dictionary<string, object> { ["sub"] = person, ["person"] = person, ["role"] = Roles.All },
                    SigningCredentials = new(key.SecurityKey, SecurityAlgorithms.EcdsaSha256),
                };
                change(descriptor);
                return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
            }
            yield return Forge(t => t.Expires = DateTime.UtcNow.AddMinutes(-2));
            yield return Forge(t => t.Audience = "another");
            yield return Forge(t => t.Issuer = "https://another.example/");
            yield return Forge(t => t.SigningCredentials = new(new SymmetricSecurityKey(key.PublicKey) { KeyId = key.Id.ToString() }, SecurityAlgorithms.HmacSha256));
            yield return $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{Forge(_ => { }).Split('.')[1]}.";
        }

        public async Task<string> AskAsForger(ApiDocument document, ApiDocument.Operation operation, string whose)
        {
            var answers = new HashSet<string>();
            foreach (var forger in _forgers) answers.Add(await Ask(document, operation, whose, Nobody with { Http = forger }));
            return string.Join('/', answers);
        }

        /// <summary>Calls so that whoever may do it gets an answer, or a refusal of the rules.</summary>
        public async Task<string> Ask(ApiDocument document, ApiDocument.Operation operation, string whose, Player player, int tries = 0)
        {
            if (operation.ToString() == "DELETE /v1/label/applications/{id}/evidence/{evidence}" && whose != "own") _another["evidence"] = await NewEvidence(As(Roles.LabelManager).Http, _another["id"]);
            using var request = new HttpRequestMessage(new(operation.Method), Address(operation, whose, player));
            if (operation.MediaType is { } type)
            {
                var body = type switch
                {
                    "application/json" => Encoding.UTF8.GetBytes(document.Example(operation.Body!.Value, member => Member(operation, whose, member, player))!.ToJsonString()),
                    "application/cose" when operation.Path.EndsWith("/confirm", StringComparison.Ordinal) => Confirmation(whose),
                    _ => [1],
                };
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = new(type) } };
            }
            if (operation.Method == "PATCH") request.Headers.Add("Upload-Offset", "0");
            using var answer = await player.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            // A stream that was left a moment ago may still be counted among the three of its request.
            if (answer.StatusCode == HttpStatusCode.TooManyRequests && operation.Path.EndsWith("/events", StringComparison.Ordinal) && tries < 20)
            {
                await Task.Delay(100);
                return await Ask(document, operation, whose, player, tries + 1);
            }
            return answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized => "401",
                HttpStatusCode.Forbidden => "-",
                HttpStatusCode.NotFound => "404",
                HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError or HttpStatusCode.MethodNotAllowed or HttpStatusCode.UnsupportedMediaType => ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => "yes",
            };
        }

        private string Address(ApiDocument.Operation operation, string whose, Player player)
        {
            var address = operation.Path;
            foreach (var parameter in operation.Parameters.Where(p => p.In == "path")) address = address.Replace($"{{{parameter.Name}}}", Value(operation, whose, parameter.Name, player), StringComparison.Ordinal);
            var query = operation.Parameters.Where(p => p is { In: "query", Required: true }).Select(p => $"{p.Name}=1").ToList();
            return query.Count == 0 ? address : $"{address}?{string.Join('&', query)}";
        }

        private string Value(ApiDocument.Operation operation, string whose, string name, Player player)
        {
            var those = whose == "another's" ? _another : _all;
            return (operation.Path, name) switch
            {
                ("/keys/{kid}", _) => _all["key"],
                ("/v1/label/participants/{participant}/keys/{kid}", "kid") => those["deviceOfParticipant"],
                ("/v1/label/applications/{id}/commitments/{number}/settle", "number") => "1",
                (_, "number") => those["grant"],
                (_, "entry") => "1",
                (_, "kind") => "place",
                (_, "invoice") => "FC2000-00001",
                (_, "book") => "currency",
                (_, "tile") => "0/000.p/1",
                (_, "list") => "revocation",
                (_, "version") => "1",
                (_, "person" or "issuance" or "complaint" or "campaign" or "proposal") => _all[name],
                (_, "bureau" or "publicMandate") => "AAAAAAAAAAAA",
                (_, "transfer" or "sale" or "count" or "remittance" or "batch" or "debit" or "webhook") => _all["issuance"],
                (_, "position") => "1",
                (_, "asker") => _another["account"],
                (_, "device") => new string('A', 43),
                // Nobody and forgers ask for what is somebody's.
                _ when whose == "own" && (player.Own.TryGetValue(name, out var own) || Players[0].Own.TryGetValue(name, out own)) => own,
                _ => those.GetValueOrDefault(name) ?? _another.GetValueOrDefault(name) ?? As(Roles.LabelManager).Own[name],
            };
        }

        /// <summary>A member of a body; the day is one that the rules refuse, so that nothing changes.</summary>
        private JsonNode? Member(ApiDocument.Operation operation, string whose, string member, Player player) => (operation.Path, member) switch
        {
            (_, "effective" or "start") => TooEarly.DeepClone(),
            (_, "unit") => "MLC",
            (_, "siret") => operation.Path == "/v1/label/participants" ? "99910010000018" : null,
            ("/v1/accounts", "kind") => whose == "own" ? "resident" : "merchant",
            (_, "pin") => "0000",
            (_, "cashier") => _all["person"],
            ("/v1/card-payments", "card") => Base64UrlEncoder.Encode(new byte[CardId.NumberSize]),
            ("/v1/card-payments", "request") => _all["request"],
            ("/v1/debits/{debit}/repay", "line") => new string('A', 43),
            ("/v1/terms/reconversion", "kinds") => new JsonObject { ["resident"] = new JsonObject { ["rate"] = 0, ["leastFee"] = 0, ["leastAmount"] = 0 } },
            (_, "iban") => "FR76",
            ("/v1/terms" or "/v1/terms/reconversion", "from") => "2020-01-01T00:00:00Z",
            (_, "ceilings") => new JsonObject(),
            (_, "forbidden") => new JsonArray(),
            (_, "delegate") => (player.Role is null ? Players[0] : player).Own["account"],
            ("/v1/asks", "payee") => whose == "own" ? (player.Role is null ? Players[0] : player).Own["account"] : _another["account"],
            ("/v1/asks", "payer") => _another["payee"],
            (_, "payee" or "participant" or "person" or "mandate") => Value(operation, whose, member, player),
            ("/v1/paper/transfers", "from") or ("/v1/paper/counts", "place") => "VAULT",
            ("/v1/paper/transfers", "to") => "PRESS",
            (_, "series") => "A",
            (_, "from" or "to") => (whose == "another's" ? _another : _all)["participant"],
            (_, "account" or "association") => _another["account"],
            (_, "grant") => _all["grant"],
            (_, "form") => "supply",
            ("/v1/issuances", "amount") => 2,
            (_, "reference") => operation.Path == "/v1/issuances" ? " " : null,
            (_, "mediaType") => "image/png",
            ("/v1/public-payments/mandates", "paper") => new string('A', 43),
            (_, "size") => 1000,
            _ => null,
        };

        private byte[] Confirmation(string whose)
        {
            var those = whose == "another's" ? _another : _all;
            return new DeviceSigner(_device).Sign(CooperationConfirmation.Type, new CooperationConfirmation(_server.Services.GetRequiredService<LabelIssuer>().Id,
                new(Uuid.TryParse(those["cooperation"], out var id) ? id : default), Digest.Of(Encoding.UTF8.GetBytes(those["text"])), ParticipantId.Parse(those["side"]), DateOnly.FromDateTime(DateTime.UtcNow)).Encode());
        }

        private async Task<(DeviceSigner Device, string Kid)> Enrol(HttpClient http, string account)
        {
            var device = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
            var challenge = Base64UrlEncoder.DecodeBytes((await Good(http.PostAsync($"/v1/accounts/{account}/key-challenge", null))).GetProperty("challenge").GetString()!);
            var proof = new DeviceProof(_server.Services.GetRequiredService<Terms>().Ledger, AccountId.Parse(account), challenge, device.Key);
            return (device, Text(await Good(http.PostAsync($"/v1/accounts/{account}/keys", Cose(device.Sign(DeviceProof.Type, proof.Encode())))), "kid"));
        }

        private async Task<string> Give(HttpClient http, string account, string payee, DeviceSigner device)
        {
            var terms = _server.Services.GetRequiredService<Terms>();
            var mandate = new Mandate(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(account), AccountId.Parse(payee), Amount.FromMinor(1), terms.Unit,
                Amount.FromMinor(1), 1, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(9));
            await Good(http.PostAsync($"/v1/accounts/{account}/mandates", Cose(device.Sign(Mandate.Type, mandate.Encode()))));
            return Text(await Good(http.PostAsJsonAsync($"/v1/accounts/{account}/scheduled-payments", new { mandate = mandate.Id.ToString(), amount = 1, every = "once", firstDay = mandate.LastDay })), "mandate");
        }

        private async Task<string> Pay(string payer, string payee, DeviceSigner device)
        {
            var terms = _server.Services.GetRequiredService<Terms>();
            var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(payer), AccountId.Parse(payee), Amount.FromMinor(1), terms.Unit,
                DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds());
            return Text(await Good(_server.Http.PostAsync("/v1/payments", Cose(device.Sign(PaymentOrder.Type, order.Encode())))), "payment");
        }

        private static async Task<string> NewEvidence(HttpClient http, string application) =>
            Text(await Good(http.PostAsJsonAsync($"/v1/label/applications/{application}/evidence", new { name = "photo.png", mediaType = "image/png", size = 10 })), "evidence");

        private static ByteArrayContent Cose(byte[] body) => new(body) { Headers = { ContentType = new(Api.Cose.MediaType) } };

        private static async Task<JsonElement> Good(Task<HttpResponseMessage> call)
        {
            using var answer = await call;
            Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri}: {await answer.Content.ReadAsStringAsync()}");
            return await answer.Json();
        }

        private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;
    }
}
