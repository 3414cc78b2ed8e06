using System.Globalization;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Labels;

/// <summary>
/// Plays a rule book line by line. A line is
/// <c>RECORDED act EFFECTIVE [UNTIL [LEVEL]] = answer</c> (the answer is <c>recorded</c> or a refusal),
/// <c>on DAY [known DAY] = standing [until DAY]</c> or <c>history [known DAY] = word day, word day</c>.
/// <c>//</c> begins a comment.
/// </summary>
internal sealed class GrantScript
{
    public static readonly GrantNumber Number = GrantNumber.Parse("LIL-2026-001");
    private static readonly PersonId Someone = PersonId.Parse("NOEMIE");
    private static readonly Digest Reason = Digest.Of("salt and reason"u8);

    private readonly List<RecordedFact> _facts = [];

    public Grant? Grant { get; private set; }

    public static void Play(string rules)
    {
        var script = new GrantScript();
        foreach (var (line, index) in rules.Split('\n').Select((line, index) => (line.Split("//")[0].Trim(), index)).Where(l => l.Item1.Length > 0))
        {
            var sides = line.Split('=', StringSplitOptions.TrimEntries);
            Assert.True(sides[1] == script.Answer(sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                $"line {index + 1}: {line}, but was: {script.Answer(sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), again: true)}");
        }
    }

    public static GrantFact Fact(GrantAct act, DateOnly effective) => new(Number, act, effective, Someone, Reason);

    public static GrantAct Granted(DateOnly until, int level = 1) => new GrantAct.Granted(ParticipantId.Parse("BAKERY"), GrantKind.Shop, level, until);

    public LabelRefusal? Record(DateOnly recorded, GrantFact fact)
    {
        if (GrantRules.Decide(Grant, fact) is { } refusal) return refusal;
        _facts.Add(new(fact, new(_facts.Count + 1), recorded));
        Grant = Labels.Grant.Fold(_facts);
        return null;
    }

    private string _last = "";

    private string Answer(string[] words, bool again = false) => again ? _last : _last = words switch
    {
        ["on", var day] => Show(Day(day), null),
        ["on", var day, "known", var known] => Show(Day(day), Day(known)),
        ["history"] => Show(Grant!.History()),
        ["history", "known", var known] => Show(Grant!.History(Day(known))),
        [var recorded, var act, var effective, .. var rest] => Record(Day(recorded), Fact(Act(act, rest), Day(effective)))?.Word() ?? "recorded",
        _ => throw new FormatException(string.Join(' ', words)),
    };

    private string Show(DateOnly day, DateOnly? known) => Grant!.StateOn(day, known) is not { } state
        ? Grant.On(day, known).Word()
        : string.Create(CultureInfo.InvariantCulture, $"{Grant.On(day, known).Word()} level {state.Level} until {state.Until:yyyy-MM-dd}");

    private static string Show(IEnumerable<HistoryLine> lines) =>
        string.Join(", ", lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Kind} {line.Day:yyyy-MM-dd}")));

    private static GrantAct Act(string word, string[] rest) => word switch
    {
        "granted" => Granted(Day(rest[0]), rest.Length > 1 ? Level(rest[1]) : 1),
        "suspended" => new GrantAct.Suspended(),
        "reinstated" => new GrantAct.Reinstated(),
        "withdrawn" => new GrantAct.Withdrawn(),
        "renewed" => new GrantAct.Renewed(rest.Length > 1 ? Level(rest[1]) : 1, Day(rest[0])),
        "renounced" => new GrantAct.Renounced(),
        _ => throw new FormatException(word),
    };

    private static int Level(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
