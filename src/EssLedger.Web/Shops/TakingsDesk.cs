using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;

namespace EssLedger.Web.Shops;

/// <summary>A shop's last closure of its takings, and what it has taken since.</summary>
/// <param name="Last">Null: it has closed none yet.</param>
/// <param name="Since">What came after.</param>
/// <param name="OldestOpen">The day (Europe/Paris) of the first taking that no closure covers; null: all are covered.</param>
public sealed record ClosureStanding(TakingsClosure? Last, Takings Since, DateOnly? OldestOpen);

/// <summary>What shops take, read from the book each time it is asked for: so it is equal to it.</summary>
public sealed class TakingsDesk(CurrencyBook book, IPaymentRequestStore requests)
{
    private const int PageSize = 500;

    /// <summary>Every sale and refund of a shop from one day through another (Europe/Paris), the oldest first.</summary>
    public async Task<IReadOnlyList<Taking>> Of(AccountId shop, DateOnly from, DateOnly through)
    {
        var paid = new List<(Entry Entry, Act.Paid Paid, Takings Adds)>();
        for (Position? before = null; ;)
        {
            var page = await book.Store.ReadSubjectBackAsync(shop.Value, before, PageSize, default);
            foreach (var entry in page)
                if (ParisCalendar.DayOf(entry.CommittedAt) is var day && day >= from && day <= through && Codec.Decode(entry.Body) is Act.Paid act && default(Takings).With(act, shop) is var adds && adds != default)
                    paid.Add((entry, act, adds));
            if (page.Count < PageSize || ParisCalendar.DayOf(page[^1].CommittedAt) < from) break;
            before = page[^1].Position;
        }
        paid.Reverse();

        // A refund stands with the till and the cashier of its sale.
        var sales = new List<(Entry Entry, Takings Adds, Act.Paid? Sale)>();
        foreach (var (entry, act, adds) in paid) sales.Add((entry, adds, act.Refunds is { } sale ? await Sale(act.Payee, sale) : act));
        var asked = (await requests.FindAllAsync([.. sales.Select(s => CodeOf(s.Sale)).OfType<RequestId>()], default)).ToDictionary(r => r.Terms.Id);
        return [.. sales.Select(s =>
        {
            var request = CodeOf(s.Sale) is { } id ? asked.GetValueOrDefault(id) : null;
            return new Taking(shop, s.Entry.Position, s.Entry.CommittedAt, s.Adds, request?.Till, s.Sale is { Means: Means.Card, By: { } cashier } ? cashier : request is { Terms.Standing: false } ? request.By : null);
        })];
    }

    /// <summary>How far a shop's takings are closed.</summary>
    public async Task<ClosureStanding> Closure(AccountId shop)
    {
        var number = await TakingsClosure.LastNumberAsync(book.Store, shop, default);
        var last = number > 0 ? await TakingsClosure.FindAsync(book.Store, shop, number, default) : null;
        var (since, oldest) = (default(Takings), (DateOnly?)null);
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(shop.Value, last?.Closed.Last ?? Position.None, PageSize))
        {
            var with = since.With(Codec.Decode(entry.Body), shop);
            if (with != since) oldest ??= ParisCalendar.DayOf(entry.CommittedAt);
            since = with;
        }
        return new(last, since, oldest);
    }

    private static RequestId? CodeOf(Act.Paid? sale) => sale is null ? null : sale.Request ?? sale.Printed;

    private async Task<Act.Paid?> Sale(AccountId payer, OrderId order) =>
        await book.Store.FindAsync(Claim.OutcomeOf(payer, order), default) is { } entry ? Codec.Decode(entry.Body) as Act.Paid : null;
}
