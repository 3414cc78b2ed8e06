using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Core.Transparency;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Verification;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace EssLedger.Web.Privacy;

/// <summary>What was kept long enough goes on its day and not before; the clock is moved over eleven years.</summary>
public sealed class RetentionTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Evidence_and_signed_orders_go_when_their_time_is_over_and_the_books_stay(string store)
    {
        var options = store == "sqlite" ? new() : await postgres.NewLedger();
        await using var server = await TestServer.Start(options with { Demo = true });
        var (evidence, books, kept) = (server.Services.GetRequiredService<IEvidenceStore>(), server.Services.GetRequiredService<Books>(), server.Services.GetRequiredService<IPersonalDataStore>());
        var register = server.Services.GetRequiredService<LabelRegister>();
        var begun = DateTimeOffset.UtcNow;
        var today = ParisCalendar.DayOf(begun);

        // Three files with a piece each: one whose label still runs, one that was dropped, one that is open.
        var known = await register.Read();
        var running = known.Applications.Values.First(a => a.Grant is { } number && a.Appeal is null && known.Grants[number].On(today.AddDays(400)) is Standing.Active).Id;
        var (dropped, open) = (await Apply(server, "73282932000074", drops: true), await Apply(server, "44306184100047", drops: false));
        var pieces = new Dictionary<string, EvidenceId>();
        foreach (var (name, application) in ((string, LabelApplicationId)[])[("running", running), ("dropped", dropped), ("open", open)])
        {
            var piece = new EvidenceFile(new(Uuid.Version7(begun, RandomNumberGenerator.GetBytes(10))), application, PersonId.Parse("SOMEBODY"), $"{name}.txt", "text/plain", 3, null, null, null, Visibility.Office, begun);
            pieces[name] = (await evidence.BeginAsync(piece, 1000, 10, Stop))!.Id;
        }
        var (position, digest) = await Pay(server);
        await kept.SetAsync(new("evidence", 365, today, "DPO", begun, "un an"), Stop);

        Assert.Equal("dropped open running; an order", await After(TimeSpan.Zero));
        Assert.Equal("dropped open running; an order", await After(TimeSpan.FromDays(365)));
        Assert.Equal("open running; an order", await After(TimeSpan.FromDays(367)));
        Assert.Equal("open running; an order", await After(TimeSpan.FromDays(400)));
        Assert.Equal("open; an order", await After(TimeSpan.FromDays(6 * 365)));
        Assert.Equal("open; an order", await After(TimeSpan.FromDays(3653)));
        // PostgreSQL lets no signed order go by another clock than its own: a server whose clock is wrong removes nothing.
        Assert.Equal(store == "sqlite" ? "open; no order" : "open; an order", await After(TimeSpan.FromDays(3655)));
        var (verifier, _) = Es256kVerifiers.Best();
        Assert.Null((await new CurrencyVerification(books.Currency, books.Log("currency"), verifier, new CurrencyAudit(remembers: false), new TreeEdge()).RunAsync(Stop)).Fault);
        Assert.Null((await new LabelVerification(books.Label, books.Log("label"), verifier).RunAsync(Stop)).Fault);
        if (store == "postgres")
        {
            await using var owner = new NpgsqlConnection(options.Connection);
            await owner.OpenAsync(Stop);
            await using (var command = new NpgsqlCommand($"set session_replication_role = replica; update currency_entry set committed_at = committed_at - {TimeSpan.FromDays(3655).TotalMilliseconds}::bigint", owner)) await command.ExecuteNonQueryAsync(Stop);
            Assert.Equal("open; no order", await After(TimeSpan.Zero));
        }

        var told = await server.Services.GetRequiredService<IAuditTrail>().FindAsync(new(Action: "retention.apply"), null, 100, Stop);
        Assert.Equal(2, told.Sum(act => Removed(act, "evidence")));
        Assert.True(told.Sum(act => Removed(act, "signed_order")) > 0);

        // What is left after the daily job of a later day.
        async Task<string> After(TimeSpan time)
        {
            await new Retention(kept, evidence, server.Services.GetRequiredService<IAuditTrail>(), books, register, new FakeTimeProvider(begun + time)).Apply();
            var left = new List<string>();
            foreach (var (name, piece) in pieces.OrderBy(p => p.Key, StringComparer.Ordinal)) if (await evidence.FindAsync(piece, Stop) is not null) left.Add(name);
            return $"{string.Join(' ', left)}; {(await books.Currency.FindOriginalAsync(position, digest, Stop) is null ? "no order" : "an order")}";
        }
    }

    private static int Removed(TrailAct act, string kind)
    {
        using var details = JsonDocument.Parse(act.Row.Entry.Details);
        return details.RootElement.GetProperty("changed").TryGetProperty(kind, out var count) ? count.GetInt32() : 0;
    }

    private static async Task<LabelApplicationId> Apply(TestServer server, string siret, bool drops)
    {
        using var own = await server.As(Roles.Participant);
        var participant = (await (await own.PostAsJsonAsync("/v1/label/participants", new { kind = "merchant", name = "Droguerie", siret, commune = "59350" }, Stop)).Json()).GetProperty("participant").GetString();
        var application = (await (await own.PostAsJsonAsync("/v1/label/applications", new { participant, reason = "je demande" }, Stop)).Json()).GetProperty("application").GetString()!;
        if (drops) Assert.Equal(HttpStatusCode.OK, (await own.PostAsJsonAsync($"/v1/label/applications/{application}/drop", new { reason = "je renonce" }, Stop)).StatusCode);
        return LabelApplicationId.TryParse(application, out var id) ? id : throw new FormatException(application);
    }

    private static async Task<(Position, Digest)> Pay(TestServer server)
    {
        using var town = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(server.Data, "demo.json"), Stop));
        var (payer, shop) = (town.RootElement.GetProperty("residents")[0], town.RootElement.GetProperty("shops")[0]);
        var terms = server.Services.GetRequiredService<Terms>();
        var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(payer.GetProperty("account").GetString()!), AccountId.Parse(shop.GetProperty("account").GetString()!),
            Amount.FromMinor(100), terms.Unit, DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), null, "du pain");
        using var signed = new ByteArrayContent(new DeviceSigner(Convert.FromHexString(payer.GetProperty("deviceKey").GetString()!)).Sign(PaymentOrder.Type, order.Encode())) { Headers = { ContentType = new(Cose.MediaType) } };
        var position = new Position((await (await server.Http.PostAsync("/v1/payments", signed, Stop)).Json()).GetProperty("position").GetInt64());
        return (position, ((Act.Paid)Codec.Decode((await server.Services.GetRequiredService<Books>().Currency.FindAsync(position, Stop))!.Body)).Received);
    }
}
