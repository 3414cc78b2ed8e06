using System.Buffers.Binary;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains.Signatures;

namespace EssLedger;

/// <summary>A fact of a history, with all that comes with it.</summary>
/// <param name="Fact">The fact; its reason is the digest of <paramref name="Said"/>.</param>
/// <param name="At">When the book records it.</param>
/// <param name="Words">What is said in words.</param>
/// <param name="Said">Salt and words.</param>
/// <param name="Originals">What else the fact names by digest.</param>
public sealed record Recording(DatedFact Fact, DateTimeOffset At, string Words, byte[] Said, IReadOnlyList<Original> Originals)
{
    /// <summary>The day on which the book records it.</summary>
    public DateOnly Day => ParisCalendar.DayOf(At);
}

/// <summary>The life of a label, from a seed: people enter, apply, are visited, judged, suspended, appeal and cooperate, day after day; some enter things late or early, some try what
/// is not allowed. All goes by <see cref="LabelRules"/>: what it refuses is not recorded, and counted.</summary>
public sealed class LabelHistory
{
    public static readonly LedgerId Label = LedgerId.Parse("LABELS");

    /// <summary>When it begins unless another day is given; there is a 29 February in the two years from here.</summary>
    public static readonly DateOnly Start = new(2027, 1, 4);

    private const int SaltSize = 16, FirstPosition = 2;
    private static readonly PersonId Office = PersonId.Parse("OFFICE");
    private static readonly PersonId[] Visitors = People("VISITOR", 6), Committee = People("MEMBER", 9), Judges = People("APPEAL", 5);
    private static readonly string[] Communes = ["59350", "59298", "59355", "59512", "59599", "59009", "59378", "59328"];

    private readonly Random _dice;
    private readonly bool _signs;
    private readonly Action<Recording> _record;
    private readonly Dictionary<int, List<Action>> _agenda = [];
    private readonly List<Body> _bodies = [];
    private readonly Dictionary<string, int> _refusals = [];
    private readonly int _days;
    private readonly DateOnly _start;
    private int _day, _today, _numbers, _serial;

    private LabelHistory(int seed, int days, bool signs, Action<Recording> record, DateOnly start) => (_dice, _days, _signs, _record, _start) = (new(seed), days, signs, record, start);

    /// <summary>All that was recorded, folded.</summary>
    public Register Register { get; private set; } = Register.Empty;

    /// <summary>How often which rule refused.</summary>
    public IReadOnlyDictionary<string, int> Refusals => _refusals;

    /// <param name="seed">The same seed, the same history.</param>
    /// <param name="participants">How many enter.</param>
    /// <param name="days">How long it lasts.</param>
    /// <param name="signs">Whether devices sign proofs and confirmations; else their digests are of nothing.</param>
    /// <param name="record">Given each fact as it is recorded.</param>
    /// <param name="start">The first day.</param>
    public static LabelHistory Live(int seed, int participants, int days, bool signs, Action<Recording> record, DateOnly? start = null)
    {
        var history = new LabelHistory(seed, days, signs, record, start ?? Start);
        history.Begin(participants);
        for (; history._day < days; history._day++, history._today = 0)
            if (history._agenda.Remove(history._day, out var acts))
                foreach (var act in acts) act();
        return history;
    }

    private sealed class Body(ParticipantId id, ParticipantKind kind)
    {
        public ParticipantId Id => id;
        public ParticipantKind Kind => kind;
        public List<PersonId> People { get; } = [];
        public List<(PublicKey Key, DeviceSigner? Signer)> Devices { get; } = [];
    }

    private DateOnly Today => _start.AddDays(_day);

    private static PersonId[] People(string name, int count) => [.. Enumerable.Range(0, count).Select(i => PersonId.Parse($"{name}{(char)('A' + i)}"))];

    private T Any<T>(params IReadOnlyList<T> all) => all[_dice.Next(all.Count)];

    private bool Chance(int percent) => _dice.Next(100) < percent;

    private void In(int days, Action act)
    {
        if (_day + days >= _days) return;
        if (!_agenda.TryGetValue(_day + days, out var acts)) _agenda[_day + days] = acts = [];
        acts.Add(act);
    }

    private Uuid NewId()
    {
        Span<byte> random = stackalloc byte[10];
        _dice.NextBytes(random);
        return Uuid.Version7(Now, random);
    }

    private DateTimeOffset Now => new DateTimeOffset(_start.Year, _start.Month, _start.Day, 6, 0, 0, TimeSpan.Zero).AddDays(_day).AddMilliseconds(_today);

    // ---- Recording ----

    private bool Say(PersonId by, RegisterAct act, DateOnly? effective = null, string? words = null, params Original[] originals) =>
        Say(reason => new RegisterFact(act, effective ?? Today, by, reason), words, originals);

    private bool Say(PersonId by, GrantNumber number, GrantAct act, DateOnly? effective = null) => Say(reason => new GrantFact(number, act, effective ?? Today, by, reason), null, []);

    private bool Say(Func<Digest, DatedFact> make, string? words, Original[] originals)
    {
        words ??= $"Motif {_serial}";
        var said = new byte[SaltSize + Encoding.UTF8.GetByteCount(words)];
        _dice.NextBytes(said.AsSpan(0, SaltSize));
        Encoding.UTF8.GetBytes(words, said.AsSpan(SaltSize));
        var fact = make(Digest.Of(said));
        var kind = (fact as GrantFact)?.Act.GetType().Name ?? ((RegisterFact)fact).Act.GetType().Name;
        if (LabelRules.Decide(Register, fact, Today) is { } refusal)
        {
            _refusals[refusal.Word()] = _refusals.GetValueOrDefault(refusal.Word()) + 1;
            Attempts.TryAdd(refusal, new(fact, Now, words, said, originals));
            return false;
        }
        Recorded[kind] = Recorded.GetValueOrDefault(kind) + 1;
        Register = Register.With(fact, new(_serial + FirstPosition), Today);
        _record(new(fact, Now, words, said, originals));
        _today++;
        _serial++;
        return true;
    }

    /// <summary>For each rule the first attempt that it refused.</summary>
    public Dictionary<LabelRefusal, Recording> Attempts { get; } = [];

    /// <summary>How often which act was recorded.</summary>
    public Dictionary<string, int> Recorded { get; } = [];

    // ---- The label, and who enters ----

    private void Begin(int participants)
    {
        In(0, () => Say(Office, new RegisterAct.SchemeSet(LegalMode.PublicAuthority, 36, 60, 2, 60, 30, 3)));
        In(0, () => Adopt(1, Today));
        In(_days / 2, () => Say(Office, new RegisterAct.SchemeSet(LegalMode.ThirdParty, 24, 30, 3, 45, 20, 4), Today.AddDays(20)));
        // Decided early: in force a month later.
        In(_days / 2, () => Adopt(2, Today.AddDays(30)));
        for (var i = 0; i < participants; i++)
        {
            var number = i;
            In(1 + (int)((long)i * (_days * 3 / 4) / participants), () => Enter(number));
        }
    }

    private void Adopt(int version, DateOnly from)
    {
        var text = Encoding.UTF8.GetBytes($"Charte, version {version}");
        Say(Office, new RegisterAct.CharterAdopted(version, Digest.Of(text),
        [
            new(1, Axis.SocialUtility, CriterionKind.Mandatory, [GrantKind.Shop, GrantKind.EssActor], false, 0),
            new(2, Axis.Sustainability, CriterionKind.Mandatory, [GrantKind.Shop], true, 0),
            new(3, Axis.SocialMix, CriterionKind.Mandatory, [GrantKind.Event], false, 0),
            .. Enumerable.Range(4, version).Select(n => new Criterion(n, Any(Enum.GetValues<Axis>()), CriterionKind.Progress, [GrantKind.Shop, GrantKind.EssActor, GrantKind.Event], false, n)),
        ]), from, null, new Original(Digest.Of(text), text));
    }

    private void Enter(int number)
    {
        Span<byte> bytes = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        var body = new Body(ParticipantId.Parse($"B{Base32.Encode(bytes)[..8]}"), number % 5 < 3 ? ParticipantKind.Merchant : ParticipantKind.Ess);
        if (!Say(Office, new RegisterAct.ParticipantEntered(body.Id, body.Kind), Today.AddDays(_dice.Next(-30, 5)))) return;
        _bodies.Add(body);
        Name(body, PersonId.Parse($"P{Base32.Encode(bytes)[..8]}"));
        Describe(body, Source.Declared, new()
        {
            Family = Any(Enum.GetValues<LegalFamily>()),
            Filieres = (Filieres)_dice.Next(128),
            Commune = Any(Communes),
            Qpv = Chance(20),
            Networks = Chance(50) ? (Networks)_dice.Next(16) : null,
            Statuses = Chance(50) ? (Statuses)_dice.Next(32) : null,
            Tags = (ProductTags)_dice.Next(32),
            AcceptsCurrency = Chance(60),
        }, 0);
        In(_dice.Next(1, 40), () => Describe(body, Source.Registry, new() { Family = Any(Enum.GetValues<LegalFamily>()), Commune = Any(Communes) }, _dice.Next(-60, 1)));
        for (var more = _dice.Next(4); more > 0; more--)
            In(_dice.Next(5, 500), () => Describe(body, Any(Enum.GetValues<Source>()), new() { Commune = Chance(30) ? Any(Communes) : null, Qpv = Chance(50) ? Chance(30) : null, Filieres = (Filieres)_dice.Next(128) }, _dice.Next(-120, 60)));
        In(1, () => AddKey(body));
        if (Chance(20)) In(_dice.Next(30, 200), () => AddKey(body));
        if (Chance(10)) In(_dice.Next(60, 400), () => Block(body));
        if (Chance(25)) In(_dice.Next(20, 300), () => Name(body, Chance(30) ? Any(Committee) : PersonId.Parse($"Q{body.Id.Value}")));
        if (Chance(10)) In(_dice.Next(200, 500), () => Dismiss(body));
        In(_dice.Next(2, 30), () => Apply(body, body.Kind is ParticipantKind.Merchant ? GrantKind.Shop : GrantKind.EssActor, null));
        if (body.Kind is ParticipantKind.Ess && Chance(30)) In(_dice.Next(20, 200), () => Apply(body, GrantKind.Event, null));
        if (Chance(60)) In(_dice.Next(20, 300), () => Cooperate(body));
        if (Chance(3)) In(_dice.Next(1, 50), () => Say(Office, new RegisterAct.ParticipantEntered(body.Id, body.Kind)));
    }

    private void Describe(Body body, Source source, Profile profile, int shift) => Say(Office, new RegisterAct.ParticipantDescribed(body.Id, source, profile), Today.AddDays(shift));

    private void Name(Body body, PersonId person)
    {
        if (Say(Office, new RegisterAct.RepresentativeNamed(body.Id, person), Today.AddDays(_dice.Next(-20, 10)))) body.People.Add(person);
    }

    private void Dismiss(Body body)
    {
        var person = Any(body.People);
        if (body.People.Count > 1 && Say(Office, new RegisterAct.RepresentativeEnded(body.Id, person), Today.AddDays(_dice.Next(-5, 20)))) body.People.Remove(person);
    }

    private void AddKey(Body body)
    {
        // Whoever has no device left needs the office first.
        if (Register.Participants[body.Id] is { TakesFirstDevice: false } had && had.Keys.Values.All(k => k.Blocked is not null) && !Say(Office, new RegisterAct.DevicesReleased(body.Id))) return;
        Span<byte> secret = stackalloc byte[32];
        _dice.NextBytes(secret);
        secret[0] = 1;
        var challenge = new byte[32];
        _dice.NextBytes(challenge);
        if (!_signs)
        {
            secret[0] = 2;
            if (PublicKey.TryFromBytes([.. secret, 0], out var key) && Say(Any(body.People), new RegisterAct.KeyAdded(body.Id, key, Digest.Of(challenge)))) body.Devices.Add((key, null));
            return;
        }
        var device = new DeviceSigner(secret);
        // The first key signs for itself; a later one is vouched for by an active one.
        var keys = Register.Participants[body.Id].Keys;
        if (keys.Values.Any(k => k.Blocked is null) && !body.Devices.Any(d => keys[d.Key.Id].Blocked is null)) return;
        var voucher = body.Devices.FirstOrDefault(d => keys[d.Key.Id].Blocked is null).Signer ?? device;
        var proof = voucher.Sign(DeviceProof.Type, new DeviceProof(Label, AccountId.Parse(body.Id.Value), challenge, device.Key).Encode());
        if (Say(Any(body.People), new RegisterAct.KeyAdded(body.Id, device.Key, Digest.Of(proof)), null, "", new Original(Digest.Of(proof), proof))) body.Devices.Add((device.Key, device));
    }

    private void Block(Body body)
    {
        if (Register.Participants[body.Id].Keys.Count > 0) Say(Any(body.People), new RegisterAct.KeyBlocked(body.Id, Any([.. Register.Participants[body.Id].Keys.Keys.OrderBy(k => k.ToString(), StringComparer.Ordinal)])));
    }

    // ---- From the application to the decision ----

    private void Apply(Body body, GrantKind kind, GrantNumber? renews)
    {
        if (Register.CharterOn(Today) is not { } charter) return;
        var file = new LabelApplicationId(NewId());
        var someone = Any(body.People);
        HolderId? happening = kind is GrantKind.Event && HolderId.TryParse($"E-{_serial}", out var id) ? id : null;
        if (!Say(someone, new RegisterAct.Opened(file, body.Id, kind, charter.Adopted.Version, happening, renews), Today.AddDays(-_dice.Next(4)))) return;
        if (Chance(5)) Say(someone, new RegisterAct.Submitted(file));
        if (Chance(5)) Say(someone, new RegisterAct.Committed(file, 1, 99, null));
        In(_dice.Next(1, 20), () => Complete(body, file));
        if (Chance(6)) In(_dice.Next(1, 90), () => Say(someone, new RegisterAct.Dropped(file)));
    }

    private Application File(LabelApplicationId file) => Register.Applications[file];

    private void Complete(Body body, LabelApplicationId file)
    {
        var someone = Any(body.People);
        var number = 0;
        foreach (var criterion in Register.Charters[File(file).Opened.Charter].Adopted.Criteria.Where(c => c.For.Contains(File(file).Opened.Kind)))
        {
            Say(someone, new RegisterAct.Committed(file, ++number, criterion.Number, Chance(50) ? Today.AddDays(_dice.Next(30, 500)) : null), Today.AddDays(-_dice.Next(2)));
            if (criterion.Evidence || Chance(30)) Prove(someone, file, criterion.Number);
        }
        In(_dice.Next(0, 5), () =>
        {
            if (!Say(someone, new RegisterAct.Submitted(file))) return;
            In(_dice.Next(2, 20), () => Examine(body, file));
        });
    }

    private void Prove(PersonId by, LabelApplicationId file, int criterion) => Say(by, new RegisterAct.EvidenceAdded(file, new(NewId()), Digest.Of(NewId().ToBytes()), criterion,
        Chance(50) ? Today.AddDays(_dice.Next(20, 400)) : null, Any(Enum.GetValues<Visibility>())));

    private void Examine(Body body, LabelApplicationId file)
    {
        if (Chance(5)) Say(Any(body.People), new RegisterAct.Examined(file, true));
        if (!Say(Office, new RegisterAct.Examined(file, !Chance(6)))) return;
        if (File(file).State is ApplicationState.Inadmissible)
        {
            In(_dice.Next(1, 90), () => Appeal(body, file));
            return;
        }
        var visitor = Any(Visitors);
        if (File(file).Opened.Kind is GrantKind.Event) In(_dice.Next(2, 10), () => Advise(body, file));
        else if (Say(Office, new RegisterAct.VisitPlanned(file, visitor), Today.AddDays(_dice.Next(5, 30))))
        {
            In(_dice.Next(5, 30), () =>
            {
                if (Chance(3)) Say(visitor, new RegisterAct.Visited(file, false));
                // The sheet is sent some days after the visit.
                Say(visitor, new RegisterAct.Visited(file, true), Today.AddDays(-_dice.Next(4)));
                In(_dice.Next(3, 20), () => Advise(body, file));
            });
        }
    }

    private void Advise(Body body, LabelApplicationId file)
    {
        if (Chance(10)) Say(Any(body.People), new RegisterAct.OpinionGiven(file, Vote.For));
        if (Chance(10)) Say(Any(Visitors), new RegisterAct.OpinionGiven(file, Vote.Against));
        foreach (var member in Committee)
            if (Chance(50)) Say(member, new RegisterAct.OpinionGiven(file, Chance(8) ? Vote.Recused : Any(Vote.For, Vote.For, Vote.Against, Vote.Abstain)));
        In(_dice.Next(1, 10), () => Decide(body, file));
    }

    private GrantNumber NewNumber() => GrantNumber.Parse($"LIL-{Today.Year}-{++_numbers}");

    private Award Award(LabelApplicationId file, DateOnly from)
    {
        var opened = File(file).Opened;
        var last = opened.Renews is { } renewed ? Register.Grants[renewed].StateOn(from)!.Until : from;
        var until = opened.Kind is GrantKind.Event ? from.AddDays(_dice.Next(3)) : Chance(15) ? new DateOnly(2028, 2, 29) : last.AddDays(_dice.Next(60, 600));
        return new(opened.Renews ?? NewNumber(), _dice.Next(1, 4), until);
    }

    private void Decide(Body body, LabelApplicationId file)
    {
        if (Chance(5)) Say(Any(body.People), new RegisterAct.Decided(file, Outcome.Refused, null));
        if (Chance(10)) Say(Any(Committee), new RegisterAct.Decided(file, Outcome.Granted, null));
        if (Chance(10)) Say(Any(Committee), new RegisterAct.Decided(file, Outcome.Refused, Award(file, Today)));
        if (Chance(10)) Say(Any(Committee), new RegisterAct.Decided(file, Outcome.Granted, Award(file, Today) with { Level = 9 }));
        var outcome = _dice.Next(100) switch { < 72 => Outcome.Granted, < 82 => Outcome.GrantedWithReserve, < 90 => Outcome.Adjourned, _ => Outcome.Refused };
        var from = Today;
        if (outcome is Outcome.Granted or Outcome.GrantedWithReserve)
        {
            from = Today.AddDays(_dice.Next(30));
            if (File(file).Opened.Renews is { } number && Register.Grants[number].StateOn(Today) is { } state && (Chance(70) || state.Until < Today)) from = state.Until.AddDays(1);
        }
        var award = outcome is Outcome.Granted or Outcome.GrantedWithReserve ? Award(file, from) : null;
        if (!Say(Any(Committee), new RegisterAct.Decided(file, outcome, award), from) && !Say(Any(Committee), new RegisterAct.Decided(file, outcome, award), from)) return;
        if (award is not null) Hold(body, file, award.Number);
        else if (outcome is Outcome.Adjourned) In(_dice.Next(5, 60), () => Complete(body, file));
        if (outcome is not Outcome.Granted) In(_dice.Next(1, 90), () => Appeal(body, file));
    }

    private void Appeal(Body body, LabelApplicationId file)
    {
        if (!Chance(60) || !Say(Any(body.People), new RegisterAct.AppealLodged(file), Today.AddDays(-_dice.Next(3)))) return;
        if (Chance(20)) Say(Any(body.People), new RegisterAct.AppealLodged(file));
        In(_dice.Next(5, 40), () =>
        {
            if (Chance(20)) Say(Any(Committee), new RegisterAct.AppealDecided(file, false, null, null));
            var judge = Any(Judges);
            var application = File(file);
            if (Chance(40)) Say(judge, new RegisterAct.AppealDecided(file, false, null, null));
            else if (application.Grant is { } held)
            {
                var contested = Register.Grants[held].Facts.LastOrDefault(f => f.Fact.Act is GrantAct.Suspended or GrantAct.Withdrawn);
                Say(judge, new RegisterAct.AppealDecided(file, true, null, contested is null ? null : new(held, contested.Position)));
            }
            else if (Chance(50))
            {
                var award = Award(file, Today);
                if (Say(judge, new RegisterAct.AppealDecided(file, true, award, null))) Hold(body, file, award.Number);
            }
            else if (Say(judge, new RegisterAct.AppealDecided(file, true, null, null))) In(_dice.Next(2, 20), () => Examine(body, file));
        });
    }

    // ---- What happens to a grant ----

    private void Hold(Body body, LabelApplicationId file, GrantNumber number)
    {
        var kind = Register.Grants[number].Kind;
        if (kind is GrantKind.Event)
        {
            for (var times = _dice.Next(3); times > 0; times--)
                In(_dice.Next(1, 60), () => Say(Any(body.People), new RegisterAct.EventReported(number, _dice.Next(9), _dice.Next(30), _dice.Next(900), Chance(50), Chance(30))));
            if (Chance(60)) In(_dice.Next(30, 150), () => Apply(body, GrantKind.Event, null));
        }
        else
        {
            var last = Register.Grants[number].StateOn(Today)!.Until;
            var days = last.DayNumber - Today.DayNumber;
            if (Chance(60)) In(Math.Max(1, days - _dice.Next(-20, 200)), () => Apply(body, kind, number));
            if (Chance(10)) In(Math.Max(1, days - _dice.Next(0, 30)), () => Say(Office, number, new GrantAct.Renewed(_dice.Next(1, 4), last.AddDays(_dice.Next(200, 400))), last.AddDays(_dice.Next(-5, 3))));
        }
        foreach (var commitment in File(file).Commitments.Values)
            if (commitment.Due is { } due) In(Math.Max(1, due.DayNumber - Today.DayNumber + _dice.Next(-20, 40)), () => Say(Office, new RegisterAct.CommitmentSettled(file, commitment.Number, Any(CommitmentState.Kept, CommitmentState.Kept, CommitmentState.Missed, CommitmentState.Waived))));
        if (Chance(20)) In(_dice.Next(20, 200), () => Prove(Any(body.People), file, 2));
        for (var more = _dice.Next(-2, 4); more > 0; more--) In(_dice.Next(5, 400), () => Happen(body, file, number));
    }

    private void Happen(Body body, LabelApplicationId file, GrantNumber number)
    {
        var grant = Register.Grants[number];
        var holder = grant.StateOn(Today)!.Holder;
        switch (_dice.Next(100))
        {
            case < 40:
                var from = Today.AddDays(_dice.Next(-40, 20));
                if (!Say(Office, number, new GrantAct.Suspended(Chance(50) ? from.AddDays(_dice.Next(-1, 60)) : null), from)) break;
                // Another one that reaches back before it, and what may follow.
                if (Chance(40)) In(_dice.Next(1, 10), () => Say(Office, number, new GrantAct.Suspended(from.AddDays(_dice.Next(1, 20))), from.AddDays(-_dice.Next(1, 30))));
                if (Chance(60)) In(_dice.Next(5, 60), () => Say(Office, number, new GrantAct.Reinstated(), Today.AddDays(_dice.Next(-10, 5))));
                if (Chance(30)) In(_dice.Next(1, 40), () => Appeal(body, file));
                if (Chance(20)) In(_dice.Next(1, 60), () => Annul(number));
                break;
            case < 48:
                Say(Office, number, new GrantAct.Withdrawn(), Today.AddDays(_dice.Next(-30, 10)));
                if (Chance(60)) In(_dice.Next(1, 40), () => Appeal(body, file));
                break;
            case < 53:
                Say(Any(body.People), number, new GrantAct.Renounced(), Today.AddDays(_dice.Next(-5, 30)));
                break;
            case < 60:
                Say(Office, number, new GrantAct.Transferred(Any(_bodies).Id), Today.AddDays(_dice.Next(-30, 30)));
                break;
            case < 68:
                Annul(number);
                break;
            case < 72:
                Say(Any(body.People), number, new GrantAct.Suspended());
                Say(Office, number, new GrantAct.Reinstated(), grant.From.AddDays(-1));
                break;
            case < 76:
                Say(Office, number, new GrantAct.Granted(holder, grant.Kind, 1, Today));
                Say(Office, number, new GrantAct.Renewed(2, Today.AddDays(_dice.Next(10, 300))));
                break;
            default:
                var complaint = new ComplaintId(NewId());
                Say(PersonId.Parse("PASSERBY"), new RegisterAct.ComplaintReceived(complaint, number), Today.AddDays(-_dice.Next(10)));
                if (Chance(20)) Say(Any(body.People), new RegisterAct.ComplaintClosed(complaint, ComplaintOutcome.Unfounded));
                if (Chance(80)) In(_dice.Next(3, 60), () => Say(Office, new RegisterAct.ComplaintClosed(complaint, Any(Enum.GetValues<ComplaintOutcome>()))));
                break;
        }
    }

    private void Annul(GrantNumber number)
    {
        var fact = Any(Register.Grants[number].Facts);
        Say(Office, number, new GrantAct.Annulled(fact.Position), Chance(90) ? fact.Fact.Effective : Today);
    }

    // ---- Cooperations ----

    private void Cooperate(Body one)
    {
        var other = Any(_bodies);
        var cooperation = new CooperationId(NewId());
        var text = $"Nous travaillons ensemble ({_serial}).";
        if (!Say(Any(one.People), new RegisterAct.CooperationProposed(cooperation, one.Id, other.Id, Any(Enum.GetValues<CooperationForm>()), Chance(40) ? Today.AddDays(_dice.Next(-2, 300)) : null), Today.AddDays(_dice.Next(-10, 30)), text)) return;
        foreach (var side in (Body[])[one, other]) if (Chance(85)) In(_dice.Next(1, 40), () => Confirm(side, cooperation, text));
        if (Chance(30)) In(_dice.Next(30, 400), () => Say(Any(other.People), new RegisterAct.CooperationEnded(cooperation), Today.AddDays(_dice.Next(-20, 30))));
    }

    private void Confirm(Body side, CooperationId cooperation, string text)
    {
        if (side.Devices.Count == 0) return;
        var (key, signer) = Any(side.Devices);
        if (signer is null)
        {
            Say(Any(side.People), new RegisterAct.CooperationConfirmed(cooperation, side.Id, key.Id, Digest.Of(NewId().ToBytes())));
            return;
        }
        var signed = signer.Sign(CooperationConfirmation.Type, new CooperationConfirmation(Label, cooperation, Digest.Of(Encoding.UTF8.GetBytes(text)), side.Id, Today).Encode());
        Say(Any(side.People), new RegisterAct.CooperationConfirmed(cooperation, side.Id, key.Id, Digest.Of(signed)), null, "", new Original(Digest.Of(signed), signed));
    }
}
