using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Books;

/// <summary>What a shop took and gave back; never whose money it was or of which kind. Counts, and sums in hundredths.</summary>
/// <param name="Sales">How many payments it received.</param>
/// <param name="Sold">Their sum, before refunds.</param>
/// <param name="Refunds">How many refunds it gave.</param>
/// <param name="Returned">Their sum.</param>
public readonly record struct Takings(long Sales, long Sold, long Refunds, long Returned)
{
    private const int Fields = 4;

    /// <summary>What an act adds to an account's takings. They are in the ledger's unit: what another firm owes for is none.</summary>
    public Takings With(Act act, AccountId account) => act switch
    {
        Act.Paid { InMutualCredit: true } => this,
        Act.Paid { Refunds: null } paid when paid.Payee == account => this with { Sales = Sales + 1, Sold = checked(Sold + paid.Amount.Minor) },
        Act.Paid { Refunds: not null } paid when paid.Payer == account => this with { Refunds = Refunds + 1, Returned = checked(Returned + paid.Amount.Minor) },
        _ => this,
    };

    /// <summary>Both together.</summary>
    public static Takings operator +(Takings one, Takings other) =>
        new(one.Sales + other.Sales, checked(one.Sold + other.Sold), one.Refunds + other.Refunds, checked(one.Returned + other.Returned));

    /// <summary>What was added since.</summary>
    public static Takings operator -(Takings now, Takings then) => new(now.Sales - then.Sales, now.Sold - then.Sold, now.Refunds - then.Refunds, now.Returned - then.Returned);

    internal void Write(CborWriter w)
    {
        w.WriteArray(Fields);
        foreach (var number in new[] { Sales, Sold, Refunds, Returned }) w.WriteInteger(number);
    }

    internal static Takings Read(ref CborReader r) => r.ReadArray() != Fields ? throw new FormatException("Takings have four numbers.")
        : new(r.ReadInteger(), r.ReadInteger(), r.ReadInteger(), r.ReadInteger());
}

/// <summary>A sale or a refund of a shop: where and in whose session it was taken, and never whose money it was.</summary>
/// <param name="Shop">The shop's account.</param>
/// <param name="Position">Where it stands in the book.</param>
/// <param name="At">When it was committed, UTC.</param>
/// <param name="Adds">What it adds to the shop's takings.</param>
/// <param name="Till">At which till; a refund stands with that of its sale. Null: at none that was named.</param>
/// <param name="Cashier">In whose session; null: in nobody's, as with a printed code.</param>
public sealed record Taking(AccountId Shop, Position Position, DateTimeOffset At, Takings Adds, TillId? Till, PersonId? Cashier)
{
    /// <summary>The sum of all.</summary>
    public static Takings Sum(IEnumerable<Taking> of) => of.Aggregate(default(Takings), (sum, one) => sum + one.Adds);

    /// <summary>The sum for each key, in the order of the keys. Together they are the sum of all, whatever the key.</summary>
    public static IReadOnlyList<(TKey Key, Takings Sum)> By<TKey>(IEnumerable<Taking> of, Func<Taking, TKey> key) =>
        [.. of.GroupBy(key).OrderBy(g => g.Key).Select(g => (g.Key, Sum(g)))];
}

/// <summary>What a shop's next closure must say, folded from the account's own history since its last closure.</summary>
public static class TakingsRules
{
    /// <summary>The closure of all that the account took since it closed last; null: it has no history.</summary>
    /// <param name="account">The account, as it stands.</param>
    /// <param name="since">Its acts after the last that its closure before covers, oldest first.</param>
    /// <param name="before">The closure before; null: this is the first.</param>
    /// <param name="last">The last entry of the account.</param>
    /// <param name="by">Who closes.</param>
    public static Act.TakingsClosed Close(Account account, IEnumerable<Act> since, Act.TakingsClosed? before, Position last, PersonId by)
    {
        var period = since.Aggregate(default(Takings), (sum, act) => sum.With(act, account.Id));
        return new(new(account.Id.Value, account.Acts + 1), (before?.Number ?? 0) + 1, last, period, (before?.Perpetual ?? default) + period, by);
    }
}
