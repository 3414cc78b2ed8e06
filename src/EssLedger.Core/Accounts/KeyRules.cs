using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Accounts;

/// <summary>Why a key is not registered, in the order in which reasons win.</summary>
public enum KeyRefusal
{
    /// <summary>The bytes are not the one form that a proof has.</summary>
    MalformedPayload = 1,
    /// <summary>The proof is for another ledger.</summary>
    WrongLedger,
    /// <summary>The proof is for another account.</summary>
    WrongAccount,
    /// <summary>The challenge was not given to this caller for this account, was used, or is older than five minutes.</summary>
    ChallengeUnknown,
    /// <summary>The account is closed.</summary>
    AccountClosed,
    /// <summary>The account has an active key: one of them must sign for a later one.</summary>
    EndorsementRequired,
    /// <summary>The signature is not that of the key that must sign.</summary>
    BadSignature,
    /// <summary>The account has or had this key.</summary>
    KeyExists,
}

/// <summary>The rule of device keys.</summary>
public static class KeyRules
{
    /// <summary>How long a challenge may be answered.</summary>
    public static readonly TimeSpan ChallengeLifetime = TimeSpan.FromMinutes(5);

    /// <summary>May this key be registered? The first key of an account signs for itself; a later one needs the signature of an active key,
    /// so that no stolen session and no single member of staff can open an account to another device.</summary>
    /// <param name="account">The account.</param>
    /// <param name="signed">The proof as received.</param>
    /// <param name="ledger">This ledger.</param>
    /// <param name="challengeHolds">Whether the proof's challenge is one that this caller may answer now.</param>
    /// <param name="by">Whose session it is.</param>
    /// <param name="verifier">Checks signatures.</param>
    /// <returns>The act, or why not.</returns>
    public static (Act.KeyAdded? Act, KeyRefusal? Refusal) Decide(
        Account account, SignedProof signed, LedgerId ledger, bool challengeHolds, PersonId by, IEs256kVerifier verifier)
    {
        var proof = signed.Proof;
        if (proof.Ledger != ledger) return (null, KeyRefusal.WrongLedger);
        if (proof.Account != account.Id) return (null, KeyRefusal.WrongAccount);
        if (!challengeHolds) return (null, KeyRefusal.ChallengeUnknown);
        if (account.Status == SubjectStatus.Closed) return (null, KeyRefusal.AccountClosed);

        var voucher = account.Keys.GetValueOrDefault(signed.Key);
        if (account.Keys.Count > 0 && voucher is not { Blocked: false }) return (null, KeyRefusal.EndorsementRequired);
        var signer = voucher?.Key ?? proof.Key;
        if (signer.Id != signed.Key || !Es256k.Verify(verifier, signer, signed.Envelope.ToBeSigned(), signed.Envelope.Signature.Span))
            return (null, KeyRefusal.BadSignature);
        if (account.Keys.ContainsKey(proof.Key.Id)) return (null, KeyRefusal.KeyExists);

        return (new(new(account.Id.Value, account.Acts + 1), proof.Key, voucher?.Key.Id, signed.Received, by), null);
    }
}
