using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using EssLedger.Core.Accounts;
using EssLedger.Core.Alerts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Members;

/// <summary>What accounts may hold and pay, how many one person may have, and what of all that is worth a look.</summary>
public sealed class LimitTests(Api.CardTests.Town town) : IClassFixture<Api.CardTests.Town>
{
    private const string Office = "/bureau/membres", Iban = "DE89 3704 0044 0532 0130 00";
    private readonly TestServer _server = town.Server;

    private IGrainFactory Grains => _server.Services.GetRequiredService<IGrainFactory>();
    private IAlertStore Alerts => _server.Services.GetRequiredService<IAlertStore>();

    private static string NewName() => $"Zoé {People.NewId()}";

    private async Task<(Person Person, HttpClient Http)> NewPerson(params string[] roles)
    {
        var person = await _server.People.Create(NewName(), roles.Length == 0 ? [Roles.Resident] : roles);
        return (person, await _server.As(person));
    }

    private static Task<HttpResponseMessage> Open(HttpClient http, string name) => http.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name } });

    private static async Task<AccountId> AccountIn(HttpResponseMessage answer) => AccountId.Parse((await answer.Json()).GetProperty("account").GetString()!);

    private async Task<AccountId> NewMember(Visitor bureau, string name) =>
        (await _server.People.AccountsOf(PersonId.Parse((await bureau.Record(Office, new() { ["act"] = "enter", ["kind"] = "resident", ["name"] = name })).Split('?')[0].Split('/')[^1])))[0];

    private async Task Load(AccountId account, long amount, string kind, string reference)
    {
        using var treasurer = await town.As("treasurer");
        using var approver = await town.As("approver");
        var asked = await treasurer.PostAsJsonAsync("/v1/issuances", new { account = account.Value, amount, unit = "MLC", source = new { kind, reference, amount } });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await approver.PostAsync($"/v1/issuances/{(await asked.Json()).GetProperty("issuance").GetString()}/approve", null)).StatusCode);
    }

    private async Task<KeptAlert?> Found(AlertRule rule, AccountId account)
    {
        while (await Grains.GetGrain<IAlertGrain>(AlertGrain.Key).Look(holdersToo: true)) { }
        return (await Alerts.ListAsync(new(Rule: rule, Account: account), null, 10, default)).SingleOrDefault();
    }

    /// <summary>As everywhere but in the demonstration, where everybody may try.</summary>
    private async Task OneAccountEach()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        await Alerts.SetAsync(new(now.AddMilliseconds(1), AlertTerms.Usual, PersonId.Parse("TEST"), now, "test"), default);
        await Task.Delay(2, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_person_has_one_individual_account_however_they_come_to_a_second()
    {
        await OneAccountEach();
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var (zoe, http) = await NewPerson();
        // At the same moment, with a key for each: one is opened.
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Open(http, zoe.DisplayName)));
        var opened = await AccountIn(Assert.Single(answers, a => a.StatusCode is HttpStatusCode.Created));
        foreach (var answer in answers.Where(a => a.StatusCode is not HttpStatusCode.Created)) await answer.Refused(HttpStatusCode.Conflict, "individual_account_exists");
        Assert.Equal([opened], await _server.People.AccountsOf(zoe.PersonId));
        await (await Open(http, zoe.DisplayName)).Refused(HttpStatusCode.Conflict, "individual_account_exists");

        // Nor does a bureau open one for them, or ask to tie one to them that nobody holds.
        var path = $"{Office}/{zoe.Id}";
        Assert.Contains("qu’à un seul", await office.Refused(path, new() { ["act"] = "open", ["kind"] = "resident", ["name"] = zoe.DisplayName }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        using var bureau = await town.As("bureau");
        var nobodys = await AccountIn(await Open(bureau, NewName()));
        Assert.Contains("qu’à un seul", await office.Refused($"{Office}/comptes/{nobodys}", new() { ["act"] = "tie", ["which"] = nobodys.Value, ["person"] = zoe.Id, ["seen"] = "yes", ["reason"] = "x" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        // A shop they may have besides.
        await office.Record(path, new() { ["act"] = "open", ["kind"] = "public", ["name"] = "Une régie" });

        // Turned down, it is none: they may ask again.
        await office.Record(path, new() { ["act"] = "refuse", ["which"] = opened.Value, ["reason"] = "Dossier vide." });
        Assert.Equal(HttpStatusCode.Created, (await Open(http, zoe.DisplayName)).StatusCode);
    }

    [Fact]
    public async Task Two_that_wait_from_earlier_times_are_not_both_approved_and_two_that_are_open_are_worth_a_look()
    {
        await OneAccountEach();
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var (zoe, _) = await NewPerson();
        var accounts = new List<AccountId>();
        for (var i = 0; i < 2; i++)
        {
            var account = AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));
            await Grains.GetGrain<IAccountGrain>(account.Value).Open(AccountKind.Resident, EssLedger.Core.Journal.SubjectStatus.Pending, zoe.PersonId);
            await _server.People.OpenAccount(new(account, zoe.DisplayName, "resident", null), zoe.PersonId, waits: true);
            accounts.Add(account);
        }
        var path = $"{Office}/{zoe.Id}";
        await office.Record(path, new() { ["act"] = "approve", ["which"] = accounts[1].Value });
        Assert.Contains("qu’à un seul", await office.Refused(path, new() { ["act"] = "approve", ["which"] = accounts[0].Value }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        using var bureau = await town.As("bureau");
        await (await bureau.PostAsync($"/v1/accounts/{accounts[0]}/approve", null)).Refused(HttpStatusCode.Conflict, "individual_account_exists");
        Assert.Equal(accounts[1], (await Found(AlertRule.SeveralAccounts, accounts[0]))!.Alert.Account);
    }

    [Fact]
    public async Task Ceilings_are_set_on_the_screen_with_their_history_and_read_in_words_by_whose_they_are()
    {
        var (admin, alain) = await Visitor.SignIn(_server, Roles.Admin);
        var (office, bea) = await Visitor.SignIn(_server, Roles.Bureau);
        var before = await admin.Read(LimitPages.Terms);
        Assert.Contains("Rien n’a encore été changé", before, StringComparison.Ordinal);
        Assert.Contains("5\u202F000,00\u00A0MLC", before, StringComparison.Ordinal);
        Dictionary<string, string> Form(string payment, string day) => new()
        {
            ["act"] = "set",
            ["Resident.Payment"] = payment,
            ["Resident.In30Days"] = "5000",
            ["effective"] = day,
            ["reason"] = "AG du 1er, vote unanime",
            ["Resident-Resident"] = "yes",
            ["Resident-Merchant"] = "yes",
            ["Resident-Ess"] = "yes",
            ["Merchant-Resident"] = "yes",
            ["Merchant-Merchant"] = "yes",
            ["Merchant-Ess"] = "yes",
            ["Merchant-Public"] = "yes",
            ["Ess-Resident"] = "yes",
            ["Ess-Merchant"] = "yes",
            ["Ess-Ess"] = "yes",
            ["Ess-Public"] = "yes",
            ["Public-Resident"] = "yes",
            ["Public-Merchant"] = "yes",
            ["Public-Ess"] = "yes",
            ["Public-Public"] = "yes",
        };
        var terms = _server.Services.GetRequiredService<TermsDesk>();
        Assert.Contains("ne se lit pas", await admin.Refused(LimitPages.Terms, Form("beaucoup", ""), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("n’existe pas", await admin.Refused(LimitPages.Terms, Form("250,50", terms.Today.AddDays(-1).Iso()), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("Dites qui a décidé", await admin.Refused(LimitPages.Terms, new(Form("250,50", "")) { ["reason"] = " " }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        // For tomorrow: other tests of this town pay today.
        await admin.Record(LimitPages.Terms, Form("250,50", terms.Today.AddDays(1).Iso()));
        var after = await office.Read(LimitPages.Terms);
        foreach (var told in (string[])["En vigueur à partir du", $"par {alain.DisplayName}", "particulier, par paiement\u00A0: – → 250,50\u00A0MLC", "particulier → organisme public\u00A0: interdit", "AG du 1er, vote unanime"])
            Assert.Contains(told, after, StringComparison.Ordinal);
        Assert.DoesNotContain("par jour\u00A0: ", after, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.Send(LimitPages.Terms, Form("1", ""), Office)).StatusCode);
        var set = Assert.Single(await terms.History());
        Assert.Equal((EssLedger.Core.Journal.ParisCalendar.StartOf(terms.Today.AddDays(1)), alain.PersonId, "AG du 1er, vote unanime"), (set.From, set.By, set.Words));
        var (resident, zoe) = await Visitor.SignIn(_server, Roles.Resident);
        Assert.Equal(HttpStatusCode.Forbidden, (await resident.Open(LimitPages.Terms)).Status);

        // An account's own, on the member's page.
        using var http = await _server.As(zoe);
        var account = await AccountIn(await Open(http, zoe.DisplayName));
        await office.Record($"{Office}/{zoe.Id}", new() { ["act"] = "approve", ["which"] = account.Value });
        Dictionary<string, string> Own(string balance) => new() { ["act"] = "ceilings", ["which"] = account.Value, ["Balance"] = balance, ["Day"] = "20", ["reason"] = "à sa demande" };
        Assert.Equal(HttpStatusCode.Forbidden, (await office.Send($"{Office}/{zoe.Id}", Own("30"))).StatusCode);
        Assert.Contains("ne se lit pas", await admin.Refused($"{Office}/{zoe.Id}", Own("1e3"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await admin.Record($"{Office}/{zoe.Id}", Own("30"));
        await Load(account, 30_00, "bank_transfer", People.NewId());
        var page = await office.Read($"{Office}/{zoe.Id}");
        foreach (var told in (string[])["propre à ce compte", "0,00\u00A0MLC utilisés, reste 20,00\u00A0MLC", ">atteint<"]) Assert.Contains(told, page, StringComparison.Ordinal);
        // How much somebody holds is not the bureau's to know.
        Assert.DoesNotContain("30,00\u00A0MLC utilisés", page, StringComparison.Ordinal);
        var mine = await resident.Read(LimitPages.Mine);
        foreach (var told in (string[])["encore recevoir 0,00\u00A0MLC\u00A0: il peut détenir 30,00\u00A0MLC", "encore payer 20,00\u00A0MLC\u00A0: 0,00\u00A0MLC des 20,00\u00A0MLC du jour", "sur 5\u202F000,00\u00A0MLC sont utilisés", "À la carte, un paiement est de 30,00"])
            Assert.Contains(told, mine, StringComparison.Ordinal);
        // Nobody sets their own.
        var own = AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));
        await Grains.GetGrain<IAccountGrain>(own.Value).Open(AccountKind.Resident, EssLedger.Core.Journal.SubjectStatus.Open, bea.PersonId);
        await _server.People.OpenAccount(new(own, alain.DisplayName, "resident", null), alain.PersonId);
        Assert.Contains("ses propres plafonds", await Page(await admin.Send($"{Office}/comptes/{own}", new() { ["act"] = "ceilings", ["which"] = own.Value, ["Day"] = "1", ["reason"] = "x" }, Office)), StringComparison.Ordinal);
    }

    private static async Task<string> Page(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    [Fact]
    public async Task An_alert_is_taken_up_and_decided_with_a_reason_and_every_step_stands_in_the_trail()
    {
        var (office, bea) = await Visitor.SignIn(_server, Roles.Bureau);
        var (money, tom) = await Visitor.SignIn(_server, Roles.Treasurer);
        var name = NewName();
        var account = await NewMember(office, name);
        for (var load = 0; load < 3; load++) await Load(account, 80_00, "Cash", $"Comptoir {People.NewId()}");
        var found = (await Found(AlertRule.SplitCash, account))!;
        var path = $"{AlertPages.Alerts}/{found.Number}";

        Assert.Contains(name, await office.Read($"{AlertPages.Alerts}?etat=Open&regle=SplitCash"), StringComparison.Ordinal);
        Assert.DoesNotContain(name, await office.Read($"{AlertPages.Alerts}?etat=Decided"), StringComparison.Ordinal);
        var page = await money.Read(path);
        foreach (var told in (string[])["3 chargements, 240,00\u00A0MLC en tout, chacun sous 150,00\u00A0MLC", name, "COMPTOIR", "80,00\u00A0MLC"]) Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(page, "CASH COMPTOIR"));

        // On the member's page too, for whoever handles alerts.
        var member = $"{Office}/comptes/{account}";
        Assert.Contains($"href=\"{path}\"", await office.Read(member), StringComparison.Ordinal);
        Assert.DoesNotContain(path, await (await Visitor.SignIn(_server, Roles.Admin)).Visitor.Read(member), StringComparison.Ordinal);

        Dictionary<string, string> Decides(string reason) => new() { ["act"] = "decide", ["outcome"] = "Watched", ["reason"] = reason };
        Assert.Contains("Prenez d’abord", await money.Refused(path, Decides("x"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await office.Record(path, new() { ["act"] = "take" });
        Assert.Contains("Prenez d’abord", await money.Refused(path, Decides("x"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await money.Record(path, new() { ["act"] = "take" });
        Assert.Contains("déjà en main", await money.Refused(path, new() { ["act"] = "take" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("Donnez la raison", await money.Refused(path, Decides(" "), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("l’une des possibilités", await money.Refused(path, new(Decides("x")) { ["outcome"] = "Reported" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await money.Record(path, Decides("Vend au marché, =vu la caisse."));
        var log = await Alerts.LogAsync(found.Number, default);
        Assert.Equal([(bea.PersonId, null), (tom.PersonId, null), (tom.PersonId, (AlertOutcome?)AlertOutcome.Watched)], log.Select(s => (s.By, s.Outcome)));

        var (watch, _) = await Visitor.SignIn(_server, Roles.Auditor);
        var told2 = await watch.Read(path);
        foreach (var told in (string[])["À suivre", "=vu la caisse", tom.DisplayName, bea.DisplayName]) Assert.Contains(told, told2, StringComparison.Ordinal);
        // The auditor sees to it, and judges nothing.
        Assert.DoesNotContain("<form method=\"post\" action=\"" + path, told2, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await watch.Send(path, new() { ["act"] = "take" }, "/mon-compte/securite")).StatusCode);
        var csv = await (await watch.Get($"{AlertPages.Alerts}.csv?regle=SplitCash")).Content.ReadAsStringAsync();
        Assert.Contains($"{found.Number},", csv, StringComparison.Ordinal);
        Assert.Matches($"split_cash,{account},{name},24000,15000,3,decided,3,watched,\"Vend au marché, =vu la caisse.\",{tom.Id},", csv);

        var trail = await _server.Services.GetRequiredService<IAuditTrail>().FindAsync(new(Subject: $"{found.Number}"), null, 50, default);
        Assert.Contains(trail, a => a.Row.Entry is { Action: "alert.decide", Person: var by } && by == tom.Id && a.End?.Entry.Details.Contains("[\"taken_up\",\"decided\"]", StringComparison.Ordinal) is true);
        Assert.Contains(trail, a => a.Row.Entry is { Action: "alert.take_up", Person: var by } && by == bea.Id);
        Assert.Contains(trail, a => a.Row.Entry is { Action: "alert.read", Person: var by } && by == tom.Id);
        Assert.DoesNotContain(trail, a => a.Row.Entry.Details.Contains("caisse", StringComparison.Ordinal));
        foreach (var role in (string[])[Roles.Resident, Roles.Admin, Roles.Approver, Roles.Dpo])
        {
            var (other, _) = await Visitor.SignIn(_server, role);
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Open(AlertPages.Alerts)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Open(path)).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await office.Open($"{AlertPages.Alerts}/999999")).Status);
    }

    [Fact]
    public async Task Whom_somebody_paid_is_told_to_the_auditor_alone_and_nobody_judges_their_own()
    {
        var (office, bea) = await Visitor.SignIn(_server, Roles.Bureau);
        var (auditor, _) = await Visitor.SignIn(_server, Roles.Auditor);
        var name = NewName();
        var account = await NewMember(office, name);
        await Load(account, 700_00, "bank_transfer", $"{Iban} {People.NewId()}");
        var holder = (await _server.People.HoldersOf(account))[0];
        var phone = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        var grain = Grains.GetGrain<IAccountGrain>(account.Value);
        var terms = _server.Services.GetRequiredService<Terms>();
        Assert.True(SignedProof.TryDecode(phone.Sign(DeviceProof.Type, new DeviceProof(terms.Ledger, account, await grain.Challenge(holder.PersonId), phone.Key).Encode()), out var proof, out _));
        Assert.Null((await grain.AddKey(proof, holder.PersonId)).Refusal);
        foreach (var amount in (long[])[333_00, 322_00])
        {
            var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), account, AccountId.Parse(town.Shop), Amount.FromMinor(amount), terms.Unit, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 300);
            Assert.True(SignedOrder.TryDecode(phone.Sign(PaymentOrder.Type, order.Encode()), out var signed, out _));
            Assert.Null((await grain.Pay(signed)).Refusal);
        }
        var path = $"{AlertPages.Alerts}/{(await Found(AlertRule.FastInOut, account))!.Number}";
        var (shown, all) = (await office.Read(path), await auditor.Read(path));
        foreach (var page in (string[])[shown, all]) Assert.Contains("655,00\u00A0MLC repartis sur 700,00\u00A0MLC", page, StringComparison.Ordinal);
        foreach (var purchase in (string[])["333,00", "322,00", "Boulangerie"])
        {
            Assert.DoesNotContain(purchase, shown, StringComparison.Ordinal);
            Assert.Contains(purchase, all, StringComparison.Ordinal);
        }
        Assert.Contains("DE89370400440532013000", shown, StringComparison.Ordinal);

        // The same bank account for somebody of the bureau.
        var own = AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));
        await Grains.GetGrain<IAccountGrain>(own.Value).Open(AccountKind.Resident, EssLedger.Core.Journal.SubjectStatus.Open, bea.PersonId);
        await _server.People.OpenAccount(new(own, bea.DisplayName, "resident", null), bea.PersonId);
        await Load(own, 10_00, "bank_transfer", $"de {Iban} {People.NewId()}");
        var mine = $"{AlertPages.Alerts}/{(await Found(AlertRule.SameMeans, own))!.Number}";
        Assert.Contains("un de vos comptes", await office.Read(mine), StringComparison.Ordinal);
        Assert.Contains("un de vos comptes", await Page(await office.Send(mine, new() { ["act"] = "take" }, Office)), StringComparison.Ordinal);
        var (other, _) = await Visitor.SignIn(_server, Roles.Bureau);
        await other.Record(mine, new() { ["act"] = "take" });
        await other.Record(mine, new() { ["act"] = "decide", ["outcome"] = "Explained", ["reason"] = $"{name} est sa tante." });

        // Once the member is forgotten, so are the words.
        await Alerts.ForgetWordsAsync(account, default);
        Assert.DoesNotContain("tante", await other.Read(mine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thresholds_are_set_with_a_reason_and_their_history_is_shown()
    {
        var (admin, alain) = await Visitor.SignIn(_server, Roles.Admin);
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        Dictionary<string, string> Form(string loads, string below, string accounts) => new()
        {
            ["act"] = "set",
            ["cashLoads"] = loads,
            ["cashBelow"] = below,
            ["cashDays"] = "30",
            ["inOutIndividual"] = "500",
            ["inOutProfessional"] = "5000",
            ["inOutPercent"] = "80",
            ["inOutHours"] = "24",
            ["individualAccounts"] = accounts,
            ["professionalAccounts"] = "3",
            ["reason"] = "Trop d’alertes au marché",
        };
        Assert.Contains("hors des limites", await admin.Refused(AlertPages.Terms, Form("1", "150", "1"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("hors des limites", await admin.Refused(AlertPages.Terms, Form("3", "150", "1001"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("ne se lit pas", await admin.Refused(AlertPages.Terms, Form("3", "", "1"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.Send(AlertPages.Terms, Form("4", "150", "1"), Office)).StatusCode);
        await admin.Record(AlertPages.Terms, Form("3", "150,01", "1"));
        var page = await office.Read(AlertPages.Terms);
        foreach (var told in (string[])["En vigueur à partir du", alain.DisplayName, "Espèces\u00A0: chacun sous\u00A0: 150,00 → 150,01", "Trop d’alertes au marché", "chacun sous 150,00\u00A0MLC, qui"]) Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.DoesNotContain("nombre de chargements\u00A0:", page, StringComparison.Ordinal);
    }
}
