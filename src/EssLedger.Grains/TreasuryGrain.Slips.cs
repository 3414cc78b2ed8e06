using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Paper;
using EssLedger.Core.Payloads;

namespace EssLedger.Grains;

/// <summary>What became of a slip that two phones signed.</summary>
/// <param name="Refusal">Why it is not recorded; null when it is.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Doubt">Why it moved nothing and waits for the treasurer; null: the notes moved.</param>
public sealed record SlipAnswer(PaperRefusal? Refusal, Position Position, SlipDoubt? Doubt = null);

public partial interface IPaperGrain
{
    /// <summary>32 random bytes that this person may sign for within five minutes, once.</summary>
    [SafeToRepeat]
    Task<byte[]> SlipChallenge(PersonId person);

    /// <summary>Enters the key of a phone for slips, by a proof that it signed and whose account is the person.</summary>
    Task<PaperAnswer> EnterSlipKey(SlipId slip, byte[] proof, PersonId by);

    /// <summary>Confirms a key, by another person.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> ConfirmSlipKey(SlipId slip, KeyId key, PersonId by);

    /// <summary>Blocks a key.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> BlockSlipKey(SlipId slip, KeyId key, PersonId by);

    /// <summary>Records a slip that two phones signed. The same slip again gets the first answer, whoever brings it and however often it was countersigned.</summary>
    /// <param name="pair">Both messages, as <see cref="SlipPair.Encode"/> writes them.</param>
    /// <param name="theirPlaces">Whether the two persons keep the places.</param>
    [SafeToRepeat]
    Task<SlipAnswer> RecordSlip(byte[] pair, bool theirPlaces);

    /// <summary>Says what became of the notes of a slip that moved nothing.</summary>
    /// <param name="slip">This act's own id.</param>
    /// <param name="of">Which slip.</param>
    /// <param name="moved">Whether its notes are where it says.</param>
    /// <param name="words">What is known of it.</param>
    /// <param name="by">Who says so.</param>
    [SafeToRepeat]
    Task<PaperAnswer> SettleSlip(SlipId slip, SlipId of, bool moved, byte[] words, PersonId by);
}

public sealed partial class TreasuryGrain
{
    private const int ChallengeSize = 32;
    private readonly Dictionary<string, (PersonId Person, DateTimeOffset Until)> _challenges = [];

    public Task<byte[]> SlipChallenge(PersonId person)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _challenges.Where(c => c.Value.Until < now).ToList()) _challenges.Remove(old);
        var challenge = RandomNumberGenerator.GetBytes(ChallengeSize);
        _challenges[Convert.ToHexString(challenge)] = (person, now + KeyRules.ChallengeLifetime);
        return Task.FromResult(challenge);
    }

    public async Task<PaperAnswer> EnterSlipKey(SlipId slip, byte[] proof, PersonId by)
    {
        if (!SignedProof.TryDecode(proof, out var signed, out _) || signed.Proof.Account.Value != by.Value || signed.Proof.Ledger != terms.Basis.Ledger || signed.Key != signed.Proof.Key.Id
            || !Es256k.Verify(verifier, signed.Proof.Key, signed.Envelope.ToBeSigned(), signed.Envelope.Signature.Span)) return new(PaperRefusal.BadSignature, Position.None);
        if (!_challenges.Remove(Convert.ToHexString(signed.Proof.Challenge.Span), out var given) || given.Person != by || clock.GetUtcNow() > given.Until) return new(PaperRefusal.ChallengeUnknown, Position.None);
        return await Do(new Act.SlipKeyEntered(default, slip, signed.Proof.Key, signed.Received, by), words: proof);
    }

    public Task<PaperAnswer> ConfirmSlipKey(SlipId slip, KeyId key, PersonId by) => Do(new Act.SlipKeyConfirmed(default, slip, key, by));

    public Task<PaperAnswer> BlockSlipKey(SlipId slip, KeyId key, PersonId by) => Do(new Act.SlipKeyBlocked(default, slip, key, by));

    public async Task<SlipAnswer> RecordSlip(byte[] pair, bool theirPlaces)
    {
        if (!SlipPair.TryDecode(pair, out var slips, out _)) return new(PaperRefusal.SlipMismatch, Position.None);
        var slip = slips.Sent.Slip;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            var keys = _state.Paper.Keys;
            var asked = new Act.SlipRecorded(default, slip.Id, slip.From, slip.To, slip.Notes, keys.GetValueOrDefault(slips.Sent.Key)?.Person ?? default, slips.Sent.Key, slips.Received.Key,
                slips.Content, Digest.Of(pair), null, keys.GetValueOrDefault(slips.Received.Key)?.Person ?? default);
            var decision = PaperRules.Decide(_state, asked, new(ParisCalendar.DayOf(clock.GetUtcNow())) { Slip = (slips, terms.Basis.Ledger, Holds(slips.Sent) && Holds(slips.Received), theirPlaces) });
            // Only after the signatures: to others nothing is said of a slip.
            if (decision is PaperDecision.Refuse { Reason: PaperRefusal.UnknownKey or PaperRefusal.BadSignature } strange) return new(strange.Reason, Position.None);
            if (await book.Store.FindAsync(Claim.BeginningOf(slip.Id), default) is { } entry)
                return Codec.Decode(entry.Body) is Act.SlipRecorded known && known.Content == slips.Content ? new(null, entry.Position, known.Doubt) : new(PaperRefusal.SlipDiffers, Position.None);
            if (decision is PaperDecision.Refuse refuse) return new(refuse.Reason, Position.None);
            var act = (Act.SlipRecorded)((PaperDecision.Accept)decision).Act;
            if (await book.AppendAsync(act.ToDraft() with { Originals = [new(act.Signed, pair)] }) is not Appended.Placed placed) continue;
            _state = _state.Apply(placed.Entry, act);
            return new(null, placed.Entry.Position, act.Doubt);
        }
        throw new BusyException("Another server decides at the same time.");
    }

    public Task<PaperAnswer> SettleSlip(SlipId slip, SlipId of, bool moved, byte[] words, PersonId by) =>
        // Which notes, the rule fills in: here it is only said whether any.
        Do(new Act.SlipSettled(default, slip, of, NotePlaces.Vault, NotePlaces.Vault, moved ? Notes.Of(new("A", Core.Money.Amount.FromMinor(1)), 1) : Notes.None, Digest.Of(words), by), words: words);

    private bool Holds(SignedSlip slip) =>
        _state.Paper.Keys.GetValueOrDefault(slip.Key) is { } known && Es256k.Verify(verifier, known.Key, slip.Envelope.ToBeSigned(), slip.Envelope.Signature.Span);
}
