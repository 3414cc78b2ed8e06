using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>Tells what the label says of a payee today. It is another book and another owner's: who carries the currency only asks.</summary>
public interface IPayeeStandings
{
    Task<PayeeStanding> Of(AccountId payee);
}

/// <summary>The campaigns, as this server knows them from the book. A purse that it does not know it looks for; what ends a campaign it knows within seconds, and the
/// last day of a purse is never before the day of the end.</summary>
public sealed class CampaignsInForce(CurrencyBook book, PaymentRequests requests, IPayeeStandings standings, TimeProvider clock)
{
    private const int PageSize = 500;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private sealed record Known(CampaignsState State, Position Position, DateTimeOffset At);
    private volatile Known _known = new(new(), Position.None, DateTimeOffset.MinValue);

    /// <summary>All of them, up to the head of the book.</summary>
    public async Task<CampaignsState> Read()
    {
        var (state, position, now) = (_known.State, _known.Position, clock.GetUtcNow());
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(CampaignsState.Subject, position, PageSize))
            (state, position) = (state.Apply(entry.Position, Codec.Decode(entry.Body)), entry.Position);
        _known = new(state, position, now);
        return state;
    }

    /// <summary>The purses that do not pay this payee today.</summary>
    /// <param name="purses">Those that an order names.</param>
    /// <param name="payee">Who is to be paid.</param>
    public async Task<ImmutableHashSet<PurseId>> NotHere(IReadOnlyList<PursePart> purses, AccountId payee)
    {
        if (purses.Count == 0 || await requests.KindOf(payee) is not { } kind) return [];
        var known = _known;
        var state = clock.GetUtcNow() - known.At < Look && purses.All(p => known.State.Of(p.Purse) is not null) ? known.State : await Read();
        var standing = purses.Any(p => state.Of(p.Purse)?.Terms.Acceptors.AskOfLabel is true) ? await standings.Of(payee) : PayeeStanding.None;
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        return [.. purses.Where(p => state.Of(p.Purse)?.PaysOn(today, payee, kind, standing) is false).Select(p => p.Purse)];
    }

    /// <summary>Whether a campaign's purses pay each of some payees today.</summary>
    public async Task<bool> Pays(Campaign campaign, AccountId payee) => await requests.KindOf(payee) is { } kind
        && campaign.PaysOn(ParisCalendar.DayOf(clock.GetUtcNow()), payee, kind, campaign.Terms.Acceptors.AskOfLabel ? await standings.Of(payee) : PayeeStanding.None);
}
