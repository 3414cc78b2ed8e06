using System.Diagnostics;
using Measures = EssLedger.Grains.Telemetry;

namespace EssLedger.Web.Api;

/// <summary>Who is let in. Payments are counted apart, and where processors are short others are turned away first, so that nobody who looks keeps others from paying.</summary>
public sealed class LoadShedding(Settings settings) : IHostedService, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    private long _ready, _waited;
    private volatile bool _ends;

    public AdmissionControl Payments { get; } = new(settings.PaymentsAtOnce, settings.MedianAnswer, settings.MedianAnswer, settings.Clock);
    public AdmissionControl Others { get; } = new(settings.PaymentsAtOnce, settings.MedianAnswer, settings.MedianAnswer / 2, settings.Clock);

    /// <summary>Looks from a thread of its own, for where all others are taken a timer would be late as well.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Look) { IsBackground = true, Name = nameof(LoadShedding) }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Also where a server never got to the end of its start.</summary>
    public void Dispose() => _ends = true;

    // What is made ready waits among the calls that have just come.
    private void Look()
    {
        for (; !_ends; Thread.Sleep(Every))
        {
            var ready = Interlocked.Read(ref _ready);
            var waited = ready == 0 ? TimeSpan.FromTicks(Interlocked.Read(ref _waited)) : Stopwatch.GetElapsedTime(ready);
            Payments.Waited(waited);
            Others.Waited(waited);
            if (ready != 0) continue;
            Interlocked.Exchange(ref _ready, Stopwatch.GetTimestamp());
            ThreadPool.UnsafeQueueUserWorkItem(static own => own.Run(), this, preferLocal: false);
        }
    }

    private void Run()
    {
        var waited = Stopwatch.GetElapsedTime(Interlocked.Read(ref _ready));
        Measures.WaitedForThread(waited);
        Interlocked.Exchange(ref _waited, waited.Ticks);
        Interlocked.Exchange(ref _ready, 0);
    }
}
