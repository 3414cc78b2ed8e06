using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using EssLedger.Store;
using EssLedger.Store.Sqlite;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Commands;

/// <summary>Copies an SQLite ledger while its server works, and reads the copy again before it counts as one.</summary>
internal static class BackupVerb
{
    /// <summary>The moment at which a backup was begun, UTC; the names of folders sort by it.</summary>
    internal const string Name = "yyyyMMdd'T'HHmmss'Z'";
    private const string Heads = "heads", Sums = "SHA256SUMS";
    private const UnixFileMode OursOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const string Help = """
        Copies the ledger and its people while the server pays, as both stood at one moment, into a new folder that is named by the time. The copy is verified as a whole, against the newest checkpoints that had been signed; only then it gets its name. Lists the positions and hashes that it holds.

        The keys are not in it: keep them apart (ops/backup.md). For an SQLite ledger; PostgreSQL has ops/postgres-backup.
        """;

    public static Command Make()
    {
        var to = new Argument<string>("DIRECTORY") { Description = "Where backups are kept: another disk, best another machine's. Only the server's user may read it" };
        var data = Verbs.Data();
        var keep = new Option<int?>("--keep") { Description = "How many backups to keep, this one included; older ones are removed. Without it all are kept", HelpName = "N" };
        keep.Validators.Add(given => { if (given.GetValueOrDefault<int?>() < 1) given.AddError("--keep is at least 1."); });
        var verb = new Command("backup", Help) { to, data, keep };
        verb.SetAction(async (asked, stop) =>
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables();
            new ServeOptions { Data = asked.GetValue(data) }.AddTo(configuration);
            var settings = Settings.From(configuration.Build());
            if (settings.Store != "sqlite") throw new StartRefusedException("A ledger in PostgreSQL is backed up by PostgreSQL's own means: ops/postgres-backup, and ops/backup.md says how.");
            var file = Books.FileIn(settings.Data);
            if (!File.Exists(file)) throw new StartRefusedException($"There is no ledger at {file}.");
            // Whoever opens books brings them to their own schema, and a backup is made before that.
            if (!new SqliteDatabase(file).IsCurrent()) throw new StartRefusedException($"{file} was made by another version. Back it up with the program that serves it.");
            try
            {
                return await Take(settings, Path.GetFullPath(asked.GetRequiredValue(to)), asked.GetValue(keep), stop) ? 0 : 1;
            }
            catch (Exception e) when (e is DbException or StoreUnavailableException or IOException or UnauthorizedAccessException)
            {
                throw new StartRefusedException($"There is no backup: {e.Message}");
            }
        });
        return verb;
    }

    private static async Task<bool> Take(Settings settings, string folder, int? keep, CancellationToken stop)
    {
        var whole = Path.Combine(folder, DateTime.UtcNow.ToString(Name, CultureInfo.InvariantCulture));
        if (Directory.Exists(whole)) throw new StartRefusedException($"{whole} is there already; a backup overwrites nothing.");
        var draft = $"{whole}.part";
        MakeFolder(folder);
        MakeFolder(draft);
        try
        {
            await using var books = await Books.Open(settings, TimeProvider.System, stop);
            var act = await MachineAct.Begin(books.Trail, "books.back-up", "", [], stop);
            // What was signed before the copy is in it, so the checkpoints come first.
            foreach (var book in Books.Names)
                if (CheckpointFile.In(settings.Keys, book).Path is var signed && File.Exists(signed)) File.Copy(signed, CheckpointFile.In(draft, book).Path);
            var people = SigningIn.FileIn(settings.Data);
            SqliteCopy.Take([.. File.Exists(people) ? [(people, SigningIn.FileIn(draft))] : Array.Empty<(string, string)>(), (Books.FileIn(settings.Data), Books.FileIn(draft))]);
            if (!await Verified(settings, draft, stop))
            {
                await Console.Error.WriteLineAsync("There is no backup: what was copied is wrong, so the ledger is. See ops/restore.md.");
                return false;
            }
            await WriteSums(draft, stop);
            Directory.Move(draft, whole);
            await act.Done(Path.GetFileName(whole));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        }
        Console.WriteLine($"backup: {whole}");
        if (keep is { } n) RemoveAllBut(folder, n);
        return true;
    }

    /// <summary>Reads the whole copy, and writes down how far its books go, in the words that <c>verify --checkpoint</c> reads.</summary>
    private static async Task<bool> Verified(Settings settings, string copy, CancellationToken stop)
    {
        await using (var books = await Books.Open(settings with { Data = copy }, TimeProvider.System, stop))
        {
            if (!await VerifyVerb.Whole(books, settings.Keys, copy, stop)) return false;
            var lines = new List<string>();
            foreach (var book in Books.Names)
                if (await books[book].HeadAsync(stop) is { Position.Value: > 0 } head) lines.Add($"{book} {head.Position} {head.Hash}");
            await File.WriteAllLinesAsync(Path.Combine(copy, Heads), lines, stop);
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        // What opening it left behind; the copy is the one file again.
        foreach (var beside in new[] { "-wal", "-shm", ".lock" }) File.Delete(Books.FileIn(copy) + beside);
        return true;
    }

    /// <summary>In the form that <c>sha256sum --check</c> reads.</summary>
    private static async Task WriteSums(string folder, CancellationToken stop)
    {
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            await using var stream = File.OpenRead(file);
            lines.Add($"{Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop))}  {Path.GetFileName(file)}");
        }
        await using var disk = new FileStream(Path.Combine(folder, Sums), FileMode.CreateNew);
        await using (var text = new StreamWriter(disk, leaveOpen: true)) await text.WriteAsync(string.Concat(lines.Select(line => $"{line}\n")).AsMemory(), stop);
        disk.Flush(flushToDisk: true);
    }

    private static void RemoveAllBut(string folder, int keep)
    {
        // Only what this verb made and finished; whatever else lies there is not ours.
        var ours = Directory.GetDirectories(folder).Where(d => DateTime.TryParseExact(Path.GetFileName(d), Name, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && File.Exists(Path.Combine(d, Sums)));
        foreach (var old in ours.OrderDescending(StringComparer.Ordinal).Skip(keep))
        {
            Directory.Delete(old, recursive: true);
            Console.WriteLine($"removed: {old}");
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OursOnly);
    }
}
