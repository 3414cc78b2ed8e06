using System.Diagnostics;

namespace EssLedger.Core.Labels;

/// <summary>Which acts on a grant may be recorded. Each rule lists its reasons to refuse in the order in which they win.</summary>
/// <remarks>An act is judged on the day it takes effect, by all that is known now: one may suspend for a past day on which the grant was active.</remarks>
public static class GrantRules
{
    /// <summary>What forbids a fact; null if it may be recorded.</summary>
    /// <param name="grant">The grant of that number; null if there is none.</param>
    /// <param name="fact">What someone wants to record.</param>
    public static LabelRefusal? Decide(Grant? grant, GrantFact fact)
    {
        if (fact.Act is GrantAct.Granted granted) return Give(grant, granted, fact.Effective);
        if (grant is null) return LabelRefusal.UnknownGrant;
        if (fact.Effective < grant.From) return LabelRefusal.EffectiveBeforeGrant;

        return fact.Act switch
        {
            GrantAct.Suspended suspension => Suspend(grant.On(fact.Effective)) ?? (suspension.Through < fact.Effective ? LabelRefusal.UntilTooEarly : null),
            GrantAct.Reinstated => Reinstate(grant.On(fact.Effective)),
            GrantAct.Withdrawn or GrantAct.Renounced => Ended(grant.On(fact.Effective)),
            GrantAct.Renewed renewed => Renew(grant, renewed, fact.Effective),
            GrantAct.Transferred transfer => Ended(grant.On(fact.Effective)) ?? (grant.StateOn(fact.Effective)!.Holder == transfer.To ? LabelRefusal.SameHolder : null),
            GrantAct.Annulled annulled => Annul(grant, annulled, fact.Effective),
            _ => throw new UnreachableException(),
        };
    }

    private static LabelRefusal? Give(Grant? existing, GrantAct.Granted granted, DateOnly effective)
    {
        if (existing is not null) return LabelRefusal.AlreadyGranted;
        if (granted.Level is < 1 or > 9) return LabelRefusal.LevelOutOfRange;
        if (granted.Until < effective) return LabelRefusal.UntilTooEarly;
        return null;
    }

    private static LabelRefusal? Suspend(Standing standing) => Ended(standing) ?? (standing is Standing.Active ? null : LabelRefusal.NotActive);

    private static LabelRefusal? Reinstate(Standing standing) => Ended(standing) ?? (standing is Standing.Suspended ? null : LabelRefusal.NotSuspended);

    private static LabelRefusal? Ended(Standing standing) => standing switch
    {
        Standing.Withdrawn => LabelRefusal.AlreadyWithdrawn,
        Standing.Renounced => LabelRefusal.AlreadyRenounced,
        Standing.Expired => LabelRefusal.GrantExpired,
        _ => null,
    };

    // What is annulled is an act that still counts, on the day on which it took effect. To undo the grant itself there is the withdrawal.
    private static LabelRefusal? Annul(Grant grant, GrantAct.Annulled annulled, DateOnly effective)
    {
        var found = grant.Facts.FirstOrDefault(f => f.Position == annulled.Position);
        if (found is null or { Fact.Act: GrantAct.Granted or GrantAct.Annulled }) return LabelRefusal.NothingToAnnul;
        if (grant.IsAnnulled(annulled.Position)) return LabelRefusal.AlreadyAnnulled;
        return found.Fact.Effective == effective ? null : LabelRefusal.WrongDay;
    }

    private static LabelRefusal? Renew(Grant grant, GrantAct.Renewed renewed, DateOnly effective)
    {
        // A new term may begin on the morrow of the last day: then it is the last day's standing that counts.
        var onTheDay = grant.StateOn(effective)!;
        var onTheMorrow = onTheDay.Standing is Standing.Expired && effective.DayNumber - onTheDay.Until.DayNumber == 1;
        var state = onTheMorrow ? grant.StateOn(onTheDay.Until)! : onTheDay;

        if (Ended(state.Standing) is { } ended) return ended;
        if (state.Standing is not Standing.Active) return LabelRefusal.NotActive;
        if (renewed.Level is < 1 or > 9) return LabelRefusal.LevelOutOfRange;
        if (renewed.Until <= state.Until) return LabelRefusal.UntilTooEarly;
        return null;
    }
}
