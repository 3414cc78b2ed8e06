using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;

namespace EssLedger.Web.Publishing;

/// <summary>How far a report has come that is being established.</summary>
/// <param name="Done">Parts that are done.</param>
/// <param name="Total">Parts in all.</param>
/// <param name="Failed">Whether it broke off.</param>
public sealed record ReportProgress(int Done, int Total, bool Failed = false);

/// <summary>Establishes the City's reports, once, and shows each as it was.</summary>
public sealed partial class ReportDesk(
    LabelBook book, CurrencyBook currency, LabelRegister register, IEnumerable<IReportSection> sections, IPublicationStore store, TimeProvider clock, IHostApplicationLifetime life, ILogger<ReportDesk> log)
{
    private readonly ConcurrentDictionary<string, ReportProgress> _running = new();

    /// <summary>The strategy's years: the first of which there is a report, and the last.</summary>
    public const int First = 2021, Last = 2026;

    /// <summary>The version of this program, as every report names it.</summary>
    public static string Version { get; } = typeof(ReportDesk).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>The periods of which there may be a report, the newest year first, the whole strategy last.</summary>
    public IReadOnlyList<string> Periods => [.. Enumerable.Range(First, Math.Max(Last, Today.Year) - First + 1).Where(y => y <= Today.Year).Reverse().Select(y => $"{y}"), $"{First}-{Last}"];

    /// <summary>Every report, by period, the last one of each first.</summary>
    public Task<IReadOnlyList<AnnualReport>> All(CancellationToken cancellationToken) => store.ReportsAsync(cancellationToken);

    /// <summary>How far a period's report has come; null: none is being established here.</summary>
    public ReportProgress? Progress(string period) => _running.GetValueOrDefault(period);

    /// <summary>Begins to establish a report, unless that is under way, and waits for a while.</summary>
    /// <param name="period">One of <see cref="Periods"/>.</param>
    /// <param name="by">Who does.</param>
    /// <param name="patience">How long to wait for it.</param>
    public async Task Establish(string period, PersonId by, TimeSpan patience)
    {
        if (!_running.TryAdd(period, new(0, 1))) return;
        var work = Task.Run(async () =>
        {
            try
            {
                await Keep(period, by, life.ApplicationStopping);
                _running.TryRemove(period, out _);
            }
            catch (Exception e)
            {
                BrokeOff(log, e, period);
                _running[period] = new(0, 1, Failed: true);
            }
        });
        await Task.WhenAny(work, Task.Delay(patience));
    }

    /// <summary>Forgets that a period's report broke off.</summary>
    public void Forget(string period)
    {
        if (_running.TryGetValue(period, out var progress) && progress.Failed) _running.TryRemove(period, out _);
    }

    /// <summary>Publishes a report: from then on anybody reads it.</summary>
    public Task<bool> Publish(string period, int number, PersonId by, CancellationToken cancellationToken) => store.PublishAsync(period, number, by, clock.GetUtcNow(), cancellationToken);

    /// <summary>Makes the data of a report.</summary>
    /// <param name="period">Of which years.</param>
    /// <param name="knownOn">By the knowledge of which day.</param>
    /// <param name="at">Up to which entry of the label book; null: the newest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReportData> Make(string period, DateOnly knownOn, Position? at, CancellationToken cancellationToken)
    {
        var (from, to) = (int.Parse(period[..4], System.Globalization.CultureInfo.InvariantCulture), int.Parse(period[^4..], System.Globalization.CultureInfo.InvariantCulture));
        var known = await RegisterAt(at, cancellationToken);
        var through = new DateOnly(to, 12, 31) is var end && end < knownOn ? end : knownOn;
        var span = new ReportSpan(from, to, through, knownOn, known);
        var made = new List<(string, IReadOnlyList<ReportTable>)>();
        var parts = sections.ToList();
        foreach (var section in parts)
        {
            if (_running.ContainsKey(period)) _running[period] = new(made.Count, parts.Count);
            made.Add((section.Name, await section.Tables(span, cancellationToken)));
        }
        var closed = (await ClosureHistory.AllAsync(currency.Store, cancellationToken)).LastOrDefault(c => c.Closed.Period.Last <= through);
        return new(period, through, knownOn, new Dictionary<string, (long, string)>
        {
            ["currency"] = await Head(currency.Store, closed?.Position ?? Position.None, cancellationToken),
            ["label"] = await Head(book.Store, known.Position, cancellationToken),
        }, made);
    }

    private async Task Keep(string period, PersonId by, CancellationToken cancellationToken)
    {
        var content = (await Make(period, Today, null, cancellationToken)).ToJson();
        var hash = Digest.Of(Encoding.UTF8.GetBytes(content));
        var before = (await store.ReportsAsync(cancellationToken)).FirstOrDefault(r => r.Period == period);
        // What says the same is not established twice.
        if (before?.Hash == hash) return;
        await store.KeepAsync(new AnnualReport(period, (before?.Number ?? 0) + 1, content, hash, Version, by, clock.GetUtcNow(), null), cancellationToken);
    }

    private async Task<Register> RegisterAt(Position? at, CancellationToken cancellationToken)
    {
        var live = await register.Read(cancellationToken);
        if (at is not { } last || live.Position == last) return live;
        var then = Register.Empty;
        while (await book.Store.ReadSubjectAsync(Register.Decider, then.Position, 1000, cancellationToken) is { Count: > 0 } page)
            foreach (var entry in page)
            {
                if (entry.Position.Value > last.Value) return then;
                then = then.With(LabelFact.Decode(entry.Body), entry.Position, ParisCalendar.DayOf(entry.CommittedAt));
            }
        return then;
    }

    private static async Task<(long, string)> Head(IJournalStore store, Position position, CancellationToken cancellationToken) =>
        position == Position.None ? (0, Digest.Zero.ToString()) : (position.Value, (await store.FindAsync(position, cancellationToken))!.Hash.ToString());

    [LoggerMessage(EventId = 461, Level = LogLevel.Error, Message = "The report of {Period} broke off.")]
    private static partial void BrokeOff(ILogger log, Exception why, string period);
}
