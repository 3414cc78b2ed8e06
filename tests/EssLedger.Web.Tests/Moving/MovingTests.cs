using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Moving;

/// <summary>Members who come from another system, on a running server.</summary>
[Collection(Association.Name)]
public sealed class MovingTests(Api.CardTests.Town town)
{
    private const string Members = "reference;nom complet;courriel;solde\nana;Ana Mouvante;ana.mouvante@exemple.invalid;12,50\nben;Ben Mouvant;;0\nana;Encore Ana;;1\nfou;Fou Mouvant;;-2\nsame;Mouvante Ana;;3\n";

    [Fact]
    public async Task Members_are_tried_first_then_entered_and_the_same_file_again_changes_nothing()
    {
        using var bureau = await town.As("bureau");
        using var treasurer = await town.As("treasurer");
        Assert.Equal("created=2 exists=0 doubtful=1 refused=2", await Brought(bureau, dryRun: true));
        var lines = (await bureau.GetStringAsync("/v1/imports/members/lines.csv")).Split("\r\n");
        Assert.Equal("4,ana,refused,reference_twice,reference,a reference that no line before has", lines[3]);
        Assert.Equal("5,fou,refused,balance_negative,solde,nothing below zero: what a member owes is settled before", lines[4]);
        Assert.StartsWith("6,same,doubtful,name_known,nom complet,", lines[5], StringComparison.Ordinal);
        Assert.Empty(await town.Server.Services.GetRequiredService<INewcomerStore>().AllAsync("essai", default));

        Assert.Equal("created=2 exists=0 doubtful=1 refused=2", await Brought(bureau, dryRun: false));
        Assert.Equal("created=0 exists=2 doubtful=1 refused=2", await Brought(bureau, dryRun: false));
        var came = (await town.Server.Services.GetRequiredService<INewcomerStore>().AllAsync("essai", default)).OrderBy(n => n.Reference).ToList();
        Assert.Equal(["ana 1250 True", "ben 0 True"], came.Select(n => $"{n.Reference} {n.Minor} {n.Done}"));
        var people = town.Server.Services.GetRequiredService<People>();
        foreach (var newcomer in came)
        {
            Assert.Equal(SubjectStatus.Open, await town.Server.Services.GetRequiredService<CurrencyBook>().Store.StatusAsync(newcomer.Account.Value, default));
            Assert.True(await people.Holds(newcomer.Person, newcomer.Account));
            Assert.Equal([Roles.Resident], await people.RolesOf(newcomer.Person));
        }

        var left = await (await treasurer.GetAsync("/v1/imports/balances")).Json();
        Assert.True(left.GetProperty("sum").GetInt64() >= 1250);
        using var answer = await treasurer.PostAsJsonAsync("/v1/imports/balances", new { line = new string('A', 43) });
        await answer.Refused(HttpStatusCode.NotFound, "line_unknown");
    }

    [Fact]
    public async Task Old_payments_are_tried_then_kept_beside_the_statement_and_in_no_balance()
    {
        using var bureau = await town.As("bureau");
        var account = AccountId.Parse(town.Resident.GetProperty("account").GetString()!);
        // Who held it in the demonstration holds it no more after some of the tests before.
        var holder = await town.Server.People.Create("Jeanne Mouvante", [Roles.Resident]);
        await town.Server.People.Hold(holder.PersonId, account);
        using var resident = await town.Server.As(holder);
        var newcomers = town.Server.Services.GetRequiredService<INewcomerStore>();
        await newcomers.BeginAsync([new("ancien", "jeanne.m", PersonId.Parse(People.NewId()), account, 0, Done: false)], default);
        await newcomers.DoneAsync([account], default);
        const string File = "Numéro;Date;De;À;Montant;Libellé\n1;2020-05-03;Jeanne.M;Boulangerie du Port;2,50;Pain\n2;04/05/2020 10:30;Mairie;jeanne.m;1 200,00;Prime\n3;03/05;jeanne.m;x;1;\n4;2020-05-04;qui;quoi;1;\n5;2020-05-04;jeanne.m;x;-1;\n1;2020-05-05;jeanne.m;x;1;\n";
        async Task<JsonElement> Send(bool dryRun)
        {
            using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(File)) { Headers = { ContentType = MediaTypeHeaderValue.Parse("text/csv") } };
            return await (await bureau.PostAsync($"/v1/imports/history?source=ancien&dryRun={(dryRun ? "true" : "false")}", file)).Json();
        }
        static string Told(JsonElement told) => string.Join(' ', new[] { "created", "exists", "refused" }.Select(what => $"{what}={told.GetProperty(what).GetInt64()}"));
        async Task<string> Balance() => (await (await resident.GetAsync($"/v1/accounts/{account}")).EnsureSuccessStatusCode().Json()).GetProperty("balance").ToString();

        var (balance, tried) = (await Balance(), await Send(dryRun: true));
        Assert.Equal("created=2 exists=0 refused=4", Told(tried));
        Assert.Equal(["4 day_unreadable Date", "5 member_unknown De", "6 sum_unreadable Montant", "7 reference_twice Numéro"], tried.GetProperty("faults").EnumerateArray().Select(f => $"{f.GetProperty("line").GetInt64()} {f.GetProperty("code").GetString()} {f.GetProperty("column").GetString()}"));
        Assert.Empty((await (await resident.GetAsync($"/v1/accounts/{account}/former-payments")).Json()).GetProperty("items").EnumerateArray());
        Assert.Equal("created=2 exists=0 refused=4", Told(await Send(dryRun: false)));
        Assert.Equal("created=0 exists=2 refused=4", Told(await Send(dryRun: false)));
        Assert.Equal(["2020-05-04 credit 120000 Mairie", "2020-05-03 debit 250 Boulangerie du Port"], (await (await resident.GetAsync($"/v1/accounts/{account}/former-payments")).Json()).GetProperty("items").EnumerateArray()
            .Select(p => $"{p.GetProperty("day").GetString()} {p.GetProperty("direction").GetString()} {p.GetProperty("amount").GetInt64()} {p.GetProperty("other").GetString()}"));
        Assert.Equal(balance, await Balance());

        // On paper: what moved, the balance after it, and below both the history.
        var paper = UglyToad.PdfPig.PdfDocument.Open(await resident.GetByteArrayAsync($"/v1/accounts/{account}/statement.pdf"));
        var text = string.Concat(paper.GetPages().Select(p => p.Text));
        foreach (var said in (string[])[account.Value, "Boulangerie du Port", "120000"[..4]]) Assert.Contains(said, text.Replace(".", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var other = await town.As("merchant");
        await (await other.GetAsync($"/v1/accounts/{account}/statement.pdf")).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await other.GetAsync($"/v1/accounts/{account}/former-payments")).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await resident.GetAsync($"/v1/accounts/{account}/statement.pdf?from=2026-02-01&to=2026-01-01")).Refused(HttpStatusCode.BadRequest, "invalid_field");
    }

    [Fact]
    public async Task Who_brings_a_file_while_another_is_read_is_told_before_it_is_sent()
    {
        var import = town.Server.Services.GetRequiredService<MemberImport>();
        using var givesUp = new CancellationTokenSource();
        var someone = PersonId.Parse(People.NewId());
        await using Stream slow = new Endless(), unread = new MemoryStream(new byte[100]);
        var first = import.Begin(slow, "essai", new(), isDry: true, takesDoubtful: false, someone, givesUp.Token);
        Assert.False(await import.Begin(unread, "essai", new(), isDry: true, takesDoubtful: false, someone, default));
        Assert.Equal(0, unread.Position);
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await using var good = new MemoryStream("reference;nom complet\n"u8.ToArray());
        Assert.True(await import.Begin(good, "essai", new(), isDry: true, takesDoubtful: false, someone, default));
        while (import.Progress is { IsRunning: true }) await Task.Delay(10);
    }

    [Theory]
    [InlineData("books/../../people.jsonl.gz")]
    [InlineData("/etc/passwd")]
    [InlineData("books/currency_entry.jsonl.gz\n")]
    [InlineData("")]
    public async Task Copy_reads_nothing_outside_its_directory(string name)
    {
        var directory = Directory.CreateTempSubdirectory("essledger-copy-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory, CopyManifest.Name), JsonSerializer.Serialize(new CopyManifest(CopyManifest.Current, "x", default, new("1", "1"), new Dictionary<string, CopyHead>(), [new(name, "t", [], 0, "")]), JsonSerializerOptions.Web));
            var refused = await Assert.ThrowsAsync<StartRefusedException>(() => new WholeCopy(town.Server.Services.GetRequiredService<Settings>(), (_, _) => { }).Import(town.Server.Services.GetRequiredService<Books>(), directory, default));
            Assert.Contains("no file of a copy", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private sealed class Endless : MemoryStream
    {
        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static async Task<string> Brought(HttpClient bureau, bool dryRun)
    {
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(Members)) { Headers = { ContentType = MediaTypeHeaderValue.Parse("text/csv") } };
        using var begun = await bureau.PostAsync($"/v1/imports/members?source=essai&dryRun={(dryRun ? "true" : "false")}", file);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        for (var tries = 0; tries < 300; tries++)
        {
            var now = (await (await bureau.GetAsync("/v1/imports/members")).Json()).GetProperty("items")[0];
            if (now.GetProperty("stage").GetString() == "done") return string.Join(' ', new[] { "created", "exists", "doubtful", "refused" }.Select(what => $"{what}={now.GetProperty(what).GetInt64()}"));
            Assert.Contains(now.GetProperty("stage").GetString(), (string[])["reading", "entering"]);
            await Task.Delay(50);
        }
        throw new TimeoutException();
    }
}
