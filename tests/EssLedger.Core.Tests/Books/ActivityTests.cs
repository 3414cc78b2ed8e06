using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Books;

public sealed class ActivityTests
{
    private static readonly AccountId Ana = AccountId.Parse("ANA"), Bob = AccountId.Parse("BEA"), Bakery = AccountId.Parse("BAKERY"), Shop = AccountId.Parse("SHQP");
    private static readonly DateTimeOffset Start = new(2026, 1, 10, 9, 0, 0, TimeSpan.Zero);
    private readonly LittleBook _book = new() { Now = Start };

    private Activity Followed()
    {
        var activity = new Activity(LittleBook.Unit);
        foreach (var (entry, act) in _book.Entries) activity.Take(entry, act);
        return activity;
    }

    private void Pay(AccountId from, AccountId to, long minor, OrderId? refunds = null) => _book.Place(new Act.Paid(_book.NextTurn(from), new(new((UInt128)_book.Entries.Count)), from, to, Digest.Zero, Digest.Zero, default, null, refunds,
        [new(from, null, to, null, Amount.FromMinor(minor), LittleBook.Unit)]));

    private void Open(AccountId account, AccountKind kind, SubjectStatus status = SubjectStatus.Open) => _book.Place(new Act.AccountOpened(account, kind, status, LittleBook.Clerk));

    [Fact]
    public void Accounts_sleep_from_their_last_movement_and_one_that_never_moved_from_its_opening()
    {
        Open(Ana, AccountKind.Resident);
        Open(Bob, AccountKind.Resident);
        Open(Bakery, AccountKind.Merchant);
        Open(Shop, AccountKind.Ess, SubjectStatus.Pending);
        _book.Give(Ana, 100_00);
        _book.Now = Start.AddMonths(5);
        Pay(Ana, Bakery, 30_00);
        var activity = Followed();
        string Told(DateOnly day, bool professionals) => string.Join(' ', activity.Dormancy(day, professionals).Select(b => $"{b.Months}:{b.Accounts}/{b.Units}"));
        Assert.Equal("0:1/7000 3:1/0 6:0/0 12:0/0", Told(new(2026, 6, 10), professionals: false));
        Assert.Equal("0:0/0 3:0/0 6:1/7000 12:1/0", Told(new(2027, 1, 10), professionals: false));
        Assert.Equal("0:0/0 3:0/0 6:0/0 12:1/3000", Told(new(2027, 6, 10), professionals: true));
        Assert.Equal((2, 1), activity.OpenOn(new(2026, 12, 31)));
        Assert.Equal((0, 0), activity.OpenOn(new(2026, 1, 9)));
    }

    [Fact]
    public void Takes_are_payments_to_professionals_of_their_year_and_a_refund_is_none()
    {
        Open(Ana, AccountKind.Resident);
        Open(Bakery, AccountKind.Merchant);
        _book.Give(Ana, 100_00);
        Pay(Ana, Bakery, 10_00);
        Pay(Ana, Bakery, 5_00);
        Pay(Bakery, Ana, 1_00, refunds: new(new(1)));
        Pay(Bakery, Ana, 2_00);
        _book.Now = new(2026, 12, 31, 23, 30, 0, TimeSpan.Zero);
        Pay(Ana, Bakery, 7_00);
        Pay(Bakery, OfficeAccounts.Reconversion, 3_00);
        var activity = Followed();
        Assert.Equal((Bakery, new Takes(2, 15_00)), activity.TakesIn(2026).Select(t => (t.Key, t.Value)).Single());
        Assert.Equal(new Takes(1, 7_00), activity.TakesIn(2027)[Bakery]);
        Assert.Empty(activity.TakesIn(2025));
    }

    [Fact]
    public void Bonus_that_is_undone_with_its_issuance_was_not_given()
    {
        var (activity, campaign, issuance) = (new Activity(LittleBook.Unit), AccountId.Parse("CAMPAIGN.AAAAAAAAAAAA"), new IssuanceId(new(1)));
        var issued = new Act.Issued(new("TREASURY", 1), issuance, Digest.Zero, PersonId.Parse("TINA"), PersonId.Parse("ALMA"),
        [
            new(OfficeAccounts.Backing, null, OfficeAccounts.Suspense, null, Amount.FromMinor(10_00), Unit.Euro),
            new(OfficeAccounts.Issuance, null, Ana, null, Amount.FromMinor(10_00), LittleBook.Unit),
            new(OfficeAccounts.Backing, null, campaign, null, Amount.FromMinor(1_00), Unit.Euro),
            new(OfficeAccounts.Issuance, null, Ana, new(new(2)), Amount.FromMinor(1_00), LittleBook.Unit),
        ]);
        activity.Take(new(new(1), Start, Digest.Zero, default), issued);
        Assert.Equal(new Gifts(0, 0, 1_00), activity.GiftsIn(2026));
        activity.Take(new(new(2), Start, Digest.Zero, default), new Act.IssuanceReversed(new("TREASURY", 2), new(Ana.Value, 1), issuance, new(1), OfficeAccounts.Suspense, PersonId.Parse("TINA"), PersonId.Parse("ALMA"), Act.IssuanceReversed.Undoing(issued)));
        Assert.Equal(default, activity.GiftsIn(2026));
    }

    [Fact]
    public void No_line_of_a_table_is_about_fewer_than_five_accounts_nor_leads_to_them()
    {
        var takes = Enumerable.Range(0, 22).ToDictionary(i => AccountId.FromRandom([.. Enumerable.Repeat((byte)(i + 1), 13)]), i => new Takes(1, i + 1));
        var order = takes.Keys.ToList();
        // 12 in Lille, 6 in Roubaix, 3 in Lomme, 1 in Tourcoing.
        string Commune(AccountId account) => order.IndexOf(account) switch { < 12 => "Lille", < 18 => "Roubaix", < 21 => "Lomme", _ => "Tourcoing" };
        var table = SmallCells.Table(takes, a => [Commune(a)]);
        Assert.Equal(["Lille 12 78", "Lomme+Roubaix+Tourcoing 10 175"], table.Select(r => $"{string.Join('+', r.Groups)} {r.Accounts} {r.Received}"));
        Assert.Equal(takes.Values.Sum(t => t.Received), table.Sum(r => r.Received));
        // Fewer than five in all: nothing is told.
        var few = SmallCells.Table(takes.Take(4).ToDictionary(), a => [Commune(a)]);
        Assert.Equal(new CellRow(few[0].Groups, null, null, null), Assert.Single(few));
        Assert.Empty(SmallCells.Table(new Dictionary<AccountId, Takes>(), _ => []));
    }

    [Fact]
    public void Band_that_hides_does_not_hide_alone()
    {
        var told = SmallCells.Told([new(0, 40, 1), new(3, 9, 1), new(6, 2, 1), new(12, 0, 0)]);
        Assert.Equal([true, false, false, true], told.Select(b => b is not null));
        Assert.All(SmallCells.Told([new(0, 40, 1), new(3, 9, 1), new(6, 5, 1), new(12, 0, 0)]), b => Assert.NotNull(b));
    }
}
