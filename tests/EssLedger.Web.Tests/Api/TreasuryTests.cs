using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Banking;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

/// <summary>Euro come to the bank, become units, and go out again: what the treasurer and the approver do in an evening, from the statement to the paid reconversion.</summary>
[Collection(Association.Name)]
public sealed partial class TreasuryTests(CardTests.Town town)
{
    private static readonly StatementFile File = new("08");
    private readonly TestServer _server = town.Server;

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private static async Task<JsonElement> Import(HttpClient treasurer, string entries, decimal opening, decimal closing, string id, string day)
    {
        var answer = await treasurer.PostAsync("/v1/statements", new ByteArrayContent(Encoding.UTF8.GetBytes(File.Of(StatementFile.Statement(entries, opening, closing, id, day: day)))) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/xml") } });
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Json()).GetProperty("statements")[0];
    }

    private static async Task<List<JsonElement>> Lines(HttpClient reader) => [.. (await (await reader.GetAsync("/v1/statements/lines")).Json()).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> Line(HttpClient reader, long amount) => (await Lines(reader)).Single(l => l.GetProperty("amount").GetInt64() == amount);

    private static async Task<JsonElement> Fund(HttpClient reader) => await (await reader.GetAsync("/v1/fund")).Json();

    [Fact]
    public async Task Euro_become_units_against_a_statement_and_units_become_euro_again()
    {
        using var treasurer = await town.As("treasurer");
        using var approver = await town.As("approver");
        using var auditor = await town.As("auditor");
        using var merchant = await town.As("merchant");
        var shop = town.File.GetProperty("shops")[0];
        var account = Text(shop, "account");
        var before = await Fund(auditor);
        Assert.True(before.GetProperty("whole").GetBoolean());
        var metered = await (await auditor.GetAsync("/v1/meters")).Json();
        // What the demonstration's own statement left there.
        var there = before.GetProperty("guarantees").EnumerateArray().Sum(g => g.GetProperty("balance").GetInt64());
        var waiting = (await Lines(auditor)).Select(l => Text(l, "line")).ToHashSet();
        decimal Stands(long cents) => (there + cents) / 100m;

        // A member's transfer comes in; the same file again changes nothing.
        var came = File.Entry("100.00", File.Details(words: "Change boulangerie"), "<AcctSvcrRef>T-1</AcctSvcrRef>");
        Assert.Equal("recorded", Text(await Import(treasurer, came, Stands(0), Stands(10_000), "T1", "2099-11-24"), "state"));
        Assert.Equal("already_recorded", Text(await Import(treasurer, came, Stands(0), Stands(10_000), "T1", "2099-11-24"), "state"));
        var line = await Line(auditor, 10_000);
        Assert.Equal(10_000, (await Fund(auditor)).GetProperty("unmatched").GetInt64() - before.GetProperty("unmatched").GetInt64());

        var asked = await treasurer.PostAsJsonAsync("/v1/issuances", new { account, amount = 9_000, unit = "MLC", source = new { kind = "statement_line", reference = Text(line, "line"), amount = 1 } });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var issuance = Text(await asked.Json(), "issuance");
        await (await treasurer.PostAsJsonAsync("/v1/statements/explanations", new { lines = new[] { new { line = Text(line, "line"), amount = 1_001 } }, against = "DUES" })).Refused(HttpStatusCode.UnprocessableEntity, "exceeds_line");
        Assert.Equal(HttpStatusCode.OK, (await treasurer.PostAsJsonAsync("/v1/statements/explanations", new { lines = new[] { new { line = Text(line, "line"), amount = 1_000 } }, against = "DUES" })).StatusCode);

        // The next statement begins with a cent that nobody saw come: nothing is made until it is cleared up.
        Assert.Equal("recorded", Text(await Import(treasurer, File.Entry("5.00", reference: "<AcctSvcrRef>T-3</AcctSvcrRef>"), Stands(10_001), Stands(10_501), "T3", "2099-11-26"), "state"));
        var gap = (await Fund(auditor)).GetProperty("gaps")[0];
        Assert.Equal(("GUARANTEE", 1), (Text(gap, "account"), gap.GetProperty("difference").GetInt64()));
        await (await approver.PostAsync($"/v1/issuances/{issuance}/approve", null)).Refused(HttpStatusCode.Conflict, "fund_gap");
        Assert.Equal("recorded", Text(await Import(treasurer, File.Entry("0.01", reference: "<AcctSvcrRef>T-2</AcctSvcrRef>"), Stands(10_000), Stands(10_001), "T2", "2099-11-25"), "state"));
        Assert.Equal(HttpStatusCode.OK, (await approver.PostAsync($"/v1/issuances/{issuance}/approve", null)).StatusCode);
        Assert.True((await Fund(auditor)).GetProperty("whole").GetBoolean());

        // The shop asks for euro; two persons agree, the bank pays, its statement says so.
        var quote = await (await merchant.GetAsync("/v1/reconversions/quote?amount=5000")).Json();
        var order = new PaymentOrder(_server.Services.GetRequiredService<Terms>().Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(account), AccountId.Parse("RECONVERSION"),
            Amount.FromMinor(5000), Unit.Parse("MLC"), DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), Fee: Amount.FromMinor(quote.GetProperty("fee").GetInt64()));
        var given = await _server.Http.PostAsync("/v1/payments", new ByteArrayContent(new DeviceSigner(Convert.FromHexString(Text(shop, "deviceKey"))).Sign(PaymentOrder.Type, order.Encode())) { Headers = { ContentType = new(Cose.MediaType) } });
        Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        var payment = Text(await given.Json(), "payment");
        var remittance = Text(await (await treasurer.PostAsJsonAsync("/v1/remittances", new { reconversions = new[] { payment } })).Json(), "remittance");
        await (await treasurer.PostAsync($"/v1/remittances/{remittance}/approve", null)).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.OK, (await approver.PostAsync($"/v1/remittances/{remittance}/approve", null)).StatusCode);
        var item = (await (await auditor.GetAsync("/v1/remittances")).Json()).GetProperty("items")[0].GetProperty("items")[0];
        // To the bank account that two persons checked, and to no other.
        var payouts = _server.Services.GetRequiredService<IPayoutStore>();
        await payouts.EraseAsync(AccountId.Parse(account), default);
        await (await treasurer.GetAsync($"/v1/remittances/{remittance}/transfers.xml")).Refused(HttpStatusCode.Conflict, "payout_iban_missing");
        var entered = await payouts.EnterAsync(AccountId.Parse(account), "DE89370400440532013000", PersonId.Parse("ONE"), DateTimeOffset.UtcNow, default);
        await payouts.DecideAsync(AccountId.Parse(account), entered, true, PersonId.Parse("TWO"), DateTimeOffset.UtcNow, default);
        foreach (var version in (string[])["3", "9"])
        {
            var file = await (await treasurer.GetAsync($"/v1/remittances/{remittance}/transfers.xml?version={version}")).Content.ReadAsStringAsync();
            Assert.Contains($"pain.001.001.0{version}", file, StringComparison.Ordinal);
            foreach (var said in (string[])["DE89370400440532013000", "49.00", payment.Replace("-", "", StringComparison.Ordinal), StatementFile.Iban]) Assert.Contains(said, file, StringComparison.Ordinal);
        }
        Assert.Equal((4900, payment.Replace("-", "", StringComparison.Ordinal)), (item.GetProperty("net").GetInt64(), Text(item, "endToEndId")));
        await Import(treasurer, File.Entry("49.00", File.Details(endToEnd: Text(item, "endToEndId"), payer: null, payerIban: null, payee: "Boulangerie"), "<AcctSvcrRef>T-4</AcctSvcrRef>", debit: true), Stands(10_501), Stands(5_601), "T4", "2099-11-27");
        var paid = Text(await Line(auditor, -4_900), "line");
        Assert.Equal(HttpStatusCode.OK, (await treasurer.PostAsJsonAsync($"/v1/reconversions/{payment}/settle", new { lines = new[] { new { line = paid } } })).StatusCode);
        Assert.Equal("settled", Text(await (await merchant.GetAsync($"/v1/reconversions/{payment}")).Json(), "state"));

        var after = await Fund(auditor);
        Assert.True(after.GetProperty("whole").GetBoolean());
        Assert.Equal(after.GetProperty("there").GetInt64(), after.GetProperty("needed").GetInt64());
        Assert.Equal(1_000 + 100, after.GetProperty("own").GetInt64() - before.GetProperty("own").GetInt64());
        Assert.Equal(before.GetProperty("digital").GetInt64() + 9_000 - 5_000, after.GetProperty("digital").GetInt64());
        // The meters move by what circulates; an order to the office is no payment.
        var now = await (await auditor.GetAsync("/v1/meters")).Json();
        long Moved(string meter) => now.GetProperty(meter).GetInt64() - metered.GetProperty(meter).GetInt64();
        Assert.Equal((4_000, 4_000, 0, 0, 0, 0), (Moved("inCirculation"), Moved("digital"), Moved("paper"), Moved("inProgress"), Moved("paidIn12Months"), Moved("acceptors")));
        Assert.Equal(now.GetProperty("inCirculation").GetInt64(), now.GetProperty("digital").GetInt64() + now.GetProperty("paper").GetInt64() + now.GetProperty("inProgress").GetInt64());
        Assert.Equal(after.GetProperty("digital").GetInt64(), now.GetProperty("digital").GetInt64());
        await Invoiced(merchant, auditor, treasurer, payment, account);
        Assert.Equal([1, 500], (await Lines(auditor)).Where(l => !waiting.Contains(Text(l, "line"))).Select(l => l.GetProperty("amount").GetInt64()));
        await APublicBodyPays(account, Stands(5_601), Stands(5_601 + 7_000), treasurer, approver, merchant);
    }

    /// <summary>The City pays the shop in euro; the shop, which asked for it in writing, is credited in units, and the City's accountant gets a proof that holds by itself.</summary>
    private static async Task APublicBodyPays(string account, decimal opening, decimal closing, HttpClient treasurer, HttpClient approver, HttpClient merchant)
    {
        const string citysIban = "FR7630001007941234567890185";
        object Mandate(string siret) => new { beneficiary = account, siret, body = "Ville de Lille", @object = "facture 2099-118", most = 6_000, first = "2026-11-01", last = "2027-10-31", paper = new string('A', 43), paysFrom = citysIban };
        await (await merchant.PostAsJsonAsync("/v1/public-payments/mandates", Mandate("21590350100017"))).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await treasurer.PostAsJsonAsync("/v1/public-payments/mandates", Mandate("21590350100018"))).Refused(HttpStatusCode.BadRequest, "invalid_field");
        var entered = await treasurer.PostAsJsonAsync("/v1/public-payments/mandates", Mandate("21590350100017"));
        Assert.True(entered.StatusCode == HttpStatusCode.Created, await entered.Content.ReadAsStringAsync());
        var mandate = await entered.Json();
        var address = $"/v1/public-payments/mandates/{Text(mandate, "mandate")}";

        await Import(treasurer, File.Entry("70.00", File.Details(structured: Text(mandate, "reference"), payer: "SGC LILLE", payerIban: citysIban), "<AcctSvcrRef>T-5</AcctSvcrRef>"), opening, closing, "T5", "2099-11-28");
        var line = Text(await Line(treasurer, 7_000), "line");
        await (await treasurer.PostAsync($"{address}/revoke", null)).Refused(HttpStatusCode.Conflict, "public_payment_arrived");
        object Units(long amount) => new { account, amount, unit = "MLC", source = new { kind = "statement_line", reference = line, amount = 1 } };
        await (await treasurer.PostAsJsonAsync("/v1/issuances", Units(7_000))).Refused(HttpStatusCode.UnprocessableEntity, "public_mandate_exceeded");
        var issuance = Text(await (await treasurer.PostAsJsonAsync("/v1/issuances", Units(6_000))).Json(), "issuance");
        Assert.Equal(HttpStatusCode.OK, (await approver.PostAsync($"/v1/issuances/{issuance}/approve", null)).StatusCode);
        Assert.Equal("paid", Text(await (await treasurer.GetAsync(address)).Json(), "state"));

        // The log is sealed a moment later.
        var proof = await treasurer.GetAsync($"{address}/proofs/{issuance}.zip");
        for (var left = 50; proof.StatusCode == HttpStatusCode.NotFound && left > 0; left--)
        {
            await Task.Delay(100);
            proof = await treasurer.GetAsync($"{address}/proofs/{issuance}.zip");
        }
        Assert.Equal("application/zip", proof.Content.Headers.ContentType?.MediaType);
        var zip = await proof.Content.ReadAsByteArrayAsync();
        var (data, faults) = await PublicProof.VerifyAsync(new MemoryStream(zip), default);
        Assert.Empty(faults);
        Assert.Equal((60m, "Ville de Lille", "SGC LILLE"), (data!.Payment.Amount, data.Mandate.Body, data.Line.Payer));
        Assert.DoesNotContain(citysIban, JsonSerializer.Serialize(data), StringComparison.Ordinal);
        foreach (var (was, isNow) in new[] { ("\"amount\": 60", "\"amount\": 61"), ("Ville de Lille", "Ville de Lomme"), ("\"most\": 60", "\"most\": 90"), ($"\"position\": {data.Payment.Entry.Position}", $"\"position\": {data.Payment.Entry.Position - 1}") })
            Assert.NotEmpty((await PublicProof.VerifyAsync(Changed(zip, was, isNow), default)).Faults);

        var register = (await (await merchant.GetAsync($"/v1/public-payments/registers/{account}.csv")).Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToList();
        Assert.Equal(Enumerable.Range(1, register.Count - 1).Select(n => $"{n}"), register.Skip(1).Select(row => row[0]));
        Assert.Contains(register, row => row[3] == "redemption" && row[4] == "-50.00" && row[7] == "49.00" && row[8] == "1.00");
        Assert.Contains(register, row => row[3] == "redemption_paid" && row[4] == "0.00");
        Assert.Equal(["credit", "60.00"], [register[^1][3], register[^1][4]]);
    }

    /// <summary>The same zip with something else in its data.</summary>
    private static MemoryStream Changed(byte[] zip, string was, string isNow)
    {
        var copy = new MemoryStream();
        copy.Write(zip);
        using (var archive = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.GetEntry("public-payment.json")!;
            string text;
            using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
            Assert.Contains(was, text, StringComparison.Ordinal);
            using var writer = new StreamWriter(entry.Open());
            writer.BaseStream.SetLength(0);
            writer.Write(text.Replace(was, isNow, StringComparison.Ordinal));
        }
        copy.Position = 0;
        return copy;
    }

    /// <summary>No dead end: whatever the first screen leads to opens for whom it was shown.</summary>
    [Fact]
    public async Task Everybody_of_the_office_begins_with_what_waits_for_them_and_every_link_of_it_opens()
    {
        foreach (var role in (string[])["auditor", "treasurer", "approver", "bureau", "admin"])
        {
            using var browser = _server.Browser();
            Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync($"/demo/office/{role}")).StatusCode);
            var page = await browser.GetStringAsync("/bureau");
            Assert.Contains("id=\"todo\"", page, StringComparison.Ordinal);
            var links = Link().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Distinct().ToList();
            Assert.Contains("/bureau/assemblee", links);
            foreach (var link in links) Assert.True((await browser.GetAsync(link)).StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{role}: {link}");
        }
        using var resident = _server.Browser();
        await resident.GetAsync("/demo/wallet");
        Assert.Equal(HttpStatusCode.Forbidden, (await resident.GetAsync("/bureau")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await resident.GetAsync("/bureau/assemblee")).StatusCode);

        using var treasurer = _server.Browser();
        await treasurer.GetAsync("/demo/office/treasurer");
        using var auditor = await town.As("auditor");
        var circulating = (await (await auditor.GetAsync("/v1/meters")).Json()).GetProperty("inCirculation").GetInt64();
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"circulation,,{DateTimeOffset.UtcNow.Year},{circulating / 100m:0.00},,\r\n"), await treasurer.GetStringAsync("/bureau/assemblee.csv"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await treasurer.GetAsync("/bureau/assemblee?annee=2001")).StatusCode);
    }

    [GeneratedRegex("href=\"(/[^\"]+)\"")]
    private static partial Regex Link();

    /// <summary>What was kept back has its invoice, the same bytes whenever it is asked for; nobody else sees it.</summary>
    private async Task Invoiced(HttpClient merchant, HttpClient auditor, HttpClient treasurer, string payment, string account)
    {
        var all = (await (await merchant.GetAsync("/v1/invoices")).Json()).GetProperty("items").EnumerateArray().ToList();
        var one = all.Single(i => Text(i, "object") == payment);
        var number = Text(one, "number");
        Assert.Equal(($"FC{DateTimeOffset.UtcNow.Year}-", 100, "E", "TVA non applicable, art. 293 B du CGI", "000000018"),
            (number[..7], one.GetProperty("cents").GetInt64(), Text(one, "vatCategory"), Text(one, "vatReason"), Text(one.GetProperty("seller"), "siren")));
        var holder = (await _server.People.HolderOf(AccountId.Parse(account)))!;
        Assert.Equal((holder.Name, holder.Siret![..9]), (Text(one.GetProperty("buyer"), "name"), Text(one.GetProperty("buyer"), "siren")));
        Assert.Contains(number, (await (await auditor.GetAsync("/v1/invoices?year=" + number[2..6])).Json()).GetProperty("items").EnumerateArray().Select(i => Text(i, "number")));
        using var resident = await town.As("resident");
        Assert.Empty((await (await resident.GetAsync("/v1/invoices")).Json()).GetProperty("items").EnumerateArray());
        foreach (var form in (string[])["", "/cii.xml", "/invoice.pdf"])
        {
            await (await resident.GetAsync($"/v1/invoices/{number}{form}")).Refused(HttpStatusCode.NotFound, "not_found");
            var bytes = await merchant.GetByteArrayAsync($"/v1/invoices/{number}{form}");
            Assert.Equal(bytes, await treasurer.GetByteArrayAsync($"/v1/invoices/{number}{form}"));
            if (form == "/cii.xml") Assert.Contains("<ram:DuePayableAmount>0.00</ram:DuePayableAmount>", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            if (form == "/invoice.pdf") Assert.Contains(number, UglyToad.PdfPig.PdfDocument.Open(bytes).GetPage(1).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Invoice_that_was_a_mistake_is_credited_once_by_two_persons_with_their_words_on_it()
    {
        var (desk, store) = (_server.Services.GetRequiredService<Bookkeeping.InvoiceDesk>(), _server.Services.GetRequiredService<IInvoiceStore>());
        var party = new Core.Books.InvoiceParty("Le Beffroi", "000000018", "1 place du Beffroi", "59000", "Lille", "FR");
        var issued = await store.IssueAsync("a mistake", Core.Books.InvoiceSeries.Dues, 2019, "NOBODY", number => JsonSerializer.Serialize(new Core.Books.Invoice(Core.Books.Invoice.NumberOf(Core.Books.InvoiceSeries.Dues, 2019, number), new(2019, 5, 1), Core.Books.Invoice.Commercial, "EUR", "x", null, null,
            party, party, new(2019, 5, 1), null, null, "1", "Cotisation", 2_000, "E", "TVA non applicable, art. 293 B du CGI", null), JsonSerializerOptions.Web), default);
        var (tina, bruno) = (PersonId.Parse("TINA"), PersonId.Parse("BRUNO"));
        Assert.Equal(Bookkeeping.CreditNoteRefusal.Unknown, await desk.AskCredit("FA2019-99999", "?", tina, default));
        Assert.Equal(Bookkeeping.CreditNoteRefusal.ReasonMissing, await desk.AskCredit(issued.Text, "a\u0001", tina, default));
        Assert.Null(await desk.AskCredit(issued.Text, "Saisie deux fois", tina, default));
        Assert.Equal(Bookkeeping.CreditNoteRefusal.AlreadyAsked, await desk.AskCredit(issued.Text, "Encore", tina, default));
        var (office, _) = await Visitor.SignIn(_server, Roles.Approver);
        Assert.Contains("Saisie deux fois", await office.Read("/bureau/factures"), StringComparison.Ordinal);
        Assert.Equal(Bookkeeping.CreditNoteRefusal.SamePerson, await desk.IssueCredit(issued.Text, tina, default));
        await office.Record("/bureau/factures", new() { ["act"] = "issue", ["which"] = issued.Text });
        Assert.Equal(Bookkeeping.CreditNoteRefusal.NothingWaits, await desk.IssueCredit(issued.Text, bruno, default));
        Assert.Equal(Bookkeeping.CreditNoteRefusal.Credited, await desk.AskCredit(issued.Text, "Encore", tina, default));
        var credit = (await store.AboutAsync(StoredInvoice.OfCredit(issued.Text), default))!;
        var says = Bookkeeping.InvoiceDesk.Of(credit);
        Assert.Equal((Core.Books.InvoiceSeries.Credit, issued.Text, 2_000, "Saisie deux fois"), (credit.Series, says.Corrects, says.Cents, says.Note));
        Assert.Contains("Saisie deux fois", Encoding.UTF8.GetString(Bookkeeping.InvoiceXml.Write(says)), StringComparison.Ordinal);
        Assert.Contains("Saisie deux fois", UglyToad.PdfPig.PdfDocument.Open(Papers.InvoicePrint.ToPdf(says)).GetPage(1).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transfer_that_tops_up_is_known_as_the_members_and_what_was_done_wrongly_with_it_is_taken_back()
    {
        using var treasurer = await town.As("treasurer");
        using var approver = await town.As("approver");
        using var merchant = await town.As("merchant");
        var account = town.Shop;
        var grains = _server.Services.GetRequiredService<IGrainFactory>();
        var known = (await grains.Treasury().Read()).Treasury;
        var (last, there) = (known.Statements[OfficeAccounts.Guarantee].Day, known.Of(OfficeAccounts.Guarantee, Unit.Euro).Minor / 100m);
        string Day(int after) => last.AddDays(after).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var to = await (await merchant.GetAsync($"/v1/accounts/{account}/top-up?amount=2100")).Json();
        Assert.Equal(string.Join('\n', "BCD", "002", "1", "SCT", "", "Le Beffroi (demonstration)", StatementFile.Iban, "EUR21.00", "", Text(to, "reference")), Text(to, "code"));
        await (await treasurer.GetAsync($"/v1/accounts/{account}/top-up")).Refused(HttpStatusCode.Forbidden, "forbidden");

        // By the reference, by the words, and, when the member writes nothing, by the bank account that topped the account up before.
        const string Bank = "NL91ABNA0417164300";
        string Came(string sum, string reference, string? structured = null, string? words = null) => File.Entry(sum, File.Details(payerIban: Bank, words: words, structured: structured), $"<AcctSvcrRef>{reference}</AcctSvcrRef>", booked: Day(1));
        await Import(treasurer, Came("21.00", "U-1", structured: Text(to, "reference")) + Came("22.00", "U-2", words: Text(to, "words")) + Came("23.00", "U-3"), there, there + 66, "U1", Day(1));
        Assert.Equal((MatchReason.CreditorReference, account), await Suggested(2_100));
        Assert.Equal((MatchReason.MemberNumber, account), await Suggested(2_200));
        Assert.Equal((MatchReason.None, null), await Suggested(2_300));
        var issuance = await Issue(Text(await Line(treasurer, 2_100), "line"), 2_100);
        await grains.GetGrain<IAlertGrain>(AlertGrain.Key).Look(holdersToo: false);
        Assert.Equal((MatchReason.KnownIban, account), await Suggested(2_300));

        // Explained wrongly: taken back, it waits again.
        var line = Text(await Line(treasurer, 2_300), "line");
        var explained = (await (await treasurer.PostAsJsonAsync("/v1/statements/explanations", new { lines = new[] { new { line } }, against = "DUES" })).Json()).GetProperty("position").GetInt64();
        using (var scope = _server.Services.CreateScope()) Assert.Equal(explained, (await scope.ServiceProvider.GetRequiredService<RecentActs>().Explanations(1))[0].Position.Value);
        Assert.Equal(HttpStatusCode.OK, (await treasurer.PostAsync($"/v1/statements/explanations/{explained}/correct", null)).StatusCode);
        Assert.Equal(line, Text(await Line(treasurer, 2_300), "line"));
        using (var scope = _server.Services.CreateScope()) Assert.DoesNotContain(await scope.ServiceProvider.GetRequiredService<RecentActs>().Explanations(50), e => e.Position.Value == explained);

        // Made wrongly: two persons undo it, the same euro make units again, and the bank account is not known by what was undone.
        var before = await Holds();
        Assert.Equal("reversal_pending", Text(await (await treasurer.PostAsJsonAsync($"/v1/issuances/{issuance}/reversal", new { reason = "Wrong member" })).Json(), "state"));
        Assert.Equal("Wrong member", Text((await (await approver.GetAsync("/v1/issuances/reversals")).Json()).GetProperty("items").EnumerateArray().Single(r => Text(r, "issuance") == issuance), "reason"));
        await (await treasurer.PostAsync($"/v1/issuances/{issuance}/reversal/approve", null)).Refused(HttpStatusCode.Forbidden, "forbidden");
        foreach (var _ in (int[])[1, 2]) Assert.Equal("reversed", Text(await (await approver.PostAsync($"/v1/issuances/{issuance}/reversal/approve", null)).Json(), "state"));
        Assert.Equal(before - 2_100, await Holds());
        Assert.Equal((MatchReason.CreditorReference, account), await Suggested(2_100));
        Assert.Equal((MatchReason.None, null), await Suggested(2_300));
        await (await treasurer.PostAsJsonAsync($"/v1/issuances/{issuance}/reversal", new { reason = "Again" })).Refused(HttpStatusCode.Conflict, "already_reversed");
        Assert.Equal("issuance_reversed", Text((await (await merchant.GetAsync($"/v1/accounts/{account}/entries?limit=1")).Json()).GetProperty("items")[0], "kind"));
        await Issue(Text(await Line(treasurer, 2_100), "line"), 2_100);
        Assert.Equal(before, await Holds());
        foreach (var waits in (long[])[2_200, 2_300])
            Assert.Equal(HttpStatusCode.OK, (await treasurer.PostAsJsonAsync("/v1/statements/explanations", new { lines = new[] { new { line = Text(await Line(treasurer, waits), "line") } }, against = "DONATIONS" })).StatusCode);
        Assert.True((await Fund(approver)).GetProperty("whole").GetBoolean());

        async Task<(MatchReason, string?)> Suggested(long amount)
        {
            using var scope = _server.Services.CreateScope();
            var waits = (await scope.ServiceProvider.GetRequiredService<LineDesk>().Waiting(await grains.Treasury().Read(), 50)).Single(l => l.Open.Minor == amount);
            return (waits.Suggestion.Reason, waits.Suggestion.Account?.Value);
        }

        async Task<string> Issue(string reference, long amount)
        {
            var made = Text(await (await treasurer.PostAsJsonAsync("/v1/issuances", new { account, amount, unit = "MLC", source = new { kind = "statement_line", reference, amount = 1 } })).Json(), "issuance");
            Assert.Equal(HttpStatusCode.OK, (await approver.PostAsync($"/v1/issuances/{made}/approve", null)).StatusCode);
            return made;
        }

        async Task<long> Holds() => (await (await merchant.GetAsync($"/v1/accounts/{account}")).Json()).GetProperty("balance").GetInt64();
    }
}
