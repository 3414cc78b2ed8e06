using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Members;

/// <summary>A firm in the mutual credit, as the office sees it.</summary>
/// <param name="Account">Its account.</param>
/// <param name="Name">Null: erased.</param>
/// <param name="Credit">Limits and what stands.</param>
public sealed record CreditFirm(AccountId Account, string? Name, CreditAccount Credit);

/// <summary>What the office does about the mutual credit. Two persons decide on whatever lets a firm owe; ending an admission takes one, who says what stands.</summary>
public sealed class MutualCreditDesk(IGrainFactory grains, MutualCreditInForce mutual, PaymentRequests requests, People people, Terms terms, TimeProvider clock)
{
    /// <summary>The most characters of a reason.</summary>
    public const int LongestReason = 500;

    private const int SaltSize = 16;

    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>All of it, and its firms by name.</summary>
    public async Task<(MutualCreditState State, IReadOnlyList<CreditFirm> Firms)> Read()
    {
        var state = await mutual.Read();
        var firms = new List<CreditFirm>();
        foreach (var (account, credit) in state.Accounts) firms.Add(new(account, (await people.HolderOf(account))?.Name, credit));
        return (state, [.. firms.OrderBy(f => f.Name, StringComparer.CurrentCulture).ThenBy(f => f.Account.Value, StringComparer.Ordinal)]);
    }

    public async Task<CreditFirm?> Find(AccountId account) => (await mutual.Read()).Accounts.TryGetValue(account, out var credit) ? new(account, (await people.HolderOf(account))?.Name, credit) : null;

    public Task<CreditRefusal?> Propose(Unit unit, PersonId by) => grains.Treasury().ProposeMutualCredit(unit, by);

    public Task<CreditRefusal?> Decide(bool approve, PersonId by) => grains.Treasury().DecideMutualCredit(approve, by);

    /// <exception cref="ProblemException">403 <c>forbidden</c>.</exception>
    public async Task<CreditRefusal?> ProposeLimits(AccountId account, CreditLimits limits, PersonId by) =>
        limits.Floor > terms.MaxAmount || limits.Ceiling > terms.MaxAmount ? CreditRefusal.LimitsUnsound : await Of(account, by) is { } grain ? await grain.ProposeCredit(limits, by) : CreditRefusal.AccountUnknown;

    /// <exception cref="ProblemException">403 <c>forbidden</c>.</exception>
    public async Task<CreditRefusal?> DecideLimits(AccountId account, bool approve, PersonId by) => await Of(account, by) is { } grain ? await grain.DecideCredit(approve, by) : CreditRefusal.AccountUnknown;

    /// <exception cref="ProblemException">403 <c>forbidden</c>.</exception>
    public async Task<CreditRefusal?> End(AccountId account, Balance left, string reason, PersonId by) =>
        await Of(account, by) is { } grain ? await grain.EndCredit(left, [.. RandomNumberGenerator.GetBytes(SaltSize), .. Encoding.UTF8.GetBytes(reason)], by) : CreditRefusal.AccountUnknown;

    // Nobody's account wakes no grain, and nobody decides how far an account of their own may go.
    private async Task<IAccountGrain?> Of(AccountId account, PersonId by)
    {
        if (await requests.StatusOf(account, fresh: true) is null) return null;
        if (await people.Holds(by, account)) throw new ProblemException("forbidden", "Nobody decides how far an account of their own may go.");
        return grains.GetGrain<IAccountGrain>(account.Value);
    }
}
