using CsCheck;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>The bytes of every kind of fact but those of grants: what these tests freeze must never change. They were computed by another program.</summary>
public sealed class RegisterFactTests
{
    // Day of effect, by whom, digest of the words.
    private const string Common = "19507d" + "664e4f454d4945" + "5820b1ff4b598ad8a9c07da31ed7dae0b4ef0bd9c103d951cf808f2cb63de2d526e1";
    private static readonly DateOnly Day = new(2026, 6, 1), Later = new(2026, 7, 1);
    private static readonly ParticipantId Bakery = ParticipantId.Parse("BAKERY"), Farm = ParticipantId.Parse("FARM");
    private static readonly PersonId Paul = PersonId.Parse("PAUL");
    private static readonly GrantNumber Number = GrantNumber.Parse("LIL-2026-001");
    private static readonly Digest D1 = Digest.FromBytes([.. Enumerable.Repeat((byte)0xD1, 32)]);
    private static readonly LabelApplicationId File = new(Id(1));
    private static readonly HolderId Fair = HolderId.TryParse("E-FAIR", out var id) ? id : throw new FormatException();

    // The generator point of the curve.
    private static readonly PublicKey Key =
        PublicKey.TryFromBytes(Convert.FromHexString("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"), out var key) ? key : throw new FormatException();

    private static Uuid Id(byte last) => Uuid.FromBytes([0x01, 0x90, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, last]);

    private static RegisterFact Fact(RegisterAct act) => new(act, Day, PersonId.Parse("NOEMIE"), Digest.Of("salt and reason"u8));

    public static TheoryData<string, RegisterAct, string> Frozen => new()
    {
        { "scheme set", new RegisterAct.SchemeSet(LegalMode.ThirdParty, 36, 90, 2, 60, 30, 3), "8b14" + Common + "021824185a02183c181e03" },
        { "charter adopted", new RegisterAct.CharterAdopted(1, D1, [new(1, Axis.Solidarity, CriterionKind.Mandatory, [GrantKind.Shop, GrantKind.Event], true, 0), new(2, Axis.NorthSouth, CriterionKind.Points, [GrantKind.EssActor], false, 5)]), "8715" + Common + "015820d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1828601030182010301008602050381020005" },
        { "participant entered", new RegisterAct.ParticipantEntered(Bakery, ParticipantKind.Ess), "8616" + Common + "6642414b45525902" },
        { "participant described", new RegisterAct.ParticipantDescribed(Bakery, Source.Registry, new() { Family = LegalFamily.Association, Filieres = Filieres.Food | Filieres.Other, Commune = "59350", Qpv = true, Networks = Networks.Currency, Statuses = Statuses.Scic, Tags = ProductTags.None, AcceptsCurrency = false }), "8e17" + Common + "6642414b4552590281038118418165353933353081018101810881008100" },
        { "little described", new RegisterAct.ParticipantDescribed(Bakery, Source.Declared, new() { Qpv = false }), "8e17" + Common + "6642414b45525901808080810080808080" },
        { "representative named", new RegisterAct.RepresentativeNamed(Bakery, Paul), "861818" + Common + "6642414b455259645041554c" },
        { "representative ended", new RegisterAct.RepresentativeEnded(Bakery, Paul), "861819" + Common + "6642414b455259645041554c" },
        { "key added", new RegisterAct.KeyAdded(Bakery, Key, D1), "87181a" + Common + "6642414b45525958210279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f817985820d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1" },
        { "key blocked", new RegisterAct.KeyBlocked(Bakery, Key.Id), "86181b" + Common + "6642414b455259480f715baf5d4c2ed3" },
        { "devices released", new RegisterAct.DevicesReleased(Bakery), "85182f" + Common + "6642414b455259" },
        { "opened", new RegisterAct.Opened(File, Bakery, GrantKind.Shop, 2, null, Number), "8a181c" + Common + "50019000000000700080000000000000016642414b455259010280816c4c494c2d323032362d303031" },
        { "opened for an event", new RegisterAct.Opened(File, Bakery, GrantKind.Event, 2, Fair, null), "8a181c" + Common + "50019000000000700080000000000000016642414b45525903028166452d4641495280" },
        { "committed", new RegisterAct.Committed(File, 1, 4, Later), "88181d" + Common + "500190000000007000800000000000000101048119509b" },
        { "committed at once", new RegisterAct.Committed(File, 1, 4, null), "88181d" + Common + "5001900000000070008000000000000001010480" },
        { "evidence added", new RegisterAct.EvidenceAdded(File, new(Id(2)), D1, 4, Later, Visibility.Committee), "8a181e" + Common + "500190000000007000800000000000000150019000000000700080000000000000025820d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1048119509b02" },
        { "commitment settled", new RegisterAct.CommitmentSettled(File, 1, CommitmentState.Missed), "87181f" + Common + "50019000000000700080000000000000010102" },
        { "submitted", new RegisterAct.Submitted(File), "851820" + Common + "5001900000000070008000000000000001" },
        { "dropped", new RegisterAct.Dropped(File), "851821" + Common + "5001900000000070008000000000000001" },
        { "examined", new RegisterAct.Examined(File, true), "861822" + Common + "500190000000007000800000000000000101" },
        { "visit planned", new RegisterAct.VisitPlanned(File, Paul), "861823" + Common + "5001900000000070008000000000000001645041554c" },
        { "visited", new RegisterAct.Visited(File, true), "861824" + Common + "500190000000007000800000000000000101" },
        { "opinion given", new RegisterAct.OpinionGiven(File, Vote.Recused), "861825" + Common + "500190000000007000800000000000000104" },
        { "decided", new RegisterAct.Decided(File, Outcome.Granted, new(Number, 2, Later)), "871826" + Common + "500190000000007000800000000000000101836c4c494c2d323032362d3030310219509b" },
        { "refused", new RegisterAct.Decided(File, Outcome.Refused, null), "871826" + Common + "50019000000000700080000000000000010480" },
        { "appeal lodged", new RegisterAct.AppealLodged(File), "851827" + Common + "5001900000000070008000000000000001" },
        { "appeal dismissed", new RegisterAct.AppealDecided(File, false, null, null), "881828" + Common + "5001900000000070008000000000000001008080" },
        { "appeal allowed", new RegisterAct.AppealDecided(File, true, new(Number, 1, Later), null), "881828" + Common + "500190000000007000800000000000000101836c4c494c2d323032362d3030310119509b80" },
        { "act annulled on appeal", new RegisterAct.AppealDecided(File, true, null, new(Number, new(300))), "881828" + Common + "50019000000000700080000000000000010180826c4c494c2d323032362d30303119012c" },
        { "complaint received", new RegisterAct.ComplaintReceived(new(Id(3)), Number), "861829" + Common + "50019000000000700080000000000000036c4c494c2d323032362d303031" },
        { "complaint closed", new RegisterAct.ComplaintClosed(new(Id(3)), ComplaintOutcome.OutOfScope), "86182a" + Common + "500190000000007000800000000000000303" },
        { "cooperation proposed", new RegisterAct.CooperationProposed(new(Id(4)), Bakery, Farm, CooperationForm.Pooling, Later), "89182b" + Common + "50019000000000700080000000000000046642414b455259644641524d048119509b" },
        { "cooperation confirmed", new RegisterAct.CooperationConfirmed(new(Id(4)), Bakery, Key.Id, D1), "88182c" + Common + "50019000000000700080000000000000046642414b455259480f715baf5d4c2ed35820d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1" },
        { "cooperation ended", new RegisterAct.CooperationEnded(new(Id(4))), "85182d" + Common + "5001900000000070008000000000000004" },
        { "event reported", new RegisterAct.EventReported(Number, 3, 12, 900, true, false), "8a182e" + Common + "6c4c494c2d323032362d303031030c1903840100" },
    };

    [Theory]
    [MemberData(nameof(Frozen))]
    public void Bytes_of_a_fact_are_frozen(string name, RegisterAct act, string hex)
    {
        Assert.Equal((name, hex), (name, Convert.ToHexStringLower(Fact(act).Encode())));
        Assert.Equal(Fact(act), LabelFact.Decode(Convert.FromHexString(hex)));
    }

    [Fact]
    public void Every_kind_of_act_is_frozen() =>
        Assert.Empty(typeof(RegisterAct).GetNestedTypes().Except(Frozen.Select(row => row.Data.Item2.GetType())));

    [Fact]
    public void Whatever_reads_as_a_fact_has_just_these_bytes_and_no_rule_breaks_on_it()
    {
        var stories = RegisterTests.Stories.Select(RegisterScript.Play).ToArray();
        var seeds = Frozen.Select(row => (Fact(row.Data.Item2).Encode(), stories[0].Register, Day))
            .Concat(stories.SelectMany(story => story.Recorded.Select(r => (r.Fact.Encode(), story.Register, r.Recorded)))).ToArray();
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Int[0, 400], Gen.Byte, Gen.Int[-400, 800]).Sample((seed, at, value, later) =>
        {
            var (whole, register, recorded) = seeds[seed];
            var bytes = (byte[])whole.Clone();
            bytes[at % bytes.Length] = value;
            LabelFact fact;
            try
            {
                fact = LabelFact.Decode(bytes);
            }
            catch (BrokenBookException)
            {
                // Refused is as good: what may not happen is a second form for one meaning.
                return;
            }
            Assert.Equal(bytes, fact.Encode());
            if (fact is not DatedFact dated || LabelRules.Decide(register, dated, recorded.AddDays(later)) is not null) return;
            var next = register.With(dated, register.Position.Next, recorded.AddDays(later));
            Assert.NotNull(Deadlines.Of(next, recorded.AddDays(later), DateOnly.MaxValue));
            foreach (var grant in next.Grants.Values) Assert.NotEmpty(grant.Stretches());
        }, iter: 20_000);
    }
}
