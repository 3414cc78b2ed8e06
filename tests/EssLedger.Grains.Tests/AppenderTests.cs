using EssLedger.Core.Journal;
using EssLedger.Store;
using EssLedger.Store.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace EssLedger.Grains;

public sealed class AppenderTests
{
    private readonly MemoryJournalStore _store = new(TimeProvider.System);

    private static Draft Numbered(int n) => new(BitConverter.GetBytes(n), ["A"]) { Turn = new("A", n) };

    private static Appender Over(IJournalStore store) => new(store, new CommitFeed(), NullLogger.Instance);

    [Fact]
    public async Task What_waits_together_is_placed_in_one_commit()
    {
        var slow = new Gate(_store);
        await using var appender = Over(slow);
        var first = appender.AppendAsync(Numbered(1));
        await slow.Entered;
        var rest = Enumerable.Range(2, 100).Select(n => appender.AppendAsync(Numbered(n))).ToList();
        slow.Open();
        Assert.All(await Task.WhenAll(rest), a => Assert.IsType<Appended.Placed>(a));
        Assert.IsType<Appended.Placed>(await first);
        Assert.Equal(2, slow.Commits);
    }

    [Fact]
    public async Task A_full_queue_is_busy_at_once()
    {
        var slow = new Gate(_store);
        await using var appender = Over(slow);
        var placed = appender.AppendAsync(Numbered(1));
        await slow.Entered;
        var waiting = Enumerable.Range(2, 4096).Select(n => appender.AppendAsync(Numbered(n))).ToList();
        Assert.Throws<BusyException>(() => { _ = appender.AppendAsync(Numbered(5000)); });
        slow.Open();
        await Task.WhenAll(waiting.Append(placed));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_asked_about_and_stands_once()
    {
        var store = new Faulty(_store) { CommitsThenLosesTheAnswer = 3 };
        await using var appender = Over(store);
        Assert.IsType<Appended.Placed>(await appender.AppendAsync(Numbered(1)));
        Assert.Equal(new(1), (await _store.HeadAsync(TestContext.Current.CancellationToken)).Position);
    }

    [Fact]
    public async Task In_doubt_an_unavailable_store_is_asked_again_not_believed()
    {
        var store = new Faulty(_store) { CommitsThenLosesTheAnswer = 1, ThenUnavailable = 2 };
        await using var appender = Over(store);
        Assert.IsType<Appended.Placed>(await appender.AppendAsync(Numbered(1)));
        Assert.Equal(new(1), (await _store.HeadAsync(TestContext.Current.CancellationToken)).Position);
    }

    [Fact]
    public async Task A_store_that_cannot_begin_is_busy_and_later_works()
    {
        var store = new Faulty(_store) { ThenUnavailable = 1 };
        await using var appender = Over(store);
        await Assert.ThrowsAsync<BusyException>(() => appender.AppendAsync(Numbered(1)));
        Assert.IsType<Appended.Placed>(await appender.AppendAsync(Numbered(1)));
    }

    [Fact]
    public async Task Stopping_places_what_is_queued()
    {
        var appender = Over(_store);
        var answers = Enumerable.Range(1, 500).Select(n => appender.AppendAsync(Numbered(n))).ToList();
        await appender.DisposeAsync();
        Assert.All(await Task.WhenAll(answers), a => Assert.IsType<Appended.Placed>(a));
    }

    [Fact]
    public async Task Listeners_are_told_of_subjects_and_claims_and_of_nothing_else()
    {
        var feed = new CommitFeed();
        await using var appender = new Appender(_store, feed, NullLogger.Instance);
        using var account = feed.Listen("A");
        using var claim = feed.Listen("r1");
        using var stranger = feed.Listen("B");
        await appender.AppendAsync(Numbered(1) with { Claims = [new(ClaimKind.RequestEnd, "r1")] });
        Assert.True(account.Hints.TryRead(out _) && claim.Hints.TryRead(out _));
        Assert.False(stranger.Hints.TryRead(out _));
    }

    [Fact]
    public async Task Listener_that_comes_while_another_leaves_is_told()
    {
        var feed = new CommitFeed();
        for (var round = 0; round < 50_000; round++)
        {
            var leaving = feed.Listen("A");
            var left = Task.Run(leaving.Dispose);
            using var coming = feed.Listen("A");
            await left;
            feed.PublishToAll(new(round + 1));
            Assert.True(coming.Hints.TryRead(out _), $"round {round}");
        }
    }

    private sealed class Gate(IJournalStore inner) : StoreDecorator(inner)
    {
        private readonly TaskCompletionSource _entered = new(), _open = new();
        public int Commits { get; private set; }
        public Task Entered => _entered.Task;
        public void Open() => _open.TrySetResult();

        public override async Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
        {
            Commits++;
            _entered.TrySetResult();
            await _open.Task;
            return await Inner.AppendAsync(drafts, cancellationToken);
        }
    }

    private sealed class Faulty(IJournalStore inner) : StoreDecorator(inner)
    {
        public int CommitsThenLosesTheAnswer { get; set; }
        public int ThenUnavailable { get; set; }

        public override async Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
        {
            if (CommitsThenLosesTheAnswer > 0)
            {
                CommitsThenLosesTheAnswer--;
                await Inner.AppendAsync(drafts, cancellationToken);
                throw new OutcomeUnknownException("The line went dead.");
            }
            if (ThenUnavailable > 0)
            {
                ThenUnavailable--;
                throw new StoreUnavailableException("No disk.");
            }
            return await Inner.AppendAsync(drafts, cancellationToken);
        }
    }
}
