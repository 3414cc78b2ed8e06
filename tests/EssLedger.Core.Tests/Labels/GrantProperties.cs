using CsCheck;

namespace EssLedger.Core.Labels;

/// <summary>What holds for every grant, whatever happened to it. A failure prints its seed; the variable CsCheck_Seed plays it again.</summary>
public sealed class GrantProperties
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    private static readonly Gen<GrantAct> Acts = Gen.OneOf<GrantAct>(
        Gen.Const<GrantAct>(new GrantAct.Suspended()),
        Gen.Const<GrantAct>(new GrantAct.Reinstated()),
        Gen.Const<GrantAct>(new GrantAct.Withdrawn()),
        Gen.Const<GrantAct>(new GrantAct.Renounced()),
        Gen.Int[0, 400].Select(day => (GrantAct)new GrantAct.Renewed(1, Start.AddDays(day))));

    private static readonly Gen<GrantFact> Facts = Gen.Select(Acts, Gen.Int[0, 400], (act, day) => GrantScript.Fact(act, Start.AddDays(day)));

    /// <summary>The act of granting and up to twelve others, on any days, allowed or not: folding must stand all of them.</summary>
    private static readonly Gen<GrantFact[]> Stories = Gen.Select(Gen.Int[0, 100], Gen.Int[100, 300], Facts.Array[0, 12], (from, until, others) =>
        (GrantFact[])[GrantScript.Fact(GrantScript.Granted(Start.AddDays(until)), Start.AddDays(from)), .. others]);

    private static readonly Gen<DateOnly> Days = Gen.Int[-10, 420].Select(day => Start.AddDays(day));

    private static RecordedFact[] RecordedInTurn(IEnumerable<GrantFact> facts) =>
        [.. facts.Select((fact, index) => new RecordedFact(fact, new(index + 1), Start.AddDays(index * 20)))];

    [Fact]
    public void Standing_does_not_depend_on_the_order_in_which_facts_arrive() =>
        Gen.Select(Stories, Gen.Int[0, 1_000_000], Days).Sample((story, seed, day) =>
        {
            var distinct = story.DistinctBy(fact => fact.Effective).ToArray();
            var shuffled = (GrantFact[])distinct.Clone();
            new Random(seed).Shuffle(shuffled);

            Assert.Equal(Grant.Fold(RecordedInTurn(distinct)).StateOn(day), Grant.Fold(RecordedInTurn(shuffled)).StateOn(day));
        }, iter: 3_000);

    [Fact]
    public void Order_in_which_the_store_hands_facts_over_does_not_matter_at_all() =>
        Gen.Select(Stories, Gen.Int[0, 1_000_000], Days).Sample((story, seed, day) =>
        {
            var facts = RecordedInTurn(story);
            var shuffled = (RecordedFact[])facts.Clone();
            new Random(seed).Shuffle(shuffled);

            Assert.Equal(Grant.Fold(facts).StateOn(day), Grant.Fold(shuffled).StateOn(day));
            Assert.Equal(Grant.Fold(facts).History(), Grant.Fold(shuffled).History());
        }, iter: 1_000);

    [Fact]
    public void What_was_known_on_a_day_is_not_changed_by_what_is_recorded_later() =>
        Gen.Select(Stories, Days, Days).Sample((story, day, known) =>
        {
            var facts = RecordedInTurn(story);
            var byThen = facts.Where(f => f.Recorded <= known).ToArray();
            var grant = Grant.Fold(facts);

            Assert.Equal(byThen.Length == 0 ? null : Grant.Fold(byThen).StateOn(day), grant.StateOn(day, known));
            if (byThen.Length == facts.Length) Assert.Equal(grant.StateOn(day), grant.StateOn(day, known));
        }, iter: 3_000);

    [Fact]
    public void Public_history_only_grows_with_knowledge() =>
        Gen.Select(Stories, Days, Days).Sample((story, one, other) =>
        {
            var grant = Grant.Fold(RecordedInTurn(story));
            var (earlier, later) = one < other ? (one, other) : (other, one);

            Assert.True(grant.History(earlier).Count <= grant.History(later).Count);
            Assert.All(grant.History(earlier), line => Assert.Contains(line, grant.History(later)));
        }, iter: 1_000);

    [Fact]
    public void Ended_grant_never_comes_back() =>
        Gen.Select(Stories, Days, Gen.Int[0, 400]).Sample((story, day, later) =>
        {
            var grant = Grant.Fold(RecordedInTurn(story));
            if (grant.On(day).IsFinal()) Assert.Equal(grant.On(day), grant.On(day.AddDays(later)));
        }, iter: 3_000);

    [Fact]
    public void Recorded_act_does_what_it_says_on_its_day() =>
        Gen.Select(Stories, Facts).Sample((story, last) =>
        {
            var script = new GrantScript();
            foreach (var fact in story) script.Record(Start, fact);
            if (script.Record(Start, last) is not null) return;

            var standing = script.Grant!.On(last.Effective);
            Assert.Equal(last.Act switch
            {
                GrantAct.Suspended => Standing.Suspended,
                GrantAct.Withdrawn => Standing.Withdrawn,
                GrantAct.Renounced => Standing.Renounced,
                _ => Standing.Active,
            }, standing);
        }, iter: 3_000);
}
