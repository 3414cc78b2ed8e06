using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Web.Demo;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace EssLedger.Web.Campaigns;

/// <summary>Campaigns and purses over the API and on the office's screens.</summary>
[Collection(Association.Name)]
public sealed class CampaignTests(Api.CardTests.Town town)
{
    private readonly TestServer _server = town.Server;

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Today => Core.Journal.ParisCalendar.DayOf(DateTimeOffset.UtcNow);

    private static object Meals => new
    {
        kind = "aid",
        name = "Repas",
        funder = "Une ville",
        budget = 100_00,
        rate = 0,
        perPerson = 40_00,
        first = Iso(Today),
        last = Iso(Today.AddDays(30)),
        grace = 10,
        acceptors = new { labelled = true, kinds = new[] { "merchant" }, accounts = Array.Empty<string>(), categories = Array.Empty<string>() },
    };

    private static async Task<JsonElement> Good(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Json();
    }

    private sealed record Resident(HttpClient Http, string Account, DeviceSigner Device);

    /// <summary>A new resident with a device, and ordinary money.</summary>
    private async Task<Resident> NewResident()
    {
        var person = await _server.Services.GetRequiredService<DemoTown>().Visitor();
        var (id, secret) = await _server.NewClient(person);
        var http = _server.Browser();
        http.DefaultRequestHeaders.Authorization = new("Bearer", await _server.TokenFor(id, secret));
        var account = Text((await Good(http.GetAsync("/v1/me"))).GetProperty("accounts")[0], "account");
        var device = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64UrlEncoder.DecodeBytes(Text(await Good(http.PostAsync($"/v1/accounts/{account}/key-challenge", null)), "challenge"));
        var proof = new DeviceProof(_server.Services.GetRequiredService<Terms>().Ledger, AccountId.Parse(account), challenge, device.Key);
        await Good(http.PostAsync($"/v1/accounts/{account}/keys", Cose(device.Sign(DeviceProof.Type, proof.Encode()))));
        return new(http, account, device);
    }

    private static ByteArrayContent Cose(byte[] body) => new(body) { Headers = { ContentType = new(Api.Cose.MediaType) } };

    private Task<HttpResponseMessage> Pay(HttpClient http, Resident payer, string payee, long amount, string purse)
    {
        var terms = _server.Services.GetRequiredService<Terms>();
        Assert.True(PurseId.TryParse(purse, out var id));
        var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(payer.Account), AccountId.Parse(payee), Amount.FromMinor(amount), terms.Unit,
            DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), Purses: [new(id, Amount.FromMinor(amount))]);
        return http.PostAsync("/v1/payments", Cose(payer.Device.Sign(PaymentOrder.Type, order.Encode())));
    }

    [Fact]
    public async Task Purse_is_its_holders_alone_and_pays_where_the_label_is_active()
    {
        using var treasurer = await town.As("treasurer");
        using var approver = await town.As("approver");
        using var auditor = await town.As("auditor");
        using var till = await town.As("cashier");
        var (ana, bob) = (await NewResident(), await NewResident());
        var campaign = Text(await Good(treasurer.PostAsJsonAsync("/v1/campaigns", Meals)), "campaign");
        var address = $"/v1/campaigns/{campaign}";
        await (await treasurer.PostAsJsonAsync($"{address}/allotments", new { lines = new[] { new { account = ana.Account, amount = 1 } } })).Refused(HttpStatusCode.UnprocessableEntity, "campaign_not_open");
        await Good(approver.PostAsync($"{address}/approve", null));
        var funding = Text(await Good(treasurer.PostAsJsonAsync($"{address}/funding", new { source = new { kind = "bank_transfer", reference = campaign, amount = 80_00 } })), "proposal");
        Assert.Equal("funding", Text((await Good(approver.GetAsync("/v1/campaigns/proposals"))).GetProperty("items").EnumerateArray().Single(p => Text(p, "proposal") == funding), "kind"));
        await Good(approver.PostAsync($"/v1/campaigns/proposals/{funding}/approve", null));
        // The receipt is used up.
        await (await treasurer.PostAsJsonAsync("/v1/issuances", new { account = ana.Account, amount = 1, unit = "MLC", source = new { kind = "bank_transfer", reference = campaign, amount = 1 } })).Refused(HttpStatusCode.Conflict, "already_issued");

        var wrong = new { lines = new[] { new { account = ana.Account, amount = 30_00 }, new { account = town.Shop, amount = 1 }, new { account = bob.Account, amount = 40_01 } }, dryRun = true };
        var tried = await Good(treasurer.PostAsJsonAsync($"{address}/allotments", wrong));
        Assert.Equal(("list_faulty", "2 not_a_resident, 3 above_person_cap"), (Text(tried, "refusal"), string.Join(", ", tried.GetProperty("faults").EnumerateArray().Select(f => $"{f.GetProperty("line")} {Text(f, "fault")}"))));
        var refused = await (await treasurer.PostAsJsonAsync($"{address}/allotments", wrong with { dryRun = false })).Refused(HttpStatusCode.UnprocessableEntity, "list_faulty");
        Assert.Equal("above_person_cap", refused.GetProperty("errors").GetProperty("lines[2]")[0].GetString());
        var right = new { lines = new[] { new { account = ana.Account, amount = 30_00 }, new { account = bob.Account, amount = 10_00 } } };
        var list = Text(await Good(treasurer.PostAsJsonAsync($"{address}/allotments", right)), "proposal");
        await Good(approver.PostAsync($"/v1/campaigns/proposals/{list}/approve", null));
        Assert.Contains((await Good(auditor.GetAsync("/v1/campaigns"))).GetProperty("items").EnumerateArray(), c => Text(c, "campaign") == campaign);
        var shown = await Good(auditor.GetAsync(address));
        Assert.Equal((40_00, 40_00, 2, 40_00), (shown.GetProperty("given").GetInt64(), shown.GetProperty("euros").GetInt64(), shown.GetProperty("purses").GetInt32(), shown.GetProperty("inPurses").GetInt64()));

        // Its holder sees all of it; others no purse at all.
        var own = (await Good(ana.Http.GetAsync($"/v1/accounts/{ana.Account}"))).GetProperty("purses")[0];
        Assert.Equal(("Repas", 30_00, Iso(Today.AddDays(40)), true), (Text(own, "name"), own.GetProperty("balance").GetInt64(), Text(own, "until"), own.GetProperty("where").GetProperty("labelled").GetBoolean()));
        Assert.Equal(0, (await Good(auditor.GetAsync($"/v1/accounts/{ana.Account}"))).GetProperty("purses").GetArrayLength());
        foreach (var other in (HttpClient[])[auditor, treasurer, bob.Http, till]) await (await other.GetAsync($"/v1/accounts/{ana.Account}/purses")).Refused(HttpStatusCode.Forbidden, "forbidden");

        var (labelled, suspended) = (town.Shop, Text(town.File.GetProperty("shops")[1], "account"));
        async Task<bool> Accepted(string payee) => (await Good(ana.Http.GetAsync($"/v1/accounts/{ana.Account}/purses?payee={payee}"))).GetProperty("items")[0].GetProperty("accepted").GetBoolean();
        Assert.Equal((true, false), (await Accepted(labelled), await Accepted(suspended)));
        var purse = Text(own, "purse");
        await Good(Pay(ana.Http, ana, labelled, 5_00, purse));
        await (await Pay(ana.Http, ana, suspended, 5_00, purse)).Refused(HttpStatusCode.UnprocessableEntity, "purse_not_accepted");
        await (await Pay(ana.Http, ana, bob.Account, 5_00, purse)).Refused(HttpStatusCode.UnprocessableEntity, "purse_not_accepted");
        // A till that sends it learns nothing of the payer.
        await (await Pay(till, ana, suspended, 5_00, purse)).Refused(HttpStatusCode.UnprocessableEntity, "declined");
        foreach (var seen in (string[])["takings", "events"])
        {
            using var answer = await till.GetAsync($"/v1/merchants/{Text(town.File.GetProperty("shops")[0], "merchant")}/{seen}", HttpCompletionOption.ResponseHeadersRead);
            if (seen == "takings") Assert.DoesNotContain(purse, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // Ended, it gives nothing more, and its purses pay on.
        Assert.Equal("spending", Text(await Good(treasurer.PostAsync($"{address}/end", null)), "state"));
        await (await treasurer.PostAsJsonAsync($"{address}/allotments", right)).Refused(HttpStatusCode.UnprocessableEntity, "campaign_not_open");
        await (await treasurer.PostAsync($"{address}/return-purses", null)).Refused(HttpStatusCode.UnprocessableEntity, "purses_still_open");
        await Good(Pay(ana.Http, ana, labelled, 5_00, purse));
    }

    [Fact]
    public async Task Bonus_comes_with_the_exchange_into_a_purse_that_pays_everywhere()
    {
        using var treasurer = await town.As("treasurer");
        using var approver = await town.As("approver");
        var ana = await NewResident();
        var campaign = Text(await Good(treasurer.PostAsJsonAsync("/v1/campaigns", new
        {
            kind = "bonus",
            name = "Bienvenue",
            funder = "Une région",
            budget = 20_00,
            rate = 2_000,
            perPerson = 3_00,
            first = Iso(Today),
            last = Iso(Today),
            grace = 0,
            acceptors = new { labelled = false, kinds = Array.Empty<string>(), accounts = Array.Empty<string>(), categories = Array.Empty<string>() },
        })), "campaign");
        await Good(approver.PostAsync($"/v1/campaigns/{campaign}/approve", null));
        var funding = Text(await Good(treasurer.PostAsJsonAsync($"/v1/campaigns/{campaign}/funding", new { source = new { kind = "bank_transfer", reference = campaign, amount = 20_00 } })), "proposal");
        await Good(approver.PostAsync($"/v1/campaigns/proposals/{funding}/approve", null));
        async Task Exchange(long amount)
        {
            var issuance = Text(await Good(treasurer.PostAsJsonAsync("/v1/issuances", new { account = ana.Account, amount, unit = "MLC", source = new { kind = "cash", reference = $"{campaign} {amount}", amount } })), "issuance");
            await Good(approver.PostAsync($"/v1/issuances/{issuance}/approve", null));
        }
        await Exchange(10_04);
        await Exchange(10_00);
        var purses = (await Good(ana.Http.GetAsync($"/v1/accounts/{ana.Account}"))).GetProperty("purses");
        // A fifth of each, rounded down, as far as one person may.
        Assert.Equal((1, 3_00), (purses.GetArrayLength(), purses[0].GetProperty("balance").GetInt64()));
        await Good(Pay(ana.Http, ana, Text(town.File.GetProperty("shops")[2], "account"), 3_00, Text(purses[0], "purse")));
        // No other test's exchange brings one.
        await Good(treasurer.PostAsync($"/v1/campaigns/{campaign}/end", null));
    }

    [Fact]
    public async Task Member_chooses_an_association_which_no_half_year_that_runs_pays()
    {
        using var treasurer = await town.As("treasurer");
        var ana = await NewResident();
        var association = (await Good(ana.Http.GetAsync("/v1/associations"))).GetProperty("items")[0];
        var mine = $"/v1/accounts/{ana.Account}/association";
        await (await ana.Http.PutAsJsonAsync(mine, new { association = town.Shop })).Refused(HttpStatusCode.UnprocessableEntity, "no_association");
        Assert.Equal(Text(association, "name"), Text((await Good(ana.Http.PutAsJsonAsync(mine, new { association = Text(association, "account") }))).GetProperty("association"), "name"));
        Assert.Equal(Text(association, "account"), Text((await Good(ana.Http.GetAsync(mine))).GetProperty("association"), "account"));
        var half = Core.Campaigns.HalfYear.Of(Today);
        Assert.Equal("half_year_not_over", Text(await Good(treasurer.PostAsJsonAsync("/v1/campaigns/shares", new { halfYear = $"{half}", rate = 300, dryRun = true })), "refusal"));
        Assert.Equal("nothing_to_give", Text(await Good(treasurer.PostAsJsonAsync("/v1/campaigns/shares", new { halfYear = $"{half.Before}", rate = 300, dryRun = true })), "refusal"));
        Assert.Equal(JsonValueKind.Null, (await Good(ana.Http.PutAsJsonAsync(mine, new { association = (string?)null }))).GetProperty("association").ValueKind);
    }

    [Fact]
    public async Task Office_takes_a_campaign_from_its_proposal_to_a_list_on_its_screens()
    {
        var (treasurer, _) = await Visitor.SignIn(_server, Roles.Treasurer);
        var (approver, _) = await Visitor.SignIn(_server, Roles.Approver);
        var ana = await NewResident();
        Dictionary<string, string> form = new()
        {
            ["act"] = "propose",
            ["kind"] = "Gift",
            ["name"] = "Fête du quartier",
            ["funder"] = "Comité (exemple)",
            ["budget"] = "100",
            ["person"] = "20,00",
            ["grace"] = "5",
            ["first"] = Iso(Today),
            ["last"] = Iso(Today.AddDays(9)),
            ["categories"] = "food",
            ["labelled"] = "yes",
            ["kinds"] = "Merchant",
        };
        Assert.Contains("pas possible", await treasurer.Refused(CampaignPages.Root, new(form) { ["last"] = Iso(Today.AddDays(-1)) }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        var page = (await treasurer.Record(CampaignPages.Root, form)).Split('?')[0];
        Assert.Contains("attend une seconde personne", await treasurer.Read(page), StringComparison.Ordinal);
        await approver.Record(page, new() { ["act"] = "approve" });
        await treasurer.Record(page, new() { ["act"] = "fund", ["euros"] = "50", ["reference"] = $"Virement {page}" });
        async Task<string> Waiting(string what) => System.Text.RegularExpressions.Regex.Match((await approver.Read(CampaignPages.Root)).Split(what)[0], "id=\"p-([0-9a-f-]{36})\"", System.Text.RegularExpressions.RegexOptions.RightToLeft).Groups[1].Value;
        await approver.Record(CampaignPages.Root, new() { ["act"] = "approve-proposal", ["which"] = await Waiting("50,00") });

        async Task<string> Try(byte[] list, HttpStatusCode status)
        {
            var answer = await treasurer.SendFile(page, new() { ["act"] = "try" }, "liste.csv", "text/csv", list);
            Assert.Equal(status, answer.StatusCode);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
        var refused = await Try(Encoding.Latin1.GetBytes($"Bénéficiaire;Montant\r\n{ana.Account};12,50\r\n{town.Shop};1\r\nx y;?\r\n"), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("pas le compte d’un particulier", refused, StringComparison.Ordinal);
        Assert.Contains("illisible", refused, StringComparison.Ordinal);
        var tried = await Try(Encoding.UTF8.GetBytes($"{ana.Account},\"12,50\"\n"), HttpStatusCode.OK);
        Assert.Contains("Proposer cette liste", tried, StringComparison.Ordinal);
        await treasurer.Record(page, new() { ["act"] = "allot", ["list"] = $"{ana.Account};12.50\n" });
        await approver.Record(CampaignPages.Root, new() { ["act"] = "approve-proposal", ["which"] = await Waiting("12,50") });
        Assert.Equal(12_50, (await Good(ana.Http.GetAsync($"/v1/accounts/{ana.Account}"))).GetProperty("purses")[0].GetProperty("balance").GetInt64());
        Assert.Contains("12,50", await approver.Read(page), StringComparison.Ordinal);
        await treasurer.Record(page, new() { ["act"] = "end" });
        var (bureau, _) = await Visitor.SignIn(_server, Roles.Bureau);
        Assert.Equal(HttpStatusCode.Forbidden, (await bureau.Get(CampaignPages.Root)).StatusCode);
    }
}
