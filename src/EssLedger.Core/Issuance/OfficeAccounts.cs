using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Issuance;

/// <summary>What an office account tells of euro or units.</summary>
public enum OfficeAccountKind
{
    /// <summary>The name under which office acts are numbered; it holds nothing.</summary>
    Name,
    /// <summary>Where notes of paper are, in a unit of their own. Never below zero, but for the press and what is lost.</summary>
    Notes,
    /// <summary>Minus the units that were made.</summary>
    Units,
    /// <summary>Units that left members' accounts but not circulation: notes, reconversions in progress. Never below zero.</summary>
    Circulating,
    /// <summary>Euro in a guarantee bank account, as the bank says: moved by its statements only.</summary>
    Bank,
    /// <summary>Euro that back units and are on their way to the bank, or are owed to us. Never below zero.</summary>
    InTransit,
    /// <summary>What left a bank account and nobody explained yet. Never below zero.</summary>
    Unexplained,
    /// <summary>What we owe, or is our own: minus the euro that belong to units, to members not yet found, to a campaign, to the association. Never above zero.</summary>
    Owed,
}

/// <summary>The chart of office accounts, in double entry: in each unit they and members' accounts sum to zero. All are decided by the treasury, under its
/// one sequence of acts. Assets in euro stand above zero; what the association owes, and what is its own, below.</summary>
public static class OfficeAccounts
{
    /// <summary>The treasury itself: it holds nothing; it is the name under which office acts are numbered.</summary>
    public static readonly AccountId Treasury = AccountId.Parse("TREASURY");

    /// <summary>Minus what is in circulation: every unit comes from here.</summary>
    public static readonly AccountId Issuance = AccountId.Parse("ISSUANCE");
    /// <summary>Units in circulation as notes.</summary>
    public static readonly AccountId Paper = AccountId.Parse("PAPER");
    /// <summary>Units whose holder asked for euro and did not yet get them.</summary>
    public static readonly AccountId Reconversion = AccountId.Parse("RECONVERSION");

    /// <summary>The first guarantee bank account.</summary>
    public static readonly AccountId Guarantee = AccountId.Parse("GUARANTEE");
    /// <summary>Receipts at the bank that somebody entered by hand and no statement has shown yet.</summary>
    public static readonly AccountId Announced = AccountId.Parse("ANNOUNCED");
    /// <summary>Paid by card and not yet passed on by the processor.</summary>
    public static readonly AccountId Cards = AccountId.Parse("CARDS");
    /// <summary>Direct debits in collection.</summary>
    public static readonly AccountId Debits = AccountId.Parse("DEBITS");
    /// <summary>Owed by members, a returned debit for instance; never part of what backs units.</summary>
    public static readonly AccountId Receivable = AccountId.Parse("RECEIVABLE");

    /// <summary>Minus the euro that back units: as many as there are units, always.</summary>
    public static readonly AccountId Backing = AccountId.Parse("BACKING");
    /// <summary>Minus what the bank received and nobody explained yet.</summary>
    public static readonly AccountId Suspense = AccountId.Parse("SUSPENSE");
    /// <summary>What the bank paid out and nobody explained yet.</summary>
    public static readonly AccountId Unexplained = AccountId.Parse("UNEXPLAINED");
    /// <summary>Minus the fees of reconversions, less what was spent of them.</summary>
    public static readonly AccountId Commission = AccountId.Parse("COMMISSION");
    /// <summary>Minus members' dues.</summary>
    public static readonly AccountId Dues = AccountId.Parse("DUES");
    /// <summary>Minus gifts to the association.</summary>
    public static readonly AccountId Donations = AccountId.Parse("DONATIONS");
    /// <summary>Minus what else is the association's own.</summary>
    public static readonly AccountId OwnFunds = AccountId.Parse("OWNFUNDS");

    private const string BureauPrefix = "BUREAU.", CampaignPrefix = "CAMPAIGN.", GuaranteePrefix = "GUARANTEE.";

    /// <summary>The accounts of the association's own euro.</summary>
    public static readonly IReadOnlySet<AccountId> Own = new HashSet<AccountId> { Commission, Dues, Donations, OwnFunds };

    /// <summary>How many guarantee bank accounts there can be.</summary>
    public const int MostGuarantees = 9;

    private static readonly Dictionary<AccountId, OfficeAccountKind> Known = new()
    {
        [Treasury] = OfficeAccountKind.Name,
        [AccountId.Parse(TermsHistory.Subject)] = OfficeAccountKind.Name,
        [AccountId.Parse(Books.Closings.Subject)] = OfficeAccountKind.Name,
        [AccountId.Parse(CampaignsState.Subject)] = OfficeAccountKind.Name,
        [AccountId.Parse(MutualCreditState.Subject)] = OfficeAccountKind.Name,
        [Issuance] = OfficeAccountKind.Units,
        [Paper] = OfficeAccountKind.Circulating,
        [Reconversion] = OfficeAccountKind.Circulating,
        [Guarantee] = OfficeAccountKind.Bank,
        [Announced] = OfficeAccountKind.InTransit,
        [Cards] = OfficeAccountKind.InTransit,
        [Debits] = OfficeAccountKind.InTransit,
        [Receivable] = OfficeAccountKind.InTransit,
        [Unexplained] = OfficeAccountKind.Unexplained,
        [Backing] = OfficeAccountKind.Owed,
        [Suspense] = OfficeAccountKind.Owed,
        [Commission] = OfficeAccountKind.Owed,
        [Dues] = OfficeAccountKind.Owed,
        [Donations] = OfficeAccountKind.Owed,
        [OwnFunds] = OfficeAccountKind.Owed,
    };

    /// <summary>A guarantee bank account.</summary>
    /// <param name="number">1 … <see cref="MostGuarantees"/>, in the order of the configuration.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that number.</exception>
    public static AccountId GuaranteeOf(int number) => number switch
    {
        1 => Guarantee,
        > 1 and <= MostGuarantees => AccountId.Parse(GuaranteePrefix + (char)('0' + number)),
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, "There are 1 to 9 guarantee accounts."),
    };

    /// <summary>The euro that a bureau de change keeps in cash.</summary>
    /// <param name="bureau">12 characters of its id, A–Z and 2–7.</param>
    public static AccountId CashOf(string bureau) => AccountId.Parse(BureauPrefix + bureau);

    /// <summary>A campaign's euro: minus what its funder gave and was not yet granted.</summary>
    /// <param name="campaign">12 characters of its id, A–Z and 2–7.</param>
    public static AccountId CampaignOf(string campaign) => AccountId.Parse(CampaignPrefix + campaign);

    /// <summary>Whether an account is a campaign's.</summary>
    public static bool IsCampaign(AccountId account) => account.Value.StartsWith(CampaignPrefix, StringComparison.Ordinal);

    /// <summary>What an account is; null: a member's. Members' ids are base32, so none has a point.</summary>
    public static OfficeAccountKind? KindOf(AccountId account) =>
        Known.TryGetValue(account, out var kind) ? kind
        : account.Value.StartsWith(GuaranteePrefix, StringComparison.Ordinal) ? OfficeAccountKind.Bank
        : account.Value.StartsWith(BureauPrefix, StringComparison.Ordinal) ? OfficeAccountKind.InTransit
        : account.Value.StartsWith(CampaignPrefix, StringComparison.Ordinal) ? OfficeAccountKind.Owed
        : NotePlaces.Contains(account) ? OfficeAccountKind.Notes
        : account.Value.Contains('.', StringComparison.Ordinal) ? OfficeAccountKind.Name
        : null;

    /// <summary>Whether an account is one of these: no member's can be.</summary>
    public static bool Contains(AccountId account) => KindOf(account) is not null;

    /// <summary>The accounts that may stand below zero. A bank account may: that is for the bank to say.</summary>
    public static bool MayBeNegative(AccountId account) => KindOf(account) is OfficeAccountKind.Units or OfficeAccountKind.Bank or OfficeAccountKind.Owed || NotePlaces.MayBeNegative(account);

    /// <summary>The accounts that may stand above zero.</summary>
    public static bool MayBePositive(AccountId account) => KindOf(account) is not (OfficeAccountKind.Units or OfficeAccountKind.Owed);
}
