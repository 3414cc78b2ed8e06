using System.Collections.Concurrent;
using EssLedger.Core.Identifiers;

namespace EssLedger.Web.Api;

/// <summary>Counts open event streams, so that nobody can hold all of them: 3 a request, 20 an address.</summary>
public sealed class EventStreams(IHostApplicationLifetime server)
{
    private const int PerRequest = 3, PerAddress = 20;
    private readonly ConcurrentDictionary<string, int> _open = new();

    /// <summary>Takes a place until the answer ends.</summary>
    /// <param name="context">The call.</param>
    /// <param name="request">The payment request that it follows, if it follows one.</param>
    /// <returns>Cancelled when the caller has gone, and when the server stops: it would otherwise wait for streams that have no end.</returns>
    /// <exception cref="ProblemException">429 <c>rate_limited</c>.</exception>
    public CancellationToken Open(HttpContext context, RequestId? request = null)
    {
        string[] keys = [$"a {RateLimits.AddressOf(context)}", .. request is { } followed ? [$"r {followed}"] : Array.Empty<string>()];
        var place = new Place(this, keys);
        context.Response.RegisterForDispose(place);
        if (_open.GetValueOrDefault(keys[0]) > PerAddress || (keys.Length > 1 && _open.GetValueOrDefault(keys[1]) > PerRequest))
        {
            place.Dispose();
            throw new ProblemException("rate_limited", "Too many event streams.");
        }
        var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, server.ApplicationStopping);
        context.Response.RegisterForDispose(end);
        return end.Token;
    }

    private sealed class Place : IDisposable
    {
        private readonly EventStreams _streams;
        private string[] _keys;

        public Place(EventStreams streams, string[] keys)
        {
            (_streams, _keys) = (streams, keys);
            foreach (var key in keys) streams._open.AddOrUpdate(key, 1, (_, n) => n + 1);
        }

        public void Dispose()
        {
            foreach (var key in Interlocked.Exchange(ref _keys, []))
                if (_streams._open.AddOrUpdate(key, 0, (_, n) => n - 1) <= 0) _streams._open.TryRemove(KeyValuePair.Create(key, 0));
        }
    }
}
