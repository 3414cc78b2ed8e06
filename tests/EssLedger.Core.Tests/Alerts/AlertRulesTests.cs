using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Alerts;

public sealed class AlertRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Account = AccountId.Parse("ZOE");
    private static readonly PersonId Anna = PersonId.Parse("ANNA"), Ben = PersonId.Parse("BEN");
    private static readonly AlertTerms Terms = new() { CashLoads = 3, CashBelow = Euros(100), CashDays = 2, InOutIndividual = Euros(100), InOutProfessional = Euros(1000), InOutPercent = 80, InOutHours = 24 };

    private static Amount Euros(long euros) => Amount.FromMinor(euros * 100);

    private static Sighting Load(int position, double daysAgo, long euros) => new(SightingKind.Cash, Account.Value, Account, new(position), Noon.AddDays(-daysAgo), Euros(euros));

    [Fact]
    public void Cash_is_split_when_enough_small_loads_within_the_days_reach_the_threshold_together()
    {
        Assert.Equal(3, AlertRules.SplitCash([Load(1, 1.9, 40), Load(2, 1, 40), Load(3, 0, 40)], null, Terms)?.Count);
        Assert.Null(AlertRules.SplitCash([Load(1, 1.9, 40), Load(3, 0, 40)], null, Terms));
        // Too long ago: the window is open at its beginning.
        Assert.Null(AlertRules.SplitCash([Load(1, 2, 40), Load(2, 1, 40), Load(3, 0, 40)], null, Terms));
        // All together less than what one load may be.
        Assert.Null(AlertRules.SplitCash([Load(1, 1.9, 33), Load(2, 1, 33), Load(3, 0, 33)], null, Terms));
        // A load that reaches the threshold hides nothing: it neither counts nor brings an alert about.
        Assert.Null(AlertRules.SplitCash([Load(1, 1, 99), Load(2, 1, 100), Load(3, 0, 99)], null, Terms));
        Assert.Null(AlertRules.SplitCash([Load(1, 1, 99), Load(2, 1, 99), Load(3, 0, 100)], null, Terms));
        Assert.Equal([1, 3, 4], AlertRules.SplitCash([Load(1, 1, 99), Load(2, 1, 100), Load(3, .5, 99), Load(4, 0, 99)], null, Terms)!.Select(l => l.Position.Value));
        // What stands behind an alert counts for no other.
        Assert.Null(AlertRules.SplitCash([Load(1, 1.9, 40), Load(2, 1, 40), Load(3, 0, 40)], Noon.AddDays(-1.9), Terms));
        Assert.Equal([2, 3, 4], AlertRules.SplitCash([Load(1, 1.9, 40), Load(2, 1, 40), Load(3, .5, 40), Load(4, 0, 40)], Noon.AddDays(-1.9), Terms)!.Select(l => l.Position.Value));
    }

    [Fact]
    public void A_means_is_of_several_once_for_each_account_that_is_new_to_it()
    {
        Sighting At(string account, int position) => new(SightingKind.Iban, "F00D", AccountId.Parse(account), new(position), Noon, Amount.Zero);
        Assert.Empty(AlertRules.Others([], At("A", 1)));
        Assert.Empty(AlertRules.Others([At("A", 1)], At("A", 2)));
        Assert.Equal([1, 3], AlertRules.Others([At("A", 1), At("A", 2), At("B", 3)], At("C", 4)).Select(s => s.Position.Value));
        Assert.Empty(AlertRules.Others([At("A", 1), At("B", 2)], At("B", 3)));
    }

    /// <summary>All ways in which up to five movements of 1 … 2 can come in and leave.</summary>
    public static IEnumerable<Movement[]> AllSmall()
    {
        Movement[] some = [new(Noon, true, Amount.FromMinor(1), 1), new(Noon, true, Amount.FromMinor(2), 1), new(Noon, false, Amount.FromMinor(1), 1), new(Noon, false, Amount.FromMinor(2), 1)];
        IEnumerable<Movement[]> all = [[]];
        for (var length = 0; length <= 5; length++)
        {
            foreach (var movements in all) yield return movements;
            all = [.. all.SelectMany(before => some.Select(next => (Movement[])[.. before, next]))];
        }
    }

    [Fact]
    public void What_is_passed_on_came_in_before_and_only_once()
    {
        foreach (var movements in AllSmall())
        {
            var (came, passed, payments) = AlertRules.PassedOn(movements);
            // As if every hundredth were a coin: who comes in waits on the table, and whoever leaves takes one that waits, if there is one.
            long table = 0, taken = 0;
            var leaving = 0;
            foreach (var movement in movements)
            {
                var before = taken;
                for (var coin = 0; coin < movement.Amount.Minor; coin++)
                    if (movement.Came) table++;
                    else if (table > 0) (table, taken) = (table - 1, taken + 1);
                if (taken > before) leaving++;
            }
            Assert.Equal((movements.Where(m => m.Came).Sum(m => m.Amount.Minor), taken, leaving), (came.Minor, passed.Minor, payments));
        }
    }

    [Theory]
    [InlineData(100, 80, AccountKind.Resident, true)]
    [InlineData(100, 79, AccountKind.Resident, false)]
    [InlineData(99, 99, AccountKind.Resident, false)]
    [InlineData(999, 999, AccountKind.Merchant, false)]
    [InlineData(1000, 800, AccountKind.Merchant, true)]
    [InlineData(long.MaxValue / 100, long.MaxValue / 100, AccountKind.Ess, true)]
    public void Money_is_passed_on_fast_when_enough_came_and_enough_of_it_left(long came, long passed, AccountKind kind, bool isFast) =>
        Assert.Equal(isFast, AlertRules.FastInOut(Euros(came), Euros(passed), kind, Terms));

    [Fact]
    public void A_window_never_hides_what_a_walk_through_it_would_find()
    {
        foreach (var movements in AllSmall())
        {
            var small = Terms with { InOutIndividual = Amount.FromMinor(2), InOutProfessional = Amount.FromMinor(3), InOutPercent = 60 };
            var windows = new MovementWindows();
            for (var i = 0; i < movements.Length; i++) windows.Add(Account, Noon.AddMinutes(i), movements[i].Came, movements[i].Amount);
            // The first of them is too old.
            var rest = movements.Skip(1).ToList();
            var (came, passed, _) = AlertRules.PassedOn(rest);
            var seen = windows.After(Account, Noon, small);
            if (AlertRules.FastInOut(came, passed, AccountKind.Resident, small)) Assert.Equal(rest.Select(m => (m.Came, m.Amount)), seen!.Select(m => (m.Came, m.Amount)));
            if (seen is null) continue;
            windows.Forget(Account, Noon.AddHours(1));
            Assert.Null(windows.After(Account, Noon, small));
        }
    }

    [Fact]
    public void What_moves_one_way_within_a_minute_is_one_and_keeps_its_sum()
    {
        var windows = new MovementWindows();
        foreach (var (seconds, came) in (ReadOnlySpan<(int, bool)>)[(0, true), (59, true), (60, true), (61, false), (62, false), (63, true), (64, false)]) windows.Add(Account, Noon.AddSeconds(seconds), came, Euros(50));
        var kept = windows.After(Account, Noon.AddDays(-1), Terms with { InOutPercent = 1 })!;
        Assert.Equal([(true, 2), (true, 1), (false, 2), (true, 1), (false, 1)], kept.Select(m => (m.Came, m.Count)));
        Assert.Equal((Euros(200), Euros(150), 3), AlertRules.PassedOn(kept));
    }

    [Fact]
    public void An_alert_is_decided_by_whoever_has_it_in_hand_with_a_reason_and_by_nobody_whose_it_is()
    {
        AlertStep Line(PersonId by, AlertOutcome? outcome) => new(1, outcome, "", by, Noon);
        foreach (var last in (AlertStep?[])[null, Line(Anna, null), Line(Ben, null), Line(Anna, AlertOutcome.Explained)])
        {
            var mine = last is { Outcome: null } && last.By == Anna;
            Assert.Equal(AlertRefusal.Own, AlertLog.TakeUp(last, Anna, own: true));
            Assert.Equal(mine ? AlertRefusal.InHand : null, AlertLog.TakeUp(last, Anna, own: false));
            Assert.Equal(AlertRefusal.Own, AlertLog.Decide(last, Anna, own: true, "x"));
            Assert.Equal(mine ? null : AlertRefusal.NotInHand, AlertLog.Decide(last, Anna, own: false, "x"));
            Assert.Equal(mine ? AlertRefusal.ReasonMissing : AlertRefusal.NotInHand, AlertLog.Decide(last, Anna, own: false, ""));
        }
        Assert.Equal((AlertState.Open, AlertState.TakenUp, AlertState.Decided), (AlertLog.State(null), AlertLog.State(Line(Anna, null)), AlertLog.State(Line(Anna, AlertOutcome.Acted))));
    }

    [Fact]
    public void Terms_hold_from_their_instant_until_others_do()
    {
        AlertTermsSet Set(int hours, int loads) => new(Noon.AddHours(hours), Terms with { CashLoads = loads }, Anna, Noon, "");
        var history = new AlertTermsHistory([Set(2, 4), Set(1, 5), Set(2, 6)]);
        Assert.Equal([3, 5, 5, 6, 6], new[] { 0, 60, 119, 120, 500 }.Select(minutes => history.At(Noon.AddMinutes(minutes)).CashLoads));
        Assert.True(AlertTerms.Usual.IsSound);
        Assert.False((Terms with { InOutHours = AlertTerms.MostHours + 1 }).IsSound);
        Assert.False((Terms with { CashLoads = 1 }).IsSound);
    }

    [Theory]
    // Examples of the IBAN registry.
    [InlineData("FR1420041010050500013M02606", "FR1420041010050500013M02606")]
    [InlineData("VIRDEJEANDE89370400440532013000MERCI", "DE89370400440532013000")]
    [InlineData("BE68539007547034", "BE68539007547034")]
    [InlineData("FR1420041010050500013M02607", null)]
    [InlineData("FR14200410100505", null)]
    [InlineData("XX68539007547034", null)]
    [InlineData("", null)]
    public void An_iban_is_found_in_a_reference_by_its_length_and_check_digits(string reference, string? iban)
    {
        Assert.Equal(iban is not null, Iban.TryFind(reference, out var found));
        Assert.Equal(iban, found);
    }
}
