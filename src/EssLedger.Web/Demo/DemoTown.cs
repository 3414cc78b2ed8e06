using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Alerts;
using EssLedger.Core.Banking;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Areas;
using EssLedger.Web.Banking;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Demo;

/// <summary>A town to play in: invented shops and people, with everything done as in earnest (accounts, proofs of keys, issuances by two persons, grants).
/// What a visitor or a test needs to act for them stands in <c>demo.json</c>.</summary>
public sealed class DemoTown(
    Settings settings, Terms terms, LabelIssuer issuer, People people, Clients clients, IGrainFactory grains, LabelRegister register, IParticipantStore participants,
    MembershipDesk memberships, IAlertStore alerts, IDebitMandateStore debitMandates, IShopStore shopEntries, IRecordStore records, IRegistrationStore registrations, Rights rights, GuaranteeAccounts guarantees, AreaDesk areas, Strategy.StrategyDesk strategy, TimeProvider clock)
{
    private readonly DemoLabel _label = new(issuer, people, clients, grains, participants, clock);

    /// <summary>What a new visitor is given, in hundredths.</summary>
    private static readonly Amount Welcome = Amount.FromMinor(50_00);
    private static readonly Amount Purse = Amount.FromMinor(100_00);
    private static readonly Amount Takings = Amount.FromMinor(250_00);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string FileIn(string data) => Path.Combine(data, "demo.json");
    private static string MarkIn(string data) => Path.Combine(data, "demo.unfinished");

    /// <summary>Refuses to play in a directory that holds a real ledger; clears one in which the town was left half built.</summary>
    /// <exception cref="StartRefusedException">There is a real ledger.</exception>
    public static void Prepare(Settings settings)
    {
        var data = settings.Data;
        if (File.Exists(FileIn(data))) return;
        Directory.CreateDirectory(data);
        _turn = Turn(data);
        if (File.Exists(FileIn(data)))
        {
            _turn.Dispose();
            return;
        }
        if (File.Exists(MarkIn(data)))
        {
            if (settings.Store != "sqlite") throw new StartRefusedException("The demonstration was interrupted while it was being built. Give it an empty database and an empty directory.");
            foreach (var file in Directory.EnumerateFiles(data, "*.db*")) File.Delete(file);
            foreach (var book in Books.Names) File.Delete(CheckpointFile.In(settings.Keys, book).Path);
        }
        else if (Directory.Exists(data) && Directory.EnumerateFiles(data, "*.db").Any())
        {
            throw new StartRefusedException($"{data} holds a real ledger: --demo needs a directory of its own (--data DIR).");
        }
        File.WriteAllText(MarkIn(data), "");
    }

    /// <summary>Whether the town is still to be built in this directory.</summary>
    public static bool MayBuild(string data) => !File.Exists(FileIn(data)) && File.Exists(MarkIn(data));

    /// <summary>Held from <see cref="Prepare"/> to the end of <see cref="Build"/>: servers that start together build one town, and the lock goes with its process.</summary>
    private static FileStream? _turn;

    private static FileStream Turn(string data)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new(Path.Combine(data, "demo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 1200)
            {
                Thread.Sleep(50);
            }
        }
    }

    /// <summary>Builds the town, unless it stands already, and writes the file last.</summary>
    public async Task Build()
    {
        if (File.Exists(FileIn(settings.Data))) return;
        var staff = new Dictionary<string, (Person Person, object Client)>();
        foreach (var (role, name) in Staff)
        {
            var person = await people.Create(name, [role]);
            staff[role] = (person, await Client(person, role));
        }
        var office = new Office(staff[Roles.Bureau].Person.PersonId, staff[Roles.Treasurer].Person.PersonId, staff[Roles.Approver].Person.PersonId);

        await ReconversionTerms(office);

        var shops = new List<object>();
        var labelOffice = new DemoLabel.Office(staff[Roles.LabelManager].Person.PersonId, staff[Roles.LabelVisitor].Person.PersonId, staff[Roles.LabelCommittee].Person.PersonId);
        await _label.Begin(labelOffice, settings.LabelIsPublic ? LegalMode.PublicAuthority : LegalMode.InternalCharter);
        foreach (var shop in Shops) shops.Add(await Open(shop, office, labelOffice, staff));
        var residents = new List<object>();
        foreach (var name in Residents) residents.Add(await Move(name, office, residents.Count == 0 ? staff[Roles.Resident].Person : null));
        await Neighbours(labelOffice);
        await new DemoTerritory(records, registrations, participants, clock).Build(staff[Roles.City].Person.PersonId);
        await Areas(staff[Roles.City].Person.PersonId);
        await Bureau(office);
        await Market(office);
        await new DemoStrategy(strategy, records, clock).Enter(staff[Roles.City].Person.PersonId);

        Write(new
        {
            baseUrl = settings.Origin,
            ledger = terms.Ledger.Value,
            unit = terms.Unit.Code,
            clients = staff.ToDictionary(s => s.Key, s => s.Value.Client),
            shops,
            residents,
            participants = _label.Entered,
        });
        File.Delete(MarkIn(settings.Data));
        _turn?.Dispose();
    }

    private sealed record Office(PersonId Bureau, PersonId Treasurer, PersonId Approver);

    private sealed record DemoShopPlan(string Name, string Siret, string? Grant, bool Suspended, Profile Profile, Place Place, string Description, string? Address = null, string? Hours = null);

    // One person a role; all names are invented and say so.
    private static readonly (string Role, string Name)[] Staff =
    [
        (Roles.Resident, "Camille Exemple"), (Roles.Merchant, "Maud Exemple"), (Roles.Cashier, "Karim Exemple"), (Roles.Bureau, "Béatrice Exemple"),
        (Roles.Treasurer, "Thomas Exemple"), (Roles.Approver, "Amina Exemple"), (Roles.Participant, "Paul Exemple"), (Roles.LabelManager, "Louise Exemple"),
        (Roles.LabelVisitor, "Victor Exemple"), (Roles.LabelCommittee, "Claire Exemple"), (Roles.Appeal, "Rachid Exemple"), (Roles.City, "Ville Exemple"),
        (Roles.Auditor, "Odile Exemple"), (Roles.Dpo, "Diane Exemple"), (Roles.Admin, "Alain Exemple"),
    ];

    // SIRETs of a series that INSEE has not given out, right by their check digits.
    private static readonly DemoShopPlan[] Shops =
    [
        new("Boulangerie du Beffroi (exemple)", "99910010000018", "LIL-2026-0001", Suspended: false, Of("59350", Filieres.Food, ProductTags.Local | ProductTags.Fair), new(50.6369, 3.0635),
            "Pain au levain, farines des Flandres (invention).", "1 place de l'Exemple", "mardi–samedi, 7 h–19 h"),
        new("Cycles de la Deûle (exemple)", "99910011800010", "LIL-2026-0002", Suspended: true, Of("59350", Filieres.Cycling | Filieres.Repair, ProductTags.Sustainable), new(50.6442, 3.0512), "Réparation et vélos d'occasion (invention)."),
        new("Épicerie des Tilleuls (exemple)", "99910012600013", null, Suspended: false, Of("59298", Filieres.Food, ProductTags.Local | ProductTags.Sustainable), new(50.6281, 3.1089), "Épicerie de quartier (invention)."),
        new("Librairie du Vieux Pont (ex.)", "99910013400017", "LIL-2026-0003", Suspended: false, Of("59350", Filieres.Other, ProductTags.Responsible), new(50.6405, 3.0601), "Livres neufs et d'occasion (invention).", "12 rue Inventée"),
    ];

    // Invented bodies of the metropolis; the last one has handed in its file and waits.
    private static readonly DemoLabel.Plan[] Others =
    [
        new("Ressourcerie du Canal (exemple)", "99910014200010", ParticipantKind.Ess, Of("59350", Filieres.Repair | Filieres.Textile, ProductTags.Solidary, LegalFamily.Association, Statuses.Iae, qpv: true), new(50.6251, 3.0447), "Collecte, réparation, vente solidaire (invention)."),
        new("Ferme des Weppes solidaires (exemple)", "99910015900014", ParticipantKind.Ess, Of("59355", Filieres.Food, ProductTags.Local, LegalFamily.Cooperative, Statuses.Scic), new(50.6447, 2.9869), "Maraîchage d'insertion (invention)."),
        new("Atelier Vélo de Fives (exemple)", "99910016700017", ParticipantKind.Ess, Of("59350", Filieres.Cycling | Filieres.Repair, ProductTags.Sustainable, LegalFamily.Association, qpv: true), new(50.6343, 3.0889), "Réparer soi-même son vélo (invention)."),
        new("Café du Moulin (exemple)", "99910017500010", ParticipantKind.Merchant, Of("59298", Filieres.Food, ProductTags.Fair), new(50.6262, 3.1046), "Café et petite restauration (invention)."),
        new("Menuiserie Bois Vert (exemple)", "99910018300014", ParticipantKind.Ess, Of("59512", Filieres.EcoBuilding, ProductTags.Sustainable, LegalFamily.EssCompany, Statuses.Esus), new(50.6903, 3.1817), "Éco-rénovation et menuiserie (invention)."),
        new("Mercerie des Filatures (exemple)", "99910019100017", ParticipantKind.Merchant, Of("59599", Filieres.Textile, ProductTags.Responsible), new(50.7228, 3.1601), "Laines et tissus (invention)."),
        new("Aide à domicile Les Voisins (exemple)", "99910020900017", ParticipantKind.Ess, Of("59009", Filieres.Care, ProductTags.Solidary, LegalFamily.Cooperative, Statuses.Esus), new(50.6227, 3.1444), "Soin et aide aux personnes âgées (invention)."),
        new("Traiteur Saveurs Partagées (exemple)", "99910021700010", ParticipantKind.Ess, Of("59350", Filieres.Food, ProductTags.Solidary, LegalFamily.Association, Statuses.Iae), new(50.6190, 3.0574), "Traiteur d'insertion (invention)."),
    ];

    // Where a visitor signs with a device of their own.
    private static readonly DemoLabel.Plan Signing = new("Torréfaction des Bois Blancs (exemple)", "99910022500013", ParticipantKind.Merchant, Of("59350", Filieres.Food, ProductTags.Fair), new(50.6368, 3.0327), "Cafés équitables, torréfiés sur place (invention).");

    private static Profile Of(string commune, Filieres filieres, ProductTags tags, LegalFamily family = LegalFamily.NotEss, Statuses statuses = Statuses.None, bool? qpv = null) => new()
    {
        Commune = commune,
        Filieres = filieres,
        Tags = tags,
        Family = family,
        Statuses = statuses,
        Qpv = qpv,
        AcceptsCurrency = true,
    };

    private static readonly string[] Residents = ["Camille Exemple", "Sofiane Exemple", "Lucie Exemple", "Marcel Exemple"];

    private async Task<object> Open(DemoShopPlan plan, Office office, DemoLabel.Office labelOffice, Dictionary<string, (Person Person, object Client)> staff)
    {
        var account = await OpenAccount(AccountKind.Merchant, office.Bureau);
        var merchant = MerchantId.Parse(People.NewId());
        var owner = await people.Create($"Commerce {plan.Name}", [Roles.Merchant]);
        await people.CreateShop(new(account, merchant, plan.Name, plan.Siret), owner: owner.PersonId);
        if (plan == Shops[0])
        {
            await people.Employ(staff[Roles.Merchant].Person.PersonId, merchant, Roles.Merchant);
            await people.Employ(staff[Roles.Cashier].Person.PersonId, merchant, Roles.Cashier);
        }
        if (plan == Shops[0]) _bakeryAccount = account;
        var device = await Enrol(account, owner.PersonId);
        var client = await clients.CreateClient(owner.PersonId, plan.Name);
        await Label(plan, labelOffice);
        // Whoever has no label is found by what they say themselves.
        if (plan.Grant is null) await shopEntries.KeepEntryAsync(new(account, Shown: true, plan.Address, "59260", plan.Profile.Commune, plan.Place, plan.Profile.Filieres, null, plan.Hours, plan.Description, clock.GetUtcNow()), default);
        return new
        {
            merchant = merchant.Value,
            account = account.Value,
            name = plan.Name,
            siret = plan.Siret,
            grant = plan.Grant,
            standing = plan.Grant is null ? "none" : plan.Suspended ? "suspended" : "active",
            clientId = client.Id,
            clientSecret = client.Secret,
            deviceKey = device.Secret,
        };
    }

    private static DemoLabel.Plan Labelled(DemoShopPlan plan) => new(plan.Name, plan.Siret, ParticipantKind.Merchant, plan.Profile, plan.Place, plan.Description, plan.Address, plan.Hours);

    private DemoLabel.Resident? _bakery, _grocer;

    /// <summary>Brings a shop into the label as far as the plan says.</summary>
    private async Task Label(DemoShopPlan plan, DemoLabel.Office office)
    {
        var shop = await _label.Enter(Labelled(plan), office);
        if (plan == Shops[0]) _bakery = shop;
        if (plan.Grant is null)
        {
            _grocer = shop;
            await _label.Apply(shop, office, "visited", grantedDaysAgo: 0);
            return;
        }
        var number = GrantNumber.Parse(plan.Grant);
        await _label.Apply(shop, office, "granted", number, plan == Shops[0] ? 2 : 1);
        if (plan.Suspended) await _label.Suspend(number, office);
    }

    /// <summary>ESS actors and further shops, so that directory, map and census have something to show.</summary>
    private async Task Neighbours(DemoLabel.Office office)
    {
        var residents = new List<DemoLabel.Resident>();
        for (var i = 0; i < Others.Length; i++)
        {
            var resident = await _label.Enter(Others[i], office);
            residents.Add(resident);
            if (i < Others.Length - 1) await _label.Apply(resident, office, "granted", GrantNumber.Parse($"LIL-2026-{i + 4:0000}"), 1 + i % 3, 60 + 120 * i);
            else await _label.Apply(resident, office, "submitted", grantedDaysAgo: 0);
        }
        foreach (var (called, number, daysAgo, came) in Gatherings) await _label.Hold(residents[0], office, called, number, daysAgo, came);
        await _label.Cooperate(residents[0], _bakery!, CooperationForm.Supply, "La ressourcerie reprend les invendus de vaisselle ; la boulangerie emballe avec des sacs réemployés. (exemple)", bySecondToo: true);
        await _label.Cooperate(residents[1], _grocer!, CooperationForm.Supply, "La ferme livre ses légumes à l'épicerie deux fois par semaine. (exemple)", bySecondToo: false);
        await _label.Cooperate(residents[0], await _label.Enter(Signing, office, withDevice: false), CooperationForm.Purchase,
            "La ressourcerie achète son café à la torréfaction et lui rend les sacs de jute, lavés et recousus.\nLa torréfaction lui réserve dix kilos par mois au prix d'achat. (exemple)", bySecondToo: false);
    }

    // Days ago; the last is still to come, and a networking meeting of the territory bears it.
    private static readonly (HolderId Called, GrantNumber Number, int DaysAgo, (int, int, int)? Came)[] Gatherings =
    [
        (Event("E-FETE-REEMPLOI"), GrantNumber.Parse("EVT-2025-0001"), 400, (7, 5, 420)),
        (Event("E-MARCHE-ESS"), GrantNumber.Parse("EVT-2026-0001"), 150, (11, 9, 900)),
        (Event("E-FILIERE-VELO"), DemoTerritory.LabelledMeeting, -12, null),
    ];

    private static HolderId Event(string text) => HolderId.TryParse(text, out var id) ? id : throw new FormatException(text);

    /// <summary>Outlines that nobody drew but us: two perimeters of priority neighbourhoods, of which the second begins with 2024, and Lille with its associated communes.</summary>
    private async Task Areas(PersonId city)
    {
        static object Area(string code, string name, params double[][] ring) =>
            new { type = "Feature", properties = new { code, name }, geometry = new { type = "Polygon", coordinates = new[] { ring.Append(ring[0]) } } };
        (AreaKind Kind, int Year, object[] Areas)[] sets =
        [
            (AreaKind.Commune, 2020,
            [
                Area("59350", "Lille (contour inventé)", [3.021, 50.648], [3.022, 50.628], [3.036, 50.613], [3.062, 50.608], [3.094, 50.618], [3.097, 50.636], [3.086, 50.652], [3.058, 50.661], [3.034, 50.658]),
                Area("59298", "Hellemmes (contour inventé)", [3.097, 50.636], [3.094, 50.618], [3.110, 50.612], [3.124, 50.622], [3.118, 50.637]),
                Area("59355", "Lomme (contour inventé)", [3.021, 50.648], [3.022, 50.628], [2.998, 50.626], [2.964, 50.637], [2.962, 50.657], [2.996, 50.662]),
            ]),
            (AreaKind.Qpv, 2015, [Area("DEMO-1", "Quartier du Canal (démonstration)", [3.038, 50.628], [3.039, 50.620], [3.052, 50.621], [3.051, 50.629])]),
            (AreaKind.Qpv, 2024,
            [
                Area("DEMO-1", "Quartier du Canal (démonstration)", [3.038, 50.628], [3.040, 50.617], [3.055, 50.615], [3.063, 50.619], [3.051, 50.629]),
                Area("DEMO-2", "Quartier des Ateliers (démonstration)", [3.171, 50.697], [3.173, 50.685], [3.189, 50.683], [3.194, 50.694]),
                Area("DEMO-3", "Quartier du Moulin (démonstration)", [3.099, 50.630], [3.101, 50.623], [3.111, 50.624], [3.111, 50.631]),
            ]),
        ];
        foreach (var (kind, year, drawn) in sets)
        {
            var (_, _, refusal) = await areas.Import(JsonSerializer.SerializeToUtf8Bytes(new { type = "FeatureCollection", features = drawn }), new(kind, year, null, "Démonstration : contours inventés", "Aucune (invention)", null), city);
            if (refusal is not null) throw new InvalidOperationException($"The demonstration could not import areas: {refusal.Code}");
        }
    }

    private AccountId _bakeryAccount;

    /// <summary>What the association's bureau finds on its desk: a price list, two who ask for an account, and what is worth a look. They are in no file: nobody plays them.</summary>
    private async Task Bureau(Office office)
    {
        foreach (var (kind, cents, isFree) in ((string, long, bool)[])[("resident", 5_00, true), ("merchant", 60_00, false), ("ess", 40_00, false)])
            _ = await memberships.SetFee(memberships.Today.Year, kind, cents, isFree, isRolling: kind is "resident");
        // Whoever tries the programs of the protocol opens one account after another.
        var start = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        await alerts.SetAsync(new(start.AddMilliseconds(1), AlertTerms.Usual with { IndividualAccounts = 1000 }, office.Bureau, start, "Démonstration : chacun essaie autant de comptes qu’il veut (exemple)."), default);
        // The second resembles somebody who is a member.
        foreach (var name in (string[])["Inès Exemple", "EXEMPLE Lucie"])
        {
            var person = await people.Create(name, [Roles.Resident]);
            var account = AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));
            await grains.GetGrain<IAccountGrain>(account.Value).Open(AccountKind.Resident, SubjectStatus.Pending, person.PersonId);
            await people.OpenAccount(new(account, name, "resident", null), person.PersonId, waits: true);
        }

        // The IBAN is the example of the registry of IBANs.
        var (yvette, gaston, nadia) = (await Newcomer("Yvette Exemple", office), await Newcomer("Gaston Exemple", office), await Newcomer("Nadia Exemple", office));
        await Issue(yvette, Amount.FromMinor(40_00), new("bank_transfer", "FR14 2004 1010 0505 0001 3M02 606 virement 1", Amount.FromMinor(40_00)), office);
        await Issue(gaston, Amount.FromMinor(40_00), new("bank_transfer", "FR14 2004 1010 0505 0001 3M02 606 virement 2", Amount.FromMinor(40_00)), office);
        for (var load = 1; load <= 3; load++) await Issue(gaston, Amount.FromMinor(90_00), new(EuroReceipt.Cash, $"Comptoir {load}", Amount.FromMinor(90_00)), office);
        await Issue(nadia, Amount.FromMinor(600_00), new("bank_transfer", "Vente exemple", Amount.FromMinor(600_00)), office);
        await Pay(nadia, _bakeryAccount, Amount.FromMinor(550_00));

        await Help([yvette, gaston], office);
        await BankStatement(gaston, office);
        // Two who change a little every month; the IBAN is the example of the registry of IBANs.
        foreach (var (member, name, cents) in new[] { (yvette, "Yvette Exemple", 20_00), (gaston, "Gaston Exemple", 50_00) })
            await debitMandates.EnterAsync(new(new(Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10))), $"EXEMPLE-{name.Split(' ')[0].ToUpperInvariant()}", member, name, "FR1420041010050500013M02606", null,
                ParisCalendar.DayOf(clock.GetUtcNow()).AddDays(-30), new(Amount.FromMinor(cents), Amount.FromMinor(12_00), 12, 5), OnPaper: true, office.Treasurer, DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds())), default);

        await grains.GetGrain<IAlertGrain>(AlertGrain.Key).Look(holdersToo: true);
        if ((await alerts.ListAsync(new(Rule: AlertRule.SameMeans), null, 1, default)) is not [var means]) return;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        await alerts.LogAsync(means.Number, new(1, null, "", office.Bureau, now), default);
        await alerts.LogAsync(means.Number, new(2, AlertOutcome.Explained, "Un couple et son compte joint, vu au guichet (exemple).", office.Bureau, now), default);
    }

    /// <summary>Yesterday's statement of the guarantee account: a transfer that was announced, one by its reference, and a member's dues, all still to be explained.</summary>
    private async Task BankStatement(AccountId member, Office office)
    {
        var (account, day) = (guarantees.All[0], ParisCalendar.DayOf(clock.GetUtcNow()).AddDays(-1));
        BankLine Came(long cents, string from, string words, string? reference = null) => new() { Booked = day, Cents = cents, Counterparty = from, Remittance = words, StructuredReference = reference };
        BankLine[] lines =
        [
            Came(600_00, "Nadia Exemple", "Vente exemple"), Came(25_00, "Gaston Exemple", "Change", CreditorReference.Of(member).Value), Came(15_00, "Yvette Exemple", "Cotisation annuelle (exemple)"),
        ];
        var statement = Core.Banking.BankStatement.Of(account.Iban, "EXEMPLE-1", 1, Unit.Euro, new(day, 0), new(day, lines.Sum(line => line.Cents)), lines);
        var details = StatementBytes.Encode(statement);
        var recorded = await grains.Treasury().Record(
            new(Core.Journal.Turn.OfTreasury, account.Account, statement.Identity, day, Balance.Zero, new(statement.Moved), [.. statement.Lines.Select(line => new StatementLine(line.Identity, line.Booked, line.Cents))], Digest.Of(details), office.Treasurer), details);
        if (recorded.Refusal is { } refusal) throw new InvalidOperationException($"The demonstration could not record its statement: {refusal}");
    }

    /// <summary>An aid purse that is spent at labelled shops only, for two residents; and an association that anybody can choose.</summary>
    private async Task Help(IReadOnlyList<AccountId> helped, Office office)
    {
        var association = await OpenAccount(AccountKind.Ess, office.Bureau);
        await people.OpenAccount(new(association, "Ressourcerie du Canal (exemple)", "ess", "99910014200010"));
        var treasury = grains.Treasury();
        var (id, today) = (CampaignId.FromRandom(RandomNumberGenerator.GetBytes(8)), ParisCalendar.DayOf(clock.GetUtcNow()));
        var plan = new CampaignTerms(CampaignKind.Aid, Amount.FromMinor(5_000_00), 0, Amount.FromMinor(200_00), today, today.AddMonths(6), 30, Acceptors.Of(labelled: true, [AccountKind.Merchant, AccountKind.Ess], [], []));
        ProposalId NewProposal() => new(Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10)));
        var (funding, list) = (NewProposal(), NewProposal());
        CampaignAnswer[] answers =
        [
            await treasury.ProposeCampaign(new(Core.Journal.Turn.OfTreasury, id, plan, Digest.Zero, office.Treasurer), "Coup de pouce alimentation (exemple)", "CCAS (exemple)"),
            await treasury.ApproveCampaign(id, office.Approver),
            await treasury.ProposeFunding(funding, id, new("bank_transfer", "CCAS exemple 1", Amount.FromMinor(2_000_00)), office.Treasurer),
            await treasury.ApproveProposal(funding, office.Approver),
            (await treasury.ProposeAllotments(list, id, [.. helped.Select(account => new AllotmentLine(account, Amount.FromMinor(60_00)))], onlyTry: false, office.Treasurer)).Answer,
            await treasury.ApproveProposal(list, office.Approver),
        ];
        if (answers.FirstOrDefault(a => a.Refusal is not null) is { Refusal: var refusal }) throw new InvalidOperationException($"The demonstration could not help: {refusal}");
    }

    /// <summary>A series of notes, and a market stall that sold some this morning: in the vault a delivery waits to be counted.</summary>
    private async Task Market(Office office)
    {
        if (await rights.NameBureau(null, "Marché de l’Exemple") is { } unnamed) throw new InvalidOperationException($"The demonstration could not name a bureau: {unnamed}");
        var (paper, bureau) = (grains.GetGrain<IPaperGrain>(OfficeAccounts.Treasury.Value), BureauId.Of((await rights.Bureaux())[0].Id));
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        Note one = new("A", Amount.FromMinor(1_00)), five = new("A", Amount.FromMinor(5_00)), ten = new("A", Amount.FromMinor(10_00)), twenty = new("A", Amount.FromMinor(20_00));
        await Done(slip => paper.OpenBureau(slip, bureau, office.Treasurer));
        foreach (var (note, count) in ((Note, long)[])[(one, 500), (five, 400), (ten, 300), (twenty, 100)])
        {
            var print = await Done(slip => paper.Print(slip, note, 1, count, today, office.Treasurer));
            if (note != twenty) await Done(slip => paper.Receive(slip, print, NotePlaces.Vault, Notes.Of(note, count), office.Approver));
        }
        var bundle = Notes.Of([new(one, 60), new(five, 40), new(ten, 20)]);
        var sent = await Done(slip => paper.Send(slip, NotePlaces.Vault, bureau.Drawer, bundle, office.Treasurer));
        await Done(slip => paper.Receive(slip, sent, bureau.Drawer, bundle, office.Bureau));
        foreach (var sold in (Notes[])[Notes.Of([new(five, 2), new(ten, 1)]), Notes.Of(ten, 3), Notes.Of([new(one, 5), new(five, 3)])])
            await Done(slip => paper.Sell(slip, bureau, sold, office.Bureau));
        await Done(slip => paper.SetNoteTerms(slip, withdrawals: true, "Décision de l’assemblée (exemple)"u8.ToArray(), office.Treasurer));
        await Done(slip => paper.TakeBack(slip, bureau, Notes.Of(five, 2), _bakeryAccount, office.Bureau));
    }

    private async Task<SlipId> Done(Func<SlipId, Task<PaperAnswer>> act)
    {
        var slip = new SlipId(Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10)));
        return (await act(slip)).Refusal is { } refusal ? throw new InvalidOperationException($"The demonstration could not hand out notes: {refusal}") : slip;
    }

    private async Task<AccountId> Newcomer(string name, Office office)
    {
        var person = await people.Create(name, [Roles.Resident]);
        var account = await OpenAccount(AccountKind.Resident, office.Bureau);
        await people.OpenAccount(new(account, name, "resident", null) { VerifiedBy = office.Bureau, VerifiedAt = clock.GetUtcNow() }, person.PersonId);
        return account;
    }

    /// <summary>Pays with a device of the moment.</summary>
    private async Task Pay(AccountId payer, AccountId payee, Amount amount)
    {
        var device = new DeviceSigner(Convert.FromHexString((await Enrol(payer, (await people.HoldersOf(payer))[0].PersonId)).Secret));
        var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10))), payer, payee, amount, terms.Unit, clock.GetUtcNow().ToUnixTimeSeconds() + 300);
        if (!SignedOrder.TryDecode(device.Sign(PaymentOrder.Type, order.Encode()), out var signed, out var why)) throw new InvalidOperationException(why);
        if ((await grains.GetGrain<IAccountGrain>(payer.Value).Pay(signed)).Refusal is { } refusal) throw new InvalidOperationException($"The demonstration could not pay: {refusal}");
    }

    /// <summary>The shop that has no device yet and a cooperation to sign, and who acts for it; null in a town built before there was one.</summary>
    public async Task<(ParticipantId Participant, PersonId Person)?> Signer() =>
        await participants.FindAsync(HolderId.Of(Siret.Parse(Signing.Siret)), default) is { } shop && await Representative(shop.Id) is { } person ? (shop.Id, person) : null;

    private async Task<object> Move(string name, Office office, Person? known)
    {
        var person = known ?? await people.Create(name, [Roles.Resident]);
        var (account, _) = await NewResident(person, office, Purse);
        var device = await Enrol(account, person.PersonId);
        return new { account = account.Value, name, kid = device.Key.ToString(), deviceKey = device.Secret, balance = Purse.Minor };
    }

    /// <summary>A visitor who tries the wallet: a new resident with an approved account and some money; their device enrols itself.</summary>
    public async Task<PersonId> Visitor()
    {
        var office = await OfficeOnDuty();
        var person = await people.Create("Visiteur de la démonstration", [Roles.Resident]);
        await NewResident(person, office, Welcome);
        return person.PersonId;
    }

    /// <summary>A visitor who tries a professional's wallet: some takings to reconvert, and a device that enrols itself.</summary>
    public async Task<PersonId> Professional()
    {
        var office = await OfficeOnDuty();
        var person = await people.Create("Visiteur de la démonstration", [Roles.Merchant]);
        var account = await OpenAccount(AccountKind.Merchant, office.Bureau);
        await people.OpenAccount(new(account, "Commerce de passage (exemple)", "merchant", null), person.PersonId);
        await Issue(account, Takings, new("demo", $"Démonstration {account}", Takings), office);
        return person.PersonId;
    }

    /// <summary>Who keeps the till of a merchant; null: no such merchant.</summary>
    public async Task<PersonId?> Keeper(MerchantId merchant) => await people.KeeperOf(merchant);

    /// <summary>Who acts for a participant of the label; where none is named, somebody new who acts for nobody yet. Null: no such participant.</summary>
    public async Task<PersonId?> Representative(ParticipantId? participant)
    {
        if (participant is not { } named) return (await people.Create("Participant de la démonstration", [Roles.Participant])).PersonId;
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        return (await register.Read()).Participants.GetValueOrDefault(named)?.Representatives.Where(r => r.On(today)).Select(r => (PersonId?)r.Person).FirstOrDefault();
    }

    private async Task<Office> OfficeOnDuty() => new(
        await people.FirstInRole(Roles.Bureau), await people.FirstInRole(Roles.Treasurer), await people.FirstInRole(Roles.Approver));

    private async Task<(AccountId Account, Person Person)> NewResident(Person person, Office office, Amount amount)
    {
        var account = await OpenAccount(AccountKind.Resident, office.Bureau);
        await people.OpenAccount(new(account, person.DisplayName, "resident", null), person.PersonId);
        await Issue(account, amount, new("demo", $"Démonstration {account}", amount), office);
        return (account, person);
    }

    private async Task Issue(AccountId account, Amount amount, EuroReceipt receipt, Office office)
    {
        var treasury = grains.Treasury();
        var issuance = new IssuanceId(Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10)));
        var proposed = await treasury.Propose(issuance, account, amount, terms.Unit, receipt, office.Treasurer);
        var approved = await treasury.Approve(issuance, office.Approver);
        if (proposed.Refusal is not null || approved.Refusal is not null) throw new InvalidOperationException($"The demonstration could not issue: {proposed.Refusal} {approved.Refusal}");
    }

    /// <summary>Two percent for every professional, from the beginning.</summary>
    private async Task ReconversionTerms(Office office)
    {
        var words = "Décidé pour la démonstration (invention)."u8.ToArray();
        var kinds = ReconversionDesk.Kinds.ToImmutableSortedDictionary(kind => kind, _ => new ReconversionTerms(200, Amount.Zero, Amount.Zero));
        await grains.Treasury().SetReconversionTerms(new(Core.Journal.Turn.OfTreasury, DateTimeOffset.UnixEpoch, kinds, Digest.Of(words), office.Treasurer), words);
    }

    private async Task<AccountId> OpenAccount(AccountKind kind, PersonId by)
    {
        var id = AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));
        await grains.GetGrain<IAccountGrain>(id.Value).Open(kind, SubjectStatus.Open, by);
        return id;
    }

    private async Task<(KeyId Key, string Secret)> Enrol(AccountId account, PersonId holder)
    {
        var secret = NewSecret();
        var signer = new DeviceSigner(secret);
        var grain = grains.GetGrain<IAccountGrain>(account.Value);
        var proof = new DeviceProof(terms.Ledger, account, await grain.Challenge(holder), signer.Key);
        if (!SignedProof.TryDecode(signer.Sign(DeviceProof.Type, proof.Encode()), out var signed, out var why)) throw new InvalidOperationException(why);
        var answer = await grain.AddKey(signed, holder);
        return answer.Key is { } key ? (key, Convert.ToHexStringLower(secret)) : throw new InvalidOperationException($"The demonstration could not enrol a device: {answer.Refusal}");
    }

    private static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);

    private async Task<object> Client(Person person, string role)
    {
        var (clientId, clientSecret) = await clients.CreateClient(person.PersonId, role);
        return new { clientId, clientSecret };
    }

    /// <summary>Secrets of an invented town, and yet: for the owner's eyes only, and never half written.</summary>
    private void Write(object town)
    {
        var unfinished = FileIn(settings.Data) + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unfinished, options)) JsonSerializer.Serialize(file, town, Json);
        File.Move(unfinished, FileIn(settings.Data));
    }
}
