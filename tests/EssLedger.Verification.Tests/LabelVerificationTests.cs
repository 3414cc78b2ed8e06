using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains.Signatures;
using EssLedger.Store.Memory;
using EssLedger.Store.Verification;

namespace EssLedger.Verification;

/// <summary>What somebody who has the database and no keys forges into a label book, with right hashes; and that a verification finds it.</summary>
public sealed class LabelVerificationTests
{
    private static readonly List<Recording> Book = [];
    private static readonly LabelHistory History = LabelHistory.Live(7, 150, 731, signs: true, Book.Add);

    private static Draft DraftOf(Recording r, long turn) => r.Fact.ToDraft(turn) with { Originals = [new(r.Fact.Reason, r.Said), .. r.Originals] };

    private static async Task<Verdict> Verify(List<Recording> recordings)
    {
        var clock = new Calendar { Now = recordings[0].At };
        var store = new MemoryJournalStore(clock);
        await store.AppendAsync([new Draft(new LabelBookOpened(LabelHistory.Label).Encode(), []) { Claims = [new(ClaimKind.Beginning, "book")] }], default);
        foreach (var (recording, index) in recordings.Select((recording, index) => (recording, index)))
        {
            clock.Now = recording.At;
            Assert.IsType<Appended.Placed>((await store.AppendAsync([DraftOf(recording, index + 1)], default))[0]);
        }
        return await new LabelVerification(store, new MemoryLogStore(), Es256kVerifiers.Best().Verifier).RunAsync(default);
    }

    private sealed class Calendar : TimeProvider
    {
        public required DateTimeOffset Now { get; set; }
        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>What an audit finds in a book that ends with something else.</summary>
    private static Fault? Audit(IEnumerable<Recording> before, Recording last)
    {
        var (audit, head) = (new LabelAudit(), Head.Empty);
        Fault? Read(DateTimeOffset at, byte[] body)
        {
            var entry = new Entry(head.Position.Next, at, Entry.HashOf(head.Hash, head.Position.Next, at, body), body);
            head = new(entry.Position, at, entry.Hash);
            return audit.Check(entry, _ => null, [], out _);
        }
        Assert.Null(Read(Book[0].At, new LabelBookOpened(LabelHistory.Label).Encode()));
        foreach (var recording in before) Assert.Null(Read(recording.At, recording.Fact.Encode()));
        return Read(last.At, last.Fact.Encode());
    }

    [Fact]
    public async Task What_the_rules_recorded_is_clean_with_all_signatures()
    {
        var verdict = await Verify(Book);
        Assert.Null(verdict.Fault);
        Assert.Equal(Book.Count + 1, verdict.Head.Position.Value);
        var signed = Book.Count(r => r.Fact is RegisterFact { Act: RegisterAct.KeyAdded or RegisterAct.CooperationConfirmed });
        Assert.True(signed > 60, $"{signed} signatures");
        Assert.Contains(("signatures", signed), verdict.Counts);
    }

    /// <summary>What cannot be forged into a book, and why.</summary>
    private static readonly Dictionary<LabelRefusal, string> Elsewhere = new()
    {
        [LabelRefusal.WrongLedger] = "A signed payload names the book, the fact does not: found with its signature.",
        [LabelRefusal.BadSignature] = "Found with its signature.",
    };

    [Fact]
    public void What_any_rule_refuses_is_found_where_it_was_forged()
    {
        var forged = new Dictionary<LabelRefusal, (int Before, Recording Fact)>();
        foreach (var (refusal, attempt) in History.Attempts) forged[refusal] = (Book.TakeWhile(r => r.At < attempt.At).Count(), attempt);
        foreach (var (refusal, fact) in Rare()) forged.TryAdd(refusal, (Book.Count, Book[^1] with { Fact = fact }));
        var never = Enum.GetValues<LabelRefusal>().Except(forged.Keys).Except(Elsewhere.Keys).ToList();
        Assert.True(never.Count == 0, string.Join(' ', never));
        foreach (var (refusal, (before, fact)) in forged)
        {
            var fault = Audit(Book.Take(before), fact);
            Assert.Equal((new Position(before + 2), $"The act was not allowed: {refusal.Word()}."), (fault?.Position ?? default, fault?.What));
        }
    }

    /// <summary>What nobody in the history happens to try.</summary>
    private static IEnumerable<(LabelRefusal, DatedFact)> Rare()
    {
        // Hashed tables come out in another order at each start: sorted, the same is picked each time.
        static List<T> InOrder<TKey, T>(IReadOnlyDictionary<TKey, T> table) => [.. table.OrderBy(x => x.Key!.ToString(), StringComparer.Ordinal).Select(x => x.Value)];
        var (register, today, someone) = (History.Register, Book[^1].Day, PersonId.Parse("OFFICE"));
        var scheme = register.Schemes[^1].Set;
        var charter = register.Charters.Values.Last().Adopted;
        var participant = InOrder(register.Participants)[0].Id;
        var file = InOrder(register.Applications).First(a => !a.IsClosed && a.Opened.Kind is not GrantKind.Event);
        RegisterFact Fact(RegisterAct act, DateOnly? day = null) => new(act, day ?? today, someone, Digest.Zero);
        var unknown = new Core.Identifiers.Uuid(1);
        yield return (LabelRefusal.SchemeOutOfRange, Fact(scheme with { Quorum = 0 }));
        yield return (LabelRefusal.OutOfOrder, Fact(scheme, register.Schemes[0].From.AddDays(-1)));
        yield return (LabelRefusal.SchemeMissing, Fact(charter with { Version = charter.Version + 1 }, register.Schemes[0].From.AddDays(-1)));
        yield return (LabelRefusal.WrongVersion, Fact(charter));
        yield return (LabelRefusal.CriteriaOutOfRange, Fact(charter with { Version = charter.Version + 1, Criteria = [] }));
        yield return (LabelRefusal.CharterMissing, Fact(new RegisterAct.Opened(new(unknown), participant, GrantKind.Event, 99, null, null)));
        yield return (LabelRefusal.UnknownParticipant, Fact(new RegisterAct.ParticipantDescribed(ParticipantId.Parse("NOBODY"), Source.Declared, new() { Qpv = true })));
        yield return (LabelRefusal.NothingSaid, Fact(new RegisterAct.ParticipantDescribed(participant, Source.Declared, Profile.Unknown)));
        yield return (LabelRefusal.ParticipantExists, Fact(new RegisterAct.ParticipantEntered(participant, ParticipantKind.Ess)));
        yield return (LabelRefusal.AlreadyRepresentative, Fact(new RegisterAct.RepresentativeNamed(participant, register.Participants[participant].Representatives.First(r => r.Until is null).Person)));
        yield return (LabelRefusal.NotRepresentative, Fact(new RegisterAct.RepresentativeEnded(participant, PersonId.Parse("NOBODY"))));
        yield return (LabelRefusal.UnknownApplication, Fact(new RegisterAct.Submitted(new(unknown))));
        yield return (LabelRefusal.ApplicationExists, Fact(file.Opened));
        yield return (LabelRefusal.KindMismatch, Fact(new RegisterAct.Opened(new(unknown), participant, GrantKind.Event, charter.Version, null, null)));
        yield return (LabelRefusal.AlreadyUnderWay, Fact(file.Opened with { Application = new(unknown), Charter = register.CharterOn(today)!.Adopted.Version }));
        yield return (LabelRefusal.InFuture, Fact(new RegisterAct.Dropped(file.Id), today.AddDays(1)));
        yield return (LabelRefusal.UnknownCommitment, Fact(new RegisterAct.CommitmentSettled(file.Id, 999, CommitmentState.Kept)));
        var (kept, commitment) = InOrder(register.Applications).SelectMany(a => a.Commitments.Values.Select(c => (a, c))).First(x => x.c.State is not CommitmentState.Open);
        yield return (LabelRefusal.AlreadySettled, Fact(new RegisterAct.CommitmentSettled(kept.Id, commitment.Number, CommitmentState.Kept)));
        var grant = InOrder(register.Grants).First(g => g.On(today) is Standing.Active);
        GrantFact Act(GrantAct act, Grant? on = null, DateOnly? day = null) => new((on ?? grant).Number, act, day ?? today, someone, Digest.Zero);
        yield return (LabelRefusal.UnknownGrant, new GrantFact(GrantNumber.Parse("NONE"), new GrantAct.Withdrawn(), today, someone, Digest.Zero));
        yield return (LabelRefusal.AlreadyGranted, Act(new GrantAct.Granted(participant, GrantKind.Shop, 1, today)));
        yield return (LabelRefusal.EffectiveBeforeGrant, Act(new GrantAct.Withdrawn(), day: grant.From.AddDays(-1)));
        yield return (LabelRefusal.NotSuspended, Act(new GrantAct.Reinstated()));
        yield return (LabelRefusal.SameHolder, Act(new GrantAct.Transferred(grant.StateOn(today)!.Holder)));
        yield return (LabelRefusal.NothingToAnnul, Act(new GrantAct.Annulled(new(1))));
        foreach (var (standing, refusal) in new[] { (Standing.Withdrawn, LabelRefusal.AlreadyWithdrawn), (Standing.Renounced, LabelRefusal.AlreadyRenounced), (Standing.Expired, LabelRefusal.GrantExpired) })
            yield return (refusal, Act(new GrantAct.Withdrawn(), InOrder(register.Grants).First(g => g.On(today.AddYears(9)) == standing), today.AddYears(9)));
        yield return (LabelRefusal.NotActive, Act(new GrantAct.Suspended(), InOrder(register.Grants).First(g => g.On(today) is Standing.Suspended)));
        if (InOrder(register.Grants).SelectMany(g => g.Facts.Select(f => (g, f))).FirstOrDefault(x => x.f.Fact.Act is GrantAct.Annulled && x.f.Fact.Effective == x.g.Facts.First(f => f.Position == ((GrantAct.Annulled)x.f.Fact.Act).Position).Fact.Effective) is { g: { } g, f: { } annulled })
            yield return (LabelRefusal.AlreadyAnnulled, Act(annulled.Fact.Act, g, annulled.Fact.Effective));
        yield return (LabelRefusal.UntilTooEarly, Act(new GrantAct.Renewed(1, today)));
        var renewal = InOrder(register.Grants).SelectMany(g => g.Facts.Select(f => (g, f))).First(x => x.f.Fact.Act is GrantAct.Renewed or GrantAct.Suspended && !x.g.IsAnnulled(x.f.Position));
        yield return (LabelRefusal.WrongDay, Act(new GrantAct.Annulled(renewal.f.Position), renewal.g, renewal.f.Fact.Effective.AddDays(1)));
        yield return (LabelRefusal.DayOutOfRange, Act(new GrantAct.Suspended(LabelRules.LastDay.AddDays(1))));
        yield return (LabelRefusal.NotAnEvent, Fact(new RegisterAct.EventReported(InOrder(register.Grants).First(x => x.Kind is GrantKind.Shop).Number, 1, 1, 1, false, false)));
        yield return (LabelRefusal.UnknownComplaint, Fact(new RegisterAct.ComplaintClosed(new(unknown), ComplaintOutcome.Founded)));
        var complaints = register.Complaints.OrderBy(c => c.Key.ToString(), StringComparer.Ordinal).ToList();
        yield return (LabelRefusal.ComplaintExists, Fact(new RegisterAct.ComplaintReceived(complaints[0].Key, complaints[0].Value.Grant)));
        yield return (LabelRefusal.ComplaintClosed, Fact(new RegisterAct.ComplaintClosed(complaints.First(c => c.Value.Closed is not null).Key, ComplaintOutcome.Founded)));
        var cooperation = InOrder(register.Cooperations).First(c => c.On(today) is CooperationState.InForce);
        yield return (LabelRefusal.CooperationExists, Fact(cooperation.Act));
        yield return (LabelRefusal.SameParticipant, Fact(new RegisterAct.CooperationProposed(new(unknown), participant, participant, CooperationForm.Supply, null)));
        yield return (LabelRefusal.UnknownCooperation, Fact(new RegisterAct.CooperationEnded(new(unknown))));
        var stranger = InOrder(register.Participants).First(p => !cooperation.Joins(p.Id) && !p.Keys.IsEmpty);
        yield return (LabelRefusal.CooperationMismatch, Fact(new RegisterAct.CooperationConfirmed(cooperation.Act.Cooperation, stranger.Id, stranger.Keys.Keys.MinBy(k => k.ToString(), StringComparer.Ordinal), Digest.Zero)));
        yield return (LabelRefusal.UnknownKey, Fact(new RegisterAct.CooperationConfirmed(cooperation.Act.Cooperation, cooperation.Act.From, stranger.Keys.Keys.MinBy(k => k.ToString(), StringComparer.Ordinal), Digest.Zero)));
        yield return (LabelRefusal.AlreadyConfirmed, Fact((RegisterAct.CooperationConfirmed)InOrder(cooperation.Confirmed)[0].Fact.Act));
        yield return (LabelRefusal.KeyExists, Fact(new RegisterAct.KeyAdded(stranger.Id, InOrder(stranger.Keys)[0].Key, Digest.Zero)));
        var blocked = InOrder(register.Participants).First(p => p.Keys.Values.Any(k => k.Blocked is not null));
        yield return (LabelRefusal.KeyBlocked, Fact(new RegisterAct.KeyBlocked(blocked.Id, blocked.Keys.First(k => k.Value.Blocked is not null).Key)));
        var signing = InOrder(register.Participants).First(p => p.Keys.Values.Any(k => k.Blocked is null));
        yield return (LabelRefusal.DeviceSigns, Fact(new RegisterAct.DevicesReleased(signing.Id)));
        yield return (LabelRefusal.NoAppeal, Fact(new RegisterAct.AppealDecided(file.Id, false, null, null)));
        var evidenced = InOrder(register.Applications).First(a => !a.Evidence.IsEmpty);
        yield return (LabelRefusal.EvidenceExists, Fact(new RegisterAct.EvidenceAdded(evidenced.Id, evidenced.Evidence[0].Id, Digest.Zero, 1, null, Visibility.Office)));
        // Whoever acts for one side of a cooperation that ties is no judge of the other.
        foreach (var tied in InOrder(register.Cooperations).Where(c => c.Ties(today)))
        {
            foreach (var (one, other) in new[] { (tied.Act.From, tied.Act.To), (tied.Act.To, tied.Act.From) })
            {
                if (register.Participants[one].Grants.Select(n => register.Grants[n]).FirstOrDefault(g => g.StateOn(today) is { Standing: Standing.Active } state && state.Holder == one) is not { } judged) continue;
                if (register.Participants[other].Representatives.FirstOrDefault(r => !register.Represented[r.Person].Contains(one)) is { } partner)
                    yield return (LabelRefusal.ConflictPartner, Act(new GrantAct.Suspended(), judged) with { By = partner.Person });
            }
        }
        foreach (var past in InOrder(register.Grants).Where(g => g.Kind is GrantKind.Event && !register.Reports.ContainsKey(g.Number)))
            if (past.StateOn(today) is { Standing: Standing.Expired } over && over.Until.AddDays(30) < today && HolderId.TryParse("E-NEXT", out var next))
                yield return (LabelRefusal.ReportMissing, Fact(new RegisterAct.Opened(new(unknown), over.Holder, GrantKind.Event, register.CharterOn(today)!.Adopted.Version, next, null)));
    }

    // ---- Signatures ----

    private static int FirstOf<T>(Func<T, bool>? which = null) where T : RegisterAct => Book.FindIndex(r => r.Fact is RegisterFact { Act: T act } && which?.Invoke(act) is not false);

    /// <summary>The book with another original behind one of its facts, which names it by its right digest.</summary>
    private static List<Recording> With(int index, byte[] original, Func<RegisterAct, Digest, RegisterAct> naming)
    {
        var (old, digest) = (Book[index], Digest.Of(original));
        var fact = (RegisterFact)old.Fact;
        return [.. Book.Take(index), old with { Fact = fact with { Act = naming(fact.Act, digest) }, Originals = [new(digest, original)] }, .. Book.Skip(index + 1)];
    }

    private static async Task FoundAt(int index, string word, List<Recording> book)
    {
        var fault = (await Verify(book)).Fault;
        Assert.Equal(new Position(index + 2), fault?.Position);
        Assert.Contains(word, fault!.What, StringComparison.Ordinal);
    }

    private static RegisterAct Confirmed(RegisterAct act, Digest digest) => (RegisterAct.CooperationConfirmed)act with { Received = digest };

    private static RegisterAct Added(RegisterAct act, Digest digest) => (RegisterAct.KeyAdded)act with { Proof = digest };

    [Fact]
    public async Task A_confirmation_that_no_device_signed()
    {
        var index = FirstOf<RegisterAct.CooperationConfirmed>();
        var bytes = Book[index].Originals[0].Content.ToArray();
        bytes[^9] ^= 1;
        await FoundAt(index, "signature", With(index, bytes, Confirmed));
    }

    [Fact]
    public async Task A_confirmation_of_another_text()
    {
        var index = FirstOf<RegisterAct.CooperationConfirmed>();
        var act = (RegisterAct.CooperationConfirmed)((RegisterFact)Book[index].Fact).Act;
        var device = new DeviceSigner([.. Enumerable.Repeat((byte)5, 32)]);
        var bytes = device.Sign(CooperationConfirmation.Type, new CooperationConfirmation(LabelHistory.Label, act.Cooperation, Digest.Of("another text"u8), act.Participant, Book[index].Fact.Effective).Encode());
        await FoundAt(index, "confirmation", With(index, bytes, Confirmed));
    }

    [Fact]
    public async Task A_key_that_vouches_for_itself_where_another_must()
    {
        var seen = new HashSet<ParticipantId>();
        var index = FirstOf<RegisterAct.KeyAdded>(act => !seen.Add(act.Participant));
        var act = (RegisterAct.KeyAdded)((RegisterFact)Book[index].Fact).Act;
        var device = new DeviceSigner([.. Enumerable.Repeat((byte)5, 32)]);
        var bytes = device.Sign(DeviceProof.Type, new DeviceProof(LabelHistory.Label, AccountId.Parse(act.Participant.Value), new byte[32], device.Key).Encode());
        await FoundAt(index, "endorsement_required", With(index, bytes, (old, digest) => (RegisterAct.KeyAdded)old with { Key = device.Key, Proof = digest }));
    }

    [Fact]
    public async Task A_proof_that_no_device_signed()
    {
        var index = FirstOf<RegisterAct.KeyAdded>();
        var bytes = Book[index].Originals[0].Content.ToArray();
        bytes[^9] ^= 1;
        await FoundAt(index, "signature", With(index, bytes, Added));
    }

    [Fact]
    public async Task Words_that_are_no_longer_kept_are_counted_and_no_fault()
    {
        var erased = Book.Select(r => r with { Originals = [] }).ToList();
        var verdict = await Verify(erased);
        Assert.Null(verdict.Fault);
        Assert.Contains(("signatures", 0), verdict.Counts);
        Assert.Contains(("originals erased", Book.Sum(r => r.Originals.Count)), verdict.Counts);
    }
}
