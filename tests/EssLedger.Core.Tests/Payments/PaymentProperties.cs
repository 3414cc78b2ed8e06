using CsCheck;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Payments;

/// <summary>What holds after any history. A failure prints its seed; the variable CsCheck_Seed plays it again.</summary>
public sealed class PaymentProperties
{
    private static readonly AccountId[] Members = [.. new[] { "ana", "bob", "bakery", "kiosk", "late" }.Select(AccountId.Parse)];
    private static readonly PersonId[] Staff = [PersonId.Parse("ALICE"), PersonId.Parse("BRUNO")];
    private static readonly PurseId Purse = new(new(7));

    /// <summary>One thing that somebody does; the numbers are taken modulo what there is.</summary>
    private sealed record Step(int What, int Who, int Whom, int Which, long Much);

    private static readonly Gen<Step[]> Histories =
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Frequency((8, Gen.Long[1, 60]), (1, Gen.Long[1, 2_000]), (1, Gen.Long[1, long.MaxValue])),
            (what, who, whom, which, much) => new Step(what, who, whom, which, much)).Array[1, 80];

    /// <summary>A town that lives a history and remembers every answer that it was given.</summary>
    private sealed class Town
    {
        private readonly List<(SignedOrder Order, string Answer)> _sent = [];
        private readonly List<IssuanceId> _issuances = [];
        private int _count;

        public Town()
        {
            Book = new(new(LedgerId.Parse("LILLE"), LittleBook.Unit, Amount.FromMinor(1_000), new Dictionary<AccountKind, Ceilings> { [AccountKind.Resident] = new(In30Days: Amount.FromMinor(400)) }));
            foreach (var (account, kind) in Members.Zip([AccountKind.Resident, AccountKind.Resident, AccountKind.Merchant, AccountKind.Merchant, AccountKind.Ess]))
                Book.Open(account, kind, new Pen(account.Value).Key, account.Value == "late" ? SubjectStatus.Pending : SubjectStatus.Open);
            Book.Give(Members[0], 300);
            Book.Give(Members[1], 100);
            Book.Give(Members[0], 50, Purse);
        }

        public LittleBook Book { get; }

        /// <summary>What is to be true of a step's answer is asserted where it is given.</summary>
        public void Live(Step step)
        {
            var payer = Members[step.Who % Members.Length];
            var payee = Members[step.Whom % Members.Length];
            switch (step.What)
            {
                case < 7:
                    Send(Order(payer, payee, step));
                    break;
                case < 9 when _sent.Count > 0:
                    Repeat(_sent[step.Which % _sent.Count]);
                    break;
                case 9 when _sent.Count > 0:
                    var reused = _sent[step.Which % _sent.Count].Order.Order;
                    Send(Order(reused.Payer, payee, step) with { Id = reused.Id });
                    break;
                case < 12 when _sent.Count > 0:
                    var sale = _sent[step.Which % _sent.Count].Order.Order;
                    Send(Order(sale.Payee, sale.Payer, step) with { Refunds = sale.Id });
                    break;
                case 12:
                    Send(Order(payer, payee, step) with { Purses = [new(Purse, Amount.FromMinor(step.Much))] });
                    break;
                case 13:
                    var request = new RequestTerms(new(Id()), payee, step.Which % 3 == 0 ? null : Amount.FromMinor(step.Much), LittleBook.Unit, Book.Now.AddSeconds(60), Standing: false);
                    Book.Requests.TryAdd(request.Id, request);
                    break;
                case 14 when Book.Requests.Count > 0:
                    var asked = Book.Requests.Values.OrderBy(r => r.Id.Uuid).ElementAt(step.Which % Book.Requests.Count);
                    Send(Order(payer, asked.Payee, step with { Much = asked.Amount?.Minor ?? step.Much }) with { Request = asked.Id });
                    break;
                case 15:
                    _issuances.Add(new(Id()));
                    Book.Propose(_issuances[^1], payee, step.Much, LittleBook.Unit, new("cash", $"R{step.Which % 5}", Amount.FromMinor(step.Much + (step.Much < 100 ? step.Who % 3 : 0))), Staff[step.Who % 2]);
                    break;
                case 16 or 17 when _issuances.Count > 0:
                    Issue(_issuances[step.Which % _issuances.Count], Staff[step.Who % 2], reject: step.What == 17 && step.Whom % 3 == 0);
                    break;
                case 18:
                    Book.Now += TimeSpan.FromHours(step.Much % 200);
                    break;
                case 19 when step.Which % 4 == 0 && Book[payer].Status == SubjectStatus.Pending:
                    Book.Place(new Act.AccountApproved(Book.NextTurn(payer), Staff[0]));
                    break;
            }
        }

        public void RepeatAll() => _sent.ForEach(Repeat);

        private void Issue(IssuanceId issuance, PersonId by, bool reject)
        {
            // More than the world holds is the API's to refuse; here it would only end the story.
            if (Book.Treasury.Pending.TryGetValue(issuance, out var proposed) && proposed.ReceiptAmount.Minor > 1_000_000) reject = true;
            var before = -Book[OfficeAccounts.Issuance].Of(LittleBook.Unit).Minor;
            var decision = reject ? Book.Reject(issuance, by) : Book.Approve(issuance, by);
            var made = -Book[OfficeAccounts.Issuance].Of(LittleBook.Unit).Minor - before;
            Assert.Equal(decision is TreasuryDecision.Accept && !reject ? proposed!.Amount.Minor : 0, made);
        }

        private void Send(PaymentOrder order)
        {
            var signed = new Pen(order.Payer.Value).Sign(order);
            _sent.Add((signed, Pay(signed)));
        }

        /// <summary>What was answered first is answered for ever, and moves nothing.</summary>
        private void Repeat((SignedOrder Order, string Answer) first)
        {
            var count = Book.Entries.Count;
            var expected = first.Answer switch { "accepted" => "repeated", "order_id_reused" or "repeated" => first.Answer, _ when first.Answer.StartsWith("repeated", StringComparison.Ordinal) => first.Answer, _ => $"repeated {first.Answer.Split(' ')[0]}" };
            Assert.Equal(expected, Pay(first.Order));
            Assert.Equal(count, Book.Entries.Count);
        }

        private string Pay(SignedOrder signed) => LittleBook.Word(Book.Pay(signed));

        private PaymentOrder Order(AccountId payer, AccountId payee, Step step) =>
            new(Book.Terms.Ledger, new(Id()), payer, payee, Amount.FromMinor(step.Much), LittleBook.Unit, Book.Now.ToUnixTimeSeconds() + (step.Which % 10 == 0 ? 601 : 60));

        private Uuid Id() => Uuid.Version7(Book.Now, [(byte)(++_count >> 8), (byte)_count, 0, 0, 0, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void Every_unit_sums_to_zero_and_no_member_is_below_zero_after_each_step() => Histories.Sample(history =>
    {
        var town = new Town();
        foreach (var step in history)
        {
            town.Live(step);
            var drawers = town.Book.Accounts.Values.SelectMany(a => a.Balances.Select(b => (Account: a.Id, Drawer: b.Key, b.Value))).ToList();
            Assert.All(drawers.GroupBy(d => d.Drawer.Unit), unit => Assert.Equal(0, unit.Sum(d => d.Value.Minor)));
            Assert.All(drawers, d => Assert.True(d.Value.Minor >= 0 || OfficeAccounts.MayBeNegative(d.Account), $"{d.Account} has {d.Value}"));
        }
    }, iter: 1_500);

    [Fact]
    public void Replay_equals_live() => Histories.Sample(history =>
    {
        var town = new Town();
        foreach (var step in history) town.Live(step);

        foreach (var (id, live) in town.Book.Accounts)
        {
            var replayed = town.Book.Entries.Where(e => e.Act.Subjects.Contains(id.Value)).Aggregate(new Account(id), (account, e) => account.Apply(e.Entry, Codec.Decode(e.Entry.Body)));
            AssertSame(live, replayed);
        }
        var treasury = town.Book.Entries.Where(e => e.Act.Subjects.Contains(OfficeAccounts.Treasury.Value)).Aggregate(new TreasuryState(), (state, e) => state.Apply(e.Entry, Codec.Decode(e.Entry.Body)));
        Assert.Equal(town.Book.Treasury.Acts, treasury.Acts);
        Assert.Equal(town.Book.Treasury.Pending.Values.OrderBy(p => p.Decider.Number), treasury.Pending.Values.OrderBy(p => p.Decider.Number));
    }, iter: 500);

    [Fact]
    public void Every_order_keeps_its_first_answer_for_ever_and_no_refused_one_pays_later() => Histories.Sample(history =>
    {
        var town = new Town();
        foreach (var step in history) town.Live(step);
        foreach (var member in Members) town.Book.Give(member, 100_000);
        town.RepeatAll();
        town.Book.Now += TimeSpan.FromDays(400);
        foreach (var member in Members) town.Book.Place(new Act.KeyBlocked(town.Book.NextTurn(member), new Pen(member.Value).Key.Id, Staff[0]));
        town.RepeatAll();
    }, iter: 1_000);

    [Fact]
    public void Refunds_never_exceed_their_sale_and_a_request_is_paid_once() => Histories.Sample(history =>
    {
        var town = new Town();
        foreach (var step in history) town.Live(step);
        var paid = town.Book.Entries.Select(e => e.Act).OfType<Act.Paid>().ToList();

        foreach (var refunds in paid.Where(p => p.Refunds is not null).GroupBy(p => (p.Payee, p.Refunds)))
        {
            var sale = Assert.Single(paid, p => p.Payer == refunds.Key.Payee && p.Order == refunds.Key.Refunds);
            Assert.True(refunds.Sum(r => r.Amount.Minor) <= sale.Amount.Minor);
        }
        Assert.All(paid.Where(p => p.Request is not null).GroupBy(p => p.Request), ends => Assert.Single(ends));
        Assert.All(paid.GroupBy(p => (p.Payer, p.Order)), same => Assert.Single(same));
    }, iter: 1_000);

    [Fact]
    public void Histories_really_contain_what_is_claimed_about_them()
    {
        var words = new HashSet<string>();
        Histories.Sample(history =>
        {
            var town = new Town();
            foreach (var step in history) town.Live(step);
            lock (words)
            {
                foreach (var (_, act) in town.Book.Entries)
                    words.Add(act is Act.Refused refused ? LittleBook.Word(refused.Reason) : act is Act.Paid { Refunds: not null } ? "refund" : act is Act.Paid { Request: not null } ? "request" : act.GetType().Name);
            }
        }, iter: 1_000);

        Assert.Superset(new HashSet<string> { "Paid", "refund", "request", "Issued", "IssuanceProposed", "IssuanceRejected", "insufficient_funds", "refund_exceeds_sale", "request_closed", "limit_exceeded", "purse_not_accepted", "payer_closed", "payee_closed", "sale_unknown", "expiry_too_far" }, words);
    }

    private static void AssertSame(Account one, Account other)
    {
        Assert.Equal((one.Kind, one.Status, one.Position, one.Acts), (other.Kind, other.Status, other.Position, other.Acts));
        Assert.Equal(one.Keys.OrderBy(k => k.Key.Value), other.Keys.OrderBy(k => k.Key.Value));
        Assert.Equal(one.Balances.OrderBy(b => b.ToString()), other.Balances.OrderBy(b => b.ToString()));
        Assert.Equal(one.Refunded.OrderBy(r => r.ToString()), other.Refunded.OrderBy(r => r.ToString()));
        Assert.Equal(one.PaidByDay, other.PaidByDay);
    }
}
