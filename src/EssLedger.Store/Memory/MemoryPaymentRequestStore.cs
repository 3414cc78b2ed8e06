using System.Collections.Concurrent;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store.Memory;

/// <summary>Payment requests in memory.</summary>
public sealed class MemoryPaymentRequestStore : IPaymentRequestStore
{
    private readonly ConcurrentDictionary<RequestId, StoredRequest> _requests = new();

    public Task<StoredRequest> KeepAsync(StoredRequest request, CancellationToken cancellationToken) => Task.FromResult(_requests.GetOrAdd(request.Terms.Id, request));

    public Task<StoredRequest?> FindAsync(RequestId id, CancellationToken cancellationToken) => Task.FromResult(_requests.GetValueOrDefault(id));
}
