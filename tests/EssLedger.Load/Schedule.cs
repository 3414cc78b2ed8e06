using System.Diagnostics;

namespace EssLedger.Load;

/// <summary>What somebody does with the ledger.</summary>
internal enum Deed
{
    /// <summary>A resident pays a shop.</summary>
    Pay,
    /// <summary>A till shows a code, a telephone reads it and pays, the till looks.</summary>
    PayByCode,
    /// <summary>A wallet that heard no answer sends an order again that was answered.</summary>
    Repeat,
    /// <summary>Whoever found a telephone tries to pay with it; its key is blocked.</summary>
    PayByLostPhone,
    /// <summary>A passer-by reads the badge at a door.</summary>
    CheckBadge,
    /// <summary>A shop reads its last fifty movements.</summary>
    ReadHistory,
    /// <summary>A shop asks what it holds.</summary>
    ReadBalance,
}

/// <summary>What people do, and when.</summary>
/// <param name="Name">What the day is called.</param>
/// <param name="Weights">How often each deed is done, of their sum.</param>
/// <param name="HotShare">The share of payments that go to one shop, 0 … 1.</param>
/// <param name="Pace">How much more than the mean is done at a second of the run; its own mean is 1.</param>
internal sealed record Mix(string Name, IReadOnlyDictionary<Deed, int> Weights, double HotShare, Func<double, double> Pace)
{
    /// <summary>Stalls, codes and crowds: every twenty seconds a burst of five.</summary>
    private static readonly Mix Market = new("market", Of(600, 120, 50, 20, 100, 60, 50), 0.15, t => t % 20 is >= 5 and < 10 ? 2.2 : 0.6);

    /// <summary>The end of a month: shops read what came in.</summary>
    private static readonly Mix Month = new("month", Of(450, 50, 50, 10, 40, 250, 150), 0.05, t => 1 + 0.3 * Math.Sin(t * Math.Tau / 60));

    /// <summary>Everybody is at one festival's bar.</summary>
    private static readonly Mix Hot = new("hot", Of(750, 60, 60, 10, 40, 40, 40), 0.8, _ => 1);

    /// <summary>As a market, without its bursts: what a capacity is told of.</summary>
    private static readonly Mix Steady = Market with { Name = "steady", Pace = _ => 1 };

    public static IReadOnlyList<Mix> All { get; } = [Market, Month, Hot, Steady];

    private static Dictionary<Deed, int> Of(params int[] weights) => Enum.GetValues<Deed>().Zip(weights).ToDictionary(pair => pair.First, pair => pair.Second);
}

/// <summary>Something that falls due.</summary>
/// <param name="Due">From the start of the run.</param>
/// <param name="Deed">What.</param>
/// <param name="Dice">Which of those who might do it, and to whom: 0 … 2^31−1.</param>
internal readonly record struct Arrival(TimeSpan Due, Deed Deed, int Dice);

internal static class Schedule
{
    /// <summary>All that falls due in a run, drawn before it begins: independent people arrive as a Poisson process whose rate follows the day's pace.</summary>
    /// <param name="mix">What is done.</param>
    /// <param name="rate">Arrivals a second, in the mean.</param>
    /// <param name="time">How long.</param>
    /// <param name="seed">The same seed draws the same day.</param>
    public static Arrival[] Draw(Mix mix, double rate, TimeSpan time, int seed)
    {
        var (dice, drawn) = (new Random(seed), new List<Arrival>((int)(rate * time.TotalSeconds * 1.1) + 16));
        Deed[] deeds = [.. mix.Weights.SelectMany(w => Enumerable.Repeat(w.Key, w.Value))];
        // Thinning (Lewis and Shedler 1979): arrivals of the highest rate, each kept with the share that the pace has of it.
        const double highest = 2.5;
        for (var at = 0.0; (at += -Math.Log(1 - dice.NextDouble()) / (rate * highest)) < time.TotalSeconds;)
            if (dice.NextDouble() * highest < mix.Pace(at)) drawn.Add(new(TimeSpan.FromSeconds(at), deeds[dice.Next(deeds.Length)], dice.Next()));
        return [.. drawn];
    }

    /// <summary>Lets everything begin when it is due, whatever became of what was before. Beyond <paramref name="mostUnderWay"/> at once the next one begins late; who measures from <see cref="Arrival.Due"/> counts that.</summary>
    /// <param name="arrivals">In order.</param>
    /// <param name="mostUnderWay">How many at once, at most.</param>
    /// <param name="act">Is told for each how to read the time since it was due.</param>
    /// <param name="isOver">Whether what is still to come is left undone; null: never.</param>
    public static async Task Run(IReadOnlyList<Arrival> arrivals, int mostUnderWay, Func<Arrival, Func<TimeSpan>, Task> act, Func<bool>? isOver = null)
    {
        using var places = new SemaphoreSlim(mostUnderWay);
        var start = Stopwatch.GetTimestamp();
        Exception? broken = null;
        var pace = new Thread(() =>
        {
            // The kernel wakes a sleeper within a tenth of a millisecond, so an arrival is late by about 1 ms at most, and that is counted.
            for (var next = 0; next < arrivals.Count && Goes(); Thread.Sleep(1))
                for (; next < arrivals.Count && Goes() && arrivals[next].Due <= Stopwatch.GetElapsedTime(start); next++)
                {
                    places.Wait();
                    var arrival = arrivals[next];
                    _ = Task.Run(() => One(arrival));
                }
        })
        { Priority = ThreadPriority.Highest, IsBackground = true };
        pace.Start();
        await Task.Run(pace.Join);
        for (var i = 0; i < mostUnderWay; i++) await places.WaitAsync();
        if (broken is not null) throw new InvalidOperationException("The generator itself broke.", broken);

        bool Goes() => broken is null && isOver?.Invoke() is not true;

        async Task One(Arrival arrival)
        {
            try { await act(arrival, () => Stopwatch.GetElapsedTime(start) - arrival.Due); }
            catch (Exception e) { broken = e; }
            finally { places.Release(); }
        }
    }
}
