using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Issuance;

/// <summary>What a kind of professional pays to get euro for its units, and how little it may bring.</summary>
/// <param name="Rate">In hundredths of a percent of the amount, 0 … <see cref="HighestRate"/>.</param>
/// <param name="LeastFee">The fee is never lower, in hundredths; below <paramref name="LeastAmount"/> wherever it is anything.</param>
/// <param name="LeastAmount">What is brought at least, in hundredths.</param>
public sealed record ReconversionTerms(int Rate, Amount LeastFee, Amount LeastAmount)
{
    /// <summary>25 %. Up to it a rounded fee never eats all of an amount, be it one hundredth.</summary>
    public const int HighestRate = 2500;

    private const int Whole = 10_000;

    /// <summary>No fee, any amount: what holds until something else is set.</summary>
    public static ReconversionTerms Free { get; } = new(0, Amount.Zero, Amount.Zero);

    /// <summary>Whether they leave something to pay out of every amount that they allow.</summary>
    public bool AreSound => Rate is >= 0 and <= HighestRate && (LeastFee == Amount.Zero || LeastFee < LeastAmount);

    /// <summary>The fee due: the rate of the amount, to the nearest hundredth, half a hundredth upwards; at least the least fee.</summary>
    public Amount FeeOf(Amount amount)
    {
        // Wider than an amount, so that no product overflows.
        var fee = Amount.FromMinor((long)(((Int128)amount.Minor * Rate + Whole / 2) / Whole));
        return fee > LeastFee ? fee : LeastFee;
    }

    internal void Write(CborWriter w)
    {
        w.WriteArray(3);
        w.WriteInteger(Rate);
        w.WriteInteger(LeastFee.Minor);
        w.WriteInteger(LeastAmount.Minor);
    }

    internal static ReconversionTerms Read(ref CborReader r)
    {
        if (r.ReadArray() != 3) throw new FormatException("Terms of reconversion are three.");
        var terms = new ReconversionTerms(checked((int)r.ReadInteger()), Amount.FromMinor(r.ReadInteger()), Amount.FromMinor(r.ReadInteger()));
        return terms.AreSound ? terms : throw new FormatException("Terms of reconversion leave something to pay out.");
    }
}

/// <summary>Which terms of reconversion hold when.</summary>
/// <param name="Changes">What was set, in the order of the book.</param>
public sealed record ReconversionHistory(ImmutableList<Act.ReconversionTermsSet> Changes)
{
    /// <summary>Nothing was set: nobody pays a fee.</summary>
    public static ReconversionHistory Empty { get; } = new([]);

    /// <summary>Those that hold at an instant (UTC): of all that take effect by then the ones that do so last, and of two at one instant the ones recorded last.</summary>
    public ImmutableSortedDictionary<AccountKind, ReconversionTerms> At(DateTimeOffset now)
    {
        Act.ReconversionTermsSet? holds = null;
        foreach (var set in Changes)
            if (set.From <= now && (holds is null || set.From >= holds.From)) holds = set;
        return holds?.Kinds ?? ImmutableSortedDictionary<AccountKind, ReconversionTerms>.Empty;
    }

    /// <summary>Those that held at some instant of a stretch of time (UTC, both ends included).</summary>
    public IEnumerable<ReconversionTerms> Between(DateTimeOffset first, DateTimeOffset last, AccountKind kind) =>
        Changes.Select(set => set.From).Where(from => from > first && from <= last).Prepend(first).Select(at => At(at).GetValueOrDefault(kind, ReconversionTerms.Free));

    /// <summary>When other terms take effect after an instant (UTC); null: none are set.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset now) => Changes.Where(set => set.From > now).Select(set => (DateTimeOffset?)set.From).Min();

    /// <summary>May these be set? Later ones must be known to every server before they hold. The first ones whose time has come hold at once: before, nobody was told of a fee.</summary>
    /// <param name="treasury">The treasury, which decides it.</param>
    /// <param name="set">What is asked; its turn is given here.</param>
    /// <param name="now">UTC.</param>
    /// <returns>The act; null when it would take effect too soon.</returns>
    public Act.ReconversionTermsSet? Set(TreasuryState treasury, Act.ReconversionTermsSet set, DateTimeOffset now) =>
        Changes.IsEmpty || set.From >= now + Payments.TermsHistory.Notice
            ? set with { Decider = treasury.NextTurn, From = set.From < now ? DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()) : set.From }
            : null;
}
