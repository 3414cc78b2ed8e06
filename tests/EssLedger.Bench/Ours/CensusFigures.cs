using System.Diagnostics;
using System.Globalization;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;

namespace EssLedger.Ours;

/// <summary>How long a question to the census takes over a register of invented participants with years of facts, in memory as a server has it.</summary>
internal static class CensusFigures
{
    private static readonly DateOnly Begin = new(2021, 1, 1);

    /// <summary>A register of so many participants and years, and how long it took to fold.</summary>
    public static Register Grown(int participants, int years)
    {
        var clock = Stopwatch.StartNew();
        var register = Fold(Story(new Random(1), participants, years));
        Console.WriteLine($"{participants} participants, {years} years, {register.Facts} facts, folded in {clock.Elapsed.TotalSeconds:0.0} s");
        return register;
    }

    public static void Run(int participants, int years)
    {
        var (random, register) = (new Random(1), Grown(participants, years));

        (string What, Dimension[] By)[] questions =
        [
            ("total", []), ("commune", [Dimension.Commune]), ("filière", [Dimension.Filiere]), ("commune × filière", [Dimension.Commune, Dimension.Filiere]),
            ("all eight dimensions", Enum.GetValues<Dimension>()),
        ];
        Console.WriteLine($"{"as of any day, as known on any other",-38} {"p50 ms",8} {"p99 ms",8} {"lines",8}");
        foreach (var (what, by) in questions)
        {
            var (times, lines) = (new List<double>(), 0);
            for (var i = 0; i < 120; i++)
            {
                var (day, known) = (Begin.AddDays(random.Next(years * 365)), Begin.AddDays(random.Next(years * 365)));
                var start = Stopwatch.GetTimestamp();
                var table = CensusTable.Of(register.MembersOn(day, known), by, Perimeter.Everywhere, day);
                if (i >= 20) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                lines = Math.Max(lines, table.Rows.Count);
            }
            times.Sort();
            Console.WriteLine($"{what,-38} {times[times.Count / 2],8:0.0} {times[times.Count * 99 / 100],8:0.0} {lines,8}");
        }
    }

    /// <summary>A book's facts by the day of recording: entered, described by themselves, by a registry and by the office, granted, and what befalls a grant in a few years.</summary>
    private static List<(LabelFact Fact, DateOnly Recorded)> Story(Random random, int participants, int years)
    {
        var communes = Communes.Names.Keys.Order(StringComparer.Ordinal).ToArray();
        var (person, facts) = (PersonId.Parse("SOMEONE"), new List<(LabelFact, DateOnly)>());
        for (var i = 0; i < participants; i++)
        {
            var id = ParticipantId.Parse($"P{string.Concat(i.ToString("00000", CultureInfo.InvariantCulture).Select(c => (char)('A' + c - '0')))}");
            var number = GrantNumber.Parse($"B-{i:00000}");
            var entered = Begin.AddDays(random.Next(years * 365));
            Say(new RegisterAct.ParticipantEntered(id, (ParticipantKind)random.Next(1, 3)), 0);
            foreach (var (source, days) in new[] { (Source.Declared, 0), (Source.Registry, 10), (Source.Verified, 40) })
                Say(new RegisterAct.ParticipantDescribed(id, source, Profile(random, communes)), days);
            var until = entered.AddYears(2);
            Act(new GrantAct.Granted(id, (GrantKind)random.Next(1, 4), random.Next(1, 4), until), 90);
            if (random.Next(4) == 0)
            {
                Act(new GrantAct.Suspended(), 300);
                Act(new GrantAct.Reinstated(), 360);
            }
            for (var year = 2; year < years; year++)
                if (random.Next(5) > 0) Act(new GrantAct.Renewed(random.Next(1, 4), entered.AddYears(year + 1)), (year * 365) - 30);
            if (random.Next(6) == 0) Say(new RegisterAct.ParticipantDescribed(id, Source.Verified, Profile(random, communes)), 500);

            void Say(RegisterAct act, int days) => facts.Add((new RegisterFact(act, entered.AddDays(days), person, Digest.Zero), entered.AddDays(days + random.Next(0, 60))));
            void Act(GrantAct act, int days) => facts.Add((new GrantFact(number, act, entered.AddDays(days), person, Digest.Zero), entered.AddDays(days)));
        }
        return facts;
    }

    private static Profile Profile(Random random, string[] communes) => new()
    {
        Commune = communes[random.Next(communes.Length)],
        Family = random.Next(5) == 0 ? null : (LegalFamily)random.Next(1, 7),
        Filieres = (Filieres)(1 << random.Next(7)) | (Filieres)(1 << random.Next(7)),
        Qpv = random.Next(3) == 0 ? null : random.Next(4) == 0,
        Statuses = (Statuses)random.Next(32),
        Tags = (ProductTags)random.Next(32),
        AcceptsCurrency = random.Next(2) == 0,
    };

    private static Register Fold(List<(LabelFact Fact, DateOnly Recorded)> facts)
    {
        var (register, position) = (Register.Empty, Position.None);
        // A participant is entered before anything else is said of it, whenever that was recorded.
        foreach (var (fact, recorded) in facts.OrderBy(f => f.Fact is RegisterFact { Act: RegisterAct.ParticipantEntered } ? 0 : 1).ThenBy(f => f.Recorded))
            register = register.With(fact, position = position.Next, recorded);
        return register;
    }
}
