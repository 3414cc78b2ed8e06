using System.Collections.Immutable;
using System.Diagnostics;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Labels;

/// <summary>The bytes of <see cref="RegisterFact"/>: [kind, effective day, by, reason, …]. What may be absent is an array of none or one; a truth is 0 or 1.</summary>
internal static class RegisterCodec
{
    private const int First = 20, Common = 3;

    public static void Write(CborWriter w, RegisterFact fact)
    {
        switch (fact.Act)
        {
            case RegisterAct.SchemeSet a:
                Begin(20, 7);
                Write(w, (int)a.Mode, a.Months, a.GraceDays, a.Quorum, a.AppealDays, a.ReportDays, a.Levels);
                break;
            case RegisterAct.CharterAdopted a:
                Begin(21, 3);
                w.WriteInteger(a.Version);
                w.WriteBytes(a.Text.ToBytes());
                w.WriteArray(a.Criteria.Length);
                foreach (var c in a.Criteria)
                {
                    w.WriteArray(6);
                    Write(w, c.Number, (int)c.Axis, (int)c.Kind);
                    w.WriteArray(c.For.Length);
                    foreach (var kind in c.For) w.WriteInteger((int)kind);
                    Write(w, c.Evidence ? 1 : 0, c.Points);
                }
                break;
            case RegisterAct.ParticipantEntered a:
                Begin(22, 2);
                w.WriteText(a.Participant.Value);
                w.WriteInteger((int)a.Kind);
                break;
            case RegisterAct.ParticipantDescribed a:
                Begin(23, 10);
                w.WriteText(a.Participant.Value);
                w.WriteInteger((int)a.Source);
                Optional(w, (int?)a.Profile.Family);
                Optional(w, (int?)a.Profile.Filieres);
                w.WriteArray(a.Profile.Commune is null ? 0 : 1);
                if (a.Profile.Commune is { } commune) w.WriteText(commune);
                Optional(w, Truth(a.Profile.Qpv));
                Optional(w, (int?)a.Profile.Networks);
                Optional(w, (int?)a.Profile.Statuses);
                Optional(w, (int?)a.Profile.Tags);
                Optional(w, Truth(a.Profile.AcceptsCurrency));
                break;
            case RegisterAct.RepresentativeNamed a:
                Begin(24, 2);
                w.WriteText(a.Participant.Value);
                w.WriteText(a.Person.Value);
                break;
            case RegisterAct.RepresentativeEnded a:
                Begin(25, 2);
                w.WriteText(a.Participant.Value);
                w.WriteText(a.Person.Value);
                break;
            case RegisterAct.KeyAdded a:
                Begin(26, 3);
                w.WriteText(a.Participant.Value);
                w.WriteBytes(a.Key.Bytes);
                w.WriteBytes(a.Proof.ToBytes());
                break;
            case RegisterAct.KeyBlocked a:
                Begin(27, 2);
                w.WriteText(a.Participant.Value);
                w.WriteBytes(a.Key.ToBytes());
                break;
            case RegisterAct.DevicesReleased a:
                Begin(47, 1);
                w.WriteText(a.Participant.Value);
                break;
            case RegisterAct.Opened a:
                File(28, a.Application, 5);
                w.WriteText(a.Applicant.Value);
                Write(w, (int)a.Kind, a.Charter);
                Optional(w, a.Event?.Value);
                Optional(w, a.Renews?.Value);
                break;
            case RegisterAct.Committed a:
                File(29, a.Application, 3);
                Write(w, a.Number, a.Criterion);
                Optional(w, a.Due is { } due ? LabelFact.DayNumber(due) : null);
                break;
            case RegisterAct.EvidenceAdded a:
                File(30, a.Application, 5);
                w.WriteBytes(a.Evidence.Uuid.ToBytes());
                w.WriteBytes(a.Content.ToBytes());
                w.WriteInteger(a.Criterion);
                Optional(w, a.Expires is { } expires ? LabelFact.DayNumber(expires) : null);
                w.WriteInteger((int)a.Visibility);
                break;
            case RegisterAct.CommitmentSettled a:
                File(31, a.Application, 2);
                Write(w, a.Number, (int)a.State);
                break;
            case RegisterAct.Submitted a:
                File(32, a.Application, 0);
                break;
            case RegisterAct.Dropped a:
                File(33, a.Application, 0);
                break;
            case RegisterAct.Examined a:
                File(34, a.Application, 1);
                w.WriteInteger(a.Admissible ? 1 : 0);
                break;
            case RegisterAct.VisitPlanned a:
                File(35, a.Application, 1);
                w.WriteText(a.Visitor.Value);
                break;
            case RegisterAct.Visited a:
                File(36, a.Application, 1);
                w.WriteInteger(a.Deontology ? 1 : 0);
                break;
            case RegisterAct.OpinionGiven a:
                File(37, a.Application, 1);
                w.WriteInteger((int)a.Vote);
                break;
            case RegisterAct.Decided a:
                File(38, a.Application, 2);
                w.WriteInteger((int)a.Outcome);
                Write(w, a.Award);
                break;
            case RegisterAct.AppealLodged a:
                File(39, a.Application, 0);
                break;
            case RegisterAct.AppealDecided a:
                File(40, a.Application, 3);
                w.WriteInteger(a.Allowed ? 1 : 0);
                Write(w, a.Award);
                w.WriteArray(a.Annuls is null ? 0 : 2);
                if (a.Annuls is { } annuls)
                {
                    w.WriteText(annuls.Number.Value);
                    w.WriteInteger(annuls.Position.Value);
                }
                break;
            case RegisterAct.ComplaintReceived a:
                Begin(41, 2);
                w.WriteBytes(a.Complaint.Uuid.ToBytes());
                w.WriteText(a.Grant.Value);
                break;
            case RegisterAct.ComplaintClosed a:
                Begin(42, 2);
                w.WriteBytes(a.Complaint.Uuid.ToBytes());
                w.WriteInteger((int)a.Outcome);
                break;
            case RegisterAct.CooperationProposed a:
                Begin(43, 5);
                w.WriteBytes(a.Cooperation.Uuid.ToBytes());
                w.WriteText(a.From.Value);
                w.WriteText(a.To.Value);
                w.WriteInteger((int)a.Form);
                Optional(w, a.End is { } end ? LabelFact.DayNumber(end) : null);
                break;
            case RegisterAct.CooperationConfirmed a:
                Begin(44, 4);
                w.WriteBytes(a.Cooperation.Uuid.ToBytes());
                w.WriteText(a.Participant.Value);
                w.WriteBytes(a.Key.ToBytes());
                w.WriteBytes(a.Received.ToBytes());
                break;
            case RegisterAct.CooperationEnded a:
                Begin(45, 1);
                w.WriteBytes(a.Cooperation.Uuid.ToBytes());
                break;
            case RegisterAct.EventReported a:
                Begin(46, 6);
                w.WriteText(a.Grant.Value);
                Write(w, a.EssActors, a.Shops, a.Visitors, a.AcceptedCurrency ? 1 : 0, a.InQpv ? 1 : 0);
                break;
            default:
                throw new UnreachableException();
        }

        void Begin(int kind, int fields)
        {
            LabelFact.Begin(w, kind, Common + fields);
            w.WriteInteger(LabelFact.DayNumber(fact.Effective));
            w.WriteText(fact.By.Value);
            w.WriteBytes(fact.Reason.ToBytes());
        }

        void File(int kind, LabelApplicationId application, int fields)
        {
            Begin(kind, 1 + fields);
            w.WriteBytes(application.Uuid.ToBytes());
        }
    }

    public static RegisterFact Read(ref CborReader r, long kind, int fields)
    {
        if (kind < First) throw new FormatException($"No fact has the kind {kind} with {fields} fields.");
        var effective = LabelFact.ReadDay(ref r);
        var by = PersonId.Parse(r.ReadText());
        var reason = Digest.FromBytes(r.ReadBytes().Span);
        RegisterAct act = (kind, fields - Common) switch
        {
            (20, 7) => new RegisterAct.SchemeSet(Defined<LegalMode>(ref r), Small(ref r), Small(ref r), Small(ref r), Small(ref r), Small(ref r), LabelFact.ReadLevel(ref r)),
            (21, 3) => new RegisterAct.CharterAdopted(Small(ref r), Digest.FromBytes(r.ReadBytes().Span), Criteria(ref r)),
            (22, 2) => new RegisterAct.ParticipantEntered(Participant(ref r), Defined<ParticipantKind>(ref r)),
            (23, 10) => new RegisterAct.ParticipantDescribed(Participant(ref r), Defined<Source>(ref r), ReadProfile(ref r)),
            (24, 2) => new RegisterAct.RepresentativeNamed(Participant(ref r), PersonId.Parse(r.ReadText())),
            (25, 2) => new RegisterAct.RepresentativeEnded(Participant(ref r), PersonId.Parse(r.ReadText())),
            (26, 3) => new RegisterAct.KeyAdded(Participant(ref r), PublicKey.TryFromBytes(r.ReadBytes().Span, out var key) ? key : throw new FormatException("The key is not a compressed one."), Digest.FromBytes(r.ReadBytes().Span)),
            (27, 2) => new RegisterAct.KeyBlocked(Participant(ref r), KeyId.FromBytes(r.ReadBytes().Span)),
            (28, 6) => new RegisterAct.Opened(Application(ref r), Participant(ref r), LabelFact.ReadKind(ref r), Small(ref r),
                OptionalText(ref r) is { } text ? HolderId.TryParse(text, out var named) ? named : throw new FormatException("No holder id.") : null,
                OptionalText(ref r) is { } number ? GrantNumber.Parse(number) : null),
            (29, 4) => new RegisterAct.Committed(Application(ref r), Small(ref r), Small(ref r), OptionalDay(ref r)),
            (30, 6) => new RegisterAct.EvidenceAdded(Application(ref r), new(Id(ref r)), Digest.FromBytes(r.ReadBytes().Span), Small(ref r), OptionalDay(ref r), Defined<Visibility>(ref r)),
            (31, 3) => new RegisterAct.CommitmentSettled(Application(ref r), Small(ref r), Defined<CommitmentState>(ref r)),
            (32, 1) => new RegisterAct.Submitted(Application(ref r)),
            (33, 1) => new RegisterAct.Dropped(Application(ref r)),
            (34, 2) => new RegisterAct.Examined(Application(ref r), ReadTruth(ref r)),
            (35, 2) => new RegisterAct.VisitPlanned(Application(ref r), PersonId.Parse(r.ReadText())),
            (36, 2) => new RegisterAct.Visited(Application(ref r), ReadTruth(ref r)),
            (37, 2) => new RegisterAct.OpinionGiven(Application(ref r), Defined<Vote>(ref r)),
            (38, 3) => new RegisterAct.Decided(Application(ref r), Defined<Outcome>(ref r), ReadAward(ref r)),
            (39, 1) => new RegisterAct.AppealLodged(Application(ref r)),
            (40, 4) => new RegisterAct.AppealDecided(Application(ref r), ReadTruth(ref r), ReadAward(ref r), ReadAnnulment(ref r)),
            (41, 2) => new RegisterAct.ComplaintReceived(new(Id(ref r)), GrantNumber.Parse(r.ReadText())),
            (42, 2) => new RegisterAct.ComplaintClosed(new(Id(ref r)), Defined<ComplaintOutcome>(ref r)),
            (43, 5) => new RegisterAct.CooperationProposed(new(Id(ref r)), Participant(ref r), Participant(ref r), Defined<CooperationForm>(ref r), OptionalDay(ref r)),
            (44, 4) => new RegisterAct.CooperationConfirmed(new(Id(ref r)), Participant(ref r), KeyId.FromBytes(r.ReadBytes().Span), Digest.FromBytes(r.ReadBytes().Span)),
            (45, 1) => new RegisterAct.CooperationEnded(new(Id(ref r))),
            (46, 6) => new RegisterAct.EventReported(GrantNumber.Parse(r.ReadText()), Small(ref r), Small(ref r), Small(ref r), ReadTruth(ref r), ReadTruth(ref r)),
            (47, 1) => new RegisterAct.DevicesReleased(Participant(ref r)),
            _ => throw new FormatException($"No fact has the kind {kind} with {fields} fields."),
        };
        return new(act, effective, by, reason);
    }

    private static void Write(CborWriter w, params ReadOnlySpan<int> values)
    {
        foreach (var value in values) w.WriteInteger(value);
    }

    private static void Optional(CborWriter w, long? value)
    {
        w.WriteArray(value is null ? 0 : 1);
        if (value is { } number) w.WriteInteger(number);
    }

    private static void Optional(CborWriter w, string? value)
    {
        w.WriteArray(value is null ? 0 : 1);
        if (value is not null) w.WriteText(value);
    }

    private static void Write(CborWriter w, Award? award)
    {
        w.WriteArray(award is null ? 0 : 3);
        if (award is null) return;
        w.WriteText(award.Number.Value);
        w.WriteInteger(award.Level);
        w.WriteInteger(LabelFact.DayNumber(award.Until));
    }

    private static int? Truth(bool? value) => value is null ? null : value.Value ? 1 : 0;

    private static ParticipantId Participant(ref CborReader r) => ParticipantId.Parse(r.ReadText());

    private static LabelApplicationId Application(ref CborReader r) => new(Id(ref r));

    private static Uuid Id(ref CborReader r) => Uuid.FromBytes(r.ReadBytes().Span);

    private static int Small(ref CborReader r) => r.ReadInteger() is >= 0 and <= int.MaxValue and var value ? (int)value : throw new FormatException("A small number was expected.");

    private static bool ReadTruth(ref CborReader r) => r.ReadInteger() switch { 0 => false, 1 => true, _ => throw new FormatException("0 or 1 was expected.") };

    private static T Defined<T>(ref CborReader r) where T : struct, Enum =>
        (T)Enum.ToObject(typeof(T), Small(ref r)) is var value && Enum.IsDefined(value) ? value : throw new FormatException($"No {typeof(T).Name} has this number.");

    private static long? OptionalInteger(ref CborReader r) => r.ReadArray() switch { 0 => null, 1 => r.ReadInteger(), _ => throw new FormatException("None or one was expected.") };

    private static string? OptionalText(ref CborReader r) => r.ReadArray() switch { 0 => null, 1 => r.ReadText(), _ => throw new FormatException("None or one was expected.") };

    private static DateOnly? OptionalDay(ref CborReader r) => r.ReadArray() switch { 0 => null, 1 => LabelFact.ReadDay(ref r), _ => throw new FormatException("None or one was expected.") };

    private static T? OptionalFlags<T>(ref CborReader r, T all) where T : struct, Enum
    {
        if (OptionalInteger(ref r) is not { } bits) return null;
        return bits >= 0 && (bits & ~Convert.ToInt64(all, System.Globalization.CultureInfo.InvariantCulture)) == 0 ? (T)Enum.ToObject(typeof(T), bits) : throw new FormatException($"No {typeof(T).Name} has these bits.");
    }

    private static bool? OptionalTruth(ref CborReader r) => r.ReadArray() switch { 0 => null, 1 => ReadTruth(ref r), _ => throw new FormatException("None or one was expected.") };

    private static Profile ReadProfile(ref CborReader r) => new()
    {
        Family = r.ReadArray() switch { 0 => null, 1 => Defined<LegalFamily>(ref r), _ => throw new FormatException("None or one was expected.") },
        Filieres = OptionalFlags(ref r, (Filieres)127),
        Commune = OptionalText(ref r),
        Qpv = OptionalTruth(ref r),
        Networks = OptionalFlags(ref r, (Networks)15),
        Statuses = OptionalFlags(ref r, (Statuses)31),
        Tags = OptionalFlags(ref r, (ProductTags)31),
        AcceptsCurrency = OptionalTruth(ref r),
    };

    private static Award? ReadAward(ref CborReader r) => r.ReadArray() switch
    {
        0 => null,
        3 => new(GrantNumber.Parse(r.ReadText()), LabelFact.ReadLevel(ref r), LabelFact.ReadDay(ref r)),
        _ => throw new FormatException("None or one award was expected."),
    };

    private static Annulment? ReadAnnulment(ref CborReader r) => r.ReadArray() switch
    {
        0 => null,
        2 => new(GrantNumber.Parse(r.ReadText()), new(r.ReadInteger())),
        _ => throw new FormatException("None or one annulment was expected."),
    };

    private static ImmutableArray<Criterion> Criteria(ref CborReader r)
    {
        var criteria = ImmutableArray.CreateBuilder<Criterion>();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            if (r.ReadArray() != 6) throw new FormatException("A criterion has six fields.");
            var (number, axis, kind) = (Small(ref r), Defined<Axis>(ref r), Defined<CriterionKind>(ref r));
            var kinds = ImmutableArray.CreateBuilder<GrantKind>();
            for (var each = r.ReadArray(); each > 0; each--) kinds.Add(LabelFact.ReadKind(ref r));
            criteria.Add(new(number, axis, kind, kinds.ToImmutable(), ReadTruth(ref r), Small(ref r)));
        }
        return criteria.ToImmutable();
    }
}
