using System.Collections.Concurrent;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>What this server knows of payment requests and payees without asking the store again: requests never change, and an open account stays
/// open until it is closed, which the store checks once more when it places a payment.</summary>
public sealed class PaymentRequests(CurrencyBook book, IPaymentRequestStore store)
{
    private const int Remembered = 20_000, PageSize = 1_000;
    private readonly ConcurrentDictionary<RequestId, StoredRequest> _requests = new();
    private readonly ConcurrentDictionary<AccountId, SubjectStatus> _open = new();
    private readonly ConcurrentDictionary<AccountId, AccountKind> _kinds = new();
    private readonly ConcurrentDictionary<AccountId, Account> _holdings = new();

    public async Task<StoredRequest> Keep(StoredRequest request)
    {
        var kept = await store.KeepAsync(request, default);
        Remember(_requests, kept.Terms.Id, kept);
        return kept;
    }

    public async Task<StoredRequest?> FindStored(RequestId id)
    {
        if (_requests.TryGetValue(id, out var known)) return known;
        var found = await store.FindAsync(id, default);
        if (found is not null) Remember(_requests, id, found);
        return found;
    }

    public async Task<RequestTerms?> Find(RequestId id) => (await FindStored(id))?.Terms;

    /// <summary>An account's status; null: there is none.</summary>
    public async Task<SubjectStatus?> StatusOf(AccountId account, bool fresh)
    {
        if (!fresh && _open.TryGetValue(account, out var known)) return known;
        var status = await book.Store.StatusAsync(account.Value, default);
        if (status == SubjectStatus.Open) Remember(_open, account, SubjectStatus.Open);
        else _open.TryRemove(account, out _);
        return status;
    }

    /// <summary>Whose account it is; null: there is no such account. That never changes.</summary>
    public async Task<AccountKind?> KindOf(AccountId account)
    {
        if (_kinds.TryGetValue(account, out var known)) return known;
        if (await book.Store.FindAsync(Claim.BeginningOf(account), default) is not { } entry || Codec.Decode(entry.Body) is not Act.AccountOpened opened) return null;
        Remember(_kinds, account, opened.Kind);
        return opened.Kind;
    }

    /// <summary>An account as it stands at the committed head. Its grain is not asked: two that pay each other would wait for each other.</summary>
    public async Task<Account> Holding(AccountId account)
    {
        var holding = _holdings.GetValueOrDefault(account) ?? new Account(account);
        while (true)
        {
            var page = await book.Store.ReadSubjectAsync(account.Value, holding.Position, PageSize, default);
            foreach (var entry in page) holding = holding.Apply(entry, Codec.Decode(entry.Body));
            if (page.Count < PageSize) break;
        }
        Remember(_holdings, account, holding);
        return holding;
    }

    private static void Remember<TKey, TValue>(ConcurrentDictionary<TKey, TValue> cache, TKey key, TValue value) where TKey : notnull
    {
        // Forgetting all now and then is simpler than counting uses, and costs one read each afterwards.
        if (cache.Count >= Remembered) cache.Clear();
        cache[key] = value;
    }
}

/// <summary>What a payment request has come to.</summary>
public enum RequestState
{
    /// <summary>It can be paid.</summary>
    Open,
    /// <summary>It was paid.</summary>
    Paid,
    /// <summary>Its time is over.</summary>
    Expired,
    /// <summary>The payee took it back.</summary>
    Cancelled,
}

/// <summary>A payment request and its end.</summary>
/// <param name="Request">As it was made.</param>
/// <param name="State">What it came to.</param>
/// <param name="EndedAt">UTC, or null while open.</param>
/// <param name="Paid">The payment, when it was paid.</param>
public sealed record RequestStanding(StoredRequest Request, RequestState State, DateTimeOffset? EndedAt, Act.Paid? Paid);

/// <summary>One QR code: open, then paid, expired or cancelled. The unique row in the book is the truth; this grain only takes care that an end is shown
/// to nobody before it is there, so that "expired" never turns into "paid".</summary>
public interface IPaymentRequestGrain : IGrainWithStringKey
{
    /// <summary>Where it stands; null when there is no such request.</summary>
    [SafeToRepeat]
    Task<RequestStanding?> Read();

    /// <summary>Takes it back, unless it ended otherwise before; null when there is no such request.</summary>
    [SafeToRepeat]
    Task<RequestStanding?> Cancel();
}

/// <inheritdoc cref="IPaymentRequestGrain"/>
public sealed class PaymentRequestGrain(CurrencyBook book, PaymentRequests requests, TimeProvider clock) : Grain, IPaymentRequestGrain
{
    private RequestStanding? _ended;

    public Task<RequestStanding?> Read() => Standing(cancel: false);

    public Task<RequestStanding?> Cancel() => Standing(cancel: true);

    private async Task<RequestStanding?> Standing(bool cancel)
    {
        if (_ended is not null) return _ended;
        if (!Uuid.TryParse(this.GetPrimaryKeyString(), out var uuid) || await requests.FindStored(new(uuid)) is not { } request) return null;

        var claim = Claim.EndOf(request.Terms.Id);
        var end = await book.Store.FindAsync(claim, default);
        if (end is null && (cancel || request.Terms.ExpiresAt <= clock.GetUtcNow()))
        {
            end = await book.AppendAsync(new Act.RequestEnded(request.Terms.Id, cancel).ToDraft()) switch
            {
                Appended.Placed placed => placed.Entry,
                _ => await book.Store.FindAsync(claim, default),
            };
        }
        if (end is null) return new(request, RequestState.Open, null, null);
        var act = Codec.Decode(end.Body);
        return _ended = act switch
        {
            Act.Paid paid => new(request, RequestState.Paid, end.CommittedAt, paid),
            Act.RequestEnded { Cancelled: true } => new(request, RequestState.Cancelled, end.CommittedAt, null),
            _ => new(request, RequestState.Expired, end.CommittedAt, null),
        };
    }
}
