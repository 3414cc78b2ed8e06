using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace EssLedger.Grains;

/// <summary>What the ledger measures of itself, and the steps of a payment as a trace. Neither has a place for an account, a person or an amount: the labels of a measure are words of the API and names of books.</summary>
/// <remarks>Names follow OpenTelemetry's conventions for metrics (https://opentelemetry.io/docs/specs/semconv/general/metrics/). Without a listener nothing is recorded.</remarks>
public static class Telemetry
{
    /// <summary>Under which both are found.</summary>
    public const string Name = "EssLedger";

    /// <summary>The steps of a payment.</summary>
    public static ActivitySource Traces { get; } = new(Name);

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Payments = Meter.CreateCounter<long>("essledger.payments", "{payment}", "Answers to orders, by what authorised them and by the answer: done, repeated, or the code of the refusal.");
    private static readonly Histogram<int> Batches = Meter.CreateHistogram("essledger.commit.batch", "{draft}", "Drafts in one commit.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
    private static readonly Histogram<double> Commits = Meter.CreateHistogram("essledger.commit.duration", "s", "From the first attempt at a commit until its outcome is known.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
    private static readonly UpDownCounter<int> Queued = Meter.CreateUpDownCounter<int>("essledger.commit.queue", "{draft}", "Drafts that wait for their commit or are in it.");
    private static readonly Histogram<int> Wakes = Meter.CreateHistogram("essledger.account.wake", "{entry}", "Entries that an account read past its snapshot when it woke.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [0, 1, 10, 100, 1000, 10_000, 100_000] });
    private static readonly Gauge<double> Sealed = Meter.CreateGauge<double>("essledger.seal.whole", "s", "When a book was last seen sealed up to its head (Unix seconds, UTC).");
    private static readonly Gauge<long> Gap = Meter.CreateGauge<long>("essledger.fund.gap", "{cent}", "What book and bank, or units and the euro behind them, differ by in all, without sign.");
    private static readonly Histogram<double> Threads = Meter.CreateHistogram("essledger.thread.wait", "s", "How long what is ready to run waits for a thread, looked at up to a hundred times a second.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });

    /// <summary>An order was answered.</summary>
    /// <param name="means">What authorised it.</param>
    /// <param name="answer">What its sender is told.</param>
    internal static void Answered(Core.Payments.Means means, PaymentAnswer answer)
    {
        if (!Payments.Enabled) return;
        var word = answer switch { { Refusal: { } refusal } => Snake(refusal.ToString()), { Denial: { } denial } => Snake(denial.ToString()), { First: true } => "done", _ => "repeated" };
        Payments.Add(1, new("means", Snake(means.ToString())), new("answer", word));
    }

    internal static void Waits(string book, int drafts) => Queued.Add(drafts, new KeyValuePair<string, object?>("book", book));

    /// <summary>A commit ended, or will never be known to have.</summary>
    internal static void Committed(string book, int drafts, TimeSpan took, string outcome)
    {
        Waits(book, -drafts);
        Batches.Record(drafts, new KeyValuePair<string, object?>("book", book));
        Commits.Record(took.TotalSeconds, new("book", book), new("outcome", outcome));
    }

    internal static void Woke(int entries) => Wakes.Record(entries);

    internal static void IsWhole(string book, DateTimeOffset at) => Sealed.Record(at.ToUnixTimeMilliseconds() / 1000d, new KeyValuePair<string, object?>("book", book));

    internal static void FundDiffers(long minor) => Gap.Record(minor);

    /// <summary>What was ready to run got its thread.</summary>
    public static void WaitedForThread(TimeSpan time) => Threads.Record(time.TotalSeconds);

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
