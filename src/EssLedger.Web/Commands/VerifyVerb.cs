using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Sqlite;

namespace EssLedger.Web.Commands;

/// <summary>Reads both books again from their first entry. Exit 0: everything is as it must be; 1: something is not, and where.</summary>
internal static class VerifyVerb
{
    private const int PageSize = 4096;

    public static Command Make()
    {
        var data = Verbs.Data();
        var verb = new Command("verify", "Re-reads the books: chain, sums, floors, act numbers, what may happen once, and every signature.") { data };
        verb.SetAction(async (asked, stop) =>
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables();
            new ServeOptions { Data = asked.GetValue(data) }.AddTo(configuration);
            var file = Path.Combine(Settings.From(configuration.Build()).Data, "ledger.db");
            if (!File.Exists(file)) throw new StartRefusedException($"There is no ledger at {file}.");
            var database = new SqliteDatabase(file);
            using var currency = new SqliteJournalStore(database, "currency", TimeProvider.System);
            using var label = new SqliteJournalStore(database, "label", TimeProvider.System);
            return await Currency(currency, stop) & await Label(label, stop) ? 0 : 1;
        });
        return verb;
    }

    private static async Task<bool> Currency(SqliteJournalStore store, CancellationToken stop)
    {
        var (verifier, name) = Es256kVerifiers.Best();
        var audit = new CurrencyAudit();
        var signatures = new List<SignatureCheck>();
        var checkedSignatures = 0L;
        var progress = new Progress("currency", (await store.HeadAsync(stop)).Position.Value);
        Fault? fault = null;
        await foreach (var entry in store.ReadAsync(Position.None, stop))
        {
            fault = audit.Check(entry, digest => store.FindOriginalAsync(entry.Position, digest, stop).Result, signatures);
            if (fault is not null) break;
            if (signatures.Count < PageSize) continue;
            fault = Run();
            if (fault is not null) break;
            progress.Show(entry.Position.Value);
        }
        // A bad signature before the fault is the first thing that is wrong.
        fault = Run() ?? fault ?? audit.Close();
        return progress.End(fault, string.Create(CultureInfo.InvariantCulture,
            $"{audit.Head.Position} entries, {audit.Payments} payments, {checkedSignatures} signatures by {name}, {audit.OriginalsErased} originals erased"));

        Fault? Run()
        {
            var bad = signatures.AsParallel().Select(s => s.Run(verifier)).OfType<Fault>().MinBy(f => f.Position);
            checkedSignatures += signatures.Count;
            signatures.Clear();
            return bad;
        }
    }

    private static async Task<bool> Label(SqliteJournalStore store, CancellationToken stop)
    {
        var chain = new ChainAudit();
        var facts = new Dictionary<GrantNumber, List<RecordedFact>>();
        var progress = new Progress("label", (await store.HeadAsync(stop)).Position.Value);
        Fault? fault = null;
        await foreach (var entry in store.ReadAsync(Position.None, stop))
        {
            fault = chain.Check(entry) ?? Follows(entry);
            if (fault is not null) break;
            progress.Show(entry.Position.Value);
        }
        return progress.End(fault, string.Create(CultureInfo.InvariantCulture, $"{chain.Head.Position} entries, {facts.Count} grants"));

        Fault? Follows(Entry entry)
        {
            try
            {
                if (LabelFact.Decode(entry.Body) is not GrantFact fact) return null;
                if (!facts.TryGetValue(fact.Number, out var known)) facts[fact.Number] = known = [];
                if (GrantRules.Decide(known.Count == 0 ? null : Grant.Fold(known), fact) is { } refusal) return new(entry.Position, $"The act on {fact.Number} was not allowed: {refusal.Word()}.");
                known.Add(new(fact, entry.Position, ParisCalendar.DayOf(entry.CommittedAt)));
                return null;
            }
            catch (BrokenBookException e)
            {
                return new(entry.Position, e.Message);
            }
        }
    }

    /// <summary>A bar on a terminal's error stream; nothing where nobody looks.</summary>
    private sealed class Progress(string book, long total)
    {
        private const int Width = 40;
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private long _shown = -1;

        public void Show(long position)
        {
            if (Console.IsErrorRedirected || total == 0 || position * Width / total == _shown) return;
            _shown = position * Width / total;
            Console.Error.Write($"\r{book,-9} [{new string('#', (int)_shown)}{new string('.', Width - (int)_shown)}] {position}/{total}");
        }

        public bool End(Fault? fault, string summary)
        {
            if (_shown >= 0) Console.Error.WriteLine();
            Console.WriteLine(fault is null
                ? string.Create(CultureInfo.InvariantCulture, $"{book}: clean — {summary}, {_watch.Elapsed.TotalSeconds:0.0} s")
                : $"{book}: WRONG at position {fault.Position}: {fault.What}");
            return fault is null;
        }
    }
}
