using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Labels;

/// <summary>How an ESS actor and an engaged merchant come to commit to one another.</summary>
public static class CooperationRules
{
    internal static LabelRefusal? Propose(RegisterAct.CooperationProposed proposed, Register register, RegisterFact fact)
    {
        if (register.Cooperations.ContainsKey(proposed.Cooperation)) return LabelRefusal.CooperationExists;
        if (register.Participants.GetValueOrDefault(proposed.From) is not { } from || register.Participants.GetValueOrDefault(proposed.To) is not { } to) return LabelRefusal.UnknownParticipant;
        if (proposed.From == proposed.To) return LabelRefusal.SameParticipant;
        if (from.Kind == to.Kind) return LabelRefusal.KindsMismatch;
        return proposed.End < fact.Effective ? LabelRefusal.UntilTooEarly : null;
    }

    internal static LabelRefusal? Confirm(RegisterAct.CooperationConfirmed confirmed, Register register, RegisterFact fact, DateOnly today)
    {
        if (register.Cooperations.GetValueOrDefault(confirmed.Cooperation) is not { } cooperation) return LabelRefusal.UnknownCooperation;
        if (!cooperation.Joins(confirmed.Participant)) return LabelRefusal.CooperationMismatch;
        if (register.Participants[confirmed.Participant].Keys.GetValueOrDefault(confirmed.Key) is not { } key) return LabelRefusal.UnknownKey;
        if (key.Blocked is not null) return LabelRefusal.KeyBlocked;
        if (cooperation.Confirmed.ContainsKey(confirmed.Participant)) return LabelRefusal.AlreadyConfirmed;
        if (cooperation.On(today) is CooperationState.Ended) return LabelRefusal.CooperationEnded;
        // A device's calendar may be a day ahead of ours, or its owner in another time zone.
        if (fact.Effective > today.AddDays(1)) return LabelRefusal.InFuture;
        return fact.Effective < cooperation.Proposed.Recorded.AddDays(-1) ? LabelRefusal.OutOfOrder : null;
    }

    internal static LabelRefusal? End(RegisterAct.CooperationEnded ended, Register register, RegisterFact fact)
    {
        if (register.Cooperations.GetValueOrDefault(ended.Cooperation) is not { } cooperation) return LabelRefusal.UnknownCooperation;
        if (cooperation.Ending is not null || fact.Effective > cooperation.End) return LabelRefusal.CooperationEnded;
        return fact.Effective < cooperation.Start.AddDays(-1) ? LabelRefusal.OutOfOrder : null;
    }

    /// <summary>What is wrong with a signed confirmation, apart from what <see cref="LabelRules"/> asks of the fact; null: nothing.</summary>
    /// <param name="cooperation">The cooperation that the caller names.</param>
    /// <param name="text">Its text, UTF-8 as it was given; null: erased.</param>
    /// <param name="signed">What was received.</param>
    /// <param name="register">Knows the keys of both sides.</param>
    /// <param name="book">The label book's own name.</param>
    /// <param name="verifier">Checks signatures.</param>
    public static LabelRefusal? Check(CooperationId cooperation, ReadOnlySpan<byte> text, SignedConfirmation signed, Register register, LedgerId book, IEs256kVerifier verifier)
    {
        var said = signed.Confirmation;
        if (said.Book != book) return LabelRefusal.WrongLedger;
        if (register.Cooperations.GetValueOrDefault(cooperation) is not { } found) return LabelRefusal.UnknownCooperation;
        if (said.Cooperation != cooperation || !found.Joins(said.Participant) || said.Text != Digest.Of(text)) return LabelRefusal.CooperationMismatch;
        if (register.Participants[said.Participant].Keys.GetValueOrDefault(signed.Key) is not { } key) return LabelRefusal.UnknownKey;
        return Es256k.Verify(verifier, key.Key, signed.Envelope.ToBeSigned(), signed.Envelope.Signature.Span) ? null : LabelRefusal.BadSignature;
    }
}
