using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Core.Transparency;

namespace EssLedger.Core.Books;

public sealed class ClosureTests
{
    private static readonly AccountId Ana = AccountId.Parse("ANA"), Bakery = AccountId.Parse("BAKERY"), Miller = AccountId.Parse("MILLER");
    private static readonly PersonId Alice = PersonId.Parse("ALICE"), Bruno = PersonId.Parse("BRUNO");

    private int _ids;

    private Uuid NextId() => Uuid.FromBytes([1, 0x8F, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, (byte)++_ids]);

    /// <summary>A book that was opened on 30 December 2026, in Paris, and in which each sale is one act.</summary>
    private LittleBook Opened()
    {
        var book = new LittleBook { Now = new(2026, 12, 30, 9, 0, 0, TimeSpan.Zero) };
        book.Place(new Act.BookOpened(LedgerId.Parse("LILLE"), LittleBook.Unit));
        book.Open(Ana, AccountKind.Resident, new Pen("ana").Key);
        book.Open(Bakery, AccountKind.Merchant, new Pen("bakery").Key);
        book.Open(Miller, AccountKind.Merchant, new Pen("miller").Key);
        Issue(book, 10_000);
        return book;
    }

    private void Issue(LittleBook book, long minor)
    {
        var id = new IssuanceId(NextId());
        book.Propose(id, Ana, minor, LittleBook.Unit, new("bank_transfer", $"R{_ids}", Amount.FromMinor(minor)), Alice);
        book.Approve(id, Bruno);
    }

    private Act.Paid Sale(LittleBook book, AccountId payer, AccountId payee, long minor, OrderId? refunds = null) => (Act.Paid)book.Place(new Act.Paid(
        book.NextTurn(payer), new(NextId()), payer, payee, Digest.Of([(byte)_ids]), Digest.Zero, book[payer].Keys.Keys.Single(), null, refunds, [new(payer, null, payee, null, Amount.FromMinor(minor), LittleBook.Unit)])).Act;

    private static Act.PeriodClosed? Due(LittleBook book, DateOnly today)
    {
        var (daybook, parties) = (new Daybook(), new Dictionary<AccountId, Party>());
        foreach (var (entry, act) in book.Entries)
        {
            daybook.Take(entry, act, account => parties.TryGetValue(account, out var party) ? party : null);
            if (act is Act.AccountOpened opened) parties[opened.Account] = new(opened.Kind, IsOpen: true);
            if (act is Act.AccountClosed closed) parties.Remove(AccountId.Parse(closed.Decider.Subject));
        }
        return daybook.Next(today) is { } due ? due with { Decider = book.NextTurn(OfficeAccounts.Treasury) } : null;
    }

    private static Fault? Audit(LittleBook book, out CurrencyAudit audit)
    {
        audit = new CurrencyAudit();
        var tree = new TreeEdge();
        foreach (var (i, (entry, _)) in book.Entries.Index())
        {
            if (audit.Check(entry, _ => null, []) is { } fault) return fault;
            tree.Add(entry.Hash, []);
            // Shortly before the end another audit goes on from what this one knew.
            if (i == book.Entries.Count - 3) (audit, tree) = CurrencyAudit.Load(audit.Save(tree));
        }
        return audit.Close();
    }

    private static void AssertClean(LittleBook book) => Assert.Null(Audit(book, out _)?.What);

    private LittleBook ThreeDays()
    {
        var book = Opened();
        var bread = Sale(book, Ana, Bakery, 500);
        Sale(book, Bakery, Miller, 200);
        Sale(book, Bakery, Ana, 100, bread.Order);
        book.Now = new(2026, 12, 31, 22, 59, 59, TimeSpan.Zero);
        Sale(book, Ana, Miller, 70);
        // Half past midnight in Paris, and still the year before in London.
        book.Now = new(2026, 12, 31, 23, 30, 0, TimeSpan.Zero);
        Sale(book, Ana, Miller, 1);
        book.Place(new Act.AccountClosed(book.NextTurn(Miller), Bruno));
        book.Now = new(2027, 1, 3, 8, 0, 0, TimeSpan.Zero);
        return book;
    }

    [Fact]
    public void Every_day_is_closed_in_order_then_its_month_then_its_year_and_the_totals_are_those_of_the_book()
    {
        var book = ThreeDays();
        var told = new List<string>();
        while (Due(book, new(2027, 1, 3)) is { } due)
        {
            var (t, p, s) = (due.Totals, due.Perpetual, due.Stock);
            told.Add($"{due.Period} up to {due.Last}: {t.Payments} for {t.Paid}, {t.Refunds} back for {t.Refunded}, {t.Issued} made; ever {p.Payments} for {p.Paid}; to professionals {t.ToProfessionals}, by {t.ByProfessionals}, between {t.BetweenProfessionals}; {s.Acceptors} accept, highest {s.Highest}");
            book.Place(due);
        }
        Assert.Equal(
        [
            "2026-12-30 up to 12: 2 for 700, 1 back for 100, 10000 made; ever 2 for 700; to professionals 700, by 200, between 200; 2 accept, highest 10000",
            "2026-12-31 up to 13: 1 for 70, 0 back for 0, 0 made; ever 3 for 770; to professionals 70, by 0, between 0; 2 accept, highest 10000",
            "2026-12 up to 13: 3 for 770, 1 back for 100, 10000 made; ever 3 for 770; to professionals 770, by 200, between 200; 2 accept, highest 10000",
            "2026 up to 13: 3 for 770, 1 back for 100, 10000 made; ever 3 for 770; to professionals 770, by 200, between 200; 2 accept, highest 10000",
            "2027-01-01 up to 15: 1 for 1, 0 back for 0, 0 made; ever 4 for 771; to professionals 1, by 0, between 0; 1 accept, highest 10000",
            "2027-01-02 up to 15: 0 for 0, 0 back for 0, 0 made; ever 4 for 771; to professionals 0, by 0, between 0; 1 accept, highest 10000",
        ], told);
        AssertClean(book);
    }

    [Fact]
    public void Day_that_is_not_over_is_never_closed() => Assert.Null(Due(Opened(), new(2026, 12, 30)));

    [Fact]
    public void Closure_that_is_wrong_or_comes_out_of_order_is_found()
    {
        Assert.Contains("totals", Told(due => due with { Totals = due.Totals with { Paid = due.Totals.Paid - 1 } }), StringComparison.Ordinal);
        Assert.Contains("totals", Told(due => due with { Perpetual = due.Perpetual with { Issued = due.Perpetual.Issued + 1 } }), StringComparison.Ordinal);
        Assert.Contains("totals", Told(due => due with { Stock = due.Stock with { Acceptors = 3 } }), StringComparison.Ordinal);
        Assert.Contains("names another", Told(due => due with { Last = new(due.Last.Value - 1) }), StringComparison.Ordinal);
        Assert.Contains("names another", Told(due => due with { Hash = Digest.Zero }), StringComparison.Ordinal);
        Assert.Contains("had to be closed next", Told(due => due with { Period = due.Period.Next }), StringComparison.Ordinal);
        Assert.Contains("had to be closed next", Told(due => due with { Period = Period.Of(PeriodKind.Month, due.Period.First) }), StringComparison.Ordinal);
        Assert.Contains("not an act of the treasury", Told(due => due with { Decider = new("ANA", 6) }), StringComparison.Ordinal);

        string? Told(Func<Act.PeriodClosed, Act.PeriodClosed> forge)
        {
            var book = ThreeDays();
            book.Place(forge(Due(book, new(2027, 1, 3))!));
            return Audit(book, out _)?.What;
        }
    }

    [Fact]
    public void Nothing_enters_a_day_that_is_closed()
    {
        var book = ThreeDays();
        var first = Due(book, new(2027, 1, 3))!;
        book.Place(first);
        // A sale that says of itself that it was committed on the closed day.
        book.Now = ParisCalendar.StartOf(first.Period.Last.AddDays(1)).AddMilliseconds(-1);
        Sale(book, Ana, Bakery, 5);
        Assert.Equal("It was committed before the entry that it follows.", Audit(book, out _)?.What);

        // Nor can a day be closed on that very day, so that more of it could follow.
        var hasty = Opened();
        hasty.Place(Due(hasty, new(2026, 12, 31))!);
        Assert.Contains("before it was over", Audit(hasty, out _)?.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_goes_on_from_the_last_closures_comes_to_the_same()
    {
        var book = ThreeDays();
        while (Due(book, new(2027, 1, 2)) is { } due) book.Place(due);
        Sale(book, Ana, Bakery, 9);
        var closings = book.Entries.Select(e => e.Act).OfType<Act.PeriodClosed>().Aggregate(new Closings((DateOnly?)null), (all, closed) => all.Apply(closed));
        var resumed = new Daybook(LittleBook.Unit, closings);
        foreach (var (entry, act) in book.Entries.Where(e => e.Entry.Position > resumed.Position).ToList()) resumed.Take(entry, act, account => account == Ana ? new(AccountKind.Resident, true) : new(AccountKind.Merchant, true));
        Assert.Equal(Due(book, new(2027, 1, 10)), resumed.Next(new(2027, 1, 10))! with { Decider = book.NextTurn(OfficeAccounts.Treasury) });
    }

    [Fact]
    public void Shop_closes_its_takings_and_the_audit_finds_a_closure_that_is_not_those_of_the_book()
    {
        var book = Opened();
        var bread = Sale(book, Ana, Bakery, 500);
        Close(Bakery);
        Sale(book, Ana, Bakery, 30);
        Sale(book, Bakery, Ana, 100, bread.Order);
        var second = Next(Bakery);
        // Another sale comes between the count and its record.
        Sale(book, Ana, Bakery, 7);
        book.Place(second);
        var third = Next(Bakery);
        Assert.Equal((new Takings(1, 30, 1, 100), new Takings(2, 530, 1, 100)), (second.Period, second.Perpetual));
        Assert.Equal((3, new Takings(1, 7, 0, 0), new Takings(3, 537, 1, 100)), (third.Number, third.Period, third.Perpetual));
        book.Place(third);
        AssertClean(book);

        Assert.Contains("not those of the book", Told(c => c with { Period = c.Period with { Sold = 6 } }), StringComparison.Ordinal);
        Assert.Contains("not those of the book", Told(c => c with { Perpetual = c.Perpetual with { Sold = 1 }, Period = c.Period with { Sold = 1 } }), StringComparison.Ordinal);
        Assert.Contains("said to be closure", Told(c => c with { Number = 2 }), StringComparison.Ordinal);
        Assert.Contains("has none", Told(c => c with { Decider = new("ANA", 4) }), StringComparison.Ordinal);

        string? Told(Func<Act.TakingsClosed, Act.TakingsClosed> forge)
        {
            var forged = Opened();
            Sale(forged, Ana, Bakery, 7);
            forged.Place(forge(Rules(forged, Bakery)));
            return Audit(forged, out _)?.What;
        }
        Act.TakingsClosed Next(AccountId shop) => Rules(book, shop);
        void Close(AccountId shop) => book.Place(Next(shop));
    }

    private static Act.TakingsClosed Rules(LittleBook book, AccountId shop)
    {
        var own = book.Entries.Where(e => e.Act.Subjects.Contains(shop.Value)).ToList();
        var before = own.Select(e => e.Act).OfType<Act.TakingsClosed>().LastOrDefault();
        return TakingsRules.Close(book[shop], own.Where(e => before is null || e.Entry.Position > before.Last).Select(e => e.Act), before, own[^1].Entry.Position, Alice);
    }

    [Theory]
    [InlineData("2026-11-25", "2026-11-25", "2026-11-26")]
    [InlineData("2026-12", "2026-12-31", "2027-01")]
    [InlineData("2028-02", "2028-02-29", "2028-03")]
    [InlineData("2026", "2026-12-31", "2027")]
    public void Period_knows_its_end_and_what_follows_it(string text, string last, string next)
    {
        Assert.True(Period.TryParse(text, out var period));
        Assert.Equal((text, last, next), (period.ToString(), Period.Of(PeriodKind.Day, period.Last).ToString(), period.Next.ToString()));
    }
}
