using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Payments;

public sealed class ScheduledPaymentTests
{
    private static readonly AccountId Ana = AccountId.Parse("ANA"), Bakery = AccountId.Parse("BAKERY"), Carer = AccountId.Parse("CARER");
    private static readonly DateOnly Today = new(2026, 11, 26);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Schedule Of(Rhythm every, string first, string last, int dayOfMonth = 0) => new(every, Day(first), dayOfMonth == 0 ? Day(first).Day : dayOfMonth, Day(last));

    private static string DueDays(Schedule schedule)
    {
        var days = new List<string>();
        for (var day = schedule.After(DateOnly.MinValue); day is { } due; day = schedule.After(due)) days.Add($"{due:yyyy-MM-dd}");
        return string.Join(' ', days);
    }

    [Theory]
    [InlineData(Rhythm.Once, "2026-12-01", "2027-12-31", 0, "2026-12-01")]
    [InlineData(Rhythm.Week, "2026-12-28", "2027-01-18", 0, "2026-12-28 2027-01-04 2027-01-11 2027-01-18")]
    [InlineData(Rhythm.Month, "2026-12-05", "2027-03-04", 0, "2026-12-05 2027-01-05 2027-02-05")]
    [InlineData(Rhythm.Month, "2027-12-31", "2028-05-31", 0, "2027-12-31 2028-01-31 2028-02-29 2028-03-31 2028-04-30 2028-05-31")]
    [InlineData(Rhythm.Month, "2027-02-28", "2027-05-01", 31, "2027-02-28 2027-03-31 2027-04-30")]
    [InlineData(Rhythm.Month, "2027-02-28", "2027-05-01", 28, "2027-02-28 2027-03-28 2027-04-28")]
    public void Due_days_follow_the_rhythm_up_to_the_last_day(Rhythm every, string first, string last, int dayOfMonth, string due)
    {
        var schedule = Of(every, first, last, dayOfMonth);
        Assert.True(schedule.Holds);
        Assert.Equal(due, DueDays(schedule));
    }

    [Theory]
    [InlineData(Rhythm.Once, "2027-01-02", "2027-01-01", 0)]
    [InlineData(Rhythm.Month, "2027-01-30", "2028-01-01", 31)]
    [InlineData(Rhythm.Month, "2027-02-28", "2028-01-01", 27)]
    [InlineData(Rhythm.Month, "2027-02-28", "2028-01-01", 32)]
    [InlineData(Rhythm.Week, "9998-12-31", "9999-01-01", 0)]
    [InlineData((Rhythm)4, "2027-01-01", "2027-01-01", 0)]
    public void Schedule_that_contradicts_itself_does_not_hold(Rhythm every, string first, string last, int dayOfMonth) => Assert.False(Of(every, first, last, dayOfMonth).Holds);

    [Fact]
    public void Every_day_is_due_at_most_once_and_in_order_whatever_the_schedule()
    {
        var dice = new Random(20261126);
        for (var i = 0; i < 2000; i++)
        {
            var first = Today.AddDays(dice.Next(2000));
            var schedule = new Schedule((Rhythm)dice.Next(1, 4), first, first.Day, first.AddDays(dice.Next(1500)));
            DateOnly? before = null;
            for (var due = schedule.After(first.AddDays(-1)); due is { } day; due = schedule.After(day))
            {
                Assert.InRange(day, first, schedule.LastDay);
                // So that the days on which one is tried again never run into the next.
                if (before is { } earlier) Assert.True(day.DayNumber - earlier.DayNumber > ScheduledPayment.DaysToTry);
                before = day;
            }
            Assert.NotNull(before);
        }
    }

    [Fact]
    public void Order_of_a_due_day_is_one_for_ever_and_no_other_payment_has_it()
    {
        var payment = Payment();
        var ids = new[]
        {
            payment.OrderOf(Today), payment.OrderOf(Today.AddDays(1)),
            (payment with { Account = Bakery }).OrderOf(Today), (payment with { Mandate = new(new(7)) }).OrderOf(Today),
        };
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(id.Uuid.IsVersion7));
        // Written down: a server of tomorrow must find what one of today paid.
        Assert.Equal("01a214ef-f580-743d-ab49-25e41f34949d", ids[0].ToString());
        Assert.Equal(ids[0], (payment with { Amount = Amount.FromMinor(1), Note = "autre" }).OrderOf(Today));
    }

    private static readonly MandateId Id = new(new((UInt128)42));

    private static ScheduledPayment Payment(long amount = 3000, string first = "2026-11-26", string last = "2027-11-25", int dayOfMonth = 26) =>
        new(Ana, Id, Amount.FromMinor(amount), new(Rhythm.Month, Day(first), dayOfMonth, Day(last)), "loyer", DateTimeOffset.UnixEpoch, PersonId.Parse("ANA"));

    private static Account Payer(AccountId? payee, AccountId? @delegate = null, bool revoked = false, long perPayment = 3000, long perPeriod = 3000, string last = "2027-11-30") => new Account(Ana) with
    {
        Mandates = System.Collections.Immutable.ImmutableDictionary<MandateId, GivenMandate>.Empty.Add(Id,
            new(new(LedgerId.Parse("LILLE"), Id, Ana, payee, Amount.FromMinor(perPayment), Unit.Parse("MLC"), Amount.FromMinor(perPeriod), 28, Day(last)), @delegate, Today) { Revoked = revoked }),
    };

    [Fact]
    public void Session_arranges_no_more_than_what_a_device_signed()
    {
        void Is(ScheduleRefusal? expected, Account payer, ScheduledPayment asked, ScheduledPayment? earlier = null) => Assert.Equal(expected, ScheduleRules.Make(payer, asked, earlier, Today));
        Is(null, Payer(Bakery), Payment());
        Is(ScheduleRefusal.MandateUnknown, new Account(Ana), Payment());
        Is(ScheduleRefusal.MandateEnded, Payer(Bakery, revoked: true), Payment());
        Is(ScheduleRefusal.MandateEnded, Payer(Bakery, last: "2026-11-25"), Payment());
        Is(ScheduleRefusal.MandateMismatch, Payer(Bakery, Carer), Payment());
        Is(ScheduleRefusal.PayeeNotSigned, Payer(null), Payment());
        Is(ScheduleRefusal.ExceedsMandate, Payer(Bakery), Payment(3001));
        Is(ScheduleRefusal.ExceedsMandate, Payer(Bakery, perPayment: 4000), Payment(3001));
        Is(ScheduleRefusal.ScheduleOutOfRange, Payer(Bakery), Payment(first: "2026-11-25", dayOfMonth: 25));
        Is(ScheduleRefusal.ScheduleOutOfRange, Payer(Bakery), Payment(last: "2027-12-01"));
        Is(ScheduleRefusal.ScheduleOutOfRange, Payer(Bakery), Payment(dayOfMonth: 27));

        // What was arranged never changes, and stays arranged when it is asked for again.
        Is(null, Payer(Bakery, revoked: true), Payment(), Payment());
        Is(ScheduleRefusal.ScheduleExists, Payer(Bakery), Payment(2999), Payment());
        Is(ScheduleRefusal.ScheduleExists, Payer(Bakery), Payment(last: "2027-11-24"), Payment());
        Is(ScheduleRefusal.ScheduleExists, Payer(Bakery, revoked: true), Payment() with { Note = null }, Payment());
    }

    [Fact]
    public void Refused_due_day_is_tried_for_five_more_days_and_no_longer()
    {
        Assert.False(ScheduledPayment.IsOpen(Today, Today.AddDays(-1)));
        for (var late = 0; late <= 5; late++)
        {
            Assert.True(ScheduledPayment.IsOpen(Today, Today.AddDays(late)));
            var run = ScheduleRules.Tried(Today, Today.AddDays(late), Refusal.LimitExceeded, Limit.Day);
            Assert.Equal(new(Today, late < 5 ? RunState.Refused : RunState.GivenUp, Today.AddDays(late), Refusal.LimitExceeded, Limit.Day), run);
        }
        Assert.False(ScheduledPayment.IsOpen(Today, Today.AddDays(6)));
        Assert.Equal(RunState.Paid, ScheduleRules.Tried(Today, Today.AddDays(5), null, Limit.None).State);
        Assert.Equal(RunState.Missed, ScheduleRules.TooLate(Today, Today.AddDays(6), null).State);
        var refused = ScheduleRules.Tried(Today, Today, Refusal.InsufficientFunds, Limit.None);
        Assert.Equal(new(Today, RunState.GivenUp, Today.AddDays(9), Refusal.InsufficientFunds, Limit.None), ScheduleRules.TooLate(Today, Today.AddDays(9), refused));
    }
}
