using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;

namespace EssLedger.Grains;

/// <summary>What became of a fact.</summary>
/// <param name="Refusal">Why it is not recorded; null when it is.</param>
/// <param name="Position">Where it stands.</param>
public sealed record LabelAnswer(LabelRefusal? Refusal, Position Position);

/// <summary>What became of a device's key.</summary>
/// <param name="Key">Its id, once it is registered.</param>
/// <param name="Refusal">The stable word of why it is not.</param>
public sealed record ParticipantKeyAnswer(KeyId? Key, string? Refusal);

/// <summary>Decides what enters the label book: there is one, under one sequence of turns (key <c>REGISTER</c>). A label is decided by people, some acts a
/// minute at most; that each act finds all those before it is worth more than deciding several at once.</summary>
public interface IRegisterGrain : IGrainWithStringKey
{
    /// <summary>Records a fact, unless a rule forbids it.</summary>
    /// <param name="fact">The fact; the digest of its words is put there by the grain.</param>
    /// <param name="words">The reasons, or what else is said in words: kept apart from the book.</param>
    /// <param name="originals">Bytes that the act names by digest.</param>
    Task<LabelAnswer> Record(DatedFact fact, string words, IReadOnlyList<Original> originals);

    /// <summary>32 bytes for a device to sign that wants to register with a participant; good once, for this person, for five minutes.</summary>
    Task<byte[]> Challenge(ParticipantId participant, PersonId by);

    /// <summary>Registers a device's key: the first one signs for itself, a later one needs the signature of an active one.</summary>
    Task<ParticipantKeyAnswer> AddKey(ParticipantId participant, SignedProof proof, PersonId by);

    /// <summary>Records that one side has signed.</summary>
    Task<LabelAnswer> Confirm(CooperationId cooperation, SignedConfirmation confirmation, PersonId by);
}

/// <inheritdoc cref="IRegisterGrain"/>
public sealed class RegisterGrain(LabelBook book, LabelRegister register, LabelIssuer issuer, IEs256kVerifier verifier, TimeProvider clock) : Grain, IRegisterGrain
{
    private const int Attempts = 64;
    private readonly Dictionary<Digest, (ParticipantId Participant, PersonId By, DateTimeOffset Until)> _challenges = [];

    public async Task<LabelAnswer> Record(DatedFact fact, string words, IReadOnlyList<Original> originals)
    {
        var said = new byte[][] { RandomNumberGenerator.GetBytes(DatedFact.SaltSize), Encoding.UTF8.GetBytes(words) }.SelectMany(b => b).ToArray();
        fact = fact with { Reason = Digest.Of(said) };
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var known = await register.Read();
            if (LabelRules.Decide(known, fact, ParisCalendar.DayOf(clock.GetUtcNow())) is { } refusal) return new(refusal, default);
            if (await book.AppendAsync(fact.ToDraft(known.Facts + 1) with { Originals = [new(fact.Reason, said), .. originals] }) is Appended.Placed placed) return new(null, placed.Entry.Position);
        }
        throw new BusyException("Another server decides at the same time.");
    }

    public Task<byte[]> Challenge(ParticipantId participant, PersonId by)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, given) in _challenges) if (given.Until < now) _challenges.Remove(old);
        var challenge = RandomNumberGenerator.GetBytes(32);
        _challenges[Digest.FromBytes(challenge)] = (participant, by, now + KeyRules.ChallengeLifetime);
        return Task.FromResult(challenge);
    }

    public async Task<ParticipantKeyAnswer> AddKey(ParticipantId participant, SignedProof proof, PersonId by)
    {
        var known = await register.Read();
        if (known.Participants.GetValueOrDefault(participant) is not { } history) return new(null, LabelRefusal.UnknownParticipant.Word());
        var holds = _challenges.Remove(Digest.FromBytes(proof.Proof.Challenge.Span), out var given) && given.Participant == participant && given.By == by && given.Until >= clock.GetUtcNow();
        if (!ParticipantKeyRules.TryFindSigner(history, proof, issuer.Id, holds, out var signer, out var flaw)) return new(null, flaw);
        if (!Es256k.Verify(verifier, signer, proof.Envelope.ToBeSigned(), proof.Envelope.Signature.Span)) return new(null, LabelRefusal.BadSignature.Word());
        var fact = new RegisterFact(new RegisterAct.KeyAdded(participant, proof.Proof.Key, proof.Received), ParisCalendar.DayOf(clock.GetUtcNow()), by, Digest.Zero);
        var answer = await Record(fact, "", [new(proof.Received, proof.Bytes)]);
        return answer.Refusal is { } refusal ? new(null, refusal.Word()) : new(proof.Proof.Key.Id, null);
    }

    public async Task<LabelAnswer> Confirm(CooperationId cooperation, SignedConfirmation confirmation, PersonId by)
    {
        var known = await register.Read();
        if (known.Cooperations.GetValueOrDefault(cooperation) is not { } found) return new(LabelRefusal.UnknownCooperation, default);
        var proposed = found.Proposed;
        var original = await register.Original(proposed.Position, proposed.Fact.Reason);
        var text = original is { } kept ? kept[DatedFact.SaltSize..] : ReadOnlyMemory<byte>.Empty;
        if (CooperationRules.Check(cooperation, text.Span, confirmation, known, issuer.Id, verifier) is { } refusal) return new(refusal, default);
        var said = confirmation.Confirmation;
        var fact = new RegisterFact(new RegisterAct.CooperationConfirmed(cooperation, said.Participant, confirmation.Key, confirmation.Received), said.Day, by, Digest.Zero);
        return await Record(fact, "", [new(confirmation.Received, confirmation.Bytes)]);
    }
}

/// <summary>Who signs badges.</summary>
/// <param name="Id">The label book's own name, which signed payloads for it carry.</param>
public sealed record LabelIssuer(LedgerId Id);
