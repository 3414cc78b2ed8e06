using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.MutualCredit;

/// <summary>How far an admitted account may go, in hundredths of the mutual credit's unit.</summary>
/// <param name="Floor">How far below zero.</param>
/// <param name="Ceiling">How far above.</param>
public sealed record CreditLimits(Amount Floor, Amount Ceiling)
{
    /// <summary>Whether something can be paid within them, and every JSON reader keeps them exact.</summary>
    public bool AreSound => Floor <= AmountParser.Max && Ceiling <= AmountParser.Max && (Floor > Amount.Zero || Ceiling > Amount.Zero);

    /// <summary>What may still be paid down to the floor. An account that stands below it, because it was raised, only sells.</summary>
    public Amount ReachOf(Balance balance) => Amount.FromMinor(Math.Max(0, balance.Minor + Floor.Minor));

    /// <summary>What may still be received up to the ceiling.</summary>
    public Amount RoomOf(Balance balance) => Amount.FromMinor(Math.Max(0, Ceiling.Minor - balance.Minor));
}

/// <summary>The one mutual credit of a ledger, folded from the treasury's acts: firms' debts to one another, in a unit of its own that nothing backs and that is exchanged for nothing.</summary>
public sealed record MutualScheme
{
    /// <summary>Its unit; null: it is not opened.</summary>
    public Unit? Unit { get; init; }

    /// <summary>What waits for a second person; null: nothing.</summary>
    public Act.MutualCreditProposed? Asked { get; init; }

    /// <summary>The only way in which it changes; refuses nothing.</summary>
    public MutualScheme Apply(Act act) => act switch
    {
        Act.MutualCreditProposed asked => this with { Asked = asked },
        Act.CreditDecided { Opens: true } decided => new() { Unit = decided.Approved ? Asked!.Unit : Unit },
        _ => this,
    };

    internal void Write(CborWriter w)
    {
        w.WriteText(Unit?.Code ?? "");
        w.WriteBytes(Asked is null ? [] : Codec.Encode(Asked));
    }

    internal static MutualScheme Read(ref CborReader r) => new()
    {
        Unit = r.ReadText() is { Length: > 0 } unit ? Money.Unit.Parse(unit) : null,
        Asked = r.ReadBytes() is { Length: > 0 } asked ? (Act.MutualCreditProposed)Codec.Decode(asked) : null,
    };
}

/// <summary>What the office sees of an account in the mutual credit.</summary>
/// <param name="Limits">Null: it is not, or no longer, admitted.</param>
/// <param name="Asked">Limits that wait for a second person; null: none.</param>
/// <param name="Balance">What stands, which outlives the admission.</param>
public sealed record CreditAccount(CreditLimits? Limits, Act.CreditLimitsProposed? Asked, Balance Balance);

/// <summary>All of the mutual credit, folded from the entries under its own subject of the book.</summary>
public sealed record MutualCreditState
{
    /// <summary>A subject of the book: in its history stands every act of the mutual credit.</summary>
    public const string Subject = "MUTUAL";

    /// <summary>The last entry that this knows of.</summary>
    public Position Position { get; init; }

    /// <summary>Whether there is one, and in which unit.</summary>
    public MutualScheme Scheme { get; init; } = new();

    /// <summary>Every account that is or was admitted, or waits to be.</summary>
    public ImmutableDictionary<AccountId, CreditAccount> Accounts { get; init; } = ImmutableDictionary<AccountId, CreditAccount>.Empty;

    /// <summary>What was paid on each day (Europe/Paris), refunds not counted, in hundredths.</summary>
    public ImmutableSortedDictionary<DateOnly, long> Days { get; init; } = ImmutableSortedDictionary<DateOnly, long>.Empty;

    /// <summary>All balances together: zero, whatever happens.</summary>
    public long Sum => Accounts.Values.Sum(a => a.Balance.Minor);

    /// <summary>What was paid in the twelve months that end with a day.</summary>
    public Amount PaidInYear(DateOnly last) => Amount.FromMinor(Days.Where(d => d.Key > last.AddYears(-1) && d.Key <= last).Sum(d => d.Value));

    /// <summary>The only way in which it changes; refuses nothing.</summary>
    public MutualCreditState Apply(Entry entry, Act act)
    {
        var next = this with { Position = entry.Position, Scheme = Scheme.Apply(act) };
        return act switch
        {
            Act.CreditLimitsProposed asked => next.With(asked.Account, account => account with { Asked = asked }),
            Act.CreditDecided { Opens: false } decided => next.With(AccountId.Parse(decided.Decider.Subject),
                account => account with { Limits = decided.Approved ? account.Asked!.Limits : account.Limits, Asked = null }),
            Act.CreditEnded ended => next.With(AccountId.Parse(ended.Decider.Subject), account => account with { Limits = null, Asked = null }),
            Act.Paid paid => next.Pay(paid, ParisCalendar.DayOf(entry.CommittedAt)),
            _ => next,
        };
    }

    private MutualCreditState Pay(Act.Paid paid, DateOnly day)
    {
        var next = With(paid.Payer, a => a with { Balance = a.Balance - paid.Amount }).With(paid.Payee, a => a with { Balance = a.Balance + paid.Amount });
        return paid.Refunds is not null ? next : next with { Days = Days.SetItem(day, Days.GetValueOrDefault(day) + paid.Amount.Minor) };
    }

    private MutualCreditState With(AccountId account, Func<CreditAccount, CreditAccount> change) =>
        this with { Accounts = Accounts.SetItem(account, change(Accounts.GetValueOrDefault(account) ?? new(null, null, Balance.Zero))) };
}
