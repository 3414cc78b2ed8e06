using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;
using EssLedger.Store;

namespace EssLedger.Web.Bookkeeping;

/// <summary>What an archive says of itself. Digests are SHA-256 in hex.</summary>
/// <param name="Format">Names this form of archive.</param>
/// <param name="Ledger">Whose book.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Year">The financial year.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="First">The position of its first entry.</param>
/// <param name="HashBefore">The hash of the entry before that one; zeros: it is the book's first.</param>
/// <param name="Last">The position of its last entry, the year's closure.</param>
/// <param name="Originals">How many originals (orders, proofs, references) were still kept.</param>
/// <param name="Sealed">That its last entry stands in the transparency log; null: nothing was sealed up to there.</param>
/// <param name="Files">Every other file in it.</param>
public sealed record ArchiveManifest(
    string Format, string Ledger, string Unit, int Year, DateTimeOffset MadeAt, long First, string HashBefore, long Last, long Originals, ArchiveSeal? Sealed, IReadOnlyList<ArchiveFile> Files)
{
    public const string Name = "manifest.json", Current = "essledger-archive/1";
}

/// <param name="Salt">Of the last entry's leaf, in hex.</param>
/// <param name="Path">The inclusion path (RFC 9162 §2.1.3), in hex.</param>
/// <param name="Checkpoint">The signed note.</param>
/// <param name="Keys">The verifier keys (C2SP signed-note) of the log. Compare them with what was kept elsewhere.</param>
public sealed record ArchiveSeal(string Salt, IReadOnlyList<string> Path, string Checkpoint, IReadOnlyList<string> Keys);

public sealed record ArchiveFile(string Name, long Size, string Sha256);

/// <summary>What reading an archive again found.</summary>
/// <param name="Manifest">What it says of itself; null: it could not be read.</param>
/// <param name="Faults">Everything that is wrong with it; none: it is whole.</param>
public sealed record ArchiveVerdict(ArchiveManifest? Manifest, IReadOnlyList<string> Faults);

/// <summary>One file that holds a financial year: its entries with hashes, what they rest on as far as it is still kept, closures, accounting entries, balances, and the log's word for it.
/// It can be read years later without this program: a zip of text.</summary>
public static class Archive
{
    private const string Entries = "entries.ndjson", Originals = "originals.ndjson", Closures = "closures.ndjson", Balance = "trial-balance.csv";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };
    private static readonly JsonSerializerOptions s_indented = new(s_json) { WriteIndented = true };

    private sealed record EntryLine(long Position, long CommittedAt, string Hash, string Body);
    private sealed record OriginalLine(long Position, string Digest, string Content);
    private sealed record ClosureLine(long Position, string Period, long Last, string Hash, Totals Totals, Totals Perpetual, Stock Stock)
    {
        public static ClosureLine Of(long position, Act.PeriodClosed closed) => new(position, closed.Period.ToString(), closed.Last.Value, closed.Hash.ToString(), closed.Totals, closed.Perpetual, closed.Stock);
    }

    /// <summary>The name of a year's archive.</summary>
    public static string NameOf(LedgerId ledger, int year, DateTimeOffset madeAt) => $"essledger-{ledger}-{year}-{ParisCalendar.DayOf(madeAt):yyyyMMdd}.zip";

    /// <summary>Writes the archive of a closed year.</summary>
    /// <param name="to">Where to; it is written from its beginning to its end.</param>
    /// <param name="books">The store.</param>
    /// <param name="keys">The verifier keys of the currency book's log.</param>
    /// <param name="ledger">Whose book, and what it counts.</param>
    /// <param name="year">Which year.</param>
    /// <param name="siren">Of the association.</param>
    /// <param name="now">UTC.</param>
    /// <param name="progress">Is told positions.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartRefusedException">The year is not closed.</exception>
    public static async Task<ArchiveManifest> WriteAsync(
        Stream to, Books books, IReadOnlyList<string> keys, Act.BookOpened ledger, int year, Siren siren, DateTimeOffset now, Action<long, long> progress, CancellationToken cancellationToken)
    {
        var store = books.Currency;
        if (await store.FindAsync(Claim.ClosureOf(Period.Year(year)), cancellationToken) is not { } last)
            throw new StartRefusedException($"{year} is not closed yet: a year is closed by the server shortly after its last day, and is archived then.");
        var before = await store.FindAsync(Claim.ClosureOf(Period.Year(year - 1)), cancellationToken) is { } closed ? ((Act.PeriodClosed)Codec.Decode(closed.Body)).Last : Position.None;
        var hashBefore = before == Position.None ? Digest.Zero : (await store.FindAsync(before, cancellationToken))!.Hash;
        var (files, originals, closures) = (new List<ArchiveFile>(), 0L, new List<ClosureLine>());
        await using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);

        await Put(Entries, async file =>
        {
            await foreach (var entry in store.ReadAsync(before, cancellationToken))
            {
                if (entry.Position > last.Position) break;
                await Line(file, new EntryLine(entry.Position.Value, entry.CommittedAt.ToUnixTimeMilliseconds(), entry.Hash.ToString(), Convert.ToHexStringLower(entry.Body.Span)));
                if (Codec.Decode(entry.Body) is Act.PeriodClosed c && c.Period.First.Year == year)
                    closures.Add(ClosureLine.Of(entry.Position.Value, c));
                progress(entry.Position.Value, last.Position.Value);
            }
        });
        await Put(Originals, async file =>
        {
            const int step = 10_000;
            for (var after = before; after < last.Position;)
            {
                var through = new Position(Math.Min(after.Value + step, last.Position.Value));
                foreach (var original in await store.ReadOriginalsAsync(after, through, cancellationToken))
                {
                    await Line(file, new OriginalLine(original.Position.Value, original.Digest.ToString(), Convert.ToBase64String(original.Content.Span)));
                    originals++;
                }
                after = through;
                progress(after.Value, last.Position.Value);
            }
        });
        await Put(Closures, async file =>
        {
            foreach (var closure in closures) await Line(file, closure);
        });
        var office = new OfficeBooks(store, ledger.Unit);
        var entries = await office.EntriesAsync(year, ParisCalendar.DayOf(now), cancellationToken);
        await Put(Fec.NameOf(siren, year), file =>
        {
            Fec.Write(file, entries.Entries);
            return Task.CompletedTask;
        });
        await Put(Fec.DescriptionNameOf(siren, year), file => file.WriteAsync(Fec.Describe(siren, year, ledger.Unit.Code, entries.Through), cancellationToken).AsTask());
        var balance = await office.BalanceAsync(Period.Year(year), cancellationToken);
        await Put(Balance, file => file.WriteAsync(Encoding.UTF8.GetBytes(OfficeBooks.Csv(balance)), cancellationToken).AsTask());

        var manifest = new ArchiveManifest(ArchiveManifest.Current, ledger.Ledger.Value, ledger.Unit.Code, year, now, before.Next.Value, hashBefore.ToString(), last.Position.Value, originals,
            await SealAsync(books, keys, last, cancellationToken), files);
        await using var described = await zip.CreateEntry(ArchiveManifest.Name).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(described, manifest, s_indented, cancellationToken);
        return manifest;

        async Task Put(string name, Func<Stream, Task> write)
        {
            await using var raw = await zip.CreateEntry(name).OpenAsync(cancellationToken);
            using var hash = SHA256.Create();
            await using var counted = new Counted(raw, hash);
            await write(counted);
            hash.TransformFinalBlock([], 0, 0);
            files.Add(new(name, counted.Written, Convert.ToHexStringLower(hash.Hash!)));
        }

        async Task Line<T>(Stream file, T line) => await file.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line, s_json), (byte)'\n'], cancellationToken);
    }

    /// <summary>The proof that the year's last entry, and by its hash all before it, stands in the log that others may have witnessed.</summary>
    private static async Task<ArchiveSeal?> SealAsync(Books books, IReadOnlyList<string> keys, Entry last, CancellationToken cancellationToken)
    {
        var log = new TransparencyLog(books.Currency.ReadLeavesAsync, books.Log("currency"));
        if (await log.Store.LatestAsync(cancellationToken) is not { } latest || latest.Size < last.Position.Value) return null;
        var leaf = (await books.Currency.ReadLeavesAsync(new(last.Position.Value - 1), 1, cancellationToken))[0];
        var path = await log.InclusionAsync(leaf.Index, latest.Size, cancellationToken);
        return new(Convert.ToHexStringLower(leaf.Salt.Span), [.. path.Select(d => d.ToString())], Encoding.UTF8.GetString(latest.Note.Span), keys);
    }

    /// <summary>Reads an archive alone, without the book it came from, and says everything that is wrong with it: files, chain, originals, closures, accounting entries, balances, and the log's word.</summary>
    public static async Task<ArchiveVerdict> VerifyAsync(Stream archive, Action<long, long> progress, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        ArchiveManifest? manifest = null;
        try
        {
            await using var zip = await ZipArchive.CreateAsync(archive, ZipArchiveMode.Read, leaveOpen: true, null, cancellationToken);
            if (zip.GetEntry(ArchiveManifest.Name) is not { } described) return new(null, [$"It has no {ArchiveManifest.Name}."]);
            await using (var file = await described.OpenAsync(cancellationToken))
                manifest = await JsonSerializer.DeserializeAsync<ArchiveManifest>(file, s_json, cancellationToken);
            if (manifest is not { Format: ArchiveManifest.Current }) return new(manifest, ["It is an archive of another form."]);
            foreach (var extra in zip.Entries.Select(e => e.FullName).Where(n => n != ArchiveManifest.Name).Except(manifest.Files.Select(f => f.Name))) faults.Add($"{extra} is not in the manifest.");
            foreach (var file in manifest.Files)
            {
                if (zip.GetEntry(file.Name) is not { } there)
                {
                    faults.Add($"{file.Name} is missing.");
                    continue;
                }
                await using var content = await there.OpenAsync(cancellationToken);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != file.Sha256) faults.Add($"{file.Name} is not the file that was archived.");
            }
            if (faults.Count == 0) await new Reading(zip, manifest, faults, progress).RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FormatException or BrokenBookException or ArgumentException or EndOfStreamException or NotSupportedException)
        {
            faults.Add($"It cannot be read to its end: {e.Message}");
        }
        return new(manifest, faults);
    }

    private sealed class Reading(ZipArchive zip, ArchiveManifest manifest, List<string> faults, Action<long, long> progress)
    {
        private readonly List<Act.PeriodClosed> _closures = [];
        private readonly List<ClosureLine> _lines = [];
        private readonly Dictionary<DateOnly, Totals> _days = [];

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            var (unit, year) = (Core.Money.Unit.Parse(manifest.Unit), manifest.Year);
            var (previous, position, at) = (Digest.FromBytes(Convert.FromHexString(manifest.HashBefore)), manifest.First - 1, DateTimeOffset.MinValue);
            var accounting = new Accounting(unit);
            var (made, committed, hashes) = (new List<AccountingEntry>(), new HashSet<(long, string)>(), new Dictionary<long, Digest>());
            await foreach (var line in Lines<EntryLine>(Entries, cancellationToken))
            {
                var (body, time) = (Convert.FromHexString(line.Body), DateTimeOffset.FromUnixTimeMilliseconds(line.CommittedAt));
                var entry = new Entry(new(line.Position), time, Digest.FromBytes(Convert.FromHexString(line.Hash)), body);
                if (line.Position != position + 1) Fault($"Position {position + 1} is missing.");
                if (time < at) Fault($"Entry {line.Position} was committed before the one that it follows.");
                if (Entry.HashOf(previous, entry.Position, time, body) != entry.Hash) Fault($"The hash of entry {line.Position} is not that of its content and of the entry before.");
                (previous, position, at) = (entry.Hash, line.Position, time);
                var act = Codec.Decode(body);
                if (act.RestsOn is { } digest) committed.Add((line.Position, digest.ToString()));
                if (act is Act.PeriodClosed closed)
                {
                    if (closed.Period.First.Year == year)
                    {
                        _closures.Add(closed);
                        _lines.Add(ClosureLine.Of(line.Position, closed));
                    }
                    if (hashes.TryGetValue(closed.Last.Value, out var hash) && hash != closed.Hash) Fault($"The closure of {closed.Period} names another last entry.");
                }
                hashes[line.Position] = entry.Hash;
                var day = ParisCalendar.DayOf(time);
                if (day.Year == year)
                {
                    made.AddRange(accounting.Take(entry, act));
                    _days[day] = new Tally(_days.GetValueOrDefault(day), default).Apply(act, unit, _ => null).Totals;
                }
                progress(position - manifest.First + 1, manifest.Last - manifest.First + 1);
            }
            if (position != manifest.Last) Fault($"It ends at {position}, not at {manifest.Last}.");
            Close(year);
            var told = new List<ClosureLine>();
            await foreach (var line in Lines<ClosureLine>(Closures, cancellationToken)) told.Add(line);
            if (!told.SequenceEqual(_lines)) Fault($"{Closures} does not follow from the entries.");
            await OriginalsAsync(committed, cancellationToken);
            await BooksAsync(made, cancellationToken);
            Seal(previous);
        }

        /// <summary>Every day, month and the year are closed, and the totals are those of the entries: those of professionals apart, whose accounts may have been opened in an earlier year.</summary>
        private void Close(int year)
        {
            if (_closures.LastOrDefault()?.Period != Period.Year(year)) Fault("Its last closure is not that of the year.");
            if (_closures.FirstOrDefault()?.Period is not { Kind: PeriodKind.Day } first) return;
            var expected = new List<Period>();
            for (var day = first; day.First.Year == year; day = day.Next)
            {
                expected.Add(day);
                foreach (var kind in new[] { PeriodKind.Month, PeriodKind.Year })
                    if (Period.Of(kind, day.Last) is var longer && longer.Last == day.Last) expected.Add(longer);
            }
            if (!_closures.Select(c => c.Period).SequenceEqual(expected)) Fault("A closure is missing, or they are out of order.");
            foreach (var closure in _closures)
            {
                var sum = _days.Where(d => closure.Period.Contains(d.Key)).Aggregate(default(Totals), (all, d) => all - (default(Totals) - d.Value));
                var told = closure.Totals with { ToProfessionals = 0, ByProfessionals = 0, BetweenProfessionals = 0 };
                if (sum != told) Fault($"The totals of {closure.Period} are not those of its entries.");
            }
        }

        private async Task OriginalsAsync(HashSet<(long, string)> committed, CancellationToken cancellationToken)
        {
            var count = 0L;
            await foreach (var line in Lines<OriginalLine>(Originals, cancellationToken))
            {
                count++;
                if (Digest.Of(Convert.FromBase64String(line.Content)).ToString() != line.Digest) Fault($"An original of entry {line.Position} is not the one of which it has the digest.");
                else if (line.Position < manifest.First || line.Position > manifest.Last) Fault($"An original belongs to entry {line.Position}, which is not in the archive.");
            }
            if (count != manifest.Originals) Fault($"There are {count} originals, not {manifest.Originals}.");
        }

        /// <summary>The accounting entries are made anew; only what the year began with is taken from the file.</summary>
        private async Task BooksAsync(List<AccountingEntry> made, CancellationToken cancellationToken)
        {
            var name = manifest.Files.Select(f => f.Name).FirstOrDefault(n => n.Contains($"FEC{manifest.Year}1231.txt", StringComparison.Ordinal));
            if (name is null)
            {
                Fault("It has no file of accounting entries.");
                return;
            }
            var lines = Latin9.Decode(await BytesAsync(name, cancellationToken)).Split("\r\n");
            using var anew = new MemoryStream();
            Fec.Write(anew, made);
            if (!lines.Where(l => !l.StartsWith("AN\t", StringComparison.Ordinal)).SequenceEqual(Latin9.Decode(anew.ToArray()).Split("\r\n"))) Fault($"{name} does not follow from the entries.");

            var sums = new SortedDictionary<(string, string), (long Before, long Debit, long Credit)>();
            foreach (var cells in lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split('\t')))
            {
                var (debit, credit, sum) = (Cents(cells[11]), Cents(cells[12]), sums.GetValueOrDefault((cells[4], cells[6])));
                sums[(cells[4], cells[6])] = cells[0] == "AN" ? sum with { Before = sum.Before + debit - credit } : sum with { Debit = sum.Debit + debit, Credit = sum.Credit + credit };
            }
            var balance = Encoding.UTF8.GetString(await BytesAsync(Balance, cancellationToken)).Split("\r\n").Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).ToList();
            // A label may have a comma in it, so that what counts is taken from the end.
            if (!balance.Select(c => (c[1], c[^7], Points(c[^6]) - Points(c[^5]), Points(c[^4]), Points(c[^3]), Points(c[^2]) - Points(c[^1])))
                .SequenceEqual(sums.Select(s => (s.Key.Item1, s.Key.Item2, s.Value.Before, s.Value.Debit, s.Value.Credit, s.Value.Before + s.Value.Debit - s.Value.Credit))))
                Fault($"{Balance} does not follow from {name}.");

            static long Cents(string text) => long.Parse(text.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
            static long Points(string text) => long.Parse(text.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        }

        private void Seal(Digest last)
        {
            if (manifest.Sealed is not { } seal) return;
            if (!SignedNote.TryParse(seal.Checkpoint, out var note, out var why) || !Checkpoint.TryParse(note.Text, out var checkpoint))
            {
                Fault($"Its checkpoint cannot be read. {why}");
                return;
            }
            var leaf = new Leaf(new(manifest.Last), Convert.FromHexString(seal.Salt), last);
            if (!MerkleTree.VerifyInclusion(leaf.Hash, leaf.Index, checkpoint.Size, checkpoint.Root, [.. seal.Path.Select(p => Digest.FromBytes(Convert.FromHexString(p)))]))
                Fault("The log's checkpoint does not cover its last entry.");
            if (seal.Keys.Count > 0 && !seal.Keys.Any(k => NoteKey.TryParse(k, out var key) && NoteSigner.Verify(key, note))) Fault("The log's checkpoint is not signed by the log's key.");
        }

        private void Fault(string what)
        {
            // The first few say what happened; a thousand more say nothing new.
            if (faults.Count < 20) faults.Add(what);
        }

        private async Task<byte[]> BytesAsync(string name, CancellationToken cancellationToken)
        {
            await using var file = await zip.GetEntry(name)!.OpenAsync(cancellationToken);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancellationToken);
            return bytes.ToArray();
        }

        private async IAsyncEnumerable<T> Lines<T>(string name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            if (zip.GetEntry(name) is not { } there) throw new InvalidDataException($"{name} is missing.");
            using var file = new StreamReader(await there.OpenAsync(cancellationToken), Encoding.UTF8);
            while (await file.ReadLineAsync(cancellationToken) is { } line) yield return JsonSerializer.Deserialize<T>(line, s_json) ?? throw new InvalidDataException($"{name} has an empty line.");
        }
    }

    /// <summary>Hashes and counts what passes.</summary>
    private sealed class Counted(Stream to, SHA256 hash) : Stream
    {
        public long Written { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => Written;
        public override long Position { get => Written; set => throw new NotSupportedException(); }
        public override void Flush() => to.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            hash.TransformBlock(buffer, offset, count, null, 0);
            to.Write(buffer, offset, count);
            Written += count;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var bytes = buffer.ToArray();
            hash.TransformBlock(bytes, 0, bytes.Length, null, 0);
            await to.WriteAsync(buffer, cancellationToken);
            Written += bytes.Length;
        }
    }
}
