using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>
/// Plays a label's office line by line. A line is <c>RECORDED who act … [from EFFECTIVE] = recorded | refusal</c>, or a question:
/// <c>state A1 = submitted</c>, <c>standing G-1 DAY [known DAY] = active</c>, <c>missing A1 = 1,2</c>, <c>cooperation C1 DAY = in_force</c>, <c>quorum A1 = 2</c>.
/// Ids are short names; <c>//</c> begins a comment. The register begins with a scheme (quorum 2) and a charter of three criteria: 1 mandatory for shops and
/// ESS actors, 2 mandatory for shops with evidence, 3 mandatory for events.
/// </summary>
internal sealed class RegisterScript
{
    private static readonly Digest Words = Digest.Of("salt and words"u8);

    public RegisterScript()
    {
        Say(new(2025, 1, 1), "NOEMIE", new RegisterAct.SchemeSet(LegalMode.PublicAuthority, 36, 90, 2, 60, 30, 3), new(2025, 1, 1));
        Say(new(2025, 1, 2), "NOEMIE", new RegisterAct.CharterAdopted(1, Words,
        [
            new(1, Axis.SocialUtility, CriterionKind.Mandatory, [GrantKind.Shop, GrantKind.EssActor], false, 0),
            new(2, Axis.Sustainability, CriterionKind.Mandatory, [GrantKind.Shop], true, 0),
            new(3, Axis.SocialMix, CriterionKind.Mandatory, [GrantKind.Event], false, 0),
        ]), new(2025, 1, 2));
    }

    public Register Register { get; private set; } = Register.Empty;

    private long _position = 1;

    public List<(DatedFact Fact, Position Position, DateOnly Recorded)> Recorded { get; } = [];

    public static RegisterScript Play(string lines)
    {
        var script = new RegisterScript();
        foreach (var (line, index) in lines.Split('\n').Select((line, index) => (line.Split("//")[0].Trim(), index)).Where(l => l.Item1.Length > 0))
        {
            var sides = line.Split('=', StringSplitOptions.TrimEntries);
            var answer = script.Answer(sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.True(sides[1] == answer, $"line {index + 1}: {line}, but was: {answer}");
        }
        return script;
    }

    private string Answer(string[] words) => words switch
    {
        ["state", var file] => Register.Applications[File(file)].State.Word(),
        ["missing", var file, var day] => string.Join(',', ApplicationRules.Missing(Register, Register.Applications[File(file)], Day(day)).Select(c => c.Number)),
        ["quorum", var file, var day] => Conflicts.Quorum(Register, Register.Applications[File(file)], Day(day)).ToString(CultureInfo.InvariantCulture),
        ["standing", var number, var day] => Register.Grants[GrantNumber.Parse(number)].On(Day(day)).Word(),
        ["standing", var number, var day, "known", var known] => Register.Grants[GrantNumber.Parse(number)].On(Day(day), Day(known)).Word(),
        ["holder", var number, var day] => Register.Grants[GrantNumber.Parse(number)].StateOn(Day(day))!.Holder.Value,
        ["cooperation", var cooperation, var day] => Register.Cooperations[new(Id(cooperation))].On(Day(day)).Word(),
        ["due", var from, var through] => string.Join(' ', Deadlines.Of(Register, Day(from), Day(through)).Select(d => $"{d.Kind}:{d.Day:yyyy-MM-dd}")),
        [var recorded, var who, .. var act] => Act(Day(recorded), who.ToUpperInvariant(), act),
        _ => throw new FormatException(string.Join(' ', words)),
    };

    private string Act(DateOnly recorded, string who, string[] words)
    {
        var effective = recorded;
        if (words.Length > 2 && words[^2] == "from") (effective, words) = (Day(words[^1]), words[..^2]);
        if (words is ["suspend" or "reinstate" or "withdraw" or "renounce" or "renew" or "transfer" or "annul", ..])
            return Say(recorded, new GrantFact(GrantNumber.Parse(words[1]), GrantAct(words), effective, PersonId.Parse(who), Words));
        return Say(recorded, who, Act(words, who), effective);
    }

    private GrantAct GrantAct(string[] words) => words switch
    {
        ["suspend", _] => new GrantAct.Suspended(),
        ["suspend", _, "through", var day] => new GrantAct.Suspended(Day(day)),
        ["reinstate", _] => new GrantAct.Reinstated(),
        ["withdraw", _] => new GrantAct.Withdrawn(),
        ["renounce", _] => new GrantAct.Renounced(),
        ["renew", _, var until] => new GrantAct.Renewed(1, Day(until)),
        ["transfer", _, var to] => new GrantAct.Transferred(ParticipantId.Parse(to)),
        ["annul", var number, var what] => new GrantAct.Annulled(Register.Grants[GrantNumber.Parse(number)].Facts.Last(f => f.Fact.Act.Word == what).Position),
        _ => throw new FormatException(string.Join(' ', words)),
    };

    private RegisterAct Act(string[] words, string who) => words switch
    {
        ["enter", var p, var kind] => new RegisterAct.ParticipantEntered(ParticipantId.Parse(p), kind == "ess" ? ParticipantKind.Ess : ParticipantKind.Merchant),
        ["represent", var p, var person] => new RegisterAct.RepresentativeNamed(ParticipantId.Parse(p), PersonId.Parse(person.ToUpperInvariant())),
        ["leave", var p, var person] => new RegisterAct.RepresentativeEnded(ParticipantId.Parse(p), PersonId.Parse(person.ToUpperInvariant())),
        ["key", var p] => new RegisterAct.KeyAdded(ParticipantId.Parse(p), KeyOf(p), Words),
        ["block", var p] => new RegisterAct.KeyBlocked(ParticipantId.Parse(p), KeyOf(p).Id),
        ["release", var p] => new RegisterAct.DevicesReleased(ParticipantId.Parse(p)),
        ["open", var file, var p, var kind] => new RegisterAct.Opened(File(file), ParticipantId.Parse(p), Kind(kind), 1, kind == "event" ? Event(file) : null, null),
        ["open", var file, var p, var kind, "renewing", var number] => new RegisterAct.Opened(File(file), ParticipantId.Parse(p), Kind(kind), 1, null, GrantNumber.Parse(number)),
        ["commit", var file, var number, var criterion] => new RegisterAct.Committed(File(file), int.Parse(number, CultureInfo.InvariantCulture), int.Parse(criterion, CultureInfo.InvariantCulture), null),
        ["commit", var file, var number, var criterion, "due", var day] => new RegisterAct.Committed(File(file), int.Parse(number, CultureInfo.InvariantCulture), int.Parse(criterion, CultureInfo.InvariantCulture), Day(day)),
        ["prove", var file, var criterion] => new RegisterAct.EvidenceAdded(File(file), new(Id($"E{file}{criterion}")), Words, int.Parse(criterion, CultureInfo.InvariantCulture), null, Visibility.Committee),
        ["prove", var file, var criterion, "until", var day] => new RegisterAct.EvidenceAdded(File(file), new(Id($"E{file}{criterion}{day}")), Words, int.Parse(criterion, CultureInfo.InvariantCulture), Day(day), Visibility.Committee),
        ["settle", var file, var number, var state] => new RegisterAct.CommitmentSettled(File(file), int.Parse(number, CultureInfo.InvariantCulture), Enum.Parse<CommitmentState>(state, ignoreCase: true)),
        ["submit", var file] => new RegisterAct.Submitted(File(file)),
        ["drop", var file] => new RegisterAct.Dropped(File(file)),
        ["admit", var file] => new RegisterAct.Examined(File(file), true),
        ["reject", var file] => new RegisterAct.Examined(File(file), false),
        ["plan", var file] => new RegisterAct.VisitPlanned(File(file), PersonId.Parse(who)),
        ["visit", var file] => new RegisterAct.Visited(File(file), true),
        ["visit", var file, "undeclared"] => new RegisterAct.Visited(File(file), false),
        ["vote", var file, var vote] => new RegisterAct.OpinionGiven(File(file), Enum.Parse<Vote>(vote, ignoreCase: true)),
        ["grant", var file, var number, "until", var day] => new RegisterAct.Decided(File(file), Outcome.Granted, new(GrantNumber.Parse(number), 1, Day(day))),
        ["grant", var file, var number, "level", var level, "until", var day] => new RegisterAct.Decided(File(file), Outcome.Granted, new(GrantNumber.Parse(number), int.Parse(level, CultureInfo.InvariantCulture), Day(day))),
        ["reserve", var file, var number, "until", var day] => new RegisterAct.Decided(File(file), Outcome.GrantedWithReserve, new(GrantNumber.Parse(number), 1, Day(day))),
        ["grant", var file] => new RegisterAct.Decided(File(file), Outcome.Granted, null),
        ["adjourn", var file] => new RegisterAct.Decided(File(file), Outcome.Adjourned, null),
        ["refuse", var file] => new RegisterAct.Decided(File(file), Outcome.Refused, null),
        ["refuse", var file, "with", var number] => new RegisterAct.Decided(File(file), Outcome.Refused, new(GrantNumber.Parse(number), 1, new(2030, 1, 1))),
        ["appeal", var file] => new RegisterAct.AppealLodged(File(file)),
        ["dismiss", var file] => new RegisterAct.AppealDecided(File(file), false, null, null),
        ["allow", var file] => new RegisterAct.AppealDecided(File(file), true, null, null),
        ["allow", var file, "grant", var number, "until", var day] => new RegisterAct.AppealDecided(File(file), true, new(GrantNumber.Parse(number), 1, Day(day)), null),
        ["allow", var file, "annul", var number, var what] => new RegisterAct.AppealDecided(File(file), true, null, new(GrantNumber.Parse(number), Register.Grants[GrantNumber.Parse(number)].Facts.Last(f => f.Fact.Act.Word == what).Position)),
        ["propose", var c, var from, var to] => new RegisterAct.CooperationProposed(new(Id(c)), ParticipantId.Parse(from), ParticipantId.Parse(to), CooperationForm.Supply, null),
        ["propose", var c, var from, var to, "until", var day] => new RegisterAct.CooperationProposed(new(Id(c)), ParticipantId.Parse(from), ParticipantId.Parse(to), CooperationForm.Supply, Day(day)),
        ["confirm", var c, var p] => new RegisterAct.CooperationConfirmed(new(Id(c)), ParticipantId.Parse(p), KeyOf(p).Id, Words),
        ["end", var c] => new RegisterAct.CooperationEnded(new(Id(c))),
        ["report", var number] => new RegisterAct.EventReported(GrantNumber.Parse(number), 3, 5, 200, true, false),
        ["complain", var c, var number] => new RegisterAct.ComplaintReceived(new(Id(c)), GrantNumber.Parse(number)),
        ["close", var c] => new RegisterAct.ComplaintClosed(new(Id(c)), ComplaintOutcome.Unfounded),
        _ => throw new FormatException(string.Join(' ', words)),
    };

    private string Say(DateOnly recorded, string who, RegisterAct act, DateOnly effective) => Say(recorded, new RegisterFact(act, effective, PersonId.Parse(who), Words));

    private string Say(DateOnly recorded, DatedFact fact)
    {
        if (LabelRules.Decide(Register, fact, recorded) is { } refusal) return refusal.Word();
        Assert.Equal(fact, LabelFact.Decode(fact.Encode()));
        var position = new Position(++_position);
        Register = Register.With(fact, position, recorded);
        Recorded.Add((fact, position, recorded));
        return "recorded";
    }

    private static GrantKind Kind(string word) => word switch { "shop" => GrantKind.Shop, "ess" => GrantKind.EssActor, _ => GrantKind.Event };

    private static HolderId Event(string file) => HolderId.TryParse($"E-{file}", out var id) ? id : throw new FormatException(file);

    private static LabelApplicationId File(string name) => new(Id(name));

    private static Uuid Id(string name) => Uuid.Version7(DateTimeOffset.UnixEpoch, Digest.Of(System.Text.Encoding.UTF8.GetBytes(name)).ToBytes());

    private static PublicKey KeyOf(string participant) => PublicKey.TryFromBytes([2, .. Digest.Of(System.Text.Encoding.UTF8.GetBytes(participant)).ToBytes()], out var key) ? key : throw new FormatException();

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
