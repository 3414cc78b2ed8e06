using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>The terms that hold now, as this server knows them: it looks into the book often enough to know of every change before it takes effect.</summary>
/// <param name="book">Where changes are recorded.</param>
/// <param name="basis">Those of the configuration.</param>
/// <param name="clock">What time it is.</param>
public sealed class TermsInForce(CurrencyBook book, Terms basis, TimeProvider clock)
{
    private const int PageSize = 100;
    private static readonly TimeSpan Look = TermsHistory.Notice / 6;
    private sealed record Known(TermsHistory History, DateTimeOffset At);
    private volatile Known _known = new(new(basis), DateTimeOffset.MinValue);

    /// <summary>Ledger, unit and highest amount, which never change.</summary>
    public Terms Basis => basis;

    /// <summary>The terms that hold at this moment.</summary>
    public async ValueTask<Terms> Now()
    {
        var (known, now) = (_known, clock.GetUtcNow());
        return now - known.At < Look ? known.History.At(now) : (await Read()).At(now);
    }

    /// <summary>All terms that ever held, and those that will, up to the head of the book.</summary>
    public async Task<TermsHistory> Read()
    {
        var (history, now) = (_known.History, clock.GetUtcNow());
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(TermsHistory.Subject, history.Position, PageSize)) history = history.Apply(entry, Codec.Decode(entry.Body));
        _known = new(history, now);
        return history;
    }
}
