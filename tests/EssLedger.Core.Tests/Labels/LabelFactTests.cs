using CsCheck;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>The bytes that are chained: what these tests freeze must never change, or books written before could no longer be verified.</summary>
public sealed class LabelFactTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    // Number, day of effect, by whom, digest of the reasons; these bytes were computed by another program.
    private const string Common = "6c4c494c2d323032362d303031" + "19507d" + "664e4f454d4945"
        + "5820b1ff4b598ad8a9c07da31ed7dae0b4ef0bd9c103d951cf808f2cb63de2d526e1";

    public static TheoryData<string, LabelFact, string> Frozen => new()
    {
        { "opened", new LabelBookOpened(LedgerId.Parse("LABEL-LIL")), "8201694c4142454c2d4c494c" },
        {
            "granted", GrantScript.Fact(GrantScript.Granted(new(2029, 5, 31), level: 2), Day),
            "8902" + Common + "6642414b45525901021954c4"
        },
        { "suspended", GrantScript.Fact(new GrantAct.Suspended(), Day), "8503" + Common },
        { "reinstated", GrantScript.Fact(new GrantAct.Reinstated(), Day), "8504" + Common },
        { "withdrawn", GrantScript.Fact(new GrantAct.Withdrawn(), Day), "8505" + Common },
        { "renewed", GrantScript.Fact(new GrantAct.Renewed(3, new(2032, 5, 31)), Day), "8706" + Common + "0319590c" },
        { "entries lost", new LabelEntriesLost(new(1, 1, 12, Digest.FromBytes([.. Enumerable.Repeat((byte)0xD1, 32)]))), "850801010c5820" + string.Concat(Enumerable.Repeat("d1", 32)) },
        { "suspended for a time", GrantScript.Fact(new GrantAct.Suspended(new(2026, 7, 1)), Day), "8609" + Common + "19509b" },
        { "transferred", GrantScript.Fact(new GrantAct.Transferred(ParticipantId.Parse("FARM")), Day), "860a" + Common + "644641524d" },
        { "annulled", GrantScript.Fact(new GrantAct.Annulled(new(300)), Day), "860b" + Common + "19012c" },
        { "renounced", GrantScript.Fact(new GrantAct.Renounced(), Day), "8507" + Common },
    };

    [Theory]
    [MemberData(nameof(Frozen))]
    public void Bytes_of_a_fact_are_frozen(string name, LabelFact fact, string hex)
    {
        Assert.Equal((name, hex), (name, Convert.ToHexStringLower(fact.Encode())));
        Assert.Equal(fact, LabelFact.Decode(Convert.FromHexString(hex)));
    }

    [Fact]
    public void Bytes_that_are_no_fact_break_the_book()
    {
        var good = GrantScript.Fact(GrantScript.Granted(Day), Day).Encode();
        Assert.Throws<BrokenBookException>(() => LabelFact.Decode(ReadOnlyMemory<byte>.Empty));
        Assert.Throws<BrokenBookException>(() => LabelFact.Decode((byte[])[.. good, 0]));
        Assert.Throws<BrokenBookException>(() => LabelFact.Decode(good.AsMemory()[..^1]));
        Assert.Throws<BrokenBookException>(() => LabelFact.Decode((byte[])[0x82, 8, 0]));
    }

    [Fact]
    public void Whatever_reads_as_a_fact_has_just_these_bytes()
    {
        var seeds = Frozen.Select(row => row.Data.Item2.Encode()).ToArray();
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Int[0, 200], Gen.Byte).Sample((seed, at, value) =>
        {
            var bytes = (byte[])seeds[seed].Clone();
            bytes[at % bytes.Length] = value;
            try
            {
                Assert.Equal(bytes, LabelFact.Decode(bytes).Encode());
            }
            catch (BrokenBookException)
            {
                // Refused is as good: what may not happen is a second form for one meaning.
            }
        }, iter: 20_000);
    }

    [Fact]
    public void Draft_takes_the_next_turn_and_a_number_is_claimed_once()
    {
        var script = new GrantScript();
        var granted = GrantScript.Fact(GrantScript.Granted(Day), Day);
        script.Record(Day, granted);
        var suspended = GrantScript.Fact(new GrantAct.Suspended(), Day);

        Assert.Equal(new Claim(ClaimKind.Beginning, GrantScript.Number.Value), granted.ToDraft(1).Claims.Single());
        Assert.Empty(suspended.ToDraft(script.Grant!.Facts.Count + 1).Claims);
        Assert.Equal(new Turn(Register.Decider, 2), suspended.ToDraft(script.Grant.Facts.Count + 1).Turn);
    }
}
