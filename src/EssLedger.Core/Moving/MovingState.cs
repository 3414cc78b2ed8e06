using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Moving;

/// <summary>What a member had in the currency before.</summary>
/// <param name="Account">Whose account here.</param>
/// <param name="Amount">In hundredths, above zero.</param>
public readonly record struct BroughtBalance(AccountId Account, Amount Amount);

/// <summary>How the currency ends, for whoever pays.</summary>
/// <param name="From">From when reconversions are free (UTC).</param>
/// <param name="Last">The last day (Europe/Paris) on which units are spent or given back.</param>
/// <param name="PaysResidents">Whether residents get euro for their units too.</param>
public sealed record WindDown(DateTimeOffset From, DateOnly Last, bool PaysResidents);

/// <summary>What the treasury knows of coming and going: folded from its acts.</summary>
public sealed record MovingState
{
    /// <summary>What waits for a second person: <see cref="Act.BalancesProposed"/>, <see cref="Act.WindDownProposed"/>, <see cref="Act.RemainderProposed"/>.</summary>
    public ImmutableDictionary<ProposalId, Act> Pending { get; init; } = ImmutableDictionary<ProposalId, Act>.Empty;

    /// <summary>How the currency ends; null: it does not.</summary>
    public WindDown? WindDown { get; init; }

    /// <summary>What is to become of what nobody brought back; null: nobody decided that.</summary>
    public ProposalId? Remainder { get; init; }

    /// <summary>What waiting balances will take of a line, in cents.</summary>
    public long Reserved(Digest line) => Pending.Values.OfType<Act.BalancesProposed>().Where(p => p.Line == line).Sum(p => p.Total.Minor);

    /// <summary>The only way in which it changes; refuses nothing.</summary>
    public MovingState Apply(Act act) => act switch
    {
        Act.BalancesProposed a => this with { Pending = Pending.Add(a.Proposal, a) },
        Act.WindDownProposed a => this with { Pending = Pending.Add(a.Proposal, a) },
        Act.RemainderProposed a => this with { Pending = Pending.Add(a.Proposal, a) },
        Act.BalancesBrought a => this with { Pending = Pending.Remove(a.Proposal) },
        Act.WindDownBegun a => this with { Pending = Pending.Remove(a.Proposal), WindDown = new(a.From, a.Last, a.PaysResidents) },
        Act.RemainderApproved a => this with { Pending = Pending.Remove(a.Proposal), Remainder = a.Proposal },
        Act.MovingDropped a => this with { Pending = Pending.Remove(a.Proposal) },
        _ => this,
    };

    internal void Write(CborWriter w)
    {
        w.WriteArray(3);
        w.WriteArray(Pending.Count);
        foreach (var proposed in Pending.Values.OrderBy(p => p.Turn!.Value.Number)) w.WriteBytes(Codec.Encode(proposed));
        w.WriteArray(WindDown is null ? 0 : 3);
        if (WindDown is { } end)
        {
            w.WriteInteger(end.From.ToUnixTimeMilliseconds());
            w.WriteDay(end.Last);
            w.WriteInteger(end.PaysResidents ? 1 : 0);
        }
        w.WriteBytes(Remainder?.Uuid.ToBytes() ?? []);
    }

    internal static MovingState Read(ref CborReader r)
    {
        if (r.ReadArray() != 3) throw new FormatException("Coming and going has three fields.");
        var state = new MovingState();
        for (var left = r.ReadArray(); left > 0; left--) state = state.Apply(Codec.Decode(r.ReadBytes()));
        return state with
        {
            WindDown = r.ReadArray() == 0 ? null : new(DateTimeOffset.FromUnixTimeMilliseconds(r.ReadInteger()), r.ReadDay(), r.ReadInteger() == 1),
            Remainder = r.ReadBytes() is { Length: > 0 } id ? new(Uuid.FromBytes(id.Span)) : null,
        };
    }
}
