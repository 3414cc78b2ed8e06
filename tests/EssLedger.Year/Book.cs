using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using Microsoft.Data.Sqlite;

namespace EssLedger.Year;

/// <summary>The book of the year: exported, verified, recomputed, and with a cent changed here and there.</summary>
/// <param name="until">After this instant no further cent is changed.</param>
internal sealed class Book(string data, string folder, DateTimeOffset until)
{
    private bool _isRight = true;

    /// <summary>Whether everything agrees, and every cent that was changed was missed by somebody.</summary>
    /// <param name="reports">Where they lie.</param>
    /// <param name="lived">How long the year took.</param>
    public async Task<bool> Check(string reports, TimeSpan lived)
    {
        var entries = Ask(data, "select count(*) from currency_entry");
        Console.WriteLine($"{entries} entries, {entries / lived.TotalSeconds:0} a second, {new FileInfo(Path.Combine(data, "ledger.db")).Length / 1_000_000.0:0.0} MB");
        await Right("verify", "verify", "--data", data);
        await Right("export archive", "export", "archive", "--year", $"{Year.Of}", "--siren", Reports.Siren, "--to", folder, "--data", data);
        var archive = Directory.GetFiles(folder, "essledger-*.zip").Single();
        await Right("verify --archive", "verify", "--archive", archive);
        var compared = await Run("node", Path.Combine(AppContext.BaseDirectory, "check.mjs"), archive, reports);
        foreach (var line in compared.Lines) Console.WriteLine(line);
        Say(compared.Exit == 0, "right", "every report against the recomputation", compared);
        await Plant(archive);
        return _isRight;
    }

    /// <summary>A cent in the database, as whoever has it and no keys would change it; a cent in the archive.</summary>
    private async Task Plant(string archive)
    {
        (string What, Type Kind)[] acts =
        [
            ("an issuance", typeof(Act.Issued)), ("a payment", typeof(Act.Paid)), ("a bank line", typeof(Act.StatementRecorded)), ("an explanation", typeof(Act.LinesExplained)), ("a settlement", typeof(Act.ReconversionSettled)),
            ("a sale of notes", typeof(Act.NotesSold)), ("a closure", typeof(Act.PeriodClosed)),
        ];
        string[] files = ["entries.ndjson", "closures.ndjson", "trial-balance.csv", $"{Reports.Siren}FEC{Year.Of}1231.txt"];
        (string What, Action<string> Change)[] books =
        [
            .. acts.Select(a => ($"a cent more in {a.What}", (Action<string>)(copy => Change(copy, a.Kind, chained: false)))),
            .. acts.Select(a => ($"a cent more in {a.What}, chained anew", (Action<string>)(copy => Change(copy, a.Kind, chained: true)))),
            ("the last entry taken out", Shorten),
        ];
        var left = books.Length + files.Length * 2;
        foreach (var hashed in (bool[])[false, true])
            foreach (var name in files)
            {
                if (DateTimeOffset.UtcNow > until) continue;
                var copy = Path.Combine(folder, "planted.zip");
                File.Copy(archive, copy, overwrite: true);
                Change(copy, name, hashed);
                await Heard($"a cent in the archive's {name}{(hashed ? ", named anew in its manifest" : "")}: verify --archive", "verify", "--archive", copy);
                File.Delete(copy);
                left--;
            }
        foreach (var (what, change) in books)
        {
            if (DateTimeOffset.UtcNow > until) continue;
            var copy = Path.Combine(folder, "planted");
            Copy(data, copy);
            change(copy);
            await Heard($"{what}: verify", "verify", "--data", copy);
            Directory.Delete(copy, recursive: true);
            left--;
        }
        if (left > 0) Console.WriteLine($"{left} further changes were not tried: the time given is over");
    }

    private static void Shorten(string copy)
    {
        using var db = Open(copy);
        Unlock(db);
        Execute(db, "delete from currency_entry where position = (select max(position) from currency_entry)");
    }

    /// <summary>Changes the last act of a kind, and perhaps all hashes behind it.</summary>
    private static void Change(string copy, Type kind, bool chained)
    {
        using var db = Open(copy);
        Unlock(db);
        var (entries, found) = (new List<(long Position, long At, byte[] Body)>(), -1);
        using (var read = Command(db, "select position, committed_at, body from currency_entry order by position"))
        using (var row = read.ExecuteReader())
            while (row.Read()) entries.Add((row.GetInt64(0), row.GetInt64(1), (byte[])row[2]));
        for (var i = entries.Count - 1; i >= 0 && found < 0; i--)
            if (Codec.Decode(entries[i].Body).GetType() == kind && More(entries[i].Body) is { } body) (found, entries[i]) = (i, entries[i] with { Body = body });
        if (found < 0) throw new InvalidOperationException($"The book has no {kind.Name}.");
        Execute(db, "update currency_entry set body = $1 where position = $2", entries[found].Body, entries[found].Position);
        if (!chained) return;
        using var transaction = db.BeginTransaction();
        var previous = Digest.Zero;
        foreach (var (position, at, bytes) in entries)
        {
            var hash = Entry.HashOf(previous, new(position), DateTimeOffset.FromUnixTimeMilliseconds(at), bytes);
            if (position >= entries[found].Position) Execute(db, "update currency_entry set hash = $1 where position = $2", hash.ToBytes(), position);
            previous = hash;
        }
        transaction.Commit();
    }

    /// <summary>The same act with its last amount a cent higher: the first integer, from the end, of two bytes or more of which one more is still an act.</summary>
    private static byte[]? More(byte[] body)
    {
        for (var at = body.Length - 3; at > 0; at--)
        {
            // CBOR: 0x19 and 0x1a begin an unsigned integer of two or four bytes, 0x39 and 0x3a one below zero.
            var size = body[at] switch { 0x19 or 0x39 => 2, 0x1a or 0x3a => 4, _ => 0 };
            if (size == 0 || at + size >= body.Length || body[at + size] == 0xff) continue;
            var changed = (byte[])body.Clone();
            changed[at + size]++;
            try
            {
                if (Codec.Encode(Codec.Decode(changed)).AsSpan().SequenceEqual(changed)) return changed;
            }
            catch (BrokenBookException)
            {
                // No amount stood there.
            }
        }
        return null;
    }

    private static void Change(string archive, string name, bool hashed)
    {
        using var zip = ZipFile.Open(archive, ZipArchiveMode.Update);
        var bytes = Read(zip, name);
        // The last digit that is a 0 in a number of several becomes a 1.
        var at = bytes.AsSpan().LastIndexOf("00"u8) + 1;
        var before = Convert.ToHexStringLower(SHA256.HashData(bytes));
        bytes[at] = (byte)'1';
        Write(zip, name, bytes);
        if (hashed) Write(zip, "manifest.json", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Read(zip, "manifest.json")).Replace(before, Convert.ToHexStringLower(SHA256.HashData(bytes)), StringComparison.Ordinal)));
    }

    private static byte[] Read(ZipArchive zip, string name)
    {
        using var stream = (zip.GetEntry(name) ?? throw new InvalidOperationException($"The archive has no {name}.")).Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Write(ZipArchive zip, string name, byte[] bytes)
    {
        zip.GetEntry(name)!.Delete();
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(bytes);
    }

    private async Task Right(string what, params string[] arguments) => Say(await Run(Dotnet(arguments)) is var run && run.Exit == 0, "right", what, run);

    /// <summary>Whether the verification finds it, and says what.</summary>
    private async Task Heard(string what, params string[] arguments) => Say(await Run(Dotnet(arguments)) is var run && run.Exit == 1 && run.Alarm is not null, "heard", what, run);

    private void Say(bool good, string word, string what, Finished run)
    {
        _isRight &= good;
        Console.WriteLine($"{(good ? word : "WRONG")} {what} ({run.Time.TotalSeconds:0.0} s){(run.Alarm is { } alarm ? $": {alarm}" : "")}");
        if (!good) foreach (var line in run.Lines) Console.WriteLine($"         {line}");
    }

    private static string[] Dotnet(params string[] arguments) => ["dotnet", Path.Combine(AppContext.BaseDirectory, "essledger.dll"), .. arguments];

    private sealed record Finished(int Exit, TimeSpan Time, string[] Lines)
    {
        /// <summary>What it says is wrong; null: nothing.</summary>
        public string? Alarm => Lines.FirstOrDefault(line => line.Contains("WRONG", StringComparison.Ordinal));
    }

    private static async Task<Finished> Run(params string[] words)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, Stopwatch.GetElapsedTime(began), (await output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static SqliteConnection Open(string folder)
    {
        var db = new SqliteConnection($"Data Source={Path.Combine(folder, "ledger.db")};Pooling=False");
        db.Open();
        return db;
    }

    private static long Ask(string folder, string sql)
    {
        using var db = Open(folder);
        using var command = Command(db, sql);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A book refuses to be rewritten as long as its triggers stand.</summary>
    private static void Unlock(SqliteConnection db)
    {
        foreach (var what in (string[])["update", "delete"]) Execute(db, $"drop trigger currency_entry_no_{what}");
    }

    private static void Execute(SqliteConnection db, string sql, params object[] values)
    {
        using var command = Command(db, sql, values);
        command.ExecuteNonQuery();
    }

#pragma warning disable CA2100 // Written here, every word.
    private static SqliteCommand Command(SqliteConnection db, string sql, params object[] values)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
        return command;
    }
#pragma warning restore CA2100

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            // Keys that others could read are none.
            Directory.CreateDirectory(Path.GetDirectoryName(target)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Copy(file, target);
        }
    }
}
