using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Alerts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Core.Push;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Verification;
using EssLedger.Web.Api;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenIddict.Abstractions;

namespace EssLedger.Web.Privacy;

/// <summary>A person lives through everything that leaves a trace, asks to be forgotten, and is. Then everything that is kept is read again for their name.</summary>
public sealed class ErasureTests(PostgresFixture postgres)
{
    // Each of these is the person, in whatever case and encoding.
    private static readonly string[] Names = ["Mirandolle", "theodule.m"];

    private const string Name = "Théodule Mirandolle", Email = "theodule.m@example.org", Siret = "73282932000074";

    /// <summary>The tables, of either store, that hold nothing of this person: versions and servers; prices, rules and agreements; what is counted or sealed of whole books; what shops set up and what their web shops are told;
    /// of whoever tries to sign in a digest, for a day; and invoices, which are written to firms and which the law has kept for ten years whoever leaves (RetentionTests).</summary>
    private static readonly string[] Impersonal =
    [
        "SchemaVersions", "schemaversions", "__EFMigrationsHistory", "__EFMigrationsLock", "OrleansQuery", "orleansquery", "cluster", "silo", "reminder", "OpenIddictScopes",
        "Fees", "retention_rule", "sharing_agreement", "census_release", "figure_release", "annual_report", "grant_standing", "label_projection", "label_status", "label_turn", "label_receipt",
        "currency_checkpoint", "label_checkpoint", "currency_tile", "label_tile", "grain_snapshot", "Tries", "Bureaux", "Committees",
        "alert_follower", "alert_terms", "area_set", "invoice", "credit_wish", "till", "cashier_lock", "webhook", "webhook_delivery", "webhook_attempt", "webhook_follower", "push_follower",
    ];

    /// <summary>Those in which their ids stay: the books and what is read from them, the trail, sums that were paid, who vouched for whom, what was decided, in whose session a payment was asked for, who wrote a record or brought its file; and until the last token is
    /// over, that none of theirs is good.</summary>
    private static readonly string[] KeptById =
    [
        "currency_entry", "currency_entry_0", "currency_claim", "currency_original", "currency_receipt", "currency_status", "currency_subject_entry", "currency_turn",
        "label_entry", "label_entry_0", "label_claim", "label_subject_entry", "participant_profile", "audit_trail", "Memberships", "Invitations", "Proposals", "erasure_request", "IdempotentRequests", "Withdrawals", "alert", "alert_behind", "alert_sighting", "online_payment", "payment_request", "record", "record_file",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_names_them_any_more_in_SQLite_nor_in_any_file_and_the_books_are_as_they_were()
    {
        var data = Directory.CreateTempSubdirectory("essledger-erasure-");
        try
        {
            await Live(new() { Data = data.FullName }, () => Dump(data.FullName));
            SqliteConnection.ClearAllPools();
            // The files themselves: what a database no longer tells may still lie between its rows and in its logs.
            foreach (var file in Directory.EnumerateFiles(data.FullName, "*", SearchOption.AllDirectories)) AssertNamesNobody(file, await File.ReadAllBytesAsync(file, Stop));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Nothing_names_them_any_more_in_PostgreSQL_and_the_books_are_as_they_were()
    {
        var options = await postgres.NewLedger();
        await Live(options, () => Tables(new NpgsqlConnection(options.Connection), "select table_name, table_schema from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')"));

        // The files themselves: a vacuum only frees the place of what was deleted, one that writes the tables anew leaves nothing of it.
        await using var connection = new NpgsqlConnection(options.Connection);
        await connection.OpenAsync(Stop);
        foreach (var sql in (string[])["vacuum full", "checkpoint"])
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
            await command.ExecuteNonQueryAsync(Stop);
        }
        var database = (await Rows(connection, "select oid from pg_database where datname = current_database()"))[0][0];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(postgres.Server.Data, "base", database))) AssertNamesNobody(file, await File.ReadAllBytesAsync(file, Stop));
    }

    private static async Task<Dictionary<string, byte[]>> Dump(string data)
    {
        var dump = new Dictionary<string, byte[]>();
        foreach (var file in (string[])["ledger.db", "people.db"])
            foreach (var (table, rows) in await Tables(new SqliteConnection($"Data Source={Path.Combine(data, file)}"), "select name, 'main' from sqlite_master where type = 'table' and name not like 'sqlite_%'")) dump.Add(table, rows);
        return dump;
    }

    /// <summary>The finder itself is no good unless it finds: in plain text, as UTF-16, as hexadecimal and as base64 wherever the name begins.</summary>
    [Fact]
    public void The_finder_finds()
    {
        foreach (var before in (string[])["", "a", "ab"])
            foreach (var text in (string[])[$"{before}{Name}", Convert.ToHexStringLower(Encoding.UTF8.GetBytes(before + Name)), Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Name))])
                Assert.NotNull(Found(Encoding.UTF8.GetBytes(text)));
        Assert.NotNull(Found(Encoding.Unicode.GetBytes(Name)));
        Assert.Null(Found(Encoding.UTF8.GetBytes("Personne d'autre")));
    }

    private static async Task Live(ServeOptions options, Func<Task<Dictionary<string, byte[]>>> dump)
    {
        using var log = new Log();
        await using (var server = await TestServer.Start(options with { Adjust = builder => builder.Logging.AddProvider(log).AddFilter<Log>(null, LogLevel.Information) }))
        {
            var person = await server.People.Create(Name, [Roles.Resident, Roles.Participant], Email, "a very long password");
            var (account, payee, order) = await Spend(server, person);
            var (participant, file) = await Apply(server, person);
            var card = await Belong(server, person, account);
            await server.Services.GetRequiredService<Postbox>().Post("welcome", new(person.Id, Name, Email), $"Bonjour {Name}", "Bienvenue", Stop);
            using (var own = await server.As(person)) await KnowsAll(own, account);
            var before = await State(server, payee);

            // Their request, and the answer.
            var visitor = new Visitor(server.Browser());
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.Send("/sign-in", new() { ["email"] = Email, ["password"] = "a very long password" })).StatusCode);
            await visitor.Record("/mon-compte/donnees", new() { ["act"] = "ask", ["why"] = $"Moi, {Name}, je pars" });
            Assert.Contains("en attente", await visitor.Read("/mon-compte/donnees"), StringComparison.Ordinal);
            var (dpo, _) = await Visitor.SignIn(server, Roles.Dpo);
            Assert.Contains(Name, await dpo.Read("/bureau/donnees"), StringComparison.Ordinal);
            var request = Assert.Single(await server.Services.GetRequiredService<IPersonalDataStore>().RequestsAsync(person.PersonId, Stop));
            // They stand in every table that is not known to hold nothing of people: who adds one has to let them leave a trace in it here, or say why there is none.
            string[] ids = [person.Id, account, participant];
            bool Knows(byte[] rows) => Found(rows) is not null || ids.SelectMany(id => new[] { id, Convert.ToHexStringLower(Encoding.ASCII.GetBytes(id)) }).Any(id => rows.AsSpan().IndexOf(Encoding.ASCII.GetBytes(id)) >= 0);
            var tables = await dump();
            var (had, without) = (tables.Keys.ToList(), tables.Where(t => !Knows(t.Value)).Select(t => t.Key).ToList());
            Assert.Contains("AccountHolders", tables.Where(t => Found(t.Value) is not null).Select(t => t.Key));
            AssertKeptNowhere(card, tables);
            await dpo.Record("/bureau/donnees", new() { ["act"] = "decide", ["which"] = $"{request.Id}", ["person"] = person.Id, ["ground"] = nameof(ErasureGround.ConsentWithdrawn), ["reason"] = $"Adieu {Name}", ["own"] = participant });

            tables = await dump();
            foreach (var (table, rows) in tables) AssertNamesNobody(table, rows);
            // By id alone, which leads to nobody any more, they stand where the books, the association's accounts and the trail keep what was done.
            Assert.Multiple(() => AssertSame(Impersonal.Intersect(had), without), () => AssertSame(KeptById.Intersect(tables.Keys), tables.Where(t => Knows(t.Value)).Select(t => t.Key)));

            // The decision is in the trail; what the law keeps is in the books; what was free text is gone.
            var trail = server.Services.GetRequiredService<IAuditTrail>();
            Assert.Equal(TrailStage.Done, Assert.Single(await trail.FindAsync(new(Action: "erasure.decide", Subject: person.Id), null, 10, Stop)).End?.Entry.Stage);
            Assert.Null((await TrailVerification.RunAsync(trail, Stop)).Fault);
            Assert.Null(await server.Services.GetRequiredService<Books>().Currency.FindOriginalAsync(order.Position, order.Digest, Stop));
            Assert.Null(await server.Services.GetRequiredService<IEvidenceStore>().FindAsync(file, Stop));
            Assert.Equal(before, await State(server, payee));
            Assert.NotEqual(HttpStatusCode.Redirect, (await new Visitor(server.Browser()).Send("/sign-in", new() { ["email"] = Email, ["password"] = "a very long password" })).StatusCode);
        }
        AssertNamesNobody("the log", Encoding.UTF8.GetBytes(log.Text));
        Assert.NotEmpty(log.Text);
    }

    /// <summary>A member of the association like others: with a paid membership, a printed card, a mandate, a passkey and a link to come back by.</summary>
    /// <returns>The number on the card.</returns>
    private static async Task<byte[]> Belong(TestServer server, Person person, string account)
    {
        var (bureau, _) = await Visitor.SignIn(server, Roles.Bureau);
        await bureau.Record("/bureau/membres/adhesions", new() { ["act"] = "fee", ["year"] = $"{DateTimeOffset.UtcNow.Year}", ["kind"] = "resident", ["euros"] = "10" });
        await bureau.Record($"/bureau/membres/{person.Id}", new() { ["act"] = "paid", ["fee"] = $"{DateTimeOffset.UtcNow.Year}-resident", ["euros"] = "10", ["paid"] = ParisCalendar.DayOf(DateTimeOffset.UtcNow).Iso(), ["reference"] = $"chèque de {Name}" });
        Assert.Equal(HttpStatusCode.OK, (await bureau.Send("/bureau/invitations", new() { ["act"] = "recover", ["email"] = Email, ["seen"] = "yes" })).StatusCode);

        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var entered = (await users.FindByIdAsync(person.Id))!;
        Assert.True((await users.AddOrUpdatePasskeyAsync(entered, new([1, 2, 3], [4], DateTimeOffset.UtcNow, 0, null, true, false, false, [5], [6]) { Name = $"Téléphone de {Name}" })).Succeeded);
        Assert.True((await users.AddClaimAsync(entered, new("nickname", Name))).Succeeded);
        Assert.True((await users.ResetAuthenticatorKeyAsync(entered)).Succeeded);
        Assert.True((await users.AddLoginAsync(entered, new("https://id.example.org", "1", $"{Name} là-bas"))).Succeeded);

        // An application of theirs, which they let act for them.
        var (client, _) = await server.Services.CreateAsyncScope().ServiceProvider.GetRequiredService<Clients>().CreateClient(person.PersonId, $"Carnet de {Name}");
        var application = await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().FindByClientIdAsync(client, Stop);
        var applicationId = await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().GetIdAsync(application!, Stop);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().CreateAsync(new OpenIddictAuthorizationDescriptor { Subject = person.Id, ApplicationId = applicationId, Type = "permanent", Status = "valid" }, Stop);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().CreateAsync(new OpenIddictTokenDescriptor { Subject = person.Id, ApplicationId = applicationId, Type = "refresh_token", Status = "valid", Payload = Name }, Stop);

        // A device that is told, and what it is told; what they are asked for, and by whom no more.
        var (push, asks, other) = (server.Services.GetRequiredService<IPushStore>(), server.Services.GetRequiredService<IAskStore>(), AccountId.FromRandom(Guid.NewGuid().ToByteArray()));
        var device = new PushDevice(person.PersonId, "https://push.invalid/device", new byte[65], new byte[16], default, "fr", NewsKinds.Asks, DateTimeOffset.UtcNow);
        await push.PutAsync(device, (await server.Services.GetRequiredService<Books>().Currency.HeadAsync(Stop)).Position, Stop);
        await push.WriteAsync([new(device.Id, "ask", AccountId.Parse(account), NewsEvent.Asked, null, null, DateTimeOffset.UtcNow)], null, Stop);
        await asks.KeepAsync(new(new(Uuid.Version7(DateTimeOffset.UtcNow, new byte[10])), other, AccountId.Parse(account), $"Pour {Name}", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(7)), Stop);
        await asks.BlockAsync(new(AccountId.Parse(account), other, DateTimeOffset.UtcNow), Stop);

        // A meeting of the City's at which they were, and its minutes, which they brought.
        var records = server.Services.GetRequiredService<IRecordStore>();
        await records.PutAsync(new("strategy.meeting", "erasure", 1, "{}", person.PersonId, DateTimeOffset.UtcNow), Stop);
        await records.NameAsync(new("strategy.meeting", "erasure", "chair", Name, person.PersonId, DateTimeOffset.UtcNow), Stop);
        await records.AttachAsync(new("erasure", "strategy.meeting", "erasure", "compte rendu.pdf", "application/pdf", person.PersonId, DateTimeOffset.UtcNow), [1], Stop);

        // Two meetings: for one they registered signed in, for the other under their address alone; each wrote them a mail.
        var (registrations, postbox) = (server.Services.GetRequiredService<IRegistrationStore>(), server.Services.GetRequiredService<Postbox>());
        foreach (var (id, by, email) in new (string, PersonId?, string)[] { ("a", person.PersonId, "other@example.org"), ("b", null, Email.ToUpperInvariant()) })
        {
            await registrations.RegisterAsync(new(id, id, DateOnly.FromDateTime(DateTime.UtcNow), Name, email, $"Chez {Name}", "ess", "fr", by, Digest.Of([(byte)id[0]]), DateTimeOffset.UtcNow), 5, Stop);
            await postbox.Post($"meeting:registered:{id}", new(id, Name, email), "Inscription", $"Bonjour {Name}", Stop);
        }

        // What elsewhere takes a long way.
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<PeopleContext>>().CreateDbContextAsync(Stop);
        var (shop, merchant, now) = (AccountId.Parse(People.NewId()), MerchantId.Parse(People.NewId()), DateTimeOffset.UtcNow);
        db.AddRange(new Assignment(person.PersonId, Roles.Merchant, shop.Value), new Shop(shop, merchant, $"Chez {Name}", Siret), new Merger(PersonId.Parse(People.NewId()), person.PersonId, PersonId.Parse(People.NewId()), now) { Moved = $"{{\"name\":\"{Name}\"}}" },
            new Proposal(People.NewId(), ProposedAct.Merge, person.PersonId, "", $"{Name} est venue deux fois", PersonId.Parse(People.NewId()), now), new Bar(person.PersonId, $"{Name} a menacé", PersonId.Parse(People.NewId()), now),
            new PasskeyUse("AQID", person.PersonId) { At = now }, new SpentCode(person.PersonId, "123456", now), new Withdrawal(person.Id) { At = now.AddMinutes(-1) });
        await db.SaveChangesAsync(Stop);
        var (scheduled, member) = (server.Services.GetRequiredService<IScheduledPaymentStore>(), AccountId.Parse(account));
        var rent = Assert.Single(await scheduled.OfAsync(member, Stop));
        await scheduled.SettleAsync(rent.Payment, new(rent.Due!.Value, RunState.Refused, rent.Due.Value, null, default), rent.Due, Stop);
        await scheduled.GiveAsync(member, shop, rent.Payment.Mandate, Stop);
        await server.Services.GetRequiredService<IPayoutStore>().EnterAsync(member, "FR7630006000011234567890189", person.PersonId, now, Stop);
        await server.Services.GetRequiredService<IDebitMandateStore>().EnterAsync(new(new(Uuid.Version7(now, RandomNumberGenerator.GetBytes(10))), $"{member}-1", member, Name, "FR7630006000011234567890189", null, ParisCalendar.DayOf(now),
            new(Amount.FromMinor(2000), Amount.Zero, 12, 5), OnPaper: true, person.PersonId, now), Stop);
        await server.Services.GetRequiredService<INewcomerStore>().BeginAsync([new("Cyclos", Name, person.PersonId, member, 1, Done: false)], Stop);
        await server.Services.GetRequiredService<INewcomerStore>().RememberAsync([new("Cyclos", member, "1", new(2020, 5, 3), -250, Name, $"De {Name}")], Stop);
        var shops = server.Services.GetRequiredService<IShopStore>();
        await shops.WantMailAsync(new(shop, person.PersonId, 20, "fr", now, null), Stop);
        await shops.KeepEntryAsync(new(member, Shown: true, $"Chez {Name}", "59000", "59350", null, null, null, null, Name, now), Stop);
        await shops.SetCodeAsync(new(shop, person.PersonId, new byte[] { 1 }, false, now, default), Stop);
        await server.Services.GetRequiredService<IPaymentRequestStore>().KeepAsync(
            new(new(new(Uuid.Version7(now, RandomNumberGenerator.GetBytes(10))), shop, Amount.FromMinor(1), Unit.Parse("MLC"), now, Standing: false), null, now, new byte[] { 1 }) { By = person.PersonId }, Stop);
        var online = server.Services.GetRequiredService<IOnlinePaymentStore>();
        await online.KeepAsync(new(7, 8, Amount.FromMinor(1), "Refunded", now, "Checkout default", Name, Email, now), Stop);
        await online.AssignAsync(7, member, EssLedger.Core.Banking.PayerGround.Email, Stop);
        await online.TakeAsync(7, PersonId.Parse("CLERK"), Stop);
        await online.CloseAsync(7, PersonId.Parse("CLERK"), $"{Name} est remboursé", Stop);
        var alerts = server.Services.GetRequiredService<IAlertStore>();
        await alerts.RecordAsync(await alerts.AtAsync(Stop), [new(SightingKind.Cash, account, member, new(1), now, Amount.FromMinor(1))],
            [new("looked at", AlertRule.FastInOut, member, now, Amount.FromMinor(1), Amount.FromMinor(1), 1, [new(member, new(1))])], Stop);
        Assert.True(await alerts.LogAsync((await alerts.ListAsync(new(AlertState.Open, AlertRule.FastInOut, member), null, 1, Stop))[0].Number, new(1, AlertOutcome.Explained, $"{Name} a tout expliqué", PersonId.Parse(People.NewId()), now), Stop));

        // The number is told again to whoever sends the same request, and lies in no table.
        using var office = await server.As(Roles.Bureau);
        office.DefaultRequestHeaders.Add("Idempotency-Key", "card");
        var (first, again) = (await office.PostAsJsonAsync($"/v1/accounts/{account}/cards", new { pin = "2580" }, Stop), await office.PostAsJsonAsync($"/v1/accounts/{account}/cards", new { pin = "2580" }, Stop));
        Assert.Equal(await first.Content.ReadAsStringAsync(Stop), await again.Content.ReadAsStringAsync(Stop));
        return System.Buffers.Text.Base64Url.DecodeFromChars(await Member(again, "number"));
    }

    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (missing, more) = (expected.Except(actual).Order(StringComparer.Ordinal), actual.Except(expected).Order(StringComparer.Ordinal));
        Assert.True(!missing.Any() && !more.Any(), $"Not as listed: {string.Join(' ', missing)}. Not listed: {string.Join(' ', more)}.");
    }

    private static void AssertKeptNowhere(byte[] secret, Dictionary<string, byte[]> tables)
    {
        string[] written = [Convert.ToHexStringLower(secret), System.Buffers.Text.Base64Url.EncodeToString(secret), Base32.Encode(secret)];
        foreach (var (table, rows) in tables)
            foreach (var text in written.Concat(written.Select(w => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(w)))))
                Assert.True(rows.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{table} has {text}");
    }

    /// <summary>Opens an account with the person's name, fills it, and pays all of it away with a note.</summary>
    private static async Task<(string Account, string Payee, (Position Position, Digest Digest) Order)> Spend(TestServer server, Person person)
    {
        using var bureau = await server.As(Roles.Bureau);
        bureau.DefaultRequestHeaders.Add("Idempotency-Key", "opening");
        using var own = await server.As(person);
        // The answers are kept for whoever asks again: the person's and the bureau's.
        own.DefaultRequestHeaders.Add("Idempotency-Key", "mine");
        var account = await Member(await own.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name = Name } }, Stop), "account");
        var payee = await Member(await bureau.PostAsJsonAsync("/v1/accounts", new { kind = "merchant", holder = new { name = "Boulangerie", siret = "35600000000048" } }, Stop), "account");
        bureau.DefaultRequestHeaders.Remove("Idempotency-Key");
        bureau.DefaultRequestHeaders.Add("Idempotency-Key", "approving");
        Assert.Equal("active", await Member(await bureau.PostAsync($"/v1/accounts/{account}/approve", null, Stop), "state"));
        own.DefaultRequestHeaders.Remove("Idempotency-Key");
        using var admin = await server.As(Roles.Admin);
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsJsonAsync($"/v1/accounts/{account}/ceilings", new { ceilings = new { payment = 99_900 }, reason = $"{Name} l’a demandé" }, Stop)).StatusCode);
        var raised = Assert.Single(await server.Services.GetRequiredService<IAuditTrail>().FindAsync(new(Action: "account.ceilings_set", Subject: account), null, 10, Stop));
        Assert.Equal(("""{"asked":{"ceilings.payment":99900,"reason":null}}""", """{"changed":{"ceiling.payment":[null,"99900"]}}"""), (raised.Row.Entry.Details, raised.End!.Entry.Details));

        var device = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        var terms = server.Services.GetRequiredService<Terms>();
        var challenge = System.Buffers.Text.Base64Url.DecodeFromChars(await Member(await own.PostAsync($"/v1/accounts/{account}/key-challenge", null, Stop), "challenge"));
        Assert.Equal(HttpStatusCode.Created, (await own.PostAsync($"/v1/accounts/{account}/keys", Signed(device.Sign(DeviceProof.Type, new DeviceProof(terms.Ledger, AccountId.Parse(account), challenge, device.Key).Encode())), Stop)).StatusCode);
        var issuance = await Member(await (await server.As(Roles.Treasurer)).PostAsJsonAsync("/v1/issuances", new { account, amount = 2500, unit = terms.Unit.Code, source = new { kind = "cash", reference = Guid.NewGuid().ToString(), amount = 2500 } }, Stop), "issuance");
        Assert.Equal("done", await Member(await (await server.As(Roles.Approver)).PostAsync($"/v1/issuances/{issuance}/approve", null, Stop), "state"));

        // A rent that will never be due, and a carer: both with the person's words or money.
        var mandate = new Mandate(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(account), AccountId.Parse(payee), Amount.FromMinor(100), terms.Unit,
            Amount.FromMinor(100), 28, ParisCalendar.DayOf(DateTimeOffset.UtcNow).AddDays(90));
        await Member(await own.PostAsync($"/v1/accounts/{account}/mandates", Signed(device.Sign(Mandate.Type, mandate.Encode())), Stop), "mandate");
        await Member(await own.PostAsJsonAsync($"/v1/accounts/{account}/scheduled-payments", new { mandate = mandate.Id.ToString(), amount = 100, every = "once", firstDay = mandate.LastDay, note = $"Loyer {Name}" }, Stop), "mandate");

        var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(account), AccountId.Parse(payee), Amount.FromMinor(2500), terms.Unit,
            DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), null, $"de la part de {Name}");
        var signed = device.Sign(PaymentOrder.Type, order.Encode());
        var paid = await (await server.Http.PostAsync("/v1/payments", Signed(signed), Stop)).Json();
        var position = new Position(paid.GetProperty("position").GetInt64());
        var act = (Act.Paid)Codec.Decode((await server.Services.GetRequiredService<Books>().Currency.FindAsync(position, Stop))!.Body);
        Assert.NotNull(await server.Services.GetRequiredService<Books>().Currency.FindOriginalAsync(position, act.Received, Stop));
        return (account, payee, (position, act.Received));
    }

    /// <summary>Enters the person's own business for the label, with a file that names them.</summary>
    private static async Task<(string Participant, EvidenceId File)> Apply(TestServer server, Person person)
    {
        using var office = await server.As(Roles.LabelManager);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsJsonAsync("/v1/label/scheme", new { mode = "public_authority", months = 36, graceDays = 90, quorum = 1, appealDays = 60, reportDays = 30, levels = 3, reason = "règles" }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await office.PostAsJsonAsync("/v1/label/charters", new { version = 1, title = "Charte", text = "Texte", adoptedBy = "Conseil", adoptedOn = "2026-01-01", criteria = new[] { new { number = 1, axis = "solidarity", kind = "mandatory", @for = (string[])["shop"], evidence = true, points = 0, wording = "Vendre local" } }, reason = "adoptée" }, Stop)).StatusCode);
        using var own = await server.As(person);
        var participant = await Member(await own.PostAsJsonAsync("/v1/label/participants", new { kind = "merchant", name = $"Chez {Name}", siret = Siret, commune = "59350" }, Stop), "participant");
        var application = await Member(await own.PostAsJsonAsync("/v1/label/applications", new { participant, reason = $"{Name} demande le label" }, Stop), "application");
        var content = Encoding.UTF8.GetBytes($"Je soussigné {Name} vends local.");
        var file = await Member(await own.PostAsJsonAsync($"/v1/label/applications/{application}/evidence", new { name = $"Attestation {Name}.txt", mediaType = "text/plain", size = content.Length, criterion = 1 }, Stop), "evidence");
        using var piece = new ByteArrayContent(content) { Headers = { ContentType = new("application/offset+octet-stream") } };
        using var sent = new HttpRequestMessage(HttpMethod.Patch, $"/v1/label/applications/{application}/evidence/{file}") { Content = piece, Headers = { { "Upload-Offset", "0" } } };
        Assert.Equal(HttpStatusCode.NoContent, (await own.SendAsync(sent, Stop)).StatusCode);
        return (participant, EvidenceId.TryParse(file, out var id) ? id : default);
    }

    private static async Task KnowsAll(HttpClient own, string account)
    {
        using var zip = new ZipArchive(new MemoryStream(await own.GetByteArrayAsync("/v1/me/data", Stop)));
        string Text(string entry) => new StreamReader(zip.GetEntry(entry)!.Open()).ReadToEnd();
        using var all = JsonDocument.Parse(Text("data.json"));
        Assert.Equal(["madeAt", .. PersonalFile.Parts], all.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(Email, all.RootElement.GetProperty("person").GetProperty("email").GetString());
        var held = Assert.Single(all.RootElement.GetProperty("accounts").EnumerateArray());
        Assert.Equal(account, held.GetProperty("account").GetString());
        Assert.Single(held.GetProperty("devices").EnumerateArray());
        Assert.Equal([$"de la part de {Name}", null], held.GetProperty("movements").EnumerateArray().Select(m => m.GetProperty("note").GetString()).OrderDescending());
        foreach (var known in (string[])[$"Attestation {Name}.txt", $"{Name} demande le label", $"Bonjour {Name}", $"Loyer {Name}", "account.approve", "\"key\": \"mine\"", $"chèque de {Name}", $"Pour {Name}", "push.invalid", "blockedAskers", "takingsByMail", $"Téléphone de {Name}", "\"recovery\": true", "\"confirmed\": false"]) Assert.Contains(known, all.RootElement.GetRawText(), StringComparison.Ordinal);
        foreach (var known in (string[])[WebUtility.HtmlEncode($"de la part de {Name}"), account, "<h2>"]) Assert.Contains(known, Text("data.html"), StringComparison.Ordinal);
    }

    /// <summary>What the books say in sum: both verify, and entries, payments, grants and the balance are told.</summary>
    private static async Task<(string Currency, string Label, string Balance)> State(TestServer server, string payee)
    {
        var books = server.Services.GetRequiredService<Books>();
        var (verifier, _) = Es256kVerifiers.Best();
        var currency = await new CurrencyVerification(books.Currency, books.Log("currency"), verifier, new CurrencyAudit(remembers: false), new TreeEdge()).RunAsync(Stop);
        var label = await new LabelVerification(books.Label, books.Log("label"), verifier).RunAsync(Stop);
        Assert.Null(currency.Fault);
        Assert.Null(label.Fault);
        // Signatures of what was erased cannot be checked any more; checkpoints and receipts come with time.
        static string Told(Verdict verdict) => $"{verdict.Head} {string.Join(' ', verdict.Counts.Where(c => c.What is "entries" or "payments" or "grants"))}";
        using var auditor = await server.As(Roles.Auditor);
        return (Told(currency), Told(label), (await (await auditor.GetAsync($"/v1/accounts/{payee}", Stop)).Json()).GetProperty("balance").GetRawText());
    }

    private static async Task<Dictionary<string, byte[]>> Tables(System.Data.Common.DbConnection asked, string names)
    {
        await using var connection = asked;
        await connection.OpenAsync(Stop);
        var tables = await Rows(connection, names);
        Assert.True(tables.Count > 5);
        var dump = new Dictionary<string, byte[]>();
        foreach (var table in tables) dump.Add(table[0], Encoding.UTF8.GetBytes(string.Join('\n', (await Rows(connection, $"select * from \"{table[1]}\".\"{table[0]}\"")).Select(row => string.Join('\t', row)))));
        return dump;
    }

    private static async Task<List<string[]>> Rows(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(Stop))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexStringLower(bytes) : $"{reader.GetValue(i)}")]);
        return rows;
    }

    private static void AssertNamesNobody(string place, byte[] bytes) => Assert.True(Found(bytes) is not { } at, $"{place} has at {Found(bytes)}: {Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, (Found(bytes) ?? 0) - 60), Math.Min(160, bytes.Length - Math.Max(0, (Found(bytes) ?? 0) - 60))))}");

    /// <summary>Where the person is named first.</summary>
    private static int? Found(byte[] bytes)
    {
        // Letters in one case; base64 cares for case, and is looked for apart.
        var lower = Array.ConvertAll(bytes, b => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b);
        foreach (var name in Names.SelectMany(n => (string[])[n, n.ToLowerInvariant(), n.ToUpperInvariant()]).Distinct())
        {
            var plain = Encoding.UTF8.GetBytes(name);
            foreach (var written in (byte[][])[plain, Encoding.Unicode.GetBytes(name), Encoding.UTF8.GetBytes(Convert.ToHexStringLower(plain))])
                if (lower.AsSpan().IndexOf(Array.ConvertAll(written, b => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b)) is >= 0 and var at) return at;
            for (var skip = 0; skip < 3; skip++)
            {
                // The characters that depend on this name alone, wherever it begins within three bytes.
                var text = Convert.ToBase64String([.. new byte[skip], .. plain]).TrimEnd('=');
                var sure = Encoding.UTF8.GetBytes(text[(skip == 0 ? 0 : skip + 1)..^((skip + plain.Length) % 3 == 0 ? 0 : 1)]);
                if (bytes.AsSpan().IndexOf(sure) is >= 0 and var there) return there;
            }
        }
        return null;
    }

    private static async Task<string> Member(HttpResponseMessage answer, string name)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        using var body = JsonDocument.Parse(text);
        return body.RootElement.GetProperty(name).GetString()!;
    }

    private static ByteArrayContent Signed(byte[] bytes) => new(bytes) { Headers = { ContentType = new(Cose.MediaType) } };

    /// <summary>All that the server says to whoever runs it.</summary>
    private sealed class Log : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => new Category(_lines, categoryName);

        public void Dispose() { }

        private sealed class Category(ConcurrentQueue<string> lines, string name) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
            public bool IsEnabled(LogLevel logLevel) => true;
            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue($"{name} {formatter(state, exception)} {exception}");
        }
    }
}
