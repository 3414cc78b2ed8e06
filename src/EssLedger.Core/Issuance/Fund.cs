using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Issuance;

/// <summary>The guarantee fund at a position of the book: the euro that there are, and whose they are.</summary>
/// <param name="Guarantees">Each guarantee bank account with what the book says it holds.</param>
/// <param name="InTransit">Each account of euro on their way to the bank that holds any.</param>
/// <param name="Paper">Units in circulation as notes.</param>
/// <param name="Digital">Units that members hold.</param>
/// <param name="InProgress">Units whose holders wait for euro.</param>
/// <param name="Unmatched">Received and not yet explained.</param>
/// <param name="Unexplained">Paid out and not yet explained: what is missing until somebody says why.</param>
/// <param name="Campaigns">Given by funders for campaigns and not yet granted.</param>
/// <param name="Own">The association's own among these euro: commission, dues, gifts, what else.</param>
/// <param name="Receivable">What members owe, covered from the association's own.</param>
/// <param name="Gaps">Where book and bank, or units and the euro behind them, differ; none: all is well.</param>
public sealed record Fund(
    IReadOnlyList<FundLine> Guarantees, IReadOnlyList<FundLine> InTransit, Amount Paper, Amount Digital, Amount InProgress, Amount Unmatched, Amount Unexplained,
    Amount Campaigns, Amount Own, Amount Receivable, IReadOnlyList<FundGap> Gaps)
{
    /// <summary>The euro that there are: at the bank and on their way to it.</summary>
    public Balance There => new(Guarantees.Sum(g => g.Balance.Minor) + InTransit.Sum(t => t.Balance.Minor));

    /// <summary>The euro that there must be: a cent for each hundredth in circulation, what is unmatched, what is others' or our own, less what is owed to us or unexplained.</summary>
    public Balance Needed => new(Paper.Minor + Digital.Minor + InProgress.Minor + Unmatched.Minor + Campaigns.Minor + Own.Minor - Receivable.Minor - Unexplained.Minor);

    /// <summary>Whether all is well.</summary>
    public bool IsWhole => Gaps.Count == 0 && There == Needed;

    /// <summary>The fund as the treasury's acts made it.</summary>
    /// <param name="treasury">What the treasury knows.</param>
    /// <param name="inProgress">The reconversions in progress, at the same position or later.</param>
    /// <param name="unit">The ledger's unit.</param>
    public static Fund Of(TreasuryState treasury, IEnumerable<Reconversion> inProgress, Unit unit)
    {
        var waiting = inProgress.Aggregate(Amount.Zero, (sum, r) => sum + r.Amount);
        var paper = Amount.FromMinor(treasury.Of(OfficeAccounts.Paper, unit).Minor);
        var made = -treasury.Of(OfficeAccounts.Issuance, unit).Minor;
        var held = treasury.Balances.Where(b => b.Key.Unit == Unit.Euro).OrderBy(b => b.Key.Account.Value, StringComparer.Ordinal).ToList();
        return new(
            Lines(account => OfficeAccounts.KindOf(account) is OfficeAccountKind.Bank),
            Lines(account => OfficeAccounts.KindOf(account) is OfficeAccountKind.InTransit && account != OfficeAccounts.Receivable),
            paper, Amount.FromMinor(made - paper.Minor - waiting.Minor), waiting,
            Owed(treasury.Of(OfficeAccounts.Suspense, Unit.Euro)), Amount.FromMinor(treasury.Of(OfficeAccounts.Unexplained, Unit.Euro).Minor),
            Owed(new(held.Where(b => OfficeAccounts.IsCampaign(b.Key.Account)).Sum(b => b.Value.Minor))), treasury.Own,
            Amount.FromMinor(treasury.Of(OfficeAccounts.Receivable, Unit.Euro).Minor), treasury.Gaps(unit));

        List<FundLine> Lines(Func<AccountId, bool> which) => [.. held.Where(b => which(b.Key.Account)).Select(b => new FundLine(b.Key.Account, b.Value))];
        static Amount Owed(Balance balance) => Amount.FromMinor(-balance.Minor);
    }
}

/// <summary>An account of the fund and the euro it holds.</summary>
public sealed record FundLine(AccountId Account, Balance Balance);
