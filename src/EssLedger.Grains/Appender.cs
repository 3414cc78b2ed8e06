using System.Diagnostics;
using System.Threading.Channels;
using EssLedger.Core.Journal;
using EssLedger.Store;
using Microsoft.Extensions.Logging;

namespace EssLedger.Grains;

/// <summary>The work cannot be taken now; asking again later is safe.</summary>
public sealed class BusyException : Exception
{
    public BusyException() : base("The server is busy.") { }
    public BusyException(string message) : base(message) { }
    public BusyException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>Group commit for one book: takes whatever drafts are waiting, places them in one commit, answers all. Under load batches grow and the cost
/// of each falls; at rest a draft waits for no timer.</summary>
public sealed partial class Appender : IAsyncDisposable
{
    private const int LongestQueue = 4096, LargestBatch = 256;
    private static readonly TimeSpan PauseInDoubt = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly IJournalStore _store;
    private readonly CommitFeed _feed;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly string _book;
    private readonly Task _loop;

    /// <param name="store">Where the book is.</param>
    /// <param name="feed">Told of every commit.</param>
    /// <param name="logger">Told of every trouble.</param>
    /// <param name="clock">Times the pauses in doubt; the system's unless given.</param>
    /// <param name="scheduler">Runs the loop; the thread pool's unless given.</param>
    /// <param name="book">What the book is called in measures.</param>
    public Appender(IJournalStore store, CommitFeed feed, ILogger logger, TimeProvider? clock = null, TaskScheduler? scheduler = null, string book = "currency")
    {
        (_store, _feed, _logger, _clock, _book) = (store, feed, logger, clock ?? TimeProvider.System, book);
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler ?? TaskScheduler.Default).Unwrap();
    }

    private readonly record struct Waiting(Draft Draft, TaskCompletionSource<Appended> Answer);

    /// <summary>Places one draft, together with whatever else waits.</summary>
    /// <exception cref="BusyException">The queue is full, or the store could not begin: nothing was changed.</exception>
    /// <exception cref="OutcomeUnknownException">The server stops before the outcome could be learned.</exception>
    public Task<Appended> AppendAsync(Draft draft)
    {
        var waiting = new Waiting(draft, new(TaskCreationOptions.RunContinuationsAsynchronously));
        var step = Telemetry.Traces.StartActivity("commit");
        if (!_queue.Writer.TryWrite(waiting))
        {
            step?.SetStatus(ActivityStatusCode.Error, "busy").Dispose();
            throw new BusyException();
        }
        Telemetry.Waits(_book, 1);
        return step is null ? waiting.Answer.Task : Traced(step, waiting.Answer.Task);
    }

    private async Task<Appended> Traced(Activity step, Task<Appended> answer)
    {
        using (step)
        {
            var appended = await answer;
            step.SetTag("essledger.book", _book).SetTag("essledger.appended", appended.GetType().Name.ToLowerInvariant());
            return appended;
        }
    }

    private async Task Run()
    {
        // Where the store takes two batches at once, one is decided and sent while the other is on its way to the disk.
        using var free = new SemaphoreSlim(_store.Writers);
        while (await _queue.Reader.WaitToReadAsync())
        {
            await free.WaitAsync();
            var batch = new List<Waiting>();
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
            _ = PlaceThenFree(batch);
        }
        for (var i = 0; i < _store.Writers; i++) await free.WaitAsync();

        async Task PlaceThenFree(List<Waiting> batch)
        {
            await Place(batch);
            free.Release();
        }
    }

    private async Task Place(List<Waiting> batch)
    {
        var drafts = batch.ConvertAll(w => w.Draft);
        var began = Stopwatch.GetTimestamp();
        for (var inDoubt = false; ;)
        {
            try
            {
                var answers = await _store.AppendAsync(drafts, CancellationToken.None);
                Told("known");
                for (var i = 0; i < batch.Count; i++)
                {
                    if (answers[i] is Appended.Placed placed) _feed.Publish(drafts[i], placed.Entry.Position);
                    batch[i].Answer.SetResult(answers[i]);
                }
                return;
            }
            catch (StoreUnavailableException e) when (!inDoubt)
            {
                LogUnavailable(_logger, e, drafts.Count);
                Told("unavailable");
                Fail(batch, new BusyException("The store is not available.", e));
                return;
            }
            catch (Exception e) when (e is OutcomeUnknownException or StoreUnavailableException)
            {
                // Once a commit is in doubt only the store can tell how it ended: ask until it answers.
                inDoubt = true;
                LogInDoubt(_logger, e, drafts.Count);
                if (_stop.IsCancellationRequested)
                {
                    Told("unknown");
                    Fail(batch, e);
                    return;
                }
                await Task.Delay(PauseInDoubt, _clock);
            }
            catch (Exception e)
            {
                // A fault of our own: those who wait hear "unknown", and the appender goes on serving.
                LogFault(_logger, e, drafts.Count);
                Told("fault");
                Fail(batch, e);
                return;
            }
        }

        void Told(string outcome) => Telemetry.Committed(_book, drafts.Count, Stopwatch.GetElapsedTime(began), outcome);
    }

    private static void Fail(List<Waiting> batch, Exception reason)
    {
        foreach (var waiting in batch) waiting.Answer.SetException(reason);
    }

    /// <summary>Places what is queued, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "The store is not available; {Drafts} drafts were not placed.")]
    private static partial void LogUnavailable(ILogger logger, Exception e, int drafts);

    [LoggerMessage(EventId = 102, Level = LogLevel.Error, Message = "A commit of {Drafts} drafts ended in doubt; asking the store.")]
    private static partial void LogInDoubt(ILogger logger, Exception e, int drafts);

    [LoggerMessage(EventId = 103, Level = LogLevel.Critical, Message = "Appending {Drafts} drafts failed.")]
    private static partial void LogFault(ILogger logger, Exception e, int drafts);
}

/// <summary>One book: where its entries are and how one adds to them.</summary>
public abstract class Book(string name, IJournalStore store, CommitFeed feed, ILogger logger, TimeProvider? clock, TaskScheduler? scheduler) : IAsyncDisposable
{
    private readonly Appender _appender = new(store, feed, logger, clock, scheduler, name);

    public IJournalStore Store => store;

    public Task<Appended> AppendAsync(Draft draft) => _appender.AppendAsync(draft);

    public async ValueTask DisposeAsync()
    {
        await _appender.DisposeAsync();
        (store as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The book of the currency's issuer.</summary>
public sealed class CurrencyBook(IJournalStore store, CommitFeed feed, ILogger<CurrencyBook> logger, TimeProvider? clock = null, TaskScheduler? scheduler = null)
    : Book("currency", store, feed, logger, clock, scheduler);

/// <summary>The book of the label's owner, another legal person.</summary>
public sealed class LabelBook(IJournalStore store, CommitFeed feed, ILogger<LabelBook> logger, TimeProvider? clock = null, TaskScheduler? scheduler = null)
    : Book("label", store, feed, logger, clock, scheduler);
