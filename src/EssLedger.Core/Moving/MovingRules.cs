using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Moving;

/// <summary>Why something about coming or going is refused, in the order in which reasons win.</summary>
public enum MovingRefusal
{
    /// <summary>There is no such proposal.</summary>
    ProposalUnknown = 1,
    /// <summary>It was decided already, or the like of it was.</summary>
    AlreadyDecided,
    /// <summary>Who asks never approves.</summary>
    SamePerson,
    /// <summary>The currency ends: no units are made any more.</summary>
    WindingDown,
    /// <summary>The currency does not end.</summary>
    NotWindingDown,
    /// <summary>The day is too near, or not over yet.</summary>
    TooSoon,
    /// <summary>No account is named, more than <see cref="MovingRules.MostItems"/>, one twice, or one with nothing.</summary>
    ListFaulty,
    /// <summary>An account has such a balance already, or one waits for it.</summary>
    AlreadyBrought,
    /// <summary>An account is closed, or not yet approved.</summary>
    AccountClosed,
    /// <summary>No such line waits to be explained.</summary>
    LineUnknown,
    /// <summary>More than is left of the line.</summary>
    ExceedsLine,
    /// <summary>The books and the bank differ: no units are made until that is cleared up.</summary>
    FundGap,
}

/// <summary>The rules of coming and going: what members bring is made against the euro that came with them, and at the end nothing is made and all is paid back.</summary>
public static class MovingRules
{
    /// <summary>The most accounts of one act.</summary>
    public const int MostItems = 1_000;

    /// <summary>For so many days at least units can still be spent when the end begins.</summary>
    public const int LeastDays = 30;

    /// <summary>How long after the last day what is left is taken: no clock of any server says then that it can be spent.</summary>
    public const int DaysBeforeRemainder = 2;

    /// <summary>May these balances be proposed?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="asked">What is asked; its turn is given here.</param>
    /// <param name="brought">Whether one of the accounts has such a balance already.</param>
    /// <param name="open">Whether all of them are open.</param>
    public static (Act? Act, MovingRefusal? Refusal) Bring(TreasuryState treasury, Act.BalancesProposed asked, bool brought, bool open)
    {
        if (treasury.Moving.WindDown is not null) return (null, MovingRefusal.WindingDown);
        if (asked.Items.Count is 0 or > MostItems || asked.Items.DistinctBy(i => i.Account).Count() < asked.Items.Count || asked.Items.Any(i => i.Amount == Amount.Zero)) return (null, MovingRefusal.ListFaulty);
        var waiting = treasury.Moving.Pending.Values.OfType<Act.BalancesProposed>().SelectMany(p => p.Items).Select(i => i.Account).ToHashSet();
        if (brought || asked.Items.Any(i => waiting.Contains(i.Account))) return (null, MovingRefusal.AlreadyBrought);
        if (!open) return (null, MovingRefusal.AccountClosed);
        if (treasury.Open.GetValueOrDefault(asked.Line) is not { Minor: > 0 } line || OfficeAccounts.KindOf(line.Account) is not OfficeAccountKind.Bank) return (null, MovingRefusal.LineUnknown);
        return asked.Total.Minor > line.Minor - treasury.Reserved(asked.Line) ? (null, MovingRefusal.ExceedsLine) : (asked with { Decider = treasury.NextTurn }, null);
    }

    /// <summary>May this be asked? There is one end, and people are told in time.</summary>
    public static (Act? Act, MovingRefusal? Refusal) ProposeWindDown(TreasuryState treasury, Act.WindDownProposed asked, DateOnly today)
    {
        if (treasury.Moving.WindDown is not null || treasury.Moving.Pending.Values.Any(p => p is Act.WindDownProposed)) return (null, MovingRefusal.AlreadyDecided);
        return asked.Last < today.AddDays(LeastDays) ? (null, MovingRefusal.TooSoon) : (asked with { Decider = treasury.NextTurn }, null);
    }

    /// <summary>May this be asked? Only when nobody can spend any more, and once.</summary>
    public static (Act? Act, MovingRefusal? Refusal) ProposeRemainder(TreasuryState treasury, Act.RemainderProposed asked, DateOnly today)
    {
        if (treasury.Moving.Remainder is not null || treasury.Moving.Pending.Values.Any(p => p is Act.RemainderProposed)) return (null, MovingRefusal.AlreadyDecided);
        if (treasury.Moving.WindDown is not { } end) return (null, MovingRefusal.NotWindingDown);
        return today <= end.Last.AddDays(DaysBeforeRemainder) ? (null, MovingRefusal.TooSoon) : (asked with { Decider = treasury.NextTurn }, null);
    }

    /// <summary>May this person approve it?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="proposal">Which.</param>
    /// <param name="decided">Whether it was decided.</param>
    /// <param name="brought">Of balances: whether one of the accounts has one by now.</param>
    /// <param name="unit">The ledger's unit.</param>
    /// <param name="now">UTC.</param>
    /// <param name="by">Who approves.</param>
    public static (Act? Act, MovingRefusal? Refusal) Approve(TreasuryState treasury, ProposalId proposal, bool decided, bool brought, Unit unit, DateTimeOffset now, PersonId by)
    {
        if (decided) return (null, MovingRefusal.AlreadyDecided);
        switch (treasury.Moving.Pending.GetValueOrDefault(proposal))
        {
            case Act.BalancesProposed asked:
                if (asked.By == by) return (null, MovingRefusal.SamePerson);
                if (treasury.Moving.WindDown is not null) return (null, MovingRefusal.WindingDown);
                if (brought) return (null, MovingRefusal.AlreadyBrought);
                if (!(treasury.Open.GetValueOrDefault(asked.Line)?.Minor >= asked.Total.Minor)) return (null, MovingRefusal.ExceedsLine);
                if (treasury.Gaps(unit).Count > 0) return (null, MovingRefusal.FundGap);
                return (new Act.BalancesBrought(treasury.NextTurn, proposal, asked.Line, asked.By, by, Legs(asked, unit)), null);
            case Act.WindDownProposed asked:
                if (asked.By == by) return (null, MovingRefusal.SamePerson);
                var from = DateTimeOffset.FromUnixTimeMilliseconds((now + TermsHistory.Notice).ToUnixTimeMilliseconds() + 1);
                if (asked.Last < ParisCalendar.DayOf(from)) return (null, MovingRefusal.TooSoon);
                return (new Act.WindDownBegun(treasury.NextTurn, proposal, from, asked.Last, asked.PaysResidents, asked.By, by), null);
            case Act.RemainderProposed asked:
                return asked.By == by ? (null, MovingRefusal.SamePerson) : (new Act.RemainderApproved(treasury.NextTurn, proposal, asked.By, by), null);
            default:
                return (null, MovingRefusal.ProposalUnknown);
        }
    }

    /// <summary>What balances move: euro of the line become backing, units go to the members.</summary>
    public static IReadOnlyList<Transfer> Legs(Act.BalancesProposed asked, Unit unit) =>
    [
        new(OfficeAccounts.Backing, null, OfficeAccounts.Suspense, null, asked.Total, Unit.Euro),
        .. asked.Items.Select(item => new Transfer(OfficeAccounts.Issuance, null, item.Account, null, item.Amount, unit)),
    ];

    /// <summary>May it be dropped?</summary>
    public static (Act? Act, MovingRefusal? Refusal) Drop(TreasuryState treasury, ProposalId proposal, bool decided, PersonId by) => decided ? (null, MovingRefusal.AlreadyDecided)
        : treasury.Moving.Pending.ContainsKey(proposal) ? (new Act.MovingDropped(treasury.NextTurn, proposal, by), null) : (null, MovingRefusal.ProposalUnknown);

    /// <summary>Takes what is left in accounts, once two persons decided that.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="left">What each holds outside purses; at most <see cref="MostItems"/>.</param>
    /// <param name="unit">The ledger's unit.</param>
    /// <param name="by">Who has it done.</param>
    public static (Act? Act, MovingRefusal? Refusal) Take(TreasuryState treasury, IReadOnlyList<BroughtBalance> left, Unit unit, PersonId by)
    {
        if (treasury.Moving.Remainder is null) return (null, MovingRefusal.NotWindingDown);
        if (left.Count is 0 or > MostItems) return (null, MovingRefusal.ListFaulty);
        return (new Act.RemainderTaken(treasury.NextTurn, by,
        [
            new(OfficeAccounts.Donations, null, OfficeAccounts.Backing, null, left.Aggregate(Amount.Zero, (sum, l) => sum + l.Amount), Unit.Euro),
            .. left.Select(l => new Transfer(l.Account, null, OfficeAccounts.Issuance, null, l.Amount, unit)),
        ]), null);
    }

    /// <summary>Takes what is left as notes.</summary>
    public static (Act? Act, MovingRefusal? Refusal) TakeNotes(TreasuryState treasury, SlipId slip, Unit unit, PersonId by)
    {
        if (treasury.Moving.Remainder is null) return (null, MovingRefusal.NotWindingDown);
        var notes = treasury.Paper.At(NotePlaces.Sold);
        return notes.IsNone ? (null, MovingRefusal.ListFaulty) : (new Act.NotesForfeited(treasury.NextTurn, slip, notes, unit, by), null);
    }
}
