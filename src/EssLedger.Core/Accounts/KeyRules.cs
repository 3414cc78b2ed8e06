using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
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
    /// <summary>The account has or had this key, or it waits to be confirmed.</summary>
    KeyExists,
    /// <summary>No such key waits to be confirmed.</summary>
    KeyNotEntered,
    /// <summary>Who entered a key never confirms it.</summary>
    SamePerson,
}

/// <summary>The rule of device keys.</summary>
public static class KeyRules
{
    /// <summary>How long a challenge may be answered.</summary>
    public static readonly TimeSpan ChallengeLifetime = TimeSpan.FromMinutes(5);

    /// <summary>How long a device that answered its challenge in time may go on showing its code at a bureau: there people queue, and look for their papers.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromMinutes(30);

    /// <summary>How long a key that no device vouched for must wait after it was entered, so that whoever holds the account can see the notice and object.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromHours(24);

    /// <summary>May this key be registered? The first key of an account signs for itself; a later one needs the signature of an active key that can do all,
    /// so that no stolen session and no single member of staff can open an account to another device.</summary>
    /// <param name="account">The account.</param>
    /// <param name="signed">The proof as received.</param>
    /// <param name="ledger">This ledger.</param>
    /// <param name="challengeHolds">Whether the proof's challenge is one that this caller may answer now.</param>
    /// <param name="by">Whose session it is.</param>
    /// <param name="now">UTC.</param>
    /// <param name="verifier">Checks signatures.</param>
    /// <param name="refundsUpTo">For a till's key, which can only give back: at most so much at a time.</param>
    /// <returns>The act, or why not.</returns>
    public static (Act.KeyAdded? Act, KeyRefusal? Refusal) Add(
        Account account, SignedProof signed, LedgerId ledger, bool challengeHolds, PersonId by, DateTimeOffset now, IEs256kVerifier verifier, Amount? refundsUpTo = null)
    {
        if (Misplaced(account, signed, ledger, challengeHolds) is { } misplaced) return (null, misplaced);
        var voucher = account.Keys.GetValueOrDefault(signed.Key);
        var isFirst = account.Keys.Count == 0 && refundsUpTo is null;
        if (!isFirst && (voucher is not { RefundsUpTo: null } || !voucher.IsActive(now))) return (null, KeyRefusal.EndorsementRequired);
        if (Unproven(account, signed, voucher?.Key ?? signed.Proof.Key, verifier) is { } unproven) return (null, unproven);
        return (new(NextTurn(account), signed.Proof.Key, voucher?.Key.Id, signed.Received, by, refundsUpTo), null);
    }

    /// <summary>May a bureau that checked who stands before it enter this key, for an account that no device can vouch for any more? The key signs for itself; a second
    /// person and <see cref="Wait"/> come before it can sign anything.</summary>
    public static (Act.KeyEntered? Act, KeyRefusal? Refusal) Enter(
        Account account, SignedProof signed, LedgerId ledger, bool challengeHolds, PersonId by, IEs256kVerifier verifier)
    {
        if (Misplaced(account, signed, ledger, challengeHolds) is { } misplaced) return (null, misplaced);
        if (Unproven(account, signed, signed.Proof.Key, verifier) is { } unproven) return (null, unproven);
        return (new(NextTurn(account), signed.Proof.Key, signed.Received, by), null);
    }

    /// <summary>May this person confirm the entered key?</summary>
    public static (Act.KeyConfirmed? Act, KeyRefusal? Refusal) Confirm(Account account, KeyId key, PersonId by)
    {
        if (account.Status == SubjectStatus.Closed) return (null, KeyRefusal.AccountClosed);
        if (!account.Entered.TryGetValue(key, out var entered)) return (null, KeyRefusal.KeyNotEntered);
        if (entered.By == by) return (null, KeyRefusal.SamePerson);
        return (new(NextTurn(account), key, by), null);
    }

    private static KeyRefusal? Misplaced(Account account, SignedProof signed, LedgerId ledger, bool challengeHolds)
    {
        if (signed.Proof.Ledger != ledger) return KeyRefusal.WrongLedger;
        if (signed.Proof.Account != account.Id) return KeyRefusal.WrongAccount;
        if (!challengeHolds) return KeyRefusal.ChallengeUnknown;
        return account.Status == SubjectStatus.Closed ? KeyRefusal.AccountClosed : null;
    }

    private static KeyRefusal? Unproven(Account account, SignedProof signed, PublicKey signer, IEs256kVerifier verifier)
    {
        if (signer.Id != signed.Key || !Es256k.Verify(verifier, signer, signed.Envelope.ToBeSigned(), signed.Envelope.Signature.Span)) return KeyRefusal.BadSignature;
        var id = signed.Proof.Key.Id;
        return account.Keys.ContainsKey(id) || account.Entered.ContainsKey(id) ? KeyRefusal.KeyExists : null;
    }

    private static Turn NextTurn(Account account) => new(account.Id.Value, account.Acts + 1);
}
