using System.Collections.Concurrent;
using System.Threading.Channels;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>Gives the signed receipt of a payment: always the same bytes. A new one is signed and kept before it is first sent; those that wait
/// together are kept in one commit, while the next payments are being placed.</summary>
public sealed class ReceiptDesk : IAsyncDisposable
{
    private const int LargestBatch = 256, Remembered = 10_000;
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<Position, ReadOnlyMemory<byte>> _kept = new();
    private readonly CurrencyBook _book;
    private readonly LedgerId _ledger;
    private readonly Func<ServerKey> _key;
    private readonly Task _loop;

    /// <param name="book">Where receipts are kept.</param>
    /// <param name="terms">Whose receipts they are.</param>
    /// <param name="key">The receipt key of the moment.</param>
    /// <param name="scheduler">Runs the loop; the thread pool's unless given.</param>
    public ReceiptDesk(CurrencyBook book, Terms terms, Func<ServerKey> key, TaskScheduler? scheduler = null)
    {
        (_book, _ledger, _key) = (book, terms.Ledger, key);
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler ?? TaskScheduler.Default).Unwrap();
    }

    private readonly record struct Waiting(Outcome Payment, TaskCompletionSource<ReadOnlyMemory<byte>> Answer);

    /// <summary>The receipt of a payment that stands in the book.</summary>
    public async Task<ReadOnlyMemory<byte>> For(Outcome payment, bool isNew)
    {
        if (_kept.TryGetValue(payment.Entry.Position, out var known)) return known;
        if (!isNew && await _book.Store.FindReceiptAsync(payment.Entry.Position, default) is { } kept) return Remember(payment.Entry.Position, kept);
        var waiting = new Waiting(payment, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_queue.Writer.TryWrite(waiting)) throw new BusyException("The server stops.");
        return await waiting.Answer.Task;
    }

    private async Task Run()
    {
        var batch = new List<Waiting>(LargestBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
            try
            {
                var signed = batch.ConvertAll(w => (w.Payment.Entry.Position, (ReadOnlyMemory<byte>)Sign(w.Payment)));
                var kept = await _book.Store.KeepReceiptsAsync(signed, CancellationToken.None);
                for (var i = 0; i < batch.Count; i++) batch[i].Answer.SetResult(Remember(signed[i].Position, kept[i]));
            }
            catch (Exception e)
            {
                // The payments stand. Whoever asks again gets the receipt that could not be kept now.
                foreach (var waiting in batch) waiting.Answer.TrySetException(e is StoreUnavailableException or OutcomeUnknownException ? new BusyException("The receipt cannot be kept now.", e) : e);
            }
            batch.Clear();
        }
    }

    private byte[] Sign(Outcome payment)
    {
        var paid = (Act.Paid)payment.Act;
        var receipt = new Receipt(_ledger, paid.Order, payment.Entry.Position, payment.Entry.Hash, paid.Received, paid.Amount, paid.Unit, paid.Payer, paid.Payee, payment.Entry.CommittedAt);
        return _key().Sign(Receipt.Type, receipt.Encode());
    }

    private ReadOnlyMemory<byte> Remember(Position position, ReadOnlyMemory<byte> receipt)
    {
        if (_kept.Count >= Remembered) _kept.Clear();
        _kept[position] = receipt;
        return receipt;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }
}
