using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Grains;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Banking;

public sealed class StatementDeskTests(StatementDeskTests.Place place) : IClassFixture<StatementDeskTests.Place>
{
    // Each test has a bank account of its own, so that none stands in the way of another.
    private static readonly string[] Ibans =
    [
        StatementFile.Iban, "BE68539007547034", "FR7630006000011234567890189", "DE89370400440532013000", "ES9121000418450200051332", "IT60X0542811101000000123456", "NL91ABNA0417164300", "LU280019400644750000",
    ];

    public sealed class Place() : SharedServer(null, new()
    {
        Further = Ibans.SelectMany((iban, i) => new KeyValuePair<string, string?>[] { new($"EssLedger:GuaranteeAccounts:{i}:Iban", iban), new($"EssLedger:GuaranteeAccounts:{i}:Holder", "Monnaie locale") }).ToDictionary(),
        Adjust = CheapPasswords,
    })
    {
        private readonly SemaphoreSlim _one = new(1);
        private HttpClient? _treasurer;

        public async Task<HttpClient> Treasurer()
        {
            await _one.WaitAsync();
            try { return _treasurer ??= await Server.As(Roles.Treasurer); }
            finally { _one.Release(); }
        }
    }

    private static readonly StatementFile File = new("08");
    private readonly TestServer _server = place.Server;

    private async Task<HttpResponseMessage> Post(byte[] file, bool dryRun = false, string type = "application/xml") =>
        await (await place.Treasurer()).PostAsync($"/v1/statements{(dryRun ? "?dryRun=true" : "")}", new ByteArrayContent(file) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } });

    private async Task<List<string>> Import(string file, bool dryRun = false)
    {
        var answer = await Post(Encoding.UTF8.GetBytes(file), dryRun);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var body = await answer.Json();
        Assert.Equal(dryRun, body.GetProperty("dryRun").GetBoolean());
        return [.. body.GetProperty("statements").EnumerateArray().Select(Said)];
    }

    private static string Said(JsonElement s) =>
        $"{s.GetProperty("statement")} {s.GetProperty("refusal").GetString() ?? s.GetProperty("state").GetString()} {s.GetProperty("new")} new {s.GetProperty("known")} known"
        + string.Concat(s.GetProperty("warnings").EnumerateArray().Select(w => $", {w.GetProperty("warning")} {w.GetProperty("figure")}"));

    private async Task<TreasuryState> Treasury() => (await _server.Services.GetRequiredService<IGrainFactory>().Treasury().Read()).Treasury;

    private static string Entries(params string[] references) => string.Concat(references.Select(r => File.Entry("10.00", File.Details("10.00", words: $"Change {r}"), $"<AcctSvcrRef>{r}</AcctSvcrRef>")));

    [Fact]
    public async Task Statement_is_recorded_once_and_a_dry_run_records_nothing()
    {
        var file = File.Of(StatementFile.Statement(Entries("a", "b"), 0, 20, iban: Ibans[0]));
        Assert.Equal(["2026-228 recordable 2 new 0 known"], await Import(file, dryRun: true));
        Assert.Equal(["2026-228 recordable 2 new 0 known"], await Import(file, dryRun: true));
        Assert.Equal(["2026-228 recorded 2 new 0 known"], await Import(file));
        Assert.Equal(["2026-228 already_recorded 0 new 2 known"], await Import(file));
        Assert.Equal(["2026-228 already_recorded 0 new 2 known"], await Import(file, dryRun: true));
        var treasury = await Treasury();
        Assert.Equal(20_00, treasury.Of(OfficeAccounts.GuaranteeOf(1), Core.Money.Unit.Euro).Minor);
        Assert.Equal(new(2026, 11, 24), treasury.Statements[OfficeAccounts.GuaranteeOf(1)].Day);

        // The bank repeats them in the statement of the month, which brings one more.
        var month = File.Of(StatementFile.Statement(Entries("a", "b", "c"), 0, 30, "2026-M11", Ibans[0], day: "2026-11-30"));
        Assert.Equal(["2026-M11 recordable 1 new 2 known, opening_not_previous -2000"], await Import(month, dryRun: true));
        Assert.Equal(["2026-M11 recorded 1 new 2 known, opening_not_previous -2000"], await Import(month));
        Assert.DoesNotContain((await Treasury()).Gaps(Core.Money.Unit.Parse("MLC")), g => g.Account == OfficeAccounts.GuaranteeOf(1));
    }

    [Fact]
    public async Task Two_at_once_record_one_statement()
    {
        var file = File.Of(StatementFile.Statement(Entries("a", "b"), 0, 20, iban: Ibans[1]));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Import(file)));
        Assert.Equal(["2026-228 recorded 2 new 0 known"], answers.SelectMany(a => a).Where(a => !a.Contains("already_recorded")));
        Assert.Equal(20_00, (await Treasury()).Of(OfficeAccounts.GuaranteeOf(2), Core.Money.Unit.Euro).Minor);
    }

    [Fact]
    public async Task File_that_is_cut_records_nothing_and_the_whole_one_all()
    {
        var file = File.Of(StatementFile.Statement(Entries("a"), 0, 10, "1", Ibans[2]), StatementFile.Statement(Entries("b"), 10, 20, "2", Ibans[2]), StatementFile.Statement(Entries("c"), 20, 30, "3", Ibans[2]));
        var problem = await (await Post(Encoding.UTF8.GetBytes(file[..^200]))).Refused(HttpStatusCode.UnprocessableEntity, "statement_truncated");
        Assert.Equal("the rest of the file", problem.GetProperty("errors").GetProperty("expected")[0].GetString());
        Assert.Equal("41", problem.GetProperty("errors").GetProperty("line")[0].GetString());
        Assert.False((await Treasury()).Statements.ContainsKey(OfficeAccounts.GuaranteeOf(3)));
        Assert.Equal(["1 recorded 1 new 0 known", "2 recorded 1 new 0 known", "3 recorded 1 new 0 known"], await Import(file));
    }

    /// <summary>One of each sort through the whole server; the reader's own tests have the long list.</summary>
    [Theory]
    [InlineData("truncated", "statement_truncated")]
    [InlineData("entities", "statement_dtd_forbidden")]
    [InlineData("latin-1 called UTF-8", "statement_not_utf8")]
    [InlineData("negative amount", "statement_negative_amount")]
    [InlineData("day without a year", "statement_bad_date")]
    [InlineData("unknown currency", "statement_unknown_currency")]
    public async Task Bad_file_is_refused_with_its_reason_and_leaves_nothing(string what, string code)
    {
        var good = File.Of(StatementFile.Statement(File.Entry("10.00", File.Details("10.00", words: "Change é"), "<AcctSvcrRef>bad</AcctSvcrRef>"), 0, 10, iban: Ibans[7]));
        await (await Post(what switch
        {
            "truncated" => Encoding.UTF8.GetBytes(good[..^40]),
            "entities" => Encoding.UTF8.GetBytes(good.Replace("<Document", "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Document", StringComparison.Ordinal).Replace("é", "&b;", StringComparison.Ordinal)),
            "latin-1 called UTF-8" => Encoding.Latin1.GetBytes(good),
            "negative amount" => Encoding.UTF8.GetBytes(good.Replace(">10.00<", ">-10.00<", StringComparison.Ordinal)),
            "day without a year" => Encoding.UTF8.GetBytes(good.Replace("<BookgDt><Dt>2026-", "<BookgDt><Dt>--", StringComparison.Ordinal)),
            _ => Encoding.UTF8.GetBytes(good.Replace("EUR", "Euro", StringComparison.Ordinal)),
        })).Refused(HttpStatusCode.UnprocessableEntity, code);
        Assert.False((await Treasury()).Statements.ContainsKey(OfficeAccounts.GuaranteeOf(8)));
    }

    [Fact]
    public async Task File_above_100_MB_is_refused_before_it_is_sent()
    {
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/v1/statements") { Content = new Vast() };
        asked.Headers.ExpectContinue = true;
        await (await (await place.Treasurer()).SendAsync(asked)).Refused(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        Assert.False(((Vast)asked.Content).WasSent);
    }

    /// <summary>A byte more than may come.</summary>
    private sealed class Vast : HttpContent
    {
        public Vast() => Headers.ContentType = new("application/xml");

        public bool WasSent { get; private set; }

        protected override bool TryComputeLength(out long length) => (length = BankFile.MostBytes + 1L) > 0;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasSent = true;
            return Task.FromException(new IOException("Nobody should want it."));
        }
    }

    [Fact]
    public async Task Statements_that_cannot_be_recorded_say_why_and_leave_the_others_alone()
    {
        var only = StatementFile.Balance("OPBD", 0, day: "2026-11-23");
        Assert.Equal(
            ["1 statement_account_unknown 0 new 0 known", "2 statement_other_currency 0 new 0 known", "3 statement_closing_missing 0 new 0 known, closing_missing 0", "4 statement_opening_missing 0 new 0 known, opening_missing 0", "5 recorded 1 new 0 known"],
            await Import(File.Of(
                StatementFile.Statement(Entries("a"), 0, 10, "1", "AT611904300234573201"), StatementFile.Statement(Entries("a").Replace("EUR", "USD"), 0, 10, "2", Ibans[3], "USD"),
                StatementFile.Statement(Entries("a"), id: "3", iban: Ibans[3], balances: only), StatementFile.Statement(Entries("a"), id: "4", iban: Ibans[3], balances: StatementFile.Balance("CLBD", 10)),
                StatementFile.Statement(Entries("a"), 0, 10, "5", Ibans[3]))));
    }

    [Fact]
    public async Task Wrong_balance_is_told_and_shows_as_a_gap_that_nobody_mended()
    {
        Assert.Equal(["2026-228 recorded 1 new 0 known, balance_wrong 90"], await Import(File.Of(StatementFile.Statement(Entries("a"), 5, 15.90m, iban: Ibans[4]))));
        var gap = Assert.Single((await Treasury()).Gaps(Core.Money.Unit.Parse("MLC")), g => g.Account == OfficeAccounts.GuaranteeOf(5));
        Assert.Equal(90, gap.Minor);
    }

    [Fact]
    public async Task Names_and_words_are_kept_apart_under_the_digest_that_the_book_has()
    {
        await Import(File.Of(StatementFile.Statement(Entries("kept"), 0, 10, iban: Ibans[5])));
        var store = _server.Services.GetRequiredService<CurrencyBook>().Store;
        var line = (await Treasury()).Open.Single(l => l.Value.Account == OfficeAccounts.GuaranteeOf(6)).Key;
        var entry = await store.FindAsync(Claim.OfLine(line), default);
        var recorded = Assert.IsType<Act.StatementRecorded>(Codec.Decode(entry!.Body));
        var kept = StatementBytes.Decode((await store.FindOriginalAsync(entry.Position, recorded.Details, default))!.Value);
        Assert.Equal(("Change kept", "Ana Lopes", line), (kept.Lines[0].Remittance, kept.Lines[0].Counterparty, kept.Lines[0].Identity));
        Assert.DoesNotContain("Lopes", Encoding.UTF8.GetString(entry.Body.Span));
    }

    [Fact]
    public async Task Same_request_again_gets_the_same_answer()
    {
        var http = await place.Treasurer();
        async Task<string> Ask()
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, "/v1/statements") { Headers = { { "Idempotency-Key", "statement-1" } } };
            asked.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(File.Of(StatementFile.Statement(Entries("a"), 0, 10, iban: Ibans[6])))) { Headers = { ContentType = new("application/xml") } };
            return await (await http.SendAsync(asked)).Content.ReadAsStringAsync();
        }
        var first = await Ask();
        Assert.Contains("\"recorded\"", first);
        Assert.Equal(first, await Ask());
    }

    [Fact]
    public async Task Only_treasurers_import_and_only_xml_of_at_most_100_MB()
    {
        var file = Encoding.UTF8.GetBytes(File.Of(StatementFile.Statement("")));
        using var approver = await _server.As(Roles.Approver, Roles.Auditor);
        await (await approver.PostAsync("/v1/statements", new ByteArrayContent(file) { Headers = { ContentType = new("application/xml") } })).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await _server.Http.PostAsync("/v1/statements", new ByteArrayContent(file) { Headers = { ContentType = new("application/xml") } })).Refused(HttpStatusCode.Unauthorized, "token_required");
        await (await Post(file, type: "text/csv")).Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await (await Post(file, type: "application/xml; charset=iso-8859-1")).Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await (await Post([])).Refused(HttpStatusCode.UnprocessableEntity, "statement_empty_file");
        // Larger than any other call may be.
        var large = await Post(Encoding.UTF8.GetBytes(File.Of(StatementFile.Statement("", more: $"<!--{string.Concat(Enumerable.Repeat("xxxxxxxxx>", 30_000))}-->"))), dryRun: true);
        Assert.Equal(HttpStatusCode.OK, large.StatusCode);
    }

    [Theory]
    [InlineData("XX", "Asso", null)]
    [InlineData("BE68539007547034", "", null)]
    [InlineData("BE68539007547034", "Asso", "CCOP")]
    public void Guarantee_account_that_is_none_stops_the_start(string iban, string holder, string? bic) => Assert.Throws<StartRefusedException>(() => GuaranteeAccounts.From(Configured((iban, holder, bic))));

    [Fact]
    public void Guarantee_accounts_are_named_in_their_order()
    {
        Assert.Empty(GuaranteeAccounts.From(Configured()).All);
        var two = GuaranteeAccounts.From(Configured(("BE68 5390 0754 7034", "Asso", "ccopfrpp"), (Ibans[0], "Asso", null)));
        Assert.Equal([("GUARANTEE", "BE68539007547034", "CCOPFRPP"), ("GUARANTEE.2", Ibans[0], null)], two.All.Select(a => (a.Account.Value, a.Iban, a.Bic)));
        Assert.Equal("GUARANTEE.2", two.Find(Ibans[0])!.Account.Value);
        Assert.Throws<StartRefusedException>(() => GuaranteeAccounts.From(Configured((Ibans[0], "Asso", null), (Ibans[0], "Asso", null))));
        Assert.Throws<StartRefusedException>(() => GuaranteeAccounts.From(Configured([.. Enumerable.Repeat((Ibans[0], "Asso", (string?)null), 10)])));
    }

    private static IConfiguration Configured(params (string Iban, string Holder, string? Bic)[] accounts) => new ConfigurationBuilder().AddInMemoryCollection(accounts.SelectMany((a, i) => new KeyValuePair<string, string?>[]
    {
        new($"EssLedger:GuaranteeAccounts:{i}:Iban", a.Iban), new($"EssLedger:GuaranteeAccounts:{i}:Holder", a.Holder), new($"EssLedger:GuaranteeAccounts:{i}:Bic", a.Bic),
    })).Build();
}
