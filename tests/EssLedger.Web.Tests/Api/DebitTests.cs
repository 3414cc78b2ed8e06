using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Banking;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

/// <summary>Direct debits from the signed paper to the euro that came back: what the treasurer, the approver and the member's bank do.</summary>
[Collection(Association.Name)]
public sealed class DebitTests(CardTests.Town town)
{
    private const string Iban = "FR7630006000011234567890189";
    private static readonly StatementFile File = new("08");
    private readonly TestServer _server = town.Server;

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private static async Task<List<JsonElement>> Items(HttpClient reader, string address) => [.. (await (await reader.GetAsync(address)).Json()).GetProperty("items").EnumerateArray()];

    private static async Task<string> Line(HttpClient reader, long amount) => Text((await Items(reader, "/v1/statements/lines?limit=500")).Single(l => l.GetProperty("amount").GetInt64() == amount), "line");

    private static async Task<long> Guarantee(HttpClient reader) => (await (await reader.GetAsync("/v1/fund")).Json()).GetProperty("guarantees").EnumerateArray().Sum(g => g.GetProperty("balance").GetInt64());

    /// <summary>The bank's next statement: one line.</summary>
    private async Task Import(HttpClient treasurer, long cents, string details, string id)
    {
        // Of the same day as the one before, whichever test brought that: the newest tells what the bank has.
        var day = (await _server.Services.GetRequiredService<IGrainFactory>().Treasury().Read()).Treasury.Statements[OfficeAccounts.Guarantee].Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var before = await Guarantee(treasurer);
        var entry = File.Entry((Math.Abs(cents) / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), details, $"<AcctSvcrRef>{id}</AcctSvcrRef>", debit: cents < 0, booked: day);
        var answer = await treasurer.PostAsync("/v1/statements", new ByteArrayContent(Encoding.UTF8.GetBytes(File.Of(StatementFile.Statement(entry, before / 100m, (before + cents) / 100m, id, day: day)))) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/xml") } });
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    private static Uuid NewId() => Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10));

    [Fact]
    public async Task Member_is_debited_by_two_persons_and_owes_what_comes_back_until_it_is_paid()
    {
        using var treasurer = await town.As("treasurer");
        using var approver = await town.As("approver");
        using var auditor = await town.As("auditor");
        using var resident = await town.As("resident");
        var account = Text(town.Resident, "account");
        var today = ParisCalendar.DayOf(DateTimeOffset.UtcNow);
        // A week after the first day for which members can be told in time, on another day of the month than the demonstration's own.
        var debitDay = Math.Min(28, today.AddDays(today.AddDays(21).Day == 5 ? 22 : 21).Day);
        object Paper(string iban = Iban, int exchange = 2000, string? reference = null, string? signed = null, int? day = null) =>
            new { account, holder = "Ana Lopes & fils", iban, exchange, dues = 100, day = day ?? debitDay, signed = signed ?? today.AddDays(-10).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), reference };

        // The paper is entered by whoever may, and by what banks take.
        await (await resident.PostAsJsonAsync("/v1/debits/mandates", Paper())).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await treasurer.PostAsJsonAsync("/v1/debits/mandates", Paper(iban: $"{Iban}1"))).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await (await treasurer.PostAsJsonAsync("/v1/debits/mandates", Paper(day: 31))).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await (await treasurer.PostAsJsonAsync("/v1/debits/mandates", Paper(signed: "2019-01-01"))).Refused(HttpStatusCode.BadRequest, "invalid_field");
        var entered = await (await treasurer.PostAsJsonAsync("/v1/debits/mandates", Paper(reference: "MANDAT-2026-0001"))).Json();
        Assert.Equal(("MANDAT-2026-0001", "0189", "active"), (Text(entered, "reference"), Text(entered, "ibanEnd"), Text(entered, "state")));
        await (await treasurer.PostAsJsonAsync("/v1/debits/mandates", Paper(reference: "MANDAT-2026-0001"))).Refused(HttpStatusCode.Conflict, "mandate_reference_taken");

        // What is due is put together by one person and approved by another; the member is told.
        async Task<List<JsonElement>> Due() => [.. (await Items(auditor, "/v1/debits/due")).Where(d => d.GetProperty("due").GetDateTime().Day == debitDay)];
        var due = Assert.Single(await Due());
        var day = due.GetProperty("due").GetDateTime();
        Assert.Equal((1, 2100), (due.GetProperty("debits").GetInt32(), due.GetProperty("total").GetInt64()));
        Assert.Equal(day.AddDays(-14), due.GetProperty("prepareBy").GetDateTime());
        await (await treasurer.PostAsJsonAsync("/v1/debits/batches", new { due = today.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) })).Refused(HttpStatusCode.UnprocessableEntity, "notice_too_short");
        var asked = await treasurer.PostAsJsonAsync("/v1/debits/batches", new { due = Text(due, "due") });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var batch = Text(await asked.Json(), "batch");
        await (await treasurer.GetAsync($"/v1/debits/batches/{batch}/debits.xml")).Refused(HttpStatusCode.Conflict, "not_approved");
        await (await treasurer.PostAsync($"/v1/debits/batches/{batch}/approve", null)).Refused(HttpStatusCode.Forbidden, "forbidden");
        // A mandate that is no longer good is debited by nobody, however long its batch waited.
        await treasurer.PostAsync($"/v1/debits/mandates/{Text(entered, "mandate")}/suspend", null);
        await (await approver.PostAsync($"/v1/debits/batches/{batch}/approve", null)).Refused(HttpStatusCode.Conflict, "mandate_not_active");
        await treasurer.PostAsync($"/v1/debits/mandates/{Text(entered, "mandate")}/resume", null);
        Assert.Equal(HttpStatusCode.OK, (await approver.PostAsync($"/v1/debits/batches/{batch}/approve", null)).StatusCode);
        Assert.Empty(await Due());
        var mails = await _server.Services.GetRequiredService<IOutboxStore>().ReadAsync(null, 500, default);
        // Whoever else was let hold the account by the tests before is told too, each once.
        var told = mails.Where(m => m.Occasion.StartsWith("debit-due:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, m => Assert.Contains("21,00", m.Subject, StringComparison.Ordinal));
        Assert.Equal(told.Count, told.Select(m => m.Addressee).Distinct().Count());
        Assert.Contains(mails, m => m.Occasion == $"debit-mandate:{Text(entered, "mandate")}" && m.Text.Contains("MANDAT-2026-0001", StringComparison.Ordinal) && !m.Text.Contains(Iban, StringComparison.Ordinal));

        // The file is as banks take it, and the same bytes each time.
        var waiting = Assert.Single(await Items(auditor, "/v1/debits/batches")).GetProperty("waiting")[0];
        foreach (var version in (string[])["2", "8"])
        {
            var file = await (await treasurer.GetAsync($"/v1/debits/batches/{batch}/debits.xml?version={version}")).Content.ReadAsStringAsync();
            Assert.Equal("", Schemas.Say($"pain.008.001.0{version}", file));
            foreach (var said in (string[])[Iban, "21.00", "MANDAT-2026-0001", "FR72ZZZ123456", "RCUR", "Ana Lopes + fils", Text(waiting, "endToEndId"), Text(due, "due"), "Change mensuel + Cotisation"]) Assert.Contains(said, file, StringComparison.Ordinal);
            Assert.Equal(file, await (await approver.GetAsync($"/v1/debits/batches/{batch}/debits.xml?version={version}")).Content.ReadAsStringAsync());
        }
        await (await treasurer.PostAsJsonAsync($"/v1/debits/batches/{batch}/collect", new { })).Refused(HttpStatusCode.UnprocessableEntity, "not_due");
        // Nor once its mandate is no longer good, whatever was approved.
        await treasurer.PostAsync($"/v1/debits/mandates/{Text(entered, "mandate")}/suspend", null);
        await (await treasurer.GetAsync($"/v1/debits/batches/{batch}/debits.xml")).Refused(HttpStatusCode.Conflict, "mandate_not_active");
        await treasurer.PostAsync($"/v1/debits/mandates/{Text(entered, "mandate")}/resume", null);

        // Another batch whose day is today, as if it had been put together two weeks ago.
        var second = await (await treasurer.PostAsJsonAsync("/v1/debits/mandates", Paper(exchange: 90_000))).Json();
        Assert.Equal($"{account}-2", Text(second, "reference"));
        var (debit, today2) = (new Debit(new(NewId()), new(Uuid.TryParse(Text(second, "mandate"), out var id) ? id : default), AccountId.Parse(account), Amount.FromMinor(90_000), Amount.FromMinor(100), Core.Banking.DebitSequence.Recurring), new DebitBatchId(NewId()));
        var treasury = _server.Services.GetRequiredService<IGrainFactory>().Treasury();
        Assert.Null((await treasury.ProposeDebits(new(Turn.OfTreasury, today2, today, OfficeAccounts.Guarantee, [debit], PersonId.Parse("ONE")), 0)).Refusal);
        Assert.Null((await treasury.ApproveDebits(today2, 0, PersonId.Parse("TWO"))).Refusal);
        await (await treasurer.PostAsJsonAsync($"/v1/debits/batches/{today2}/collect", new { })).Refused(HttpStatusCode.Conflict, "credit_not_seen");
        await Import(treasurer, 90_100, File.Details(endToEnd: debit.EndToEndId), "D1");
        var collected = await (await treasurer.PostAsJsonAsync($"/v1/debits/batches/{today2}/collect", new { })).Json();
        Assert.Equal((1, 0), (collected.GetProperty("collected").GetInt32(), collected.GetProperty("leftOut").GetInt32()));
        // Asked again after a lost answer, by the treasury as by the desk.
        Assert.Equal(collected.GetProperty("position").GetInt64(), (await (await treasurer.PostAsJsonAsync($"/v1/debits/batches/{today2}/collect", new { })).Json()).GetProperty("position").GetInt64());
        var made = (Act.DebitsCollected)Codec.Decode((await _server.Services.GetRequiredService<CurrencyBook>().Store.FindAsync(Claim.CollectionOf(debit.Mandate, today), default))!.Body);
        Assert.Equal(collected.GetProperty("position").GetInt64(), (await treasury.CollectDebits(made, onDueDate: false)).Position.Value);

        // Its dues renew the membership as other dues do, once the price list says that this is a year.
        var (dues, memberships) = (_server.Services.GetRequiredService<DebitedDues>(), _server.Services.GetRequiredService<MembershipDesk>());
        Assert.Contains(dues.Left, l => l.Debit.Id == debit.Id);
        var price = (await memberships.Fees()).FirstOrDefault(f => f.Year == today.Year && f.Kind == "resident");
        Assert.Null(await memberships.SetFee(today.Year, "resident", 100, isFree: false, isRolling: true));
        var round = _server.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<InvoicingRound>().Single();
        foreach (var _ in (int[])[1, 2]) await round.Go(default);
        Assert.DoesNotContain(dues.Left, l => l.Debit.Id == debit.Id);
        var member = (await _server.People.HoldersOf(AccountId.Parse(account)))[0].PersonId;
        Assert.Equal((100, today), (await memberships.Of(member)).Where(m => m.Reference == debit.EndToEndId).Select(m => (m.Cents, m.Paid)).Single());
        if (price is not null) await memberships.SetFee(price.Year, price.Kind, price.Cents, price.IsFree, price.IsRolling);

        // A person who was debited by mistake: asked for by one, and let stand by another.
        var part = $"/v1/issuances/parts/{collected.GetProperty("position").GetInt64()}/{account}/reversal";
        await (await treasurer.PostAsJsonAsync($"/v1/issuances/parts/1/{account}/reversal", new { reason = "?" })).Refused(HttpStatusCode.NotFound, "issuance_unknown");
        Assert.Equal("reversal_pending", Text(await (await treasurer.PostAsJsonAsync(part, new { reason = "Wrong member" })).Json(), "state"));
        Assert.Equal(("Wrong member", 90_100), (await Items(auditor, "/v1/issuances/parts/reversals")).Select(p => (Text(p, "reason"), p.GetProperty("amount").GetInt32())).Single());
        var (second2, _) = await Visitor.SignIn(_server, Roles.Approver);
        Assert.Contains("Wrong member", await second2.Read("/bureau/tresorerie/emissions"), StringComparison.Ordinal);
        await second2.Record("/bureau/tresorerie/emissions", new() { ["act"] = "keep-part", ["which"] = $"{collected.GetProperty("position").GetInt64()}", ["account"] = account });
        await (await approver.PostAsync($"{part}/approve", null)).Refused(HttpStatusCode.NotFound, "reversal_unknown");

        // The member's bank takes it back: it is owed, the mandate stops, and the fund stays whole.
        await Import(treasurer, -90_100, File.Details(endToEnd: debit.EndToEndId, returned: "MD01"), "D2");
        var line = await Line(auditor, -90_100);
        await (await treasurer.PostAsJsonAsync($"/v1/debits/{debit.Id}/return", new { reason = "MD01", line })).Refused(HttpStatusCode.UnprocessableEntity, "not_covered");
        await Import(treasurer, 90_000, File.Details(endToEnd: "OWN"), "D3");
        await treasurer.PostAsJsonAsync("/v1/statements/explanations", new { lines = new[] { new { line = await Line(auditor, 90_000) } }, against = "OWNFUNDS" });
        var (office, _) = await Visitor.SignIn(_server, Roles.Treasurer);
        Assert.Contains("MD01", await office.Read("/bureau/prelevements"), StringComparison.Ordinal);
        await office.Record("/bureau/prelevements", new() { ["act"] = "return", ["which"] = $"{debit.Id}", ["line"] = line, ["reason"] = "MD01" });
        var owed = Assert.Single(await Items(auditor, "/v1/debits/owed"));
        Assert.Equal((90_100, "MD01"), (owed.GetProperty("left").GetInt64(), Text(owed, "reason")));
        Assert.Equal(("suspended", "MD01"), (await Items(treasurer, $"/v1/debits/mandates?account={account}")).Where(m => Text(m, "reference") == $"{account}-2").Select(m => (Text(m, "state"), Text(m, "why"))).Single());
        Assert.Contains(await _server.Services.GetRequiredService<IOutboxStore>().ReadAsync(null, 500, default), m => m.Occasion == $"debit-returned:{debit.Id}" && m.Text.Contains(CreditorReference.Of(AccountId.Parse(account)).Grouped, StringComparison.Ordinal));
        var fund = await (await auditor.GetAsync("/v1/fund")).Json();
        Assert.True(fund.GetProperty("whole").GetBoolean());
        Assert.Equal(90_100, fund.GetProperty("receivable").GetInt64());

        // Paid back, nothing is owed; and the mandates' page tells both.
        await Import(treasurer, 90_100, File.Details(words: "Remboursement"), "D4");
        Assert.Equal(HttpStatusCode.OK, (await treasurer.PostAsJsonAsync($"/v1/debits/{debit.Id}/repay", new { line = await Line(auditor, 90_100) })).StatusCode);
        Assert.Empty(await Items(auditor, "/v1/debits/owed"));
        Assert.True((await (await auditor.GetAsync("/v1/fund")).Json()).GetProperty("whole").GetBoolean());
        Assert.Contains("MANDAT-2026-0001", await office.Read("/bureau/prelevements/mandats"), StringComparison.Ordinal);
        await office.Record("/bureau/prelevements/mandats", new() { ["act"] = "resume", ["which"] = Text(second, "mandate") });
        Assert.All(await Items(treasurer, $"/v1/debits/mandates?account={account}"), m => Assert.Equal("active", Text(m, "state")));

        // A reason is chosen by its words; a code that the list does not have is typed beside "another".
        Assert.Contains("(AM04)", await office.Read("/bureau/prelevements"), StringComparison.Ordinal);
        await office.Record("/bureau/prelevements", new() { ["act"] = "return", ["which"] = Text(waiting, "debit"), ["reason"] = "NARR", ["code"] = "ff01" });
        Assert.DoesNotContain(await Items(auditor, "/v1/debits/batches"), b => Text(b, "batch") == batch);
        var rejected = (Act.DebitReturned)Codec.Decode((await _server.Services.GetRequiredService<CurrencyBook>().Store.FindAsync(Claim.ReturnOf(DebitId.TryParse(Text(waiting, "debit"), out var gone) ? gone : default), default))!.Body);
        Assert.Equal("FF01", rejected.Reason);

        // A member is found by a part of their name where a line is explained.
        var holder = (await _server.People.HolderOf(AccountId.Parse(account)))!;
        Assert.Contains($"<option value=\"{account}\">", await office.Read($"/bureau/tresorerie/lignes?qui={Uri.EscapeDataString(holder.Name[..4].ToUpperInvariant())}"), StringComparison.Ordinal);
        Assert.DoesNotContain($"<option value=\"{account}\">", await office.Read("/bureau/tresorerie/lignes?qui=zzzz"), StringComparison.Ordinal);
    }
}
