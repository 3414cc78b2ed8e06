using System.Diagnostics;

namespace EssLedger.Core.Labels;

/// <summary>Why an act on a grant is not recorded.</summary>
public enum GrantRefusal
{
    /// <summary>No grant has this number.</summary>
    UnknownGrant,
    /// <summary>The number has been given out.</summary>
    AlreadyGranted,
    /// <summary>The act would take effect before the grant does.</summary>
    EffectiveBeforeGrant,
    /// <summary>The label was withdrawn by that day; that is final.</summary>
    AlreadyWithdrawn,
    /// <summary>The holder had given the label up by that day; that is final.</summary>
    AlreadyRenounced,
    /// <summary>The last day had passed by then; a renewal leaves no gap.</summary>
    GrantExpired,
    /// <summary>The grant is not active on that day.</summary>
    NotActive,
    /// <summary>The grant is not suspended on that day.</summary>
    NotSuspended,
    /// <summary>The last day lies before the first, or a renewal does not move it forward.</summary>
    UntilTooEarly,
    /// <summary>A level is 1 … 9.</summary>
    LevelOutOfRange,
}

/// <summary>The stable words of these refusals.</summary>
public static class GrantRefusalWords
{
    /// <summary>The stable snake_case word.</summary>
    public static string Word(this GrantRefusal refusal) => refusal switch
    {
        GrantRefusal.UnknownGrant => "unknown_grant",
        GrantRefusal.AlreadyGranted => "already_granted",
        GrantRefusal.EffectiveBeforeGrant => "effective_before_grant",
        GrantRefusal.AlreadyWithdrawn => "already_withdrawn",
        GrantRefusal.AlreadyRenounced => "already_renounced",
        GrantRefusal.GrantExpired => "grant_expired",
        GrantRefusal.NotActive => "not_active",
        GrantRefusal.NotSuspended => "not_suspended",
        GrantRefusal.UntilTooEarly => "until_too_early",
        GrantRefusal.LevelOutOfRange => "level_out_of_range",
        _ => throw new UnreachableException(),
    };
}

/// <summary>Which acts on a grant may be recorded. Each rule lists its reasons to refuse in the order in which they win.</summary>
/// <remarks>An act is judged on the day it takes effect, by all that is known now: one may suspend for a past day on which the grant was active.</remarks>
public static class GrantRules
{
    /// <summary>What forbids a fact; null if it may be recorded.</summary>
    /// <param name="grant">The grant of that number; null if there is none.</param>
    /// <param name="fact">What someone wants to record.</param>
    public static GrantRefusal? Decide(Grant? grant, GrantFact fact)
    {
        if (fact.Act is GrantAct.Granted granted) return Give(grant, granted, fact.Effective);
        if (grant is null) return GrantRefusal.UnknownGrant;
        if (fact.Effective < grant.From) return GrantRefusal.EffectiveBeforeGrant;

        return fact.Act switch
        {
            GrantAct.Suspended => Suspend(grant.On(fact.Effective)),
            GrantAct.Reinstated => Reinstate(grant.On(fact.Effective)),
            GrantAct.Withdrawn or GrantAct.Renounced => Ended(grant.On(fact.Effective)),
            GrantAct.Renewed renewed => Renew(grant, renewed, fact.Effective),
            _ => throw new UnreachableException(),
        };
    }

    private static GrantRefusal? Give(Grant? existing, GrantAct.Granted granted, DateOnly effective)
    {
        if (existing is not null) return GrantRefusal.AlreadyGranted;
        if (granted.Level is < 1 or > 9) return GrantRefusal.LevelOutOfRange;
        if (granted.Until < effective) return GrantRefusal.UntilTooEarly;
        return null;
    }

    private static GrantRefusal? Suspend(Standing standing) => Ended(standing) ?? (standing is Standing.Active ? null : GrantRefusal.NotActive);

    private static GrantRefusal? Reinstate(Standing standing) => Ended(standing) ?? (standing is Standing.Suspended ? null : GrantRefusal.NotSuspended);

    private static GrantRefusal? Ended(Standing standing) => standing switch
    {
        Standing.Withdrawn => GrantRefusal.AlreadyWithdrawn,
        Standing.Renounced => GrantRefusal.AlreadyRenounced,
        Standing.Expired => GrantRefusal.GrantExpired,
        _ => null,
    };

    private static GrantRefusal? Renew(Grant grant, GrantAct.Renewed renewed, DateOnly effective)
    {
        // A new term may begin on the morrow of the last day: then it is the last day's standing that counts.
        var onTheDay = grant.StateOn(effective)!;
        var onTheMorrow = onTheDay.Standing is Standing.Expired && effective.DayNumber - onTheDay.Until.DayNumber == 1;
        var state = onTheMorrow ? grant.StateOn(onTheDay.Until)! : onTheDay;

        if (Ended(state.Standing) is { } ended) return ended;
        if (state.Standing is not Standing.Active) return GrantRefusal.NotActive;
        if (renewed.Level is < 1 or > 9) return GrantRefusal.LevelOutOfRange;
        if (renewed.Until <= state.Until) return GrantRefusal.UntilTooEarly;
        return null;
    }
}
