using System.Collections.Concurrent;
using System.Threading.Channels;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Grains;

/// <summary>Tells whoever listens on this server that entries touching a topic were committed: a hint without amounts. The store is the truth;
/// a listener that was told reads it, and one that missed a hint loses nothing but time.</summary>
public sealed class CommitFeed
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<Position>, byte>> _listeners = new();

    /// <summary>Held by those who come and go, so that nobody joins a topic while the last of its listeners takes it away. Telling needs no lock.</summary>
    private readonly Lock _door = new();

    /// <summary>Listens to topics (accounts, grants, the keys of claims) until disposed. Hints that nobody took yet melt into the newest.</summary>
    public Subscription Listen(params ReadOnlySpan<string> topics)
    {
        var channel = Channel.CreateBounded<Position>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_door)
            foreach (var topic in topics) _listeners.GetOrAdd(topic, _ => new())[channel] = 0;
        return new(this, topics.ToArray(), channel);
    }

    /// <summary>Says that an entry was committed. Awaits nobody.</summary>
    public void Publish(Draft draft, Position position)
    {
        if (_listeners.IsEmpty) return;
        foreach (var subject in draft.Subjects) Publish(subject, position);
        foreach (var claim in draft.Claims) Publish(claim.Key, position);
    }

    /// <summary>Says that another server committed an entry.</summary>
    public void Publish(Act act, Position position)
    {
        foreach (var subject in act.Subjects) Publish(subject, position);
        if (act is Act.Paid { Request: { } paid }) Publish(Claim.EndOf(paid).Key, position);
        if (act is Act.RequestEnded ended) Publish(Claim.EndOf(ended.Request).Key, position);
    }

    /// <summary>Whether anybody listens at all.</summary>
    public bool IsHeard => !_listeners.IsEmpty;

    /// <summary>Says to everybody that something may have happened.</summary>
    public void PublishToAll(Position position)
    {
        foreach (var topic in _listeners.Keys) Publish(topic, position);
    }

    private void Publish(string topic, Position position)
    {
        if (!_listeners.TryGetValue(topic, out var channels)) return;
        foreach (var channel in channels.Keys) channel.Writer.TryWrite(position);
    }

    /// <summary>One listener.</summary>
    public sealed class Subscription(CommitFeed feed, IReadOnlyList<string> topics, Channel<Position> channel) : IDisposable
    {
        public ChannelReader<Position> Hints => channel.Reader;

        public void Dispose()
        {
            lock (feed._door)
            {
                foreach (var topic in topics)
                    if (feed._listeners.TryGetValue(topic, out var channels) && channels.TryRemove(channel, out _) && channels.IsEmpty) feed._listeners.TryRemove(topic, out _);
            }
        }
    }
}
