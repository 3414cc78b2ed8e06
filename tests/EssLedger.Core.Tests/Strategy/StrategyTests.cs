using EssLedger.Core.Records;

namespace EssLedger.Core.Strategy;

public sealed class StrategyTests
{
    private static readonly DateOnly Today = new(2026, 11, 26);

    private static readonly Board Board = new([
        .. LilleStrategy.Records.Select(r => (r.Kind.Name, r.Id, r.Values)),
        Record(StrategyKind.Body, "copil", "title=COPIL", "months=12", "voting=Ville de Lille|MEL", "isPublic=yes", "first=2021-01-01"),
        Record(StrategyKind.Body, "groupe", "title=Groupe politique", "months=6", "first=2021-01-01"),
        Record(StrategyKind.Body, "new", "title=Groupe label", "months=12", "first=2026-01-15"),
        Record(StrategyKind.Body, "gone", "title=Ancien groupe", "months=1", "first=2021-01-01", "last=2023-12-31"),
        Record(StrategyKind.Body, "future", "title=Groupe à venir", "months=1", "first=2027-01-01"),
        Meeting("m1", "copil", "held", "2025-11-25"), Meeting("m2", "copil", "cancelled", "2026-06-01"), Meeting("m3", "copil", "planned", "2026-12-10"),
        Meeting("m4", "groupe", "held", "2026-06-30"), Meeting("m5", "groupe", "planned", "2026-11-02"), Meeting("m6", "groupe", "held", "2026-01-31"),
        Record(StrategyKind.Event, "e1", "title=Mois de l'ESS", "first=2025-11-01", "last=2025-11-30", "series=mois_ess", "theme=qpv", "attendance=400", "objectives=4.1"),
        Record(StrategyKind.Event, "e2", "title=Marché", "first=2025-12-31", "series=mois_ess", "objectives=4.1|2.3"),
        Record(StrategyKind.Event, "e3", "title=Marché", "first=2026-01-01", "objectives=4.1"),
        Record(StrategyKind.Survey, "s", "title=Concertation", "day=2021-01-31", "sent=348", "answered=80", "sessions=36 Un|6 Deux|30 Trois|70 Quatre", "people=122", "isApproximate=yes", "source=Stratégie, ch. 2"),
        Record(StrategyKind.Indicator, "supported", "title=Projets soutenus", "objectives=4.2", "counts=entered", "unit=projets", "text=Par an."),
        Record(StrategyKind.Indicator, "labels", "title=Labellisés", "objectives=4.3", "counts=labels", "unit=participants", "text=En fin d'année."),
        Record(StrategyKind.Indicator, "events", "title=Événements", "objectives=4.1", "counts=events", "unit=événements", "text=Dans l'année."),
        Record(StrategyKind.Figure, "f1", "indicator=supported", "year=2025", "value=41", "perimeter=lille", "source=Accompagnateurs"),
        Record(StrategyKind.Figure, "f2", "indicator=supported", "year=2025", "value=97.5", "perimeter=mel", "source=Accompagnateurs", "breaks=yes"),
    ]);

    private static (string, string, FieldValues) Record(StrategyKind kind, string id, params string[] fields) => (kind.Name, id, Values(kind, fields));

    private static FieldValues Values(StrategyKind kind, params string[] fields) =>
        FieldForm.Read(kind.Fields, name => fields.Where(f => f.StartsWith($"{name}=", StringComparison.Ordinal)).SelectMany(f => f[(name.Length + 1)..].Split('|')));

    private static (string, string, FieldValues) Meeting(string id, string body, string state, string day) => Record(StrategyKind.Meeting, id, $"body={body}", $"state={state}", $"day={day}");

    [Fact]
    public void Strategy_has_four_axes_and_twenty_objectives_that_its_own_rules_take()
    {
        Assert.Equal([8, 4, 4, 4], Board.Axes.Select(a => Board.Objectives.Count(o => o.Axis == a.Id)));
        var (nothing, axes) = (new Board([]), new Board(LilleStrategy.Records.Where(r => r.Kind == StrategyKind.Axis).Select(r => (r.Kind.Name, r.Id, r.Values))));
        Assert.All(LilleStrategy.Records, r => Assert.Empty(r.Kind.Refuse(r.Values, null, r.Kind == StrategyKind.Axis ? nothing : axes, Today)));
    }

    [Fact]
    public void Late_is_who_did_not_meet_in_time_whatever_is_planned_and_soon_due_who_will_be()
    {
        var due = MeetingsDue.Of(Board.Bodies, Board.Meetings, Today);
        Assert.Equal([("copil", true, new(2026, 11, 25)), ("groupe", false, new(2026, 12, 30)), ("new", false, new DateOnly(2027, 1, 15))], due.Select(d => (d.Body.Id, d.IsOverdue, d.Due)));
        Assert.Equal((new DateOnly(2025, 11, 25), "m3", 1), (due[0].LastHeld, due[0].Planned?.Id, due[0].Days(Today)));
        Assert.Equal((new DateOnly(2026, 6, 30), null, 34), (due[1].LastHeld, due[1].Planned?.Id, due[1].Days(Today)));
        Assert.Null(due[2].LastHeld);
        Assert.Equal(["m5"], MeetingsDue.Unsettled(Board.Meetings, Today).Select(m => m.Id));

        // On the day itself it is in time; what is held today counts today, what is held tomorrow does not.
        Assert.False(MeetingsDue.Of(Board.Bodies, Board.Meetings, new(2026, 11, 25)).Single(d => d.Body.Id == "copil").IsOverdue);
        Meeting held = new("m7", "copil", MeetingState.Held, Today, null, "", "", [], "");
        Assert.DoesNotContain("copil", MeetingsDue.Of(Board.Bodies, [.. Board.Meetings, held], Today).Select(d => d.Body.Id));
        Assert.Contains("copil", MeetingsDue.Of(Board.Bodies, [.. Board.Meetings, held with { Day = Today.AddDays(1) }], Today).Select(d => d.Body.Id));
    }

    [Fact]
    public void Year_counts_what_was_held_in_it_and_keeps_people_and_attendances_apart()
    {
        var year = StrategyYear.Of(Board, 2025, labels: 12);
        Assert.Equal([("copil", 1, 1), ("groupe", 0, 2)], year.Bodies.Select(b => (b.Body.Id, b.Held, b.Expected)).Order());
        Assert.Equal(new EventCount("mois_ess", 2, 400, 1), year.Series[0]);
        Assert.Equal([("", 1), ("qpv", 1)], year.Themes.Where(t => t.Events > 0).Select(t => (t.Word, t.Events)).Order());
        Assert.Equal([("events", 2m, ""), ("labels", 12m, ""), ("supported", 41m, "lille"), ("supported", 97.5m, "mel")], year.Indicators.Select(i => (i.Indicator.Id, i.Value, i.Perimeter)).OrderBy(i => i.Id).ThenBy(i => i.Perimeter));
        Assert.True(year.Indicators.Single(i => i.Perimeter == "mel").Breaks);
        Assert.Null(StrategyYear.Of(Board, 2024, null).Indicators.Single(i => i.Indicator.Id == "supported").Value);

        var survey = Assert.Single(StrategyYear.Of(Board, 2021, null).Surveys);
        Assert.Equal((348, 80, 2299, 142L, 122, true), (survey.Sent, survey.Answered, survey.AnswerRate, survey.Attendances, survey.People, survey.IsApproximate));
    }

    public static TheoryData<string, string[], string, FieldRefusal> Wrong => new()
    {
        { "strategy.meeting", ["state=planned", "day=2026-12-01"], "body", FieldRefusal.Missing },
        { "strategy.meeting", ["body=other", "state=planned", "day=2026-12-01"], "body", FieldRefusal.Unknown },
        { "strategy.meeting", ["body=copil", "state=planned", "day=31/12/2026"], "day", FieldRefusal.NotADay },
        { "strategy.meeting", ["body=copil", "state=planned", "day=2026-12-01", "time=25:00"], "time", FieldRefusal.NotATime },
        { "strategy.meeting", ["body=copil", "state=held", "day=2026-11-27"], "state", FieldRefusal.HeldInFuture },
        { "strategy.event", ["title=Fête", "first=2026-05-02", "last=2026-05-01"], "last", FieldRefusal.BeforeFirst },
        { "strategy.event", ["title=Fête", "first=2026-05-02", "series=noel"], "series", FieldRefusal.Unknown },
        { "strategy.event", ["title=Fête", "first=2026-05-02", "objectives=4.1|9.9"], "objectives", FieldRefusal.Unknown },
        { "strategy.body", ["title=Groupe", "months=0", "first=2026-05-02"], "months", FieldRefusal.OutOfRange },
        { "strategy.body", ["title=Groupe", "months=un", "first=2026-05-02"], "months", FieldRefusal.NotANumber },
        { "strategy.survey", ["title=S", "day=2021-01-31", "sent=10", "answered=11", "source=s"], "answered", FieldRefusal.AboveSent },
        { "strategy.survey", ["title=S", "day=2021-01-31", "sent=10", "answered=1", "sessions=3 Un|4 Deux", "people=8", "source=s"], "people", FieldRefusal.AboveAttendances },
        { "strategy.survey", ["title=S", "day=2021-01-31", "sent=10", "answered=1", "isApproximate=yes", "source=s"], "isApproximate", FieldRefusal.NothingToApproximate },
        { "strategy.survey", ["title=S", "day=2021-01-31", "sent=10", "answered=1", "sessions=trois", "source=s"], "sessions", FieldRefusal.NotANumber },
        { "strategy.figure", ["indicator=supported", "year=2025", "value=1.23456", "perimeter=lille", "source=s"], "value", FieldRefusal.NotANumber },
        { "strategy.objective", ["axis=1", "code=2.9", "title=Autre"], "code", FieldRefusal.OtherAxis },
        { "strategy.objective", ["axis=1", "code=1.1", "title=Autre"], "code", FieldRefusal.Taken },
        { "strategy.axis", ["code=A", "title=Autre"], "code", FieldRefusal.NotACode },
        { "strategy.action", ["title=" + "longue", "objective=1.1", "text=t", "lead=Ville", "state=late"], "state", FieldRefusal.Unknown },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_with_its_field(string kind, string[] fields, string field, FieldRefusal refusal)
    {
        var of = StrategyKind.All.Single(k => k.Name == kind);
        Assert.Equal(new Dictionary<string, FieldRefusal> { [field] = refusal }, of.Refuse(Values(of, fields), null, Board, Today));
    }

    [Fact]
    public void What_is_typed_is_kept_trimmed_and_numbers_without_spaces()
    {
        var values = Values(StrategyKind.Figure, "indicator=supported", "year=2 025", "value= 1 234,5 ", "perimeter=lille", "source=  INSEE   FLORES ", "unknown=x");
        Assert.Empty(StrategyKind.Figure.Refuse(values, null, Board, Today));
        Assert.Equal((2025, 1234.5m, "INSEE FLORES", ""), (values.Number("year"), values.Decimal("value"), values["source"], values["unknown"]));
        Assert.Equal(["Ville de Lille", "MEL"], Values(StrategyKind.Body, "voting=Ville de Lille\r\n\r\n MEL ").All("voting"));
        Assert.Equal([FieldRefusal.TooLong, FieldRefusal.TooMany], new[] { new string('a', 201), string.Join('\n', Enumerable.Range(0, 101)) }.Select(text => StrategyKind.Body.Refuse(
            Values(StrategyKind.Body, "title=T", "months=1", "first=2026-01-01", $"voting={text}"), null, Board, Today)["voting"]));
    }

    [Fact]
    public void Record_that_others_name_cannot_be_taken_back()
    {
        Assert.True(Board.IsNamed(StrategyKind.Body, "copil"));
        Assert.False(Board.IsNamed(StrategyKind.Body, "new"));
        Assert.True(Board.IsNamed(StrategyKind.Objective, "2.3"));
        Assert.False(Board.IsNamed(StrategyKind.Objective, "1.2"));
        Assert.True(Board.IsNamed(StrategyKind.Axis, "1"));
    }
}
