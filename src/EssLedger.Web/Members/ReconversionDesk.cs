using System.Collections.Immutable;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Members;

/// <summary>What a reconversion would cost now.</summary>
/// <param name="Payer">The professional's account.</param>
/// <param name="Amount">In units; they become euro one for one.</param>
/// <param name="Fee">Part of the amount that the association keeps.</param>
/// <param name="Terms">By which the fee was reckoned.</param>
/// <param name="Until">As long as the fee is this one, UTC: an order sent by then is taken, unless the account changes.</param>
public sealed record ReconversionQuote(AccountId Payer, Amount Amount, Amount Fee, ReconversionTerms Terms, DateTimeOffset Until)
{
    /// <summary>What the bank is to pay.</summary>
    public Amount Net => Amount - Fee;
}

/// <summary>How far a reconversion has come.</summary>
public enum ReconversionState
{
    /// <summary>The units are set aside; nobody has looked at it yet.</summary>
    InProgress,
    /// <summary>Two persons had the bank told to pay.</summary>
    Approved,
    /// <summary>The bank has paid: the units are destroyed.</summary>
    Settled,
    /// <summary>The bank could not pay: the units are back.</summary>
    Returned,
}

/// <summary>A reconversion and how far it has come.</summary>
/// <param name="Of">What was given, and what it costs.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Position">Where the order stands in the book.</param>
/// <param name="At">When it was committed (UTC).</param>
/// <param name="State">How far it has come.</param>
/// <param name="Since">When that state was reached (UTC); null: the state is the first.</param>
public sealed record ReconversionStanding(Reconversion Of, Unit Unit, Position Position, DateTimeOffset At, ReconversionState State, DateTimeOffset? Since);

/// <summary>Why an agreement or terms of reconversion were not recorded, in the order in which reasons win.</summary>
public enum ReconversionRefusal
{
    /// <summary>There is no such account, or it is no professional's.</summary>
    Unknown,
    /// <summary>Nobody decides about an account of their own.</summary>
    Own,
    /// <summary>Missing or too long.</summary>
    ReasonMissing,
    /// <summary>They could leave nothing to pay out: at most 25 %, and the least fee below the least amount.</summary>
    NotSound,
    /// <summary>They would take effect before every server can know of them.</summary>
    TooSoon,
}

/// <summary>A recorded change of the terms of reconversion.</summary>
/// <param name="Words">The decision; null: forgotten.</param>
public sealed record ReconversionTermsChange(Position Position, DateTimeOffset At, Act.ReconversionTermsSet Set, string? Words);

/// <summary>Reconversions as professionals and the association's office see them, by the same rules whether a screen or the API asks.</summary>
public sealed class ReconversionDesk(IGrainFactory grains, People people, PaymentRequests requests, TermsInForce terms, CurrencyBook book, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <summary>The kinds of account that may reconvert.</summary>
    public static IReadOnlyList<AccountKind> Kinds { get; } = [AccountKind.Merchant, AccountKind.Ess, AccountKind.Public];

    /// <summary>The accounts out of which a person may reconvert: those of professionals that they hold, and of the shops whose merchant they are.</summary>
    public async Task<IReadOnlyList<AccountId>> AccountsOf(PersonId person)
    {
        var own = new List<AccountId>();
        foreach (var account in (await people.ShopsOf(person, Roles.Merchant)).Select(s => s.Account).Concat(await people.AccountsOf(person)).Distinct())
            if (await requests.KindOf(account) is { } kind && Kinds.Contains(kind)) own.Add(account);
        return own;
    }

    /// <summary>What a reconversion would cost now; or why it would be refused.</summary>
    public async Task<(ReconversionQuote? Quote, Decision.Refuse? Refusal)> Quote(AccountId payer, Amount amount)
    {
        var account = await grains.GetGrain<IAccountGrain>(payer.Value).Read();
        if (!account.IsProfessional) return (null, new(Refusal.NotProfessional));
        if (account.AgreementEnded) return (null, new(Refusal.NoAgreement));
        var (now, holds) = (clock.GetUtcNow(), await terms.Now());
        var of = holds.ReconversionOf(account.Kind!.Value);
        if (amount > holds.MaxAmount) return (null, new(Refusal.LimitExceeded, Limit.MaxAmount));
        if (amount < of.LeastAmount) return (null, new(Refusal.LimitExceeded, Limit.LeastReconversion));
        var until = now + Terms.LongestValidity;
        return (new(payer, amount, of.FeeOf(amount), of, (await terms.Read()).Reconversion.NextAfter(now) is { } next && next < until ? next : until), null);
    }

    /// <summary>A reconversion by the id of its order; null: there is none.</summary>
    public async Task<ReconversionStanding?> Find(OrderId payment) =>
        await BegunBy(book, payment) is var (entry, of) ? await StandingOf(entry, of, await Treasury.Read()) : null;

    /// <summary>The entry of a reconversion's order or slip, and what it began; null: there is none.</summary>
    internal static async Task<(Entry Entry, Reconversion Of)?> BegunBy(CurrencyBook book, OrderId payment)
    {
        foreach (var entry in await book.Store.FindByPrefixAsync(ClaimKind.Order, $"{payment} ", default))
            if (Reconversion.BegunBy(Codec.Decode(entry.Body)) is { } of) return (entry, of);
        return null;
    }

    /// <summary>Reconversions, the last first.</summary>
    /// <param name="payers">Of these accounts; null: of all.</param>
    /// <param name="before">Those before a position; null: from the last one on.</param>
    /// <param name="limit">At most so many.</param>
    public async Task<IReadOnlyList<ReconversionStanding>> List(IReadOnlyCollection<AccountId>? payers, Position? before, int limit)
    {
        var (found, treasury) = (new List<ReconversionStanding>(), await Treasury.Read());
        while (true)
        {
            // What is paid to the office is far less than what its payers were paid.
            var page = await book.Store.ReadSubjectBackAsync(OfficeAccounts.Reconversion.Value, before, PageSize, default);
            foreach (var entry in page)
            {
                if (Reconversion.BegunBy(Codec.Decode(entry.Body)) is not { } of || payers?.Contains(of.Payer) is false) continue;
                found.Add(await StandingOf(entry, of, treasury));
                if (found.Count == limit) return found;
            }
            if (page.Count < PageSize) return found;
            before = page[^1].Position;
        }
    }

    private ITreasuryGrain Treasury => grains.Treasury();

    private async Task<ReconversionStanding> StandingOf(Entry entry, Reconversion of, TreasuryView treasury)
    {
        var sale = new Sale(of.Payer, of.Order);
        var state = ReconversionState.InProgress;
        Entry? since = null;
        // Settled, and then sent back by the bank, it is returned.
        if (await book.Store.FindAsync(Claim.ReturnOf(sale), default) is { } returned) (state, since) = (ReconversionState.Returned, returned);
        else if (await book.Store.FindAsync(Claim.SettlementOf(sale), default) is { } settled) (state, since) = (ReconversionState.Settled, settled);
        else
        {
            foreach (var (id, remittance) in treasury.Treasury.Remittances)
                if (remittance.ApprovedBy is not null && remittance.Items.Contains(of)) (state, since) = (ReconversionState.Approved, await book.Store.FindAsync(Claim.ApprovalOf(id), default));
        }
        return new(of, terms.Basis.Unit, entry.Position, entry.CommittedAt, state, since?.CommittedAt);
    }

    /// <summary>Ends an account's agreement, or puts it in force again.</summary>
    public async Task<ReconversionRefusal?> Agree(AccountId account, bool inForce, string? reason, PersonId by)
    {
        if (await requests.KindOf(account) is not { } kind || !Kinds.Contains(kind)) return ReconversionRefusal.Unknown;
        if (await people.Holds(by, account)) return ReconversionRefusal.Own;
        if (TermsDesk.Words(reason) is not { } words) return ReconversionRefusal.ReasonMissing;
        var grain = grains.GetGrain<IAccountGrain>(account.Value);
        _ = inForce ? await grain.RenewAgreement(words, by) : await grain.EndAgreement(words, by);
        return null;
    }

    /// <summary>Records on which terms each kind reconverts from an instant on.</summary>
    public async Task<(Act.ReconversionTermsSet? Set, ReconversionRefusal? Refusal)> Set(DateTimeOffset from, IReadOnlyDictionary<AccountKind, ReconversionTerms> kinds, string? reason, PersonId by)
    {
        if (TermsDesk.Words(reason) is not { } words) return (null, ReconversionRefusal.ReasonMissing);
        if (kinds.Keys.Any(kind => !Kinds.Contains(kind)) || kinds.Values.Any(of => !of.AreSound)) return (null, ReconversionRefusal.NotSound);
        var set = new Act.ReconversionTermsSet(Turn.OfTreasury, DateTimeOffset.FromUnixTimeMilliseconds(from.ToUnixTimeMilliseconds()), kinds.ToImmutableSortedDictionary(), Digest.Of(words), by);
        return await Treasury.SetReconversionTerms(set, words) is { } placed ? (placed, null) : (null, ReconversionRefusal.TooSoon);
    }

    /// <summary>The terms that hold now.</summary>
    public async Task<Terms> Now() => (await terms.Read()).At(clock.GetUtcNow());

    /// <summary>Everything that was recorded of the terms, the last first.</summary>
    public async Task<IReadOnlyList<ReconversionTermsChange>> History()
    {
        var changes = new List<ReconversionTermsChange>();
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(TermsHistory.Subject, Position.None, PageSize))
            if (Codec.Decode(entry.Body) is Act.ReconversionTermsSet set) changes.Add(new(entry.Position, entry.CommittedAt, set, await TermsDesk.Told(book, entry.Position, set.Reason)));
        changes.Reverse();
        return changes;
    }
}
