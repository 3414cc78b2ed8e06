using System.Collections.Concurrent;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store.Memory;

/// <summary>Payment requests in memory.</summary>
public sealed class MemoryPaymentRequestStore : IPaymentRequestStore
{
    private readonly ConcurrentDictionary<RequestId, StoredRequest> _requests = new();

    public Task<StoredRequest> KeepAsync(StoredRequest request, CancellationToken cancellationToken) => Task.FromResult(_requests.GetOrAdd(request.Terms.Id, request));

    public Task<StoredRequest?> FindAsync(RequestId id, CancellationToken cancellationToken) => Task.FromResult(_requests.GetValueOrDefault(id));

    public Task<IReadOnlyList<StoredRequest>> FindAllAsync(IReadOnlyCollection<RequestId> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredRequest>>([.. ids.Distinct().Select(id => _requests.GetValueOrDefault(id)).OfType<StoredRequest>()]);

    public Task<IReadOnlyList<StoredRequest>> PrintedAsync(AccountId payee, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredRequest>>([.. _requests.Values.Where(r => r.Terms.Payee == payee && r.Terms.Standing).OrderByDescending(r => r.CreatedAt)]);

    public Task<IReadOnlyList<StoredRequest>> EndingAsync(AccountId payee, DateTimeOffset after, DateTimeOffset through, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredRequest>>([.. _requests.Values.Where(r => r.Terms.Payee == payee && r.Terms.ExpiresAt > after && r.Terms.ExpiresAt <= through).OrderBy(r => r.Terms.ExpiresAt).Take(limit)]);
}
