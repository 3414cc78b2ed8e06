using System.Runtime.CompilerServices;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Transparency;

namespace EssLedger.Store.Memory;

/// <summary>A book in memory: the contract in its shortest form, for tests and simulation.</summary>
public sealed class MemoryJournalStore(TimeProvider clock) : IJournalStore
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, List<Entry>> _subjects = [];
    private readonly Dictionary<Turn, Entry> _turns = [];
    private readonly Dictionary<Claim, Entry> _claims = [];
    private readonly Dictionary<string, SubjectStatus> _statuses = [];
    private readonly SortedDictionary<(long Position, string Digest), KeptOriginal> _originals = [];
    private readonly Dictionary<Position, ReadOnlyMemory<byte>> _receipts = [];

    public Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<Appended>>([.. drafts.Select(Place)]);
    }

    private Appended Place(Draft draft)
    {
        foreach (var claim in draft.Claims)
            if (_claims.TryGetValue(claim, out var holder))
                return IsSame(holder, draft) ? new Appended.Placed(holder) { Again = true } : new Appended.Taken(claim, holder.Position);
        if (draft.Turn is { } turn && _turns.TryGetValue(turn, out var other))
            return IsSame(other, draft) ? new Appended.Placed(other) { Again = true } : new Appended.Stale();
        if (draft.SecondTurn is { } second && _turns.ContainsKey(second)) return new Appended.Stale();
        foreach (var subject in draft.MustBeOpen)
            if (_statuses.GetValueOrDefault(subject) != SubjectStatus.Open) return new Appended.NotOpen(subject);

        var head = HeadUnderLock();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var at = now > head.CommittedAt ? now : head.CommittedAt;
        var entry = new Entry(head.Position.Next, at, Entry.HashOf(head.Hash, head.Position.Next, at, draft.Body.Span), draft.Body);
        _entries.Add(entry);
        foreach (var subject in draft.Subjects)
        {
            if (!_subjects.TryGetValue(subject, out var list)) _subjects[subject] = list = [];
            list.Add(entry);
        }
        if (draft.Turn is { } taken) _turns.Add(taken, entry);
        if (draft.SecondTurn is { } too) _turns.Add(too, entry);
        foreach (var claim in draft.Claims) _claims.Add(claim, entry);
        if (draft.Sets is { } sets) _statuses[sets.Subject] = sets.Status;
        foreach (var original in draft.Originals) _originals[(entry.Position.Value, original.Digest.ToString())] = new(entry.Position, original.Digest, original.Content);
        return new Appended.Placed(entry);
    }

    private static bool IsSame(Entry entry, Draft draft) => entry.Body.Span.SequenceEqual(draft.Body.Span);

    private Head HeadUnderLock() => _entries is [.., var last] ? new(last.Position, last.CommittedAt, last.Hash) : Head.Empty;

    public Task<Head> HeadAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(HeadUnderLock());
    }

    public async IAsyncEnumerable<Entry> ReadAsync(Position after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        for (var next = (int)after.Value; ; next++)
        {
            Entry entry;
            lock (_lock)
            {
                if (next >= _entries.Count) yield break;
                entry = _entries[next];
            }
            yield return entry;
        }
    }

    public Task<IReadOnlyList<Leaf>> ReadLeavesAsync(Position after, int limit, CancellationToken cancellationToken)
    {
        // The salt is no secret here, so it may be one that a run with the same seed makes again.
        lock (_lock) return Task.FromResult<IReadOnlyList<Leaf>>([.. _entries.Skip((int)after.Value).Take(limit).Select(e => new Leaf(e.Position, Digest.Of(e.Hash.ToBytes()).ToBytes(), e.Hash))]);
    }

    public Task<IReadOnlyList<Entry>> ReadSubjectAsync(string subject, Position after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<Entry>>([.. Of(subject).Where(e => e.Position > after).Take(limit)]);
    }

    public Task<IReadOnlyList<Entry>> ReadSubjectBackAsync(string subject, Position? before, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<Entry>>([.. Of(subject).AsEnumerable().Reverse().Where(e => before is null || e.Position < before).Take(limit)]);
    }

    private List<Entry> Of(string subject) => _subjects.GetValueOrDefault(subject) ?? [];

    public Task<Entry?> FindAsync(Claim claim, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_claims.GetValueOrDefault(claim));
    }

    public Task<IReadOnlyList<Entry>> FindByPrefixAsync(ClaimKind kind, string prefix, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<Entry>>([.. _claims.Where(c => c.Key.Kind == kind && c.Key.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(c => c.Value).Take(16)]);
    }

    public Task<Entry?> FindAsync(Position position, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(position.Value >= 1 && position.Value <= _entries.Count ? _entries[(int)position.Value - 1] : null);
    }

    public Task<SubjectStatus?> StatusAsync(string subject, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult<SubjectStatus?>(_statuses.TryGetValue(subject, out var status) ? status : null);
    }

    public Task<ReadOnlyMemory<byte>?> FindOriginalAsync(Position position, Digest digest, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult<ReadOnlyMemory<byte>?>(_originals.TryGetValue((position.Value, digest.ToString()), out var kept) ? kept.Content : (ReadOnlyMemory<byte>?)null);
    }

    public Task<IReadOnlyList<KeptOriginal>> ReadOriginalsAsync(Position after, Position through, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<KeptOriginal>>([.. _originals.Values.Where(o => o.Position > after && o.Position <= through)]);
    }

    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> KeepReceiptsAsync(IReadOnlyList<(Position Position, ReadOnlyMemory<byte> Receipt)> receipts, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var (position, receipt) in receipts) _receipts.TryAdd(position, receipt);
            return Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([.. receipts.Select(r => _receipts[r.Position])]);
        }
    }

    public Task<ReadOnlyMemory<byte>?> FindReceiptAsync(Position position, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult<ReadOnlyMemory<byte>?>(_receipts.TryGetValue(position, out var receipt) ? receipt : (ReadOnlyMemory<byte>?)null);
    }

    public Task<IReadOnlyList<KeptReceipt>> ReadReceiptsAsync(Position after, Position through, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<KeptReceipt>>([.. _receipts.Where(r => r.Key > after && r.Key <= through).OrderBy(r => r.Key).Select(r => new KeptReceipt(r.Key, r.Value))]);
    }

    public async IAsyncEnumerable<IndexRow> ReadIndexAsync(Position after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        List<IndexRow> rows;
        lock (_lock)
        {
            rows =
            [
                .. _subjects.SelectMany(s => s.Value.Select(e => new IndexRow(IndexTable.Subject, s.Key, 0, e.Position))),
                .. _turns.Select(t => new IndexRow(IndexTable.Turn, t.Key.Subject, t.Key.Number, t.Value.Position)),
                .. _claims.OrderBy(c => c.Key.Kind).ThenBy(c => c.Key.Key, StringComparer.Ordinal).Select(c => new IndexRow(IndexTable.Claim, c.Key.Key, (long)c.Key.Kind, c.Value.Position)),
            ];
        }
        foreach (var row in rows)
            if (row.Position > after) yield return row;
    }

    public async IAsyncEnumerable<(string Subject, SubjectStatus Status)> ReadStatusesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        List<KeyValuePair<string, SubjectStatus>> all;
        lock (_lock) all = [.. _statuses];
        foreach (var (subject, status) in all) yield return (subject, status);
    }
}
