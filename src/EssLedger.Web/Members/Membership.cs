using EssLedger.Core.Identifiers;

namespace EssLedger.Web.Members;

/// <summary>What members of a kind pay for a year: a line of the year's price list, decided by the association.</summary>
/// <param name="Year">The civil year in which it is paid, or for which, if years are not rolling.</param>
/// <param name="Kind">resident, merchant, ess or public.</param>
public sealed record Fee(int Year, string Kind)
{
    /// <summary>The price in cents of euro; where the price is free, the least.</summary>
    public long Cents { get; set; }

    /// <summary>Whether each member says how much they give.</summary>
    public bool IsFree { get; set; }

    /// <summary>Whether a membership lasts a year from the day of payment; else it is that of the civil year.</summary>
    public bool IsRolling { get; set; }

    /// <summary>From when to when (both included, Europe/Paris) a membership holds that is paid on a day.</summary>
    /// <param name="paid">The day of the payment.</param>
    /// <param name="before">The last day of the membership before; null: there was none. A rolling year that is renewed early loses no day.</param>
    public (DateOnly First, DateOnly Last) Term(DateOnly paid, DateOnly? before)
    {
        if (!IsRolling) return (new(Year, 1, 1), new(Year, 12, 31));
        var first = before is { } last && last >= paid ? last.AddDays(1) : paid;
        return (first, first.AddYears(1).AddDays(-1));
    }

    /// <summary>The same of dues that are paid each month: the month that follows what is paid, or that begins with the payment.</summary>
    public static (DateOnly First, DateOnly Last) Month(DateOnly paid, DateOnly? before)
    {
        var first = before is { } last && last >= paid ? last.AddDays(1) : paid;
        return (first, first.AddMonths(1).AddDays(-1));
    }
}

/// <summary>A member paid for a year. The money is not the ledger's: what is kept is how much, when, and under which reference the association's own books have it.</summary>
/// <param name="Id">Names it on screens.</param>
/// <param name="Person">The member.</param>
/// <param name="Kind">Which line of the price list it was.</param>
/// <param name="First">The first day on which it holds (Europe/Paris).</param>
/// <param name="Last">The last one.</param>
/// <param name="Cents">In cents of euro.</param>
/// <param name="Paid">The day of the payment.</param>
/// <param name="Reference">That of the transfer, the cheque or the receipt.</param>
/// <param name="EnteredBy">Who of the association entered it.</param>
public sealed record Membership(string Id, PersonId Person, string Kind, DateOnly First, DateOnly Last, long Cents, DateOnly Paid, string Reference, PersonId EnteredBy, DateTimeOffset Entered);

/// <summary>How a member stands.</summary>
public enum MembershipState
{
    /// <summary>Paid, for more than the next <see cref="MembershipStates.DueAhead"/> days.</summary>
    Current,
    /// <summary>It ends soon, or was never paid.</summary>
    Due,
    /// <summary>It has ended.</summary>
    Over,
}

/// <summary>How members stand on a day.</summary>
public static class MembershipStates
{
    /// <summary>So many days before its end a membership is to be renewed, and its member reminded.</summary>
    public const int DueAhead = 30;

    /// <param name="last">The last day of the member's last membership; null: they never paid.</param>
    /// <param name="today">The day asked for.</param>
    public static MembershipState On(DateOnly? last, DateOnly today) =>
        last is not { } end ? MembershipState.Due : end < today ? MembershipState.Over : end <= today.AddDays(DueAhead) ? MembershipState.Due : MembershipState.Current;
}
