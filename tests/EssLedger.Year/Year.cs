using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Year;

/// <summary>Lives a year through, from the first account to the closed year: members exchange by transfer and for notes, pay each other, professionals reconvert, the bank
/// writes a statement each working day, and an office of two does its work once a week.</summary>
internal sealed class Year(RealServer server, YearClock clock, Random dice, double scale, DateTimeOffset until)
{
    /// <summary>A year to come: an access token of the year is good by the machine's clock, too.</summary>
    public const int Of = 2031;

    // Hundredths of a percent.
    private const long FeeRate = 500;

    private static readonly DateOnly First = new(Of, 1, 1), AprilEvening = new(Of, 4, 8);
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly long[] Faces = [20_00, 10_00, 5_00, 1_00];

    private readonly Town _town = new(dice, scale);
    private readonly Bank _bank = new();
    private readonly List<Booked> _waiting = [];
    private readonly Queue<Purchase> _sales = new();
    private readonly Dictionary<string, Dictionary<long, long>> _drawers = [];
    private readonly Dictionary<string, long> _circulating = [];
    private readonly List<(string Merchant, Caller Caller)> _merchants = [];
    private readonly Dictionary<string, string> _orders = [];
    private IReadOnlyList<Member> _sellers = [];
    private Caller _bureau = null!, _second = null!, _treasurer = null!, _approver = null!;
    private Wallets _wallets = null!;
    private LedgerId _ledger;

    public Town Town => _town;
    public Wallets Wallets => _wallets;
    public Caller Auditor { get; private set; } = null!;

    /// <summary>The time that each kind of work took.</summary>
    public SortedDictionary<string, (int Times, TimeSpan Time)> Work { get; } = new(StringComparer.Ordinal);

    /// <summary>Days and takings as the merchants were told.</summary>
    public List<JsonElement> Takings { get; } = [];

    /// <summary>What went wrong on purpose, and what was said.</summary>
    public List<string> Alarms { get; } = [];

    public async Task Live()
    {
        await Begin();
        for (var day = First; day.Year == Of; day = day.AddDays(1))
        {
            if (DateTimeOffset.UtcNow > until) throw new TimeoutException($"The time given was over on {day:yyyy-MM-dd}.");
            clock.Set(At(day, 8));
            await Timed("closures", Close);
            Exchange(day);
            await Timed("payments", () => Shop(day));
            if (day.DayOfWeek is DayOfWeek.Saturday) await Timed("notes sold and taken back", () => Market(day));
            if (day.Day == 28) await Timed("notes counted and sent", () => Count(day));
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) await Timed("statements", () => Statement(day));
            if (day.DayOfWeek is DayOfWeek.Tuesday || day == new DateOnly(Of, 12, 31)) await Evening(day);
            if (day.AddDays(1).Day == 1) await Timed("takings closed", () => CloseTakings(day));
        }
        clock.Set(At(First.AddYears(1), 8));
        await Timed("closures", Close);
    }

    private static DateTimeOffset At(DateOnly day, int hour)
    {
        var local = day.ToDateTime(new(hour, 0));
        return new DateTimeOffset(local, Paris.GetUtcOffset(local)).ToUniversalTime();
    }

    private async Task Timed(string what, Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        var (times, time) = Work.GetValueOrDefault(what);
        Work[what] = (times + 1, time + Stopwatch.GetElapsedTime(began));
    }

    /// <summary>What the ledger's calendar does several times an hour.</summary>
    private async Task Close()
    {
        while (await server.Grains.GetGrain<IClosureGrain>(ClosureGrain.Key).Look()) { }
    }

    private async Task Begin()
    {
        (_bureau, _second, _treasurer, _approver, Auditor) = (await server.As("bureau"), await server.As("bureau"), await server.As("treasurer"), await server.As("approver"), await server.As("auditor"));
        using var ledger = JsonDocument.Parse(await server.Anybody.GetStringAsync(new Uri("/v1/ledger", UriKind.Relative)));
        _ledger = LedgerId.Parse(ledger.RootElement.GetProperty("ledger").GetString()!);
        _wallets = new(server, _ledger, clock);
        _sellers = [.. _town.Professionals.Where(p => p.Reconverts)];
        await OpenShops();
        await Timed("accounts opened", () => _town.Join(server, _ledger, _bureau, _second));
        await _treasurer.Post("/v1/terms/reconversion", new { from = clock.GetUtcNow(), kinds = new { merchant = new { rate = FeeRate, leastFee = 0, leastAmount = 0 } }, reason = "Décidé pour l’année (exemple)." });
        await Print();
    }

    /// <summary>Some professionals sign in, to close their takings; a person who keeps a shop is entered beside the API.</summary>
    private async Task OpenShops()
    {
        var people = server.Services.GetRequiredService<People>();
        foreach (var shop in _town.Professionals.Take(Math.Max(2, (int)(10 * scale))))
        {
            var (owner, merchant) = (await people.Create(shop.Name, [Roles.Merchant]), MerchantId.Parse(People.NewId()));
            shop.Account = AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));
            await server.Grains.GetGrain<IAccountGrain>(shop.Account.Value).Open(AccountKind.Merchant, SubjectStatus.Open, await people.FirstInRole(Roles.Bureau));
            await people.CreateShop(new(shop.Account, merchant, shop.Name, null), owner: owner.PersonId);
            _merchants.Add((merchant.Value, await server.As(owner)));
        }
    }

    // Money in.

    private void Exchange(DateOnly day)
    {
        foreach (var member in _town.People)
            if (member.Monthly > 0 && member.ExchangeDay == day.Day) _bank.Book(member.Monthly, new Cause.Exchange(member));
        foreach (var member in _town.Everybody)
            if (member.DuesDay == day.DayOfYear) _bank.Book(member.IsProfessional ? 60_00 : 10_00, new Cause.Own("DUES"));
        if (day is { Day: 15, Month: > 2 }) _bank.Book(-12_34, new Cause.Own("DUES"));
    }

    private async Task Statement(DateOnly day)
    {
        // However small the town, somebody exchanges on this day.
        if (day == AprilEvening.AddDays(-1)) _bank.Book(20_00, new Cause.Exchange(_town.People[0]));
        var wrong = day == AprilEvening.AddDays(-1) ? 1 : 0;
        if (_bank.Statement(day, wrong) is not { } statement) return;
        var answer = (await _treasurer.PostBytes("/v1/statements", statement.File, "application/xml")).GetProperty("statements")[0];
        if (answer.GetProperty("state").GetString() != "recorded" || answer.GetProperty("new").GetInt32() != statement.Lines.Count)
            throw new InvalidOperationException($"The statement of {day:yyyy-MM-dd} was not taken whole: {answer}");
        // Brought twice, as happens.
        if (dice.Next(20) == 0 && (await _treasurer.PostBytes("/v1/statements", statement.File, "application/xml")).GetProperty("statements")[0].GetProperty("state").GetString() != "already_recorded")
            throw new InvalidOperationException("A statement was recorded twice.");
        _waiting.AddRange(statement.Lines);
        if (wrong != 0) await MissingCent(day);
    }

    /// <summary>A statement ends with a cent that no line brought: nothing is made until the line comes.</summary>
    private async Task MissingCent(DateOnly day)
    {
        var fund = await Auditor.Get("/v1/fund");
        var gap = fund.GetProperty("gaps")[0].GetProperty("difference").GetInt64();
        var exchange = _waiting.First(w => w.Cause is Cause.Exchange);
        var member = ((Cause.Exchange)exchange.Cause).Member;
        var issuance = await Propose(exchange, member);
        var refusal = await _approver.Refusal($"/v1/issuances/{issuance}/approve");
        if (gap != 1 || fund.GetProperty("whole").GetBoolean() || refusal != "fund_gap") throw new InvalidOperationException($"A cent was missing at the bank, and nobody said so: {fund} {refusal}");
        Alarms.Add($"a statement with a cent that no line brought: the fund shows a gap of {gap} cent, and an issuance is refused ({refusal})");
        _bank.Book(1, new Cause.Own("DONATIONS"));
        var late = _bank.Statement(day, id: $"{day:yyyy-MM-dd} bis")!.Value;
        await _treasurer.PostBytes("/v1/statements", late.File, "application/xml");
        _waiting.AddRange(late.Lines);
        if (!(await Auditor.Get("/v1/fund")).GetProperty("whole").GetBoolean()) throw new InvalidOperationException("The cent came, and the gap stayed.");
        await Approve(issuance, member, exchange.Cents);
        _waiting.Remove(exchange);
    }

    private static string Text(Digest line) => Base64Url.EncodeToString(line.ToBytes());

    private async Task<string> Propose(Booked line, Member member) => (await _treasurer.Post("/v1/issuances", new
    {
        account = member.Account.Value,
        amount = line.Cents,
        unit = "MLC",
        source = new { kind = "statement_line", reference = Text(line.Line), amount = line.Cents },
    })).GetProperty("issuance").GetString()!;

    private async Task Approve(string issuance, Member member, long cents)
    {
        await _approver.Post($"/v1/issuances/{issuance}/approve");
        lock (member) member.Holds += cents;
    }

    // The office, once a week.

    private async Task Evening(DateOnly day)
    {
        var proposed = new List<(string Issuance, Booked Line, Member Member)>();
        await Timed("issuances proposed", async () =>
        {
            // A slip: the first is proposed for another member, refused by the second person, and proposed again.
            var slip = _waiting.FirstOrDefault(w => w.Cause is Cause.Exchange);
            if (slip is not null) await _approver.Post($"/v1/issuances/{await Propose(slip, _town.People[0])}/reject");
            foreach (var line in _waiting)
                if (line.Cause is Cause.Exchange { Member: var member }) proposed.Add((await Propose(line, member), line, member));
        });
        await Timed("issuances approved", async () =>
        {
            foreach (var (issuance, line, member) in proposed) await Approve(issuance, member, line.Cents);
        });
        await Timed("lines explained", async () =>
        {
            foreach (var alike in _waiting.GroupBy(w => (Against: w.Cause switch { Cause.Own own => own.Account, Cause.Deposit deposit => $"BUREAU.{deposit.Bureau}", _ => null }, w.Cents < 0)).Where(g => g.Key.Against is not null))
                foreach (var some in alike.Chunk(500))
                    await _treasurer.Post("/v1/statements/explanations", new { lines = some.Select(l => new { line = Text(l.Line) }), against = alike.Key.Against });
            foreach (var line in _waiting)
                if (line.Cause is Cause.Announced(var kind, var reference))
                    await _treasurer.Post("/v1/statements/explanations", new { lines = new[] { new { line = Text(line.Line) } }, receipt = new { kind, reference } });
        });
        await Timed("reconversions settled", async () =>
        {
            foreach (var line in _waiting)
            {
                var (id, act) = line.Cause switch { Cause.Paid paid => (paid.EndToEndId, "settle"), Cause.Returned back => (back.EndToEndId, "return"), _ => ("", "") };
                if (act.Length > 0) await _treasurer.Post($"/v1/reconversions/{_orders[id]}/{act}", new { lines = new[] { new { line = Text(line.Line) } } });
                if (act == "return" && _reconverted.Remove(id, out var purchase)) purchase.Payer.Holds += purchase.Amount;
            }
        });
        _waiting.Clear();
        if (day < new DateOnly(Of, 12, 20)) await Timed("reconversions ordered and remitted", () => Reconvert(day));
        if (day.Month == 3 && day.Day <= 7) await Timed("campaign of a long list", Help);
    }

    private readonly Dictionary<string, Purchase> _reconverted = [];

    private async Task Reconvert(DateOnly day)
    {
        var (target, orders) = ((long)(700_000_00 * scale / 48), new List<Purchase>());
        var reconverting = _town.Professionals.Where(p => p is { Reconverts: true, Holds: >= 100_00 }).ToArray();
        dice.Shuffle(reconverting);
        foreach (var shop in reconverting)
        {
            if (target <= 0) break;
            var amount = Math.Min(shop.Holds * 6 / 10, 900_00) + dice.Next(100);
            orders.Add(new(shop, null, amount, Fee: (amount * FeeRate + 5_000) / 10_000));
            (shop.Holds, target) = (shop.Holds - amount, target - amount);
        }
        if (orders.Count == 0) return;
        await _wallets.Pay(orders);
        var asked = orders.Where(o => o.IsPaid).ToList();
        if (asked.Count == 0) return;
        foreach (var order in asked)
        {
            var id = order.Id.ToString();
            var endToEnd = id.Replace("-", "", StringComparison.Ordinal);
            (_orders[endToEnd], _reconverted[endToEnd]) = (id, order);
        }
        // One is given back before it is paid.
        if (asked.Count > 3 && dice.Next(4) == 0)
        {
            await _treasurer.Post($"/v1/reconversions/{asked[0].Id}/return", new { lines = Array.Empty<object>() });
            asked[0].Payer.Holds += asked[0].Amount;
            asked.RemoveAt(0);
        }
        foreach (var some in asked.Chunk(500))
        {
            var remittance = (await _treasurer.Post("/v1/remittances", new { reconversions = some.Select(o => o.Id.ToString()) })).GetProperty("remittance").GetString()!;
            await _approver.Post($"/v1/remittances/{remittance}/approve");
            var file = await _treasurer.Text($"/v1/remittances/{remittance}/transfers.xml?version={(day.Month % 2 == 0 ? 3 : 9)}");
            var paid = _bank.Pay(System.Text.Encoding.UTF8.GetBytes(file), day, () => dice.Next(50) == 0);
            if (paid != some.Sum(o => o.Amount - o.Fee)) throw new InvalidOperationException("The remittance's file pays another sum than was asked for.");
        }
    }

    /// <summary>Purses for a thousand people, out of a funder's euro.</summary>
    private async Task Help()
    {
        var helped = _town.People.Take(Math.Max(8, Math.Min(1000, _town.People.Count / 2))).ToList();
        var (each, day) = (40_00L, new DateOnly(Of, 3, 1));
        var euros = each * helped.Count + 100_00;
        var campaign = (await _treasurer.Post("/v1/campaigns", new
        {
            kind = "aid",
            name = "Coup de pouce (exemple)",
            funder = "CCAS (exemple)",
            budget = euros,
            rate = 0,
            perPerson = each,
            first = day,
            last = day.AddMonths(6),
            grace = 30,
            acceptors = new { labelled = false, kinds = new[] { "merchant" }, accounts = Array.Empty<string>(), categories = Array.Empty<string>() },
        })).GetProperty("campaign").GetString()!;
        await _approver.Post($"/v1/campaigns/{campaign}/approve");
        var funding = (await _treasurer.Post($"/v1/campaigns/{campaign}/funding", new { source = new { kind = "bank_transfer", reference = "CCAS 1", amount = euros } })).GetProperty("proposal").GetString()!;
        await _approver.Post($"/v1/campaigns/proposals/{funding}/approve");
        _bank.Book(euros, new Cause.Announced("bank_transfer", "CCAS 1"));
        var list = "";
        await Timed("… its list proposed", async () => list = (await _treasurer.Post($"/v1/campaigns/{campaign}/allotments", new { lines = helped.Select(h => new { account = h.Account.Value, amount = each }) })).GetProperty("proposal").GetString()!);
        await Timed("… its list approved", () => _approver.Post($"/v1/campaigns/proposals/{list}/approve"));
        foreach (var member in helped)
        {
            // Which purses there are only their holder is told; the order names one.
            var drawer = (await server.Grains.GetGrain<IAccountGrain>(member.Account.Value).Read()).Balances.Keys.Single(d => d.Purse is not null);
            member.Purse = (drawer.Purse!.Value, each);
        }
    }

    // People and shops.

    private async Task Shop(DateOnly day)
    {
        var purchases = new List<Purchase>();
        var isSunday = day.DayOfWeek is DayOfWeek.Sunday;
        for (var i = Some(isSunday ? 45 : 130); i > 0; i--)
        {
            var (payer, payee) = (_town.People[dice.Next(_town.People.Count)], Seller());
            if (payer.Purse is { Holds: > 5_00 } purse && day.Month < 10 && dice.Next(3) == 0)
            {
                var part = Math.Min(purse.Holds, 4_00 + dice.Next(16_00));
                payer.Purse = (purse.Id, purse.Holds - part);
                purchases.Add(new(payer, payee, part, FromPurse: true));
                continue;
            }
            // Whoever seldom exchanges seldom has anything to spend.
            for (var look = 0; look < 20 && payer.Holds < 5_00; look++) payer = _town.People[dice.Next(_town.People.Count)];
            Add(payer, payee, 3_00 + dice.Next(52_00));
        }
        for (var i = Some(isSunday ? 5 : 80); i > 0; i--)
        {
            var (payer, payee) = (_town.Professionals[dice.Next(_town.Professionals.Count)], Seller());
            for (var look = 0; look < 10 && payer.Holds < 40_00; look++) payer = _town.Professionals[dice.Next(_town.Professionals.Count)];
            if (payer != payee) Add(payer, payee, Math.Min(payer.Holds * 2 / 3, 20_00 + dice.Next(280_00)));
        }
        // A few shops give back what they sold on an earlier day.
        for (var i = Some(1); i > 0 && _sales.TryDequeue(out var sale); i--)
            if (sale.Payee!.Holds >= sale.Amount)
            {
                sale.Payee.Holds -= sale.Amount;
                purchases.Add(new(sale.Payee, sale.Payer, sale.Amount, Refunds: sale.Id));
            }
        // And some try to pay what they do not have.
        if (dice.Next(7) == 0)
        {
            var poor = _town.People[dice.Next(_town.People.Count)];
            poor.Holds -= 4_999_00;
            purchases.Add(new(poor, _town.Professionals[0], 4_999_00));
        }
        await _wallets.Pay(purchases);
        foreach (var purchase in purchases)
            if (purchase is { IsPaid: true, Refunds: null, FromPurse: false, Payer.IsProfessional: false } && _sales.Count < 20 && dice.Next(40) == 0) _sales.Enqueue(purchase);

        // Those who reconvert are the ones that sell more than they buy.
        Member Seller() => dice.Next(2) == 0 ? _sellers[dice.Next(_sellers.Count)] : _town.Professionals[dice.Next(_town.Professionals.Count)];

        void Add(Member payer, Member payee, long amount)
        {
            amount = Math.Min(amount, payer.Holds);
            if (amount < 1_00) return;
            payer.Holds -= amount;
            purchases.Add(new(payer, payee, amount));
        }
    }

    /// <summary>So many as belong to this size of currency, by chance where that is not a whole number.</summary>
    private int Some(double full) => (int)(full * scale + dice.NextDouble());

    // Notes.

    private static object[] Fields(IEnumerable<KeyValuePair<long, long>> notes) => [.. notes.Where(n => n.Value > 0).Select(n => new { series = "A", denomination = n.Key, count = n.Value })];

    private async Task Print()
    {
        foreach (var (face, full) in Faces.Zip([6000L, 9000, 20000, 4000]))
        {
            var count = Math.Max(200, (long)(full * scale));
            var print = (await _treasurer.Post("/v1/paper/prints", new { series = "A", denomination = face, first = 1, last = count, printed = First })).GetProperty("slip").GetString();
            await _approver.Post($"/v1/paper/transfers/{print}/receive", new { how = "arrived", notes = Fields([new(face, count)]) });
        }
        foreach (var bureau in _town.Bureaux)
        {
            await _treasurer.Post($"/v1/paper/bureaux/{bureau}/open");
            _drawers[bureau] = Faces.ToDictionary(face => face, _ => 0L);
            await Supply(bureau);
        }
        foreach (var face in Faces) _circulating[$"{face}"] = 0;
    }

    private async Task Supply(string bureau)
    {
        var part = Math.Max(0.05, scale);
        var wanted = Faces.Zip([130L, 140, 300, 60]).ToDictionary(f => f.First, f => Math.Max(0, (long)(f.Second * part) + 2 - _drawers[bureau][f.First]));
        if (wanted.Values.Sum() == 0) return;
        var sent = (await _treasurer.Post("/v1/paper/transfers", new { from = "VAULT", to = $"DRAWER.{bureau}", notes = Fields(wanted) })).GetProperty("slip").GetString();
        await _bureau.Post($"/v1/paper/transfers/{sent}/receive", new { how = "arrived", notes = Fields(wanted) });
        foreach (var (face, count) in wanted) _drawers[bureau][face] += count;
    }

    private async Task Market(DateOnly day)
    {
        foreach (var bureau in _town.Bureaux)
        {
            var drawer = _drawers[bureau];
            for (var sales = Math.Max(1, Some(16)); sales > 0; sales--)
            {
                var sold = new Dictionary<long, long> { [20_00] = dice.Next(3), [10_00] = dice.Next(3), [5_00] = 1 + dice.Next(3), [1_00] = dice.Next(2) };
                if (sold.Any(s => drawer[s.Key] < s.Value)) continue;
                var sale = (await _bureau.Post($"/v1/paper/bureaux/{bureau}/sales", new { notes = Fields(sold) })).GetProperty("slip").GetString();
                if (dice.Next(60) == 0) await _bureau.Post($"/v1/paper/sales/{sale}/undo");
                else
                    foreach (var (face, count) in sold)
                    {
                        drawer[face] -= count;
                        _circulating[$"{face}"] += count;
                    }
            }
            for (var brought = Math.Max(1, Some(3)); brought > 0; brought--)
            {
                var shop = _town.Professionals[dice.Next(_town.Professionals.Count)];
                var notes = Faces.ToDictionary(face => face, face => Math.Min(_circulating[$"{face}"] / 4, face == 5_00 ? 6 : 2));
                var worth = notes.Sum(n => n.Key * n.Value);
                if (worth == 0) continue;
                await _second.Post($"/v1/paper/bureaux/{bureau}/takings", new { account = shop.Account.Value, notes = Fields(notes) });
                foreach (var (face, count) in notes)
                {
                    drawer[face] += count;
                    _circulating[$"{face}"] -= count;
                }
                shop.Holds += worth;
            }
        }
    }

    /// <summary>Every month each bureau is counted by two, brings its cash to the bank, and gets new notes. Now and then a cent is missing, and once a note.</summary>
    private async Task Count(DateOnly day)
    {
        var places = (await _treasurer.Get("/v1/paper")).GetProperty("places").EnumerateArray().ToDictionary(p => p.GetProperty("place").GetString()!);
        foreach (var bureau in _town.Bureaux)
        {
            var place = places[$"DRAWER.{bureau}"];
            var (cash, notes) = (place.GetProperty("cash").GetInt64(), new Dictionary<long, long>(_drawers[bureau]));
            if (place.GetProperty("value").GetInt64() != notes.Sum(n => n.Key * n.Value)) throw new InvalidOperationException($"The drawer of {bureau} holds {place}, and its sales say {string.Join(' ', notes)}.");
            var isShort = cash > 0 && day.Month % 3 == 2;
            if (isShort) cash--;
            if (day.Month == 5 && notes[5_00] > 0) notes[5_00]--;
            var differs = isShort || !notes.SequenceEqual(_drawers[bureau]);
            var count = (await _bureau.Post("/v1/paper/counts", new { place = $"DRAWER.{bureau}", notes = Fields(notes), cash, reason = differs ? "Compté deux fois (exemple)." : null })).GetProperty("slip").GetString();
            await _approver.Post($"/v1/paper/counts/{count}/confirm");
            _drawers[bureau] = notes;
            if (cash > 0) _bank.Book(cash, new Cause.Deposit(bureau));
            await Supply(bureau);
        }
    }

    private async Task CloseTakings(DateOnly day)
    {
        foreach (var (merchant, caller) in _merchants)
        {
            Takings.Add(await caller.Get($"/v1/merchants/{merchant}/takings?day={day.AddDays(-dice.Next(20)):yyyy-MM-dd}"));
            await caller.Post($"/v1/merchants/{merchant}/closures");
        }
    }
}
