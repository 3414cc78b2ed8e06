using System.Runtime.CompilerServices;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Transparency;
using EssLedger.Grains;
using EssLedger.Store;
using Orleans.Runtime;
using Orleans.Storage;

namespace EssLedger.Simulation;

/// <summary>The database server: one for all silos. It keeps the contract of <see cref="IJournalStore"/> and nothing beyond it: answers come late,
/// in another order, or not at all; a commit whose answer is lost may be there; whoever appends again waits until the lost one has ended.</summary>
internal sealed class StoreServer(World world, Chaos chaos, IJournalStore journal, IPaymentRequestStore requests, ILogStore log, Action committed, Action<KeptCheckpoint> kept)
{
    private const int PageSize = 500;

    private readonly Machine _machine = new(world, "store");

    // Those that hold the head, or wait for it, in their order.
    private readonly List<Action<bool>> _underWay = [];
    private readonly Dictionary<string, (string Text, int Version)> _snapshots = [];
    private long _headIsFree;
    private bool _down;

    public IJournalStore LinkTo(Machine silo) => new JournalLink(this, silo);

    public IPaymentRequestStore RequestsFor(Machine silo) => new RequestLink(this, silo);

    public ILogStore LogFor(Machine silo) => new LogLink(this, silo);

    public IPersistentState<AccountSnapshot> SnapshotFor(Machine silo, string account) => new SnapshotLink(this, silo, account);

    /// <summary>What is under way ends, one way or the other; nobody hears which. Then nothing works for a while.</summary>
    public void Restart()
    {
        if (_down) return;
        chaos.Count(Fault.StoreRestart);
        _down = true;
        var first = true;
        foreach (var end in _underWay.ToArray())
        {
            // Only who holds the head can have got as far as its commit.
            end(first && world.Dice.Chance(0.5));
            first = false;
        }
        _headIsFree = world.Now + world.Dice.Between(20, 400) * World.Millisecond;
        world.At(_headIsFree, _machine, () => _down = false);
    }

    public void Shelve(string account, AccountSnapshot snapshot) =>
        _snapshots[account] = (snapshot.Text, _snapshots.GetValueOrDefault(account).Version + 1);

    public bool DeleteSnapshot(string account) => _snapshots.Remove(account);

    private long Latency() => chaos.Strikes(Fault.StoreSlow, 0.0015) ? world.Dice.Between(30, 800) * World.Millisecond : world.Dice.Between(60, 400);

    private Task<T> Read<T>(Machine caller, Func<Task<T>> read)
    {
        var answer = NewAnswer<T>();
        var fails = chaos.Strikes(Fault.ReadFailed, 0.003);
        world.After(Latency(), _machine, () =>
        {
            if (_down || fails) Tell(caller, () => answer.TrySetException(new StoreUnavailableException("A read failed.")));
            else Finish(caller, answer, read);
        });
        return answer.Task;
    }

    /// <param name="caller">Who hears how it ended.</param>
    /// <param name="write">The work, in one commit.</param>
    /// <param name="torn">A part of it, where it may take several commits.</param>
    private Task<T> Write<T>(Machine caller, Func<Task<T>> write, Action? torn = null)
    {
        var answer = NewAnswer<T>();
        world.After(Latency(), _machine, () =>
        {
            if (_down || chaos.Strikes(Fault.StoreUnavailable, 0.008))
            {
                Tell(caller, () => answer.TrySetException(new StoreUnavailableException("The store takes no work.")));
                return;
            }
            var happens = !chaos.Strikes(Fault.CommitLost, 0.006);
            var heard = happens && !chaos.Strikes(Fault.CommitAnswerLost, 0.012);
            var ended = false;
            _underWay.Add(End);
            _headIsFree = Math.Max(_headIsFree, world.Now) + (chaos.Strikes(Fault.StoreSlow, 0.0015) ? world.Dice.Between(30, 300) * World.Millisecond : world.Dice.Between(150, 1500));
            world.At(_headIsFree, _machine, () =>
            {
                if (ended) return;
                if (heard) EndHeard();
                else
                {
                    if (!happens && world.Dice.Chance(0.5)) torn?.Invoke();
                    End(happens);
                }
            });
            // The line may go dead long before the transaction ends.
            if (!heard && world.Dice.Chance(0.5)) TellUnknown();

            void EndHeard()
            {
                ended = true;
                _underWay.Remove(End);
                Finish(caller, answer, write);
            }

            void End(bool commits)
            {
                if (ended) return;
                ended = true;
                _underWay.Remove(End);
                try
                {
                    if (commits) Result(write());
                }
                catch (InconsistentStateException)
                {
                    // It was refused, and the refusal is lost like any other answer.
                }
                TellUnknown();
            }
        });
        return answer.Task;

        void TellUnknown() => Tell(caller, () => answer.TrySetException(new OutcomeUnknownException("The line went dead.")));
    }

    private void Finish<T>(Machine caller, TaskCompletionSource<T> answer, Func<Task<T>> work)
    {
        try
        {
            var result = Result(work());
            Tell(caller, () => answer.TrySetResult(result));
        }
        catch (Exception e) when (e is not Violation)
        {
            Tell(caller, () => answer.TrySetException(e));
        }
    }

    private void Tell(Machine caller, Action what) => world.After(Latency(), caller, what);

    private static TaskCompletionSource<T> NewAnswer<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a store in this process answers, it answers at once.</summary>
    private static T Result<T>(Task<T> done) => done.IsCompleted ? done.GetAwaiter().GetResult() : throw new InvalidOperationException("The store behind the simulation does not answer at once.");

    private async Task<IReadOnlyList<Appended>> Append(IReadOnlyList<Draft> drafts)
    {
        var answers = await journal.AppendAsync(drafts, default);
        committed();
        return answers;
    }

    private async Task<List<Entry>> ReadPage(Position after)
    {
        List<Entry> page = [];
        while (page.Count < PageSize && await journal.FindAsync(new Position(after.Value + page.Count + 1), default) is { } entry) page.Add(entry);
        return page;
    }

    private sealed class JournalLink(StoreServer server, Machine silo) : IJournalStore
    {
        private readonly IJournalStore _journal = server.Journal;

        // As PostgreSQL has it: two batches under way, and one that conflicts within itself takes several commits, of which the last may be missing.
        public int Writers => 2;
        public Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken) =>
            server.Write(silo, () => server.Append(drafts), torn: () => Result(server.Append([.. drafts.Take(server.Dice.Below(drafts.Count))])));
        public Task<IReadOnlyList<ReadOnlyMemory<byte>>> KeepReceiptsAsync(IReadOnlyList<(Position Position, ReadOnlyMemory<byte> Receipt)> receipts, CancellationToken cancellationToken) =>
            server.Write(silo, () => _journal.KeepReceiptsAsync(receipts, default));
        public Task<Head> HeadAsync(CancellationToken cancellationToken) => server.Read(silo, () => _journal.HeadAsync(default));
        public async IAsyncEnumerable<Entry> ReadAsync(Position after, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            while (await server.Read(silo, () => server.ReadPage(after)) is { Count: > 0 } page)
            {
                foreach (var entry in page) yield return entry;
                after = page[^1].Position;
            }
        }

        public Task<IReadOnlyList<Entry>> ReadSubjectAsync(string subject, Position after, int limit, CancellationToken cancellationToken) => server.Read(silo, () => _journal.ReadSubjectAsync(subject, after, limit, default));
        public Task<IReadOnlyList<Entry>> ReadSubjectBackAsync(string subject, Position? before, int limit, CancellationToken cancellationToken) => server.Read(silo, () => _journal.ReadSubjectBackAsync(subject, before, limit, default));
        public Task<Entry?> FindAsync(Claim claim, CancellationToken cancellationToken) => server.Read(silo, () => _journal.FindAsync(claim, default));
        public Task<IReadOnlyList<Entry>> FindByPrefixAsync(ClaimKind kind, string prefix, CancellationToken cancellationToken) => server.Read(silo, () => _journal.FindByPrefixAsync(kind, prefix, default));
        public Task<Entry?> FindAsync(Position position, CancellationToken cancellationToken) => server.Read(silo, () => _journal.FindAsync(position, default));
        public Task<SubjectStatus?> StatusAsync(string subject, CancellationToken cancellationToken) => server.Read(silo, () => _journal.StatusAsync(subject, default));
        public Task<ReadOnlyMemory<byte>?> FindOriginalAsync(Position position, Digest digest, CancellationToken cancellationToken) => server.Read(silo, () => _journal.FindOriginalAsync(position, digest, default));
        public Task<IReadOnlyList<KeptOriginal>> ReadOriginalsAsync(Position after, Position through, CancellationToken cancellationToken) => server.Read(silo, () => _journal.ReadOriginalsAsync(after, through, default));
        public Task<ReadOnlyMemory<byte>?> FindReceiptAsync(Position position, CancellationToken cancellationToken) => server.Read(silo, () => _journal.FindReceiptAsync(position, default));
        public Task<IReadOnlyList<Leaf>> ReadLeavesAsync(Position after, int limit, CancellationToken cancellationToken) => server.Read(silo, () => _journal.ReadLeavesAsync(after, limit, default));
        public Task<IReadOnlyList<KeptReceipt>> ReadReceiptsAsync(Position after, Position through, CancellationToken cancellationToken) => throw new NotSupportedException("No grain reads the whole book.");
        public IAsyncEnumerable<IndexRow> ReadIndexAsync(Position after, CancellationToken cancellationToken) => throw new NotSupportedException("No grain reads the whole book.");
        public IAsyncEnumerable<(string Subject, SubjectStatus Status)> ReadStatusesAsync(CancellationToken cancellationToken) => throw new NotSupportedException("No grain reads the whole book.");
    }

    private IJournalStore Journal => journal;

    private sealed class RequestLink(StoreServer server, Machine silo) : IPaymentRequestStore
    {
        private readonly IPaymentRequestStore _requests = server.Requests;

        public Task<StoredRequest> KeepAsync(StoredRequest request, CancellationToken cancellationToken) => server.Write(silo, () => _requests.KeepAsync(request, default));
        public Task<StoredRequest?> FindAsync(RequestId id, CancellationToken cancellationToken) => server.Read(silo, () => _requests.FindAsync(id, default));
        public Task<IReadOnlyList<StoredRequest>> FindAllAsync(IReadOnlyCollection<RequestId> ids, CancellationToken cancellationToken) => throw new NotSupportedException("No grain asks for several.");
        public Task<IReadOnlyList<StoredRequest>> EndingAsync(AccountId payee, DateTimeOffset after, DateTimeOffset through, int limit, CancellationToken cancellationToken) => throw new NotSupportedException("No grain asks for them.");
        public Task<IReadOnlyList<StoredRequest>> PrintedAsync(AccountId payee, CancellationToken cancellationToken) => throw new NotSupportedException("No grain asks for printed codes.");
    }

    private IPaymentRequestStore Requests => requests;

    private Dice Dice => world.Dice;

    private sealed class LogLink(StoreServer server, Machine silo) : ILogStore
    {
        private readonly ILogStore _log = server.Log;

        public Task<KeptCheckpoint?> LatestAsync(CancellationToken cancellationToken) => server.Read(silo, () => _log.LatestAsync(default));
        public Task<IReadOnlyList<KeptCheckpoint>> ReadCheckpointsAsync(long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException("No grain asks for old checkpoints.");
        public Task<IReadOnlyList<Tile>> ReadTilesAsync(IReadOnlyList<TileId> ids, CancellationToken cancellationToken) => server.Read(silo, () => _log.ReadTilesAsync(ids, default));
        public Task<bool> KeepAsync(KeptCheckpoint checkpoint, long builtOn, IReadOnlyList<Tile> tiles, CancellationToken cancellationToken) =>
            server.Write(silo, () => server.Keep(checkpoint, builtOn, tiles));
    }

    private ILogStore Log => log;

    private async Task<bool> Keep(KeptCheckpoint checkpoint, long builtOn, IReadOnlyList<Tile> tiles)
    {
        var isKept = await log.KeepAsync(checkpoint, builtOn, tiles, default);
        if (isKept) kept(checkpoint);
        return isKept;
    }

    /// <summary>Grain storage as Orleans gives it to one activation: read once before it wakes, written under the version it read.</summary>
    private sealed class SnapshotLink(StoreServer server, Machine silo, string account) : IPersistentState<AccountSnapshot>
    {
        private int _version;

        public AccountSnapshot State { get; set; } = new();
        public string Etag => $"{_version}";
        public bool RecordExists => _version > 0;

        public async Task ReadStateAsync()
        {
            (State.Text, _version) = await server.Read(silo, () => Task.FromResult(server._snapshots.TryGetValue(account, out var kept) ? kept : ("", 0)));
        }

        public async Task WriteStateAsync()
        {
            var (text, next) = (State.Text, _version + 1);
            _version = await server.Write(silo, () =>
            {
                if (server._snapshots.GetValueOrDefault(account).Version != _version) throw new InconsistentStateException("Another activation has written.");
                server._snapshots[account] = (text, next);
                return Task.FromResult(next);
            });
        }

        public Task ClearStateAsync() => throw new NotSupportedException();
    }
}
