using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Books;

/// <summary>What passed through the ledger, in its own unit: counts, and sums in hundredths. Never below zero, and only ever growing.</summary>
/// <param name="Payments">How many payments from member to member; a refund is none, nor is an order to the office.</param>
/// <param name="Paid">Their sum.</param>
/// <param name="Refunds">How many refunds.</param>
/// <param name="Refunded">Their sum.</param>
/// <param name="Issued">Units that came into circulation, on paper or not.</param>
/// <param name="Destroyed">Units that left it.</param>
/// <param name="ToProfessionals">The part of the payments that professionals received.</param>
/// <param name="ByProfessionals">The part that they made.</param>
/// <param name="BetweenProfessionals">The part that is both.</param>
public readonly record struct Totals(
    long Payments, long Paid, long Refunds, long Refunded, long Issued, long Destroyed, long ToProfessionals, long ByProfessionals, long BetweenProfessionals)
{
    private const int Fields = 9;

    /// <summary>What was added since.</summary>
    public static Totals operator -(Totals now, Totals then) => new(
        now.Payments - then.Payments, now.Paid - then.Paid, now.Refunds - then.Refunds, now.Refunded - then.Refunded, now.Issued - then.Issued, now.Destroyed - then.Destroyed,
        now.ToProfessionals - then.ToProfessionals, now.ByProfessionals - then.ByProfessionals, now.BetweenProfessionals - then.BetweenProfessionals);

    internal void Write(CborWriter w)
    {
        w.WriteArray(Fields);
        foreach (var number in new[] { Payments, Paid, Refunds, Refunded, Issued, Destroyed, ToProfessionals, ByProfessionals, BetweenProfessionals }) w.WriteInteger(number);
    }

    internal static Totals Read(ref CborReader r) => r.ReadArray() != Fields ? throw new FormatException("Totals have nine numbers.")
        : new(r.ReadInteger(), r.ReadInteger(), r.ReadInteger(), r.ReadInteger(), r.ReadInteger(), r.ReadInteger(), r.ReadInteger(), r.ReadInteger(), r.ReadInteger());
}

/// <summary>What stands at the end of a period.</summary>
/// <param name="Paper">Notes in circulation, in hundredths.</param>
/// <param name="InProgress">Units of which the euro are on their way out, in hundredths.</param>
/// <param name="Acceptors">Open accounts of professionals, solidarity bodies and public bodies.</param>
/// <param name="Highest">The most units that circulated at any moment of the period, in hundredths.</param>
public readonly record struct Stock(long Paper, long InProgress, long Acceptors, long Highest)
{
    private const int Fields = 4;

    internal void Write(CborWriter w)
    {
        w.WriteArray(Fields);
        foreach (var number in new[] { Paper, InProgress, Acceptors, Highest }) w.WriteInteger(number);
    }

    internal static Stock Read(ref CborReader r) => r.ReadArray() != Fields ? throw new FormatException("A stock has four numbers.")
        : new(r.ReadInteger(), r.ReadInteger(), r.ReadInteger(), r.ReadInteger());
}

/// <summary>What the tally must know of an account before an act.</summary>
/// <param name="Kind">Who holds it.</param>
/// <param name="IsOpen">Whether it was open.</param>
public readonly record struct Party(AccountKind Kind, bool IsOpen)
{
    /// <summary>Whether it is held by anybody but a resident.</summary>
    public bool IsProfessional => Kind is not AccountKind.Resident;
}

/// <summary>Counts along with the book: all that ever passed, and what stands now.</summary>
/// <param name="Totals">Since the first entry.</param>
/// <param name="Stock">Now; its highest is that since the day began.</param>
public readonly record struct Tally(Totals Totals, Stock Stock)
{
    /// <summary>Units in circulation: on paper, in accounts, and on their way back.</summary>
    public long InCirculation => Totals.Issued - Totals.Destroyed;

    /// <summary>Units in members' accounts.</summary>
    public long Digital => InCirculation - Stock.Paper - Stock.InProgress;

    /// <summary>A new day begins: its highest is what it begins with.</summary>
    public Tally AtDawn() => this with { Stock = Stock with { Highest = InCirculation } };

    /// <summary>After an act.</summary>
    /// <param name="act">The act.</param>
    /// <param name="unit">The ledger's unit; others are not counted.</param>
    /// <param name="partyOf">Whose account it is, as it stood before the act; null: nobody's.</param>
    public Tally Apply(Act act, Unit unit, Func<AccountId, Party?> partyOf)
    {
        var (totals, stock) = this;
        foreach (var leg in act.Transfers)
        {
            if (leg.Unit != unit) continue;
            var minor = leg.Amount.Minor;
            if (leg.From == OfficeAccounts.Issuance) totals = totals with { Issued = checked(totals.Issued + minor) };
            if (leg.To == OfficeAccounts.Issuance) totals = totals with { Destroyed = checked(totals.Destroyed + minor) };
            stock = stock with
            {
                Paper = stock.Paper + (leg.To == OfficeAccounts.Paper ? minor : 0) - (leg.From == OfficeAccounts.Paper ? minor : 0),
                InProgress = stock.InProgress + (leg.To == OfficeAccounts.Reconversion ? minor : 0) - (leg.From == OfficeAccounts.Reconversion ? minor : 0),
            };
        }
        switch (act)
        {
            case Act.Paid paid when paid.Unit == unit && !OfficeAccounts.Contains(paid.Payee):
                var sum = paid.Amount.Minor;
                if (paid.Refunds is not null)
                {
                    totals = totals with { Refunds = totals.Refunds + 1, Refunded = checked(totals.Refunded + sum) };
                    break;
                }
                var (by, to) = (partyOf(paid.Payer) is { IsProfessional: true }, partyOf(paid.Payee) is { IsProfessional: true });
                totals = totals with
                {
                    Payments = totals.Payments + 1,
                    Paid = checked(totals.Paid + sum),
                    ToProfessionals = totals.ToProfessionals + (to ? sum : 0),
                    ByProfessionals = totals.ByProfessionals + (by ? sum : 0),
                    BetweenProfessionals = totals.BetweenProfessionals + (by && to ? sum : 0),
                };
                break;
            case Act.AccountOpened { Kind: not AccountKind.Resident, Status: SubjectStatus.Open }:
            case Act.AccountApproved approved when partyOf(AccountId.Parse(approved.Decider.Subject)) is { IsProfessional: true }:
                stock = stock with { Acceptors = stock.Acceptors + 1 };
                break;
            case Act.AccountClosed closed when partyOf(AccountId.Parse(closed.Decider.Subject)) is { IsProfessional: true, IsOpen: true }:
                stock = stock with { Acceptors = stock.Acceptors - 1 };
                break;
        }
        var next = new Tally(totals, stock);
        return next.InCirculation > stock.Highest ? next.AtDawn() : next;
    }

    internal void Write(CborWriter w)
    {
        Totals.Write(w);
        Stock.Write(w);
    }

    internal static Tally Read(ref CborReader r) => new(Totals.Read(ref r), Stock.Read(ref r));
}
