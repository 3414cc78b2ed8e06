using System.CommandLine;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Verification;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Keys;
using EssLedger.Web.Papers;

namespace EssLedger.Web.Commands;

/// <summary>Reads both books again. Exit 0: everything is as it must be; 1: something is not, and where; 2: usage.</summary>
internal static partial class VerifyVerb
{
    private const string Last = "last";

    private const string Help = """
        Re-reads the books and all that is kept beside them.

        Of the trail of privileged acts it checks that no row is missing or changed; keep its last line elsewhere to find out whether rows were cut off at its end.

        It checks of each entry: its place in the chain, who decided it and in which turn, sums and floors, what may happen once, and the order, proof or reference on which it rests, with its signature. It compares with the entries: the rows that forbid that something happens twice, the statuses of accounts, the receipts and badges, every checkpoint of the transparency log with its tiles, and the newest one that lies beside the keys. It tells which losses a book records (a restore from a copy); a checkpoint of what is lost is accounted for by that record. It names the first position that is wrong.

        Not covered: an original that was erased (they are counted); the 30-day and amount limits, which are settings; when an order was received within its validity; the salts, wherever no checkpoint covers them; and the end of a book that was cut off together with all that was kept of it, or rewritten with signing devices at hand: against that, keep a checkpoint elsewhere and give it with --checkpoint.
        """;

    public static Command Make()
    {
        var data = Verbs.Data();
        var store = Verbs.Store();
        var connection = Verbs.Connection();
        var checkpoint = new Option<string[]>("--checkpoint")
        {
            Description = "What was kept from before: a checkpoint (signed note), or the output of an earlier verification. The book must still begin with exactly these entries. May be given several times",
            HelpName = "FILE",
        };
        var save = new Option<string?>("--save") { Description = $"Write what the next verification needs to go on from here; {Last}: a file in the data directory. Nothing is written unless all is right", HelpName = "FILE" };
        var since = new Option<string?>("--since")
        {
            Description = $"Begin where the verification ended that saved this file ({Last}: the one in the data directory). What stands before is taken on trust but for the hash of the last entry, so do verify the whole book now and then",
            HelpName = "FILE",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else" };
        var archive = new Option<string?>("--archive") { Description = "Read this archive of a year (export archive) and nothing else: without the ledger it came from", HelpName = "FILE" };
        var proof = new Option<string?>("--proof") { Description = "Read this proof of a public payment and nothing else: without the ledger it came from", HelpName = "FILE" };
        var verb = new Command("verify", Help) { data, store, connection, checkpoint, since, save, json, archive, proof };
        verb.SetAction(async (asked, stop) =>
        {
            if (asked.GetValue(proof) is { } given) return await ReadProof(given, asked.GetValue(json), stop) ? 0 : 1;
            if (asked.GetValue(archive) is { } kept) return await Read(kept, asked.GetValue(json), stop) ? 0 : 1;
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables();
            new ServeOptions { Data = asked.GetValue(data), Store = asked.GetValue(store), Connection = asked.GetValue(connection) }.AddTo(configuration);
            var settings = Settings.From(configuration.Build());
            if (settings.Store == "sqlite" && !File.Exists(Books.FileIn(settings.Data))) throw new StartRefusedException($"There is no ledger at {Books.FileIn(settings.Data)}.");
            try
            {
                await using var books = await Books.Open(settings, TimeProvider.System, stop);
                using var keys = PublicKeys.In(settings.Keys);
                var run = new Run(books, keys, settings.Keys, [.. (asked.GetValue(checkpoint) ?? []).SelectMany(Kept.In)], asked.GetValue(json));
                return await run.Both(FileOf(asked.GetValue(since)), FileOf(asked.GetValue(save)), stop) ? 0 : 1;
            }
            catch (Exception e) when (e is DbException or StoreUnavailableException)
            {
                throw new StartRefusedException($"The store cannot be read: {e.Message}");
            }

            string? FileOf(string? given) => given == Last ? Path.Combine(settings.Data, "verified") : given;
        });
        return verb;
    }

    /// <summary>Verifies books that are open already.</summary>
    /// <param name="books">Which.</param>
    /// <param name="keys">The folder of the server's keys.</param>
    /// <param name="checkpoints">The folder of the newest checkpoints that the books must have.</param>
    /// <param name="stop">Gives up.</param>
    internal static async Task<bool> Whole(Books books, string keys, string checkpoints, CancellationToken stop)
    {
        using var known = PublicKeys.In(keys);
        return await new Run(books, known, checkpoints, [], json: false).Both(since: null, save: null, stop);
    }

    /// <summary>Reads an archive again, alone.</summary>
    private static async Task<bool> Read(string file, bool json, CancellationToken stop)
    {
        ArchiveVerdict verdict;
        try
        {
            await using var archive = File.OpenRead(file);
            verdict = await Archive.VerifyAsync(archive, new Bar("archive").Show, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{file} cannot be read: {e.Message}");
        }
        finally
        {
            Bar.Clear();
        }
        var (manifest, faults) = verdict;
        if (json)
        {
            Console.WriteLine(new JsonObject
            {
                ["ok"] = faults.Count == 0,
                ["ledger"] = manifest?.Ledger,
                ["year"] = manifest?.Year,
                ["first"] = manifest?.First,
                ["last"] = manifest?.Last,
                ["originals"] = manifest?.Originals,
                ["sealed"] = manifest?.Sealed is not null,
                ["logKeys"] = new JsonArray([.. (manifest?.Sealed?.Keys ?? []).Select(k => JsonValue.Create(k))]),
                ["faults"] = new JsonArray([.. faults.Select(f => JsonValue.Create(f))]),
            }.ToJsonString());
            return faults.Count == 0;
        }
        foreach (var fault in faults) Console.WriteLine($"archive: WRONG: {fault}");
        if (faults.Count > 0 || manifest is null) return false;
        Console.WriteLine($"archive: whole — {manifest.Ledger} {manifest.Year}, entries {manifest.First} to {manifest.Last}, {manifest.Originals} originals, made {manifest.MadeAt:yyyy-MM-dd}");
        Console.WriteLine(manifest.Sealed is not { Keys: { Count: > 0 } keys } ? "archive: no checkpoint of the transparency log, or no key of it, is in it"
            : $"archive: its last entry is in the transparency log, by a checkpoint that one of these keys signed; compare with what was kept elsewhere: {string.Join(' ', keys)}");
        return true;
    }

    /// <summary>Reads the proof of a public payment again, alone.</summary>
    private static async Task<bool> ReadProof(string file, bool json, CancellationToken stop)
    {
        PublicProofData? data;
        IReadOnlyList<string> faults;
        try
        {
            await using var proof = File.OpenRead(file);
            (data, faults) = await PublicProof.VerifyAsync(proof, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{file} cannot be read: {e.Message}");
        }
        if (json) Console.WriteLine(new JsonObject { ["ok"] = faults.Count == 0, ["mandate"] = data?.Mandate.Id, ["position"] = data?.Payment.Entry.Position, ["logKeys"] = new JsonArray([.. (data?.Keys ?? []).Select(k => JsonValue.Create(k))]), ["faults"] = new JsonArray([.. faults.Select(f => JsonValue.Create(f))]) }.ToJsonString());
        else if (faults.Count > 0 || data is null) foreach (var fault in faults) Console.WriteLine($"proof: WRONG: {fault}");
        else Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"proof: holds — {data.Ledger}, mandate {data.Mandate.Reference}, {data.Payment.Amount:0.00} {data.Unit} to {data.Payment.Account} by entry {data.Payment.Entry.Position}; compare the keys of its log with what was kept elsewhere: {string.Join(' ', data.Keys)}"));
        return faults.Count == 0;
    }

    /// <summary>What somebody kept of a book.</summary>
    /// <param name="Note">A checkpoint; or</param>
    /// <param name="Book">a book's name with</param>
    /// <param name="Position">a position and</param>
    /// <param name="Hash">the hash of the entry there.</param>
    private sealed partial record Kept(SignedNote? Note, string? Book, long Position, Digest Hash)
    {
        public static List<Kept> In(string file)
        {
            string text;
            try
            {
                text = File.ReadAllText(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StartRefusedException($"{file} cannot be read: {e.Message}");
            }
            if (SignedNote.TryParse(text, out var note, out _) && Checkpoint.TryParse(note.Text, out _)) return [new(note, null, 0, default)];
            var lines = Line().Matches(text).Select(m => new Kept(null, m.Groups[1].Value, long.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture), Digest.FromBytes(Convert.FromHexString(m.Groups[3].Value)))).ToList();
            return lines.Count > 0 ? lines : throw new StartRefusedException($"{file} is neither a checkpoint nor the output of a verification.");
        }

        [GeneratedRegex("^(currency|label) ([0-9]{1,18}) ([0-9a-f]{64})\r?$", RegexOptions.Multiline)]
        private static partial Regex Line();
    }

    /// <summary>The keys with which a server signed; null: they are not on this machine.</summary>
    private sealed class PublicKeys(KeyDirectory directory) : IDisposable
    {
        // A key checks one signature after the other, so each thread has its own.
        private readonly ThreadLocal<Dictionary<KeyId, ServerKey>> _keys = new(() => directory.All
            .Where(k => k.Purpose is Purposes.Receipt or Purposes.Badge).ToDictionary(k => k.Id, k => new ServerKey(Import(k.PublicKey), k.Purpose)));

        public static PublicKeys? In(string folder) => Directory.Exists(folder) ? new(KeyDirectory.Open(folder, TimeProvider.System)) : null;

        private static ECDsa Import(byte[] spki)
        {
            var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(spki, out _);
            return key;
        }

        public bool Signed(SignedPayload payload, string purpose) => _keys.Value!.TryGetValue(payload.Key, out var key) && key.Purpose == purpose && key.Verify(payload);

        public bool Signed(SignedNote note, string origin, string book) => Logs.Signed(note, origin, book);

        private ServerKeys Logs => field ??= new(directory);

        public void Dispose()
        {
            _keys.Dispose();
            directory.Dispose();
        }
    }

    /// <summary>What a book must still begin with, and what it accounts for.</summary>
    /// <param name="Logs">Its logs; null when it does not say what they are.</param>
    /// <param name="Witnesses">What must be there.</param>
    /// <param name="Lost">What need not be there, in sentences.</param>
    /// <param name="Flaw">A checkpoint that cannot be of this book.</param>
    private sealed record Expected(LogHistory? Logs, IReadOnlyList<Witness> Witnesses, IReadOnlyList<string> Lost, Fault? Flaw);

    private sealed class Run(Books books, PublicKeys? keys, string folder, IReadOnlyList<Kept> kept, bool json)
    {
        private readonly JsonArray _told = [];

        public async Task<bool> Both(string? since, string? save, CancellationToken stop)
        {
            var (verifier, name) = Es256kVerifiers.Best();
            var (audit, tree) = since is null ? (new CurrencyAudit(remembers: false), new TreeEdge()) : Load(since);
            var (inCurrency, inLabel) = (await ExpectAsync("currency", audit.Head.Position.Value, stop), await ExpectAsync("label", 0, stop));
            var currency = new CurrencyVerification(books.Currency, books.Log("currency"), verifier, audit, tree)
            {
                Witnesses = inCurrency.Witnesses,
                IsSignedByLog = LogKey(inCurrency.Logs),
                IsSignedByServer = keys is null ? null : payload => keys.Signed(payload, Purposes.Receipt),
                Progress = new Bar("currency").Show,
            };
            var label = new LabelVerification(books.Label, books.Log("label"), verifier)
            {
                Witnesses = inLabel.Witnesses,
                IsSignedByLog = LogKey(inLabel.Logs),
                IsSignedByServer = keys is null ? null : payload => keys.Signed(payload, Purposes.Badge),
                Progress = new Bar("label").Show,
            };
            var good = Tell(await Timed(currency, stop), inCurrency, $"signatures by {name}") & Tell(await Timed(label, stop), inLabel, $"signatures by {name}");
            if (good && save is not null) Save(save, currency.Save());
            var trail = await TrailVerification.RunAsync(books.Trail, stop);
            good &= trail.Fault is null;
            if (json)
            {
                Console.WriteLine(new JsonObject
                {
                    ["ok"] = good,
                    ["books"] = _told,
                    ["trail"] = new JsonObject { ["ok"] = trail.Fault is null, ["rows"] = trail.Rows, ["hash"] = trail.Hash.ToString(), ["fault"] = trail.Fault is var (number, what) ? new JsonObject { ["number"] = number, ["what"] = what } : null },
                }.ToJsonString());
            }
            else Console.WriteLine(trail.Fault is var (row, flaw) ? $"trail: WRONG at row {row}: {flaw}" : $"trail: clean — {trail.Rows} rows{Environment.NewLine}trail {trail.Rows} {trail.Hash}");
            return good;
        }

        private static (CurrencyAudit, TreeEdge) Load(string file)
        {
            try
            {
                return CurrencyAudit.Load(File.ReadAllBytes(file));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException or BrokenBookException)
            {
                throw new StartRefusedException($"{file} cannot be gone on from: {e.Message} Verify the whole book, with --save.");
            }
        }

        private static void Save(string file, byte[] state)
        {
            // Beside first: whoever stops us half-way leaves the earlier one whole.
            File.WriteAllBytes($"{file}.new", state);
            File.Move($"{file}.new", file, overwrite: true);
        }

        /// <summary>The book's logs, if it says which they are.</summary>
        private static async Task<LogHistory?> LogsOf(string book, IJournalStore store, CancellationToken stop)
        {
            try
            {
                return await store.ReadLogHistoryAsync(book, stop);
            }
            catch (Exception e) when (e is BrokenBookException or ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                // The verification itself will say what is wrong with it.
                return null;
            }
        }

        /// <summary>A checkpoint that is kept in the store is of the log that grew when the book had its size.</summary>
        private Func<SignedNote, bool>? LogKey(LogHistory? logs) =>
            keys is null || logs is null ? null : note => Checkpoint.TryParse(note.Text, out var said) && keys.Signed(note, logs.OriginOf(logs.LogAt(said.Size)), logs.Book);

        private async Task<Expected> ExpectAsync(string book, long from, CancellationToken stop)
        {
            var store = books[book];
            var logs = await LogsOf(book, store, stop);
            var (witnesses, lost) = (new List<Witness>(), new List<string>());
            Fault? flaw = null;
            foreach (var (_, _, position, hash) in kept.Where(k => k.Book == book))
            {
                // An earlier output does not say of which log it was.
                var loss = logs?.Losses.FirstOrDefault(l => l.Position.Value <= position && position <= l.Loss.Size);
                if (loss is not null && (await store.FindAsync(new Position(position), stop))?.Hash != hash)
                    lost.Add($"entry {position} of an earlier verification is not in the book: it is among what is recorded as lost at position {loss.Position}");
                else witnesses.Add(new(position, null, hash));
            }
            foreach (var note in kept.Select(k => k.Note).OfType<SignedNote>()) Expect(note);
            // What was sealed last lies beside the keys too; behind where we begin it says nothing new.
            try
            {
                if (CheckpointFile.In(folder, book).Read() is var (newest, last) && last.Size >= from) Expect(newest);
            }
            catch (BrokenLogException e)
            {
                flaw ??= new(Position.None, e.Message);
            }
            return new(logs, witnesses, lost, flaw);

            void Expect(SignedNote note)
            {
                if (!Checkpoint.TryParse(note.Text, out var said)) return;
                // Of which book a checkpoint is, its origin says; that of neither is misuse.
                if (logs?.LogOf(said.Origin) is not { } log)
                {
                    if (logs is not null && Checkpoint.Split(said.Origin).First.EndsWith($"/{book}", StringComparison.Ordinal)) throw new StartRefusedException($"The checkpoint is of {said.Origin}, not of {logs.Origin}.");
                    return;
                }
                if (keys?.Signed(note, said.Origin, book) is false) throw new StartRefusedException($"The checkpoint of {said.Size} entries is not signed by a key of {said.Origin}.");
                var (loss, wrong) = logs.Of(log, said.Size, said.Root);
                if (wrong is not null) flaw ??= new(Position.None, $"The checkpoint of {said.Size} entries cannot be of this book. {wrong}");
                else if (loss is not null) lost.Add($"the checkpoint of {said.Size} entries of {said.Origin} covers what is recorded as lost at position {loss.Position}");
                else witnesses.Add(new(said.Size, said.Root, null));
            }
        }

        private static async Task<(Verdict, TimeSpan)> Timed(BookVerification verification, CancellationToken stop)
        {
            var watch = Stopwatch.StartNew();
            var verdict = await verification.RunAsync(stop);
            Bar.Clear();
            return (verdict, watch.Elapsed);
        }

        private bool Tell((Verdict, TimeSpan) found, Expected expected, string by)
        {
            var ((book, from, head, fault, counts), time) = found;
            fault ??= expected.Flaw;
            var losses = expected.Logs?.Losses ?? [];
            var entries = head.Position.Value - from.Value;
            if (json)
            {
                _told.Add(new JsonObject
                {
                    ["book"] = book,
                    ["ok"] = fault is null,
                    ["from"] = from.Value,
                    ["head"] = new JsonObject { ["position"] = head.Position.Value, ["hash"] = head.Hash.ToString() },
                    ["fault"] = fault is null ? null : new JsonObject { ["position"] = fault.Position == Position.None ? null : fault.Position.Value, ["what"] = fault.What },
                    ["counts"] = new JsonObject(counts.Select(c => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(string.Concat(c.What.Split(' ').Select((w, i) => i == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]))), (JsonNode?)c.Count))),
                    ["losses"] = new JsonArray([.. losses.Select(l => new JsonObject
                    {
                        ["position"] = l.Position.Value,
                        ["log"] = expected.Logs!.OriginOf(l.Loss.Log),
                        ["signed"] = l.Loss.Size,
                        ["root"] = Convert.ToBase64String(l.Loss.Root.ToBytes()),
                    })]),
                    ["accountedFor"] = new JsonArray([.. expected.Lost.Select(lost => JsonValue.Create(lost))]),
                    ["signaturesOfServerChecked"] = keys is not null,
                    ["seconds"] = Math.Round(time.TotalSeconds, 3),
                    ["entriesPerSecond"] = Math.Round(entries / time.TotalSeconds),
                });
                return fault is null;
            }
            if (fault is not null)
            {
                Console.WriteLine(fault.Position == Position.None ? $"{book}: WRONG: {fault.What}" : $"{book}: WRONG at position {fault.Position}: {fault.What}");
                return false;
            }
            var all = string.Join(", ", counts.Select(c => $"{c.Count} {c.What}{(c.What == "signatures" && by != "" ? by["signatures".Length..] : "")}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{book}: clean{(from == Position.None ? "" : $" since {from}")} — {all}{(keys is null ? ", without the server's keys" : "")}, {time.TotalSeconds:0.0} s ({entries / time.TotalSeconds:0} entries/s)"));
            foreach (var (position, loss) in losses)
                Console.WriteLine($"{book}: position {position} records a loss: the book was restored from a copy that ended at {position.Value - 1}, and {loss.Size} entries of {expected.Logs!.OriginOf(loss.Log)} had been signed; since then its log is {expected.Logs.OriginOf(loss.NextLog)}");
            foreach (var lost in expected.Lost) Console.WriteLine($"{book}: {lost}");
            Console.WriteLine($"{book} {head.Position} {head.Hash}");
            return true;
        }
    }
}
