using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Labels;

/// <summary>How devices come to sign for a participant: as they come to sign for an account (<see cref="KeyRules"/>). The proof names the participant where that of an account
/// names the account. Who lost all devices, or whose session blocked them, registers a first one again only after the label's office has released the participant.</summary>
public static class ParticipantKeyRules
{
    /// <summary>Whether a proof may register a key, but for its signature. The reasons are those of <see cref="KeyRules"/>, in the same order.</summary>
    /// <param name="participant">The participant, as it was before.</param>
    /// <param name="signed">The proof as received.</param>
    /// <param name="book">The label book's own name.</param>
    /// <param name="challengeHolds">Whether the proof's challenge is one that this caller may answer now.</param>
    /// <param name="signer">Whose signature it must bear.</param>
    /// <param name="refusal">The stable word of why not.</param>
    public static bool TryFindSigner(ParticipantHistory participant, SignedProof signed, LedgerId book, bool challengeHolds, [NotNullWhen(true)] out PublicKey? signer, [NotNullWhen(false)] out string? refusal)
    {
        var proof = signed.Proof;
        var voucher = participant.Keys.GetValueOrDefault(signed.Key) is { Blocked: null } active ? active : null;
        var candidate = voucher?.Key ?? proof.Key;
        refusal = proof.Ledger != book ? "wrong_ledger"
            : proof.Account.Value != participant.Id.Value ? "wrong_account"
            : !challengeHolds ? "challenge_unknown"
            : voucher is null && !participant.TakesFirstDevice ? "endorsement_required"
            : candidate.Id != signed.Key ? "bad_signature"
            : null;
        signer = refusal is null ? candidate : null;
        return signer is not null;
    }
}
