using EssLedger.Core.Journal;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Accounts;

/// <summary>An account changes in one way only, and notices when the book does not go on from what it knows.</summary>
public sealed class AccountTests
{
    private static readonly LittleBook Book = PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        pay p1 ana bakery 10 = accepted
        pay p2 ana bakery 20 = accepted
        """);

    private static IEnumerable<(Entry Entry, Act Act)> Of(string account) => Book.Entries.Where(e => e.Act.Subjects.Contains(account));

    [Fact]
    public void Entry_that_is_known_already_is_a_broken_book()
    {
        var (entry, act) = Book.Entries[^1];
        Assert.Throws<BrokenBookException>(() => Book[Identifiers.AccountId.Parse("ana")].Apply(entry, act));
    }

    [Fact]
    public void Act_that_was_skipped_is_a_broken_book()
    {
        var withoutOne = Of("ana").Where(e => e.Act is not Act.Paid { Amount.Minor: 10 });
        Assert.Throws<BrokenBookException>(() => withoutOne.Aggregate(new Account(Identifiers.AccountId.Parse("ana")), (a, e) => a.Apply(e.Entry, e.Act)));
    }

    [Fact]
    public void Credits_may_be_skipped_since_they_are_not_its_acts()
    {
        var debitsOnly = Of("ana").Where(e => e.Act is not Act.Issued);
        Assert.Equal(-30, debitsOnly.Aggregate(new Account(Identifiers.AccountId.Parse("ana")), (a, e) => a.Apply(e.Entry, e.Act)).Of(LittleBook.Unit).Minor);
    }

    [Fact]
    public void A_clock_that_is_behind_finds_no_day_anew_on_which_nothing_was_paid()
    {
        var (ana, five) = (Book[Identifiers.AccountId.Parse("ana")], Money.Amount.FromMinor(5));
        Assert.Equal(30, ana.PaidOn(Book.Now.AddDays(-1)).Paid.Minor);
        Assert.Equal(0, ana.PaidOn(Book.Now.AddDays(1)).Paid.Minor);
        var card = new Card(LittleBook.Clerk, new(1), Identifiers.Digest.Zero) { Day = 20_000, PaidOnDay = five };
        Assert.Equal([5L, 5, 0], new[] { 19_999, 20_000, 20_001 }.Select(day => card.PaidOn(day).Minor));
        DateOnly first = new(2026, 3, 1);
        var mandate = new GivenMandate(new(Identifiers.LedgerId.Parse("LILLE"), new(default), ana.Id, null, five, LittleBook.Unit, five, PeriodDays: 7, new(2030, 1, 1)), null, first) { Period = 1, PaidInPeriod = five };
        Assert.Equal([5L, 5, 0], new[] { 6, 13, 14 }.Select(days => mandate.PaidIn(first.AddDays(days)).Minor));
    }
}
