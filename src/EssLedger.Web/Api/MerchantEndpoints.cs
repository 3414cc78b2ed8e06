using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Shops;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using FromHeaderAttribute = Microsoft.AspNetCore.Mvc.FromHeaderAttribute;

namespace EssLedger.Web.Api;

/// <summary>What a merchant takes, live and by the day: never whose money it was or of which kind.</summary>
public static class MerchantEndpoints
{
    private const int PageSize = 500;

    public static void MapMerchants(this IEndpointRouteBuilder app)
    {
        var merchants = app.MapGroup("/v1/merchants").RequireAuthorization().WithTags("Merchants");
        merchants.MapGet("/{merchant}/takings", Takings).WithSummary("A day's takings (Europe/Paris), shop by shop; equal to the book.");
        merchants.MapPost("/{merchant}/closures", Close).WithSummary("Closes the takings of each of the merchant's shops since it did so last; the totals are in the book for good, and equal to it.");
        merchants.MapGet("/{merchant}/closures", Closures).WithSummary("The closures of the merchant's shops, the newest first.");
        merchants.MapGet("/{merchant}/tills", Tills).WithSummary("The tills of the merchant's shops that are in use; a payment request names the one at which it is made.");
        merchants.MapGet("/{merchant}/tills/{till}/cashiers", Cashiers).WithSummary("Who takes turns at a till by a code of their own, and after how many minutes without a touch it locks.");
        merchants.MapPost("/{merchant}/tills/{till}/turns", Begin).WithSummary("A cashier's turn at a till begins, by their code. Named in the header `Cashier-Turn` by calls in the same session, it says in whose name the till acts; it opens nothing that the session does not. After three wrong codes the next are not looked at for a while that grows.");
        merchants.MapGet("/{merchant}/events", Events).Produces<string>(200, "text/event-stream")
            .WithSummary("Server-sent events: first `state` (the head of the book), then `credit` for every credit of the merchant's shops. The id is a position: with `Last-Event-ID` nothing after it is missed.");
    }

    private static async Task<Results<ServerSentEventsResult<string>, ProblemHttpResult>> Events(
        MerchantId merchant, HttpContext context, Caller caller, People people, CurrencyBook book, CommitFeed feed, EventStreams streams, IOptions<JsonOptions> json,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null)
    {
        caller.Require(Roles.Merchant, Roles.Cashier);
        if ((await ShopsOf(merchant, caller.RequiredPerson, people, Roles.Merchant, Roles.Cashier)).Count == 0) return Problems.For("forbidden");
        Position? after = null;
        if (lastEventId is not null)
        {
            if (!long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) return Problems.InvalidField("Last-Event-ID", "the id of an event of this stream");
            after = new(seen);
        }
        return TypedResults.ServerSentEvents(Follow(merchant, caller.RequiredPerson, after, people, book, feed, json.Value.SerializerOptions, streams.Open(context)));
    }

    /// <summary>The merchant's shops at which a person has one of these roles, by name.</summary>
    private static async Task<IReadOnlyList<Shop>> ShopsOf(MerchantId merchant, PersonId person, People people, params string[] roles) =>
        [.. (await people.ShopsOf(person, roles)).Where(s => s.Merchant == merchant)];

    /// <summary>What was missed, then what comes. A hint from the feed only means "look": the book says what happened.</summary>
    private static async IAsyncEnumerable<SseItem<string>> Follow(
        MerchantId merchant, PersonId person, Position? lastSeen, People people, CurrencyBook book, CommitFeed feed, JsonSerializerOptions json, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shops = await ShopsOf(merchant, person, people, Roles.Merchant, Roles.Cashier);
        using var subscription = feed.Listen([.. shops.Select(s => s.Account.Value)]);
        var head = (await book.Store.HeadAsync(default)).Position;
        var after = lastSeen is { } seen && seen < head ? seen : head;
        // Whoever loses the stream before the first credit can go on from here, too.
        yield return new(JsonSerializer.Serialize(new StreamState(after), json), "state") { EventId = after.ToString() };
        // The right to listen may have been taken away meanwhile.
        while (!cancellationToken.IsCancellationRequested && await people.Find(person) is { IsBarred: false } && !shops.Except(await ShopsOf(merchant, person, people, Roles.Merchant, Roles.Cashier)).Any())
        {
            // Up to one head for all shops, so that the credits of several come in book order and none before the last one sent is left out.
            for (var through = (await book.Store.HeadAsync(default)).Position; after < through;)
            {
                var (upTo, found) = (through, new List<(Position Position, CreditEvent Credit)>());
                foreach (var shop in shops)
                {
                    var page = await book.Store.ReadSubjectAsync(shop.Account.Value, after, PageSize, default);
                    if (page.Count == PageSize && page[^1].Position < upTo) upTo = page[^1].Position;
                    foreach (var entry in page)
                        if (CreditOf(entry, shop.Account) is { } credit) found.Add((entry.Position, credit));
                }
                foreach (var (position, credit) in found.Where(f => f.Position <= upTo).OrderBy(f => f.Position))
                    yield return new(JsonSerializer.Serialize(credit, json), "credit") { EventId = position.ToString() };
                after = upTo;
            }
            try
            {
                await subscription.Hints.ReadAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // The stream is over.
            }
        }
    }

    private static CreditEvent? CreditOf(Entry entry, AccountId account)
    {
        var act = Codec.Decode(entry.Body);
        var legs = act.Transfers.Where(t => t.To == account).ToList();
        if (legs.Count == 0) return null;
        var paid = act as Act.Paid;
        return new(entry.Position, account, Words.KindOf(act), Sum(legs.Select(t => t.Amount)), legs[0].Unit, paid?.Order, paid?.Request, entry.CommittedAt);
    }

    private static async Task<Results<Ok<Page<TillView>>, ProblemHttpResult>> Tills(MerchantId merchant, Caller caller, People people, IShopStore store)
    {
        caller.Require(Roles.Merchant, Roles.Cashier);
        if (await ShopsOf(merchant, caller.RequiredPerson, people, Roles.Merchant, Roles.Cashier) is not { Count: > 0 } mine) return Problems.For("forbidden");
        var tills = new List<TillView>();
        foreach (var shop in mine) tills.AddRange((await store.TillsAsync(shop.Account, default)).Where(t => t.EndedAt is null).Select(t => new TillView(t.Id, shop.Account, t.Name)));
        return TypedResults.Ok(new Page<TillView>(tills, null));
    }

    private static async Task<Results<Ok<CashiersView>, ProblemHttpResult>> Cashiers(MerchantId merchant, TillId till, Caller caller, People people, IShopStore store, CashierDesk cashiers)
    {
        caller.Require(Roles.Merchant, Roles.Cashier);
        if (await ShopsOf(merchant, caller.RequiredPerson, people, Roles.Merchant, Roles.Cashier) is not { Count: > 0 } mine) return Problems.For("forbidden");
        if (await TillOf(mine, till, store) is not { } its) return Problems.For("not_found");
        return TypedResults.Ok(new CashiersView(await store.LockAfterAsync(its.Shop, default) ?? CashierDesk.DefaultMinutes, [.. (await cashiers.Of(its.Shop)).Select(c => new CashierView(c.Person.PersonId, c.Person.DisplayName))]));
    }

    private static async Task<Results<Created<TurnView>, ProblemHttpResult>> Begin(MerchantId merchant, TillId till, BeginTurn asked, Caller caller, People people, IShopStore store, CashierDesk cashiers)
    {
        caller.Require(Roles.Merchant, Roles.Cashier);
        if (await ShopsOf(merchant, caller.RequiredPerson, people, Roles.Merchant, Roles.Cashier) is not { Count: > 0 } mine) return Problems.For("forbidden");
        if (await TillOf(mine, till, store) is not { } its) return Problems.For("not_found");
        var (word, turn, name) = await cashiers.Begin(its, asked.Cashier, asked.Code, caller.RequiredPerson);
        return TypedResults.Created((string?)null, new TurnView(word, turn.Cashier, name, turn.Refunds, turn.Keeps, turn.Until));
    }

    /// <summary>A till in use of one of these shops; null: they have no such.</summary>
    private static async Task<Till?> TillOf(IEnumerable<Shop> mine, TillId till, IShopStore store)
    {
        foreach (var shop in mine)
            if ((await store.TillsAsync(shop.Account, default)).FirstOrDefault(t => t.Id == till && t.EndedAt is null) is { } its) return its;
        return null;
    }

    /// <summary>The merchant's shops whose takings whoever acts may see and close, and who that is: a turn never opens more than the session.</summary>
    private static async Task<(IReadOnlyList<Shop> Shops, PersonId By)> KeptBy(string? turn, MerchantId merchant, PersonId session, People people, CashierDesk cashiers)
    {
        var mine = await ShopsOf(merchant, session, people, Roles.Merchant);
        if (turn is null) return (mine, session);
        var by = (await cashiers.Read(turn, session)).Cashier;
        var theirs = await ShopsOf(merchant, by, people, Roles.Merchant);
        return ([.. mine.Where(theirs.Contains)], by);
    }

    private static async Task<Results<Ok<TakingsView>, ProblemHttpResult>> Takings(
        MerchantId merchant, Caller caller, People people, CashierDesk cashiers, CurrencyBook book, Terms terms, TimeProvider clock, Day? day = null, [FromHeader(Name = CashierDesk.Header)] string? turn = null)
    {
        caller.Require(Roles.Merchant);
        if (await KeptBy(turn, merchant, caller.RequiredPerson, people, cashiers) is not ({ Count: > 0 } mine, _)) return Problems.For("forbidden");
        var asked = day?.Date ?? ParisCalendar.DayOf(clock.GetUtcNow());
        var shops = new List<ShopTakingsView>();
        foreach (var shop in mine) shops.Add(await TakingsOf(shop, asked, book));
        return TypedResults.Ok(new TakingsView(asked, terms.Unit, shops.Sum(s => s.Count), Sum(shops.Select(s => s.Total)),
            shops.Sum(s => s.RefundCount), Sum(shops.Select(s => s.RefundTotal)), shops));
    }

    /// <summary>Reads the account's entries backwards to the beginning of the day.</summary>
    private static async Task<ShopTakingsView> TakingsOf(Shop shop, DateOnly day, CurrencyBook book)
    {
        int count = 0, refundCount = 0;
        Amount total = Amount.Zero, refundTotal = Amount.Zero;
        Position? before = null;
        while (true)
        {
            var page = await book.Store.ReadSubjectBackAsync(shop.Account.Value, before, PageSize, default);
            foreach (var entry in page.Where(e => ParisCalendar.DayOf(e.CommittedAt) == day))
            {
                // Like a closure, in the ledger's unit: what another firm owes for stands in the statement.
                if (Codec.Decode(entry.Body) is not Act.Paid { InMutualCredit: false } paid) continue;
                if (paid.Payee == shop.Account && paid.Refunds is null) (count, total) = (count + 1, total + paid.Amount);
                if (paid.Payer == shop.Account && paid.Refunds is not null) (refundCount, refundTotal) = (refundCount + 1, refundTotal + paid.Amount);
            }
            if (page.Count < PageSize || ParisCalendar.DayOf(page[^1].CommittedAt) < day) return new(shop.Account, shop.Name, count, total, refundCount, refundTotal);
            before = page[^1].Position;
        }
    }

    private static async Task<Results<Created<ClosuresView>, ProblemHttpResult>> Close(
        MerchantId merchant, Caller caller, People people, CashierDesk cashiers, IGrainFactory grains, Terms terms, [FromHeader(Name = CashierDesk.Header)] string? turn = null)
    {
        caller.Require(Roles.Merchant);
        if (await KeptBy(turn, merchant, caller.RequiredPerson, people, cashiers) is not ({ Count: > 0 } mine, var by)) return Problems.For("forbidden");
        var closures = new List<ClosureView>();
        foreach (var shop in mine) closures.Add(View(shop, await grains.GetGrain<IAccountGrain>(shop.Account.Value).CloseTakings(by)));
        return TypedResults.Created($"/v1/merchants/{merchant}/closures", new ClosuresView(terms.Unit, closures));
    }

    private static async Task<Results<Ok<Page<ClosureView>>, ProblemHttpResult>> Closures(MerchantId merchant, Caller caller, People people, CurrencyBook book, int? limit = null, long? after = null)
    {
        caller.Require(Roles.Merchant);
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        if (await ShopsOf(merchant, caller.RequiredPerson, people, Roles.Merchant) is not { Count: > 0 } mine) return Problems.For("forbidden");
        var (wanted, found) = (limit ?? 50, new List<ClosureView>());
        foreach (var shop in mine)
        {
            var ofShop = 0;
            for (var number = await TakingsClosure.LastNumberAsync(book.Store, shop.Account, default); number > 0 && ofShop <= wanted; number--)
            {
                if (await TakingsClosure.FindAsync(book.Store, shop.Account, number, default) is not { } closure || closure.Position.Value >= (after ?? long.MaxValue)) continue;
                found.Add(View(shop, closure));
                ofShop++;
            }
        }
        var items = found.OrderByDescending(c => c.Position).Take(wanted).ToList();
        return TypedResults.Ok(new Page<ClosureView>(items, found.Count > wanted ? items[^1].Position.ToString() : null));
    }

    private static ClosureView View(Shop shop, TakingsClosure closure) =>
        new(shop.Account, shop.Name, closure.Closed.Number, closure.Position, closure.At, closure.Closed.Last, View(closure.Closed.Period), View(closure.Closed.Perpetual));

    private static TotalsView View(Core.Books.Takings takings) => new(takings.Sales, Amount.FromMinor(takings.Sold), takings.Refunds, Amount.FromMinor(takings.Returned));

    private static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, a) => sum + a);

    public sealed record StreamState(Position Position);

    /// <param name="Account">That of its shop.</param>
    public sealed record TillView(TillId Till, AccountId Account, string Name);

    /// <param name="LocksAfterMinutes">1 to 60.</param>
    /// <param name="Cashiers">Those who work at the till's shop and have a code.</param>
    public sealed record CashiersView(int LocksAfterMinutes, IReadOnlyList<CashierView> Cashiers);

    public sealed record CashierView(PersonId Cashier, string Name);

    /// <param name="Cashier">Who takes their turn.</param>
    /// <param name="Code">As typed: 4 to 6 digits.</param>
    public sealed record BeginTurn(PersonId Cashier, string Code);

    /// <param name="Turn">What the header says.</param>
    /// <param name="Refunds">Whether the cashier may give money back.</param>
    /// <param name="Keeps">Whether they see the takings and close them.</param>
    /// <param name="Until">When the turn is over, UTC.</param>
    public sealed record TurnView(string Turn, PersonId Cashier, string Name, bool Refunds, bool Keeps, DateTimeOffset Until);

    /// <summary>What one of the merchant's accounts was credited.</summary>
    /// <param name="Kind"><c>payment</c>, <c>refund</c>, <c>issuance</c>…</param>
    /// <param name="Amount">In minor units.</param>
    /// <param name="Request">The payment request that it paid; null also for a printed code.</param>
    public sealed record CreditEvent(Position Position, AccountId Account, string Kind, Amount Amount, Unit Unit, OrderId? Payment, RequestId? Request, DateTimeOffset CommittedAt);

    /// <param name="Count">Sales.</param>
    /// <param name="Total">Their sum, in minor units, before refunds.</param>
    public sealed record TakingsView(DateOnly Day, Unit Unit, int Count, Amount Total, int RefundCount, Amount RefundTotal, IReadOnlyList<ShopTakingsView> Shops);

    public sealed record ShopTakingsView(AccountId Account, string Name, int Count, Amount Total, int RefundCount, Amount RefundTotal);

    public sealed record ClosuresView(Unit Unit, IReadOnlyList<ClosureView> Closures);

    /// <summary>A shop's closure of its takings.</summary>
    /// <param name="Number">1, 2, 3 … for each shop.</param>
    /// <param name="Position">Where it stands in the book.</param>
    /// <param name="ClosedAt">When, UTC.</param>
    /// <param name="Through">The last entry of the shop that it covers.</param>
    /// <param name="Period">Since the closure before.</param>
    /// <param name="Perpetual">Since the account was opened.</param>
    public sealed record ClosureView(AccountId Account, string Name, long Number, Position Position, DateTimeOffset ClosedAt, Position Through, TotalsView Period, TotalsView Perpetual);

    /// <param name="Count">Sales.</param>
    /// <param name="Total">Their sum, in minor units, before refunds.</param>
    public sealed record TotalsView(long Count, Amount Total, long RefundCount, Amount RefundTotal);
}
