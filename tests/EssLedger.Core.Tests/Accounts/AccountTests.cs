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
}
