using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Alerts;

/// <summary>From what on something is worth a look, and how many accounts one person may have.</summary>
public sealed record AlertTerms
{
    /// <summary>Those that hold until others were set.</summary>
    public static AlertTerms Usual { get; } = new();

    /// <summary>So many cash loads of one account, 2 … 100…</summary>
    public int CashLoads { get; init; } = 3;

    /// <summary>…each below this, all together not (150.00: CMF R.561-16-1)…</summary>
    public Amount CashBelow { get; init; } = Amount.FromMinor(150_00);

    /// <summary>…within so many days of 24 hours, 1 … 365.</summary>
    public int CashDays { get; init; } = 30;

    /// <summary>Money that comes into a resident's account and is passed on: from so much on…</summary>
    public Amount InOutIndividual { get; init; } = Amount.FromMinor(500_00);

    /// <summary>…into any other account from so much on…</summary>
    public Amount InOutProfessional { get; init; } = Amount.FromMinor(5_000_00);

    /// <summary>…of which so many in a hundred, 1 … 100…</summary>
    public int InOutPercent { get; init; } = 80;

    /// <summary>…leave within so many hours, 1 … <see cref="MostHours"/>.</summary>
    public int InOutHours { get; init; } = 24;

    /// <summary>So many individual accounts one person may have, 1 … 1000: no more are opened, and where there are more nevertheless that is worth a look.</summary>
    public int IndividualAccounts { get; init; } = 1;

    /// <summary>More professional accounts of one person than this are worth a look, 1 … 100.</summary>
    public int ProfessionalAccounts { get; init; } = 3;

    /// <summary>A week: what must be read again to know what came in lately.</summary>
    public const int MostHours = 168;

    /// <summary>Whether all of it is in its range.</summary>
    public bool IsSound =>
        CashLoads is >= 2 and <= 100 && CashBelow > Amount.Zero && CashDays is >= 1 and <= 365
        && InOutIndividual > Amount.Zero && InOutProfessional > Amount.Zero && InOutPercent is >= 1 and <= 100 && InOutHours is >= 1 and <= MostHours
        && IndividualAccounts is >= 1 and <= 1000 && ProfessionalAccounts is >= 1 and <= 100;

    /// <summary>From how much on money that is passed on is worth a look.</summary>
    public Amount InOutOf(AccountKind? kind) => kind is AccountKind.Resident ? InOutIndividual : InOutProfessional;

    /// <summary>The least of <see cref="InOutOf"/>.</summary>
    public Amount InOutLeast => InOutIndividual < InOutProfessional ? InOutIndividual : InOutProfessional;

    /// <summary>How many accounts one person may have of this sort before that is worth a look.</summary>
    public int AccountsOf(bool individual) => individual ? IndividualAccounts : ProfessionalAccounts;
}

/// <summary>Terms that were set. A later one replaces an earlier one; both stay.</summary>
/// <param name="From">From when on they hold (UTC, whole milliseconds).</param>
/// <param name="Terms">All of them.</param>
/// <param name="By">Who set them.</param>
/// <param name="At">When they were set (UTC, whole milliseconds), before <paramref name="From"/>: what was committed before is not judged anew.</param>
/// <param name="Reason">Why.</param>
public sealed record AlertTermsSet(DateTimeOffset From, AlertTerms Terms, PersonId By, DateTimeOffset At, string Reason);

/// <summary>Which terms hold when.</summary>
/// <param name="Changes">In the order in which they were set.</param>
public sealed record AlertTermsHistory(IReadOnlyList<AlertTermsSet> Changes)
{
    /// <summary>Those that hold at an instant: of all that take effect by then the one that does so last, and of two at one instant the one set last.</summary>
    public AlertTerms At(DateTimeOffset now)
    {
        AlertTermsSet? holds = null;
        foreach (var set in Changes)
            if (set.From <= now && (holds is null || set.From >= holds.From)) holds = set;
        return holds?.Terms ?? AlertTerms.Usual;
    }
}
