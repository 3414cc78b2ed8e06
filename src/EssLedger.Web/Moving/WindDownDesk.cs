using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.Moving;

/// <summary>Who still has units when the currency ends.</summary>
/// <param name="Holder">In whose name the account stands.</param>
/// <param name="Amount">In hundredths, outside purses.</param>
/// <param name="InPurses">What is in purses, which goes back to their funders.</param>
/// <param name="IsPaid">Whether they get euro for units; if not, they spend them.</param>
/// <param name="IbanKnown">Whether a second person checked a bank account of theirs.</param>
public sealed record Reimbursement(AccountHolder Holder, Amount Amount, Amount InPurses, bool IsPaid, bool IbanKnown);

/// <summary>The end of the currency: who has units left, and taking what nobody brought back.</summary>
public sealed class WindDownDesk(IGrainFactory grains, ActivityDesk activity, PaymentRequests requests, IPayoutStore payouts, IDbContextFactory<PeopleContext> contexts, Terms terms, TimeProvider clock)
{
    /// <summary>The longest reason, and the longest name of who is to have the remainder.</summary>
    public const int LongestWords = 500;

    // A call to the treasury is to be answered within seconds.
    private const int AtOnce = 200;

    /// <summary>The treasury, which decides.</summary>
    public ITreasuryGrain Treasury => grains.Treasury();

    /// <summary>A new proposal's id.</summary>
    public ProposalId NewProposal() => new(Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10)));

    /// <summary>Words as the book keeps them apart, so that nobody guesses them from their digest.</summary>
    public static byte[] Words(string words) => [.. RandomNumberGenerator.GetBytes(16), .. Encoding.UTF8.GetBytes(words)];

    /// <summary>Everybody who holds units, by name.</summary>
    public async Task<IReadOnlyList<Reimbursement>> Reimbursements(CancellationToken stop)
    {
        var known = (await Treasury.Read()).Treasury;
        var (end, holding, ibans) = (known.Moving.WindDown, await activity.Read(a => a.Holding(), stop), await payouts.ConfirmedAsync(stop));
        // Only of accounts that ever had a purse is it asked how much lies in it.
        var purses = known.Campaigns.All.Values.SelectMany(c => c.Purses.Keys).ToHashSet();
        await using var db = await contexts.CreateDbContextAsync(stop);
        var left = new List<Reimbursement>();
        foreach (var holder in await db.AccountHolders.AsNoTracking().OrderBy(h => h.Name).ToListAsync(stop))
        {
            stop.ThrowIfCancellationRequested();
            if (holding.GetValueOrDefault(holder.Account) is not (> 0 and var all)) continue;
            var ordinary = purses.Contains(holder.Account) ? (await requests.Holding(holder.Account)).In(new(terms.Unit, null)).Minor : all;
            left.Add(new(holder, Amount.FromMinor(ordinary), Amount.FromMinor(all - ordinary), holder.Kind != "resident" || end is { PaysResidents: true }, ibans.Contains(holder.Account)));
        }
        return left;
    }

    /// <summary>The same as a table (RFC 4180).</summary>
    public async Task<byte[]> ReimbursementList(CancellationToken stop) =>
        Encoding.UTF8.GetBytes(Csv.Table(["account", "kind", "name", "amount", "in_purses", "how", "iban_known"], (await Reimbursements(stop)).Select(one => (string?[])
            [one.Holder.Account.Value, one.Holder.Kind, one.Holder.Name, $"{one.Amount}", $"{one.InPurses}", one.IsPaid ? "reconvert" : "spend", one.IbanKnown ? "yes" : "no"])));

    /// <summary>Takes all that is left, some accounts at a time: whoever is stopped in between goes on by doing it again.</summary>
    /// <returns>What was taken, notes included.</returns>
    public async Task<Amount> TakeRemainder(PersonId by, CancellationToken stop)
    {
        // The treasury asks each account again; only those that hold anything are worth its time.
        var taken = Amount.Zero;
        var accounts = (await activity.Read(a => a.Holding(), stop)).Where(a => a.Value > 0).Select(a => a.Key).ToList();
        foreach (var some in accounts.Chunk(AtOnce))
        {
            stop.ThrowIfCancellationRequested();
            taken += await Treasury.TakeRemainder([.. some], by);
        }
        var paper = (await Treasury.Read()).Treasury.Of(OfficeAccounts.Paper, terms.Unit).Minor;
        return (await Treasury.ForfeitNotes(new(NewProposal().Uuid), by)).Refusal is null ? taken + Amount.FromMinor(paper) : taken;
    }
}
