using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Grains;

namespace EssLedger.Web.Bookkeeping;

/// <summary>What the meters show now. The closures of days are read once; after that, only those that were added, and the tail that the closing grain follows.</summary>
public sealed class MeterDesk(CurrencyBook book, IGrainFactory grains, Settings settings, TimeProvider clock)
{
    private sealed record Known(IReadOnlyList<Act.PeriodClosed> Closures, Position Position);

    private volatile Known _known = new([], Position.None);

    /// <summary>The thresholds that are watched.</summary>
    public IReadOnlyList<Threshold> Thresholds => settings.Thresholds;

    /// <summary>The day, in Europe/Paris.</summary>
    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>Every day up to now.</summary>
    public async Task<MeterReadings> Read()
    {
        var known = _known;
        var added = await ClosureHistory.AfterAsync(book.Store, known.Position, default);
        if (added.Count > 0) _known = known = new([.. known.Closures, .. added.Select(c => c.Closed)], added[^1].Position);
        return new(known.Closures, await grains.GetGrain<IClosureGrain>(ClosureGrain.Key).Now(), Today);
    }

    /// <summary>The closures of the book, the newest first.</summary>
    public async Task<IReadOnlyList<RecordedClosure>> Closures() => [.. (await ClosureHistory.AllAsync(book.Store, default)).Reverse()];
}
