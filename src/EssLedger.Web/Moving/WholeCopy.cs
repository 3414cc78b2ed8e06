using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Store;
using EssLedger.Store.Copying;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Moving;

/// <summary>What a copy of a whole ledger is.</summary>
/// <param name="Format">Of which form.</param>
/// <param name="Ledger">Whose.</param>
/// <param name="Made">When (UTC).</param>
/// <param name="Version">The number of the newest schema script, and how many of people's ran.</param>
/// <param name="Heads">Of each book, the last entry.</param>
/// <param name="Files">Every file.</param>
public sealed partial record CopyManifest(string Format, string Ledger, DateTimeOffset Made, CopyVersion Version, IReadOnlyDictionary<string, CopyHead> Heads, IReadOnlyList<CopyFile> Files)
{
    public const string Current = "essledger-copy/1", Name = "manifest.json";

    /// <summary>The first file whose name no copy gives, so that nothing outside the copy's directory is ever read for it; null: every one is right.</summary>
    public string? Foreign => Files.Where(f => !FileName().IsMatch(f.Name)).Select(f => f.Name).FirstOrDefault();

    [GeneratedRegex(@"\A(books|trail|registers|people)/[A-Za-z0-9_]{1,63}\.jsonl\.gz\z")]
    private static partial Regex FileName();
}

/// <param name="Books">Of the books and registers.</param>
/// <param name="People">Of the tables of people.</param>
public sealed record CopyVersion(string Books, string People);

/// <param name="Position">Its number.</param>
/// <param name="Hash">64 hexadecimal digits.</param>
public sealed record CopyHead(long Position, string Hash);

/// <param name="Name">Below the copy's directory.</param>
/// <param name="Table">The table that is in it.</param>
/// <param name="Columns">Their names.</param>
/// <param name="Rows">How many.</param>
/// <param name="Sha256">Of the file, 64 hexadecimal digits.</param>
public sealed record CopyFile(string Name, string Table, IReadOnlyList<string> Columns, long Rows, string Sha256);

/// <summary>A whole ledger as files that either database writes and reads: the two books with their logs, the trail, the registers, and apart from them people. The server's own keys are not
/// in it: they go by another way, for whoever has both has the ledger.</summary>
/// <param name="settings">Where the ledger is.</param>
/// <param name="progress">Told of rows done and of all.</param>
internal sealed class WholeCopy(Settings settings, Action<long, long> progress)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private long _done, _all;

    private Task<CopiedTables> OpenBooks(CancellationToken stop) => settings.Store == "postgres" ? CopiedTables.OpenPostgresAsync(settings.Connection!, "public", stop) : CopiedTables.OpenSqliteAsync(Books.FileIn(settings.Data), stop);

    private Task<CopiedTables> OpenPeople(CancellationToken stop) => settings.Store == "postgres" ? CopiedTables.OpenPostgresAsync(settings.Connection!, PostgresPeopleContext.Schema, stop) : CopiedTables.OpenSqliteAsync(SigningIn.FileIn(settings.Data), stop);

    /// <summary>Writes it, each database as it is at one moment; servers may run meanwhile. The manifest comes last: a directory without one is no copy.</summary>
    public async Task<CopyManifest> Export(Books books, string directory, CancellationToken stop)
    {
        if (File.Exists(Path.Combine(directory, CopyManifest.Name))) throw new StartRefusedException($"There is a copy in {directory} already.");
        await using var people = await OpenPeople(stop);
        var (tablesOfPeople, files) = (await people.AllAsync(stop), new List<CopyFile>());
        await using var ledger = await OpenBooks(stop);
        var tables = await ledger.AllAsync(stop);
        foreach (var table in tables) _all += await ledger.CountAsync(table.Name, stop);
        foreach (var table in tablesOfPeople) _all += await people.CountAsync(table.Name, stop);
        var heads = new Dictionary<string, CopyHead>();
        foreach (var table in tables)
        {
            var folder = Books.Names.Any(b => table.Name.StartsWith($"{b}_", StringComparison.Ordinal)) ? "books" : table.Name == "audit_trail" ? "trail" : "registers";
            files.Add(await Write(ledger, table, directory, folder, row =>
            {
                foreach (var book in Books.Names)
                    if (table.Name == $"{book}_entry") heads[book] = new((long)row[At(table, "position")]!, Convert.ToHexStringLower((byte[])row[At(table, "hash")]!));
            }, stop));
        }
        foreach (var table in tablesOfPeople) files.Add(await Write(people, table, directory, "people", _ => { }, stop));
        var opening = await books.Currency.FindAsync(Position.None.Next, stop) is { } first ? ((Act.BookOpened)Codec.Decode(first.Body)).Ledger.Value : throw new StartRefusedException("The book is empty.");
        var manifest = new CopyManifest(CopyManifest.Current, opening, DateTimeOffset.FromUnixTimeSeconds(settings.Clock.GetUtcNow().ToUnixTimeSeconds()), new(await ledger.VersionAsync(stop), await people.VersionAsync(stop)), heads, files);
        await using var written = Create(Path.Combine(directory, CopyManifest.Name));
        await JsonSerializer.SerializeAsync(written, manifest, s_json, stop);
        return manifest;
    }

    private async Task<CopyFile> Write(CopiedTables from, CopiedTable table, string directory, string folder, Action<object?[]> see, CancellationToken stop)
    {
        var name = $"{folder}/{table.Name}.jsonl.gz";
        var path = Path.Combine(directory, folder, $"{table.Name}.jsonl.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var rows = 0L;
        await using (var file = Create(path))
        await using (var zipped = new GZipStream(file, CompressionLevel.Fastest))
        {
            // First the names, so that a file tells by itself what is in it.
            await zipped.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(table.Columns), (byte)'\n'], stop);
            await using var json = new Utf8JsonWriter(zipped, new() { SkipValidation = true });
            await foreach (var row in from.ReadAsync(table, stop))
            {
                json.WriteStartArray();
                foreach (var value in row) Put(json, value);
                json.WriteEndArray();
                json.Flush();
                json.Reset();
                zipped.WriteByte((byte)'\n');
                see(row);
                rows++;
                progress(++_done, _all);
            }
        }
        return new(name, table.Name, table.Columns, rows, await DigestOf(path, stop));
    }

    /// <summary>Whoever is not the owner reads nothing of it.</summary>
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    private static async Task<string> DigestOf(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop));
    }

    /// <summary>Reads a copy into a ledger that is empty. Nothing of it is there before all is: people first, then in one transaction the books with all that lies beside them.</summary>
    public async Task<CopyManifest> Import(Books books, string directory, CancellationToken stop)
    {
        var path = Path.Combine(directory, CopyManifest.Name);
        if (!File.Exists(path)) throw new StartRefusedException($"There is no {CopyManifest.Name} in {directory}: it is no whole copy.");
        var manifest = JsonSerializer.Deserialize<CopyManifest>(await File.ReadAllTextAsync(path, stop), s_json);
        if (manifest is not { Format: CopyManifest.Current, Files: not null }) throw new StartRefusedException("It is a copy of another form.");
        if (manifest.Foreign is { } foreign) throw new StartRefusedException($"The manifest names \"{foreign}\", which is no file of a copy.");
        foreach (var file in manifest.Files)
            if (!File.Exists(Path.Combine(directory, file.Name)) || await DigestOf(Path.Combine(directory, file.Name), stop) != file.Sha256) throw new StartRefusedException($"{file.Name} is not the file that was copied.");
        foreach (var book in Books.Names)
            if ((await books[book].HeadAsync(stop)).Position != Position.None) throw new StartRefusedException($"There is a ledger here already (book {book}): a copy is read into an empty one.");
        await PeopleSchema.Migrate(settings, books, stop);
        await using var people = await OpenPeople(stop);
        await using var ledger = await OpenBooks(stop);
        if (await people.CountAsync("People", stop) > 0) throw new StartRefusedException("There are people here already: a copy is read into an empty ledger.");
        var version = new CopyVersion(await ledger.VersionAsync(stop), await people.VersionAsync(stop));
        if (version.Books != manifest.Version.Books) throw new StartRefusedException($"The copy is of schema {manifest.Version.Books}, and this program makes {version.Books}: read it with the program that wrote it, and let the new one bring it up to date.");
        _all = manifest.Files.Sum(f => f.Rows);
        foreach (var (into, isPeople) in new[] { (people, true), (ledger, false) })
        {
            foreach (var table in await into.AllAsync(stop))
            {
                if (manifest.Files.FirstOrDefault(f => f.Table == table.Name && f.Name.StartsWith("people/", StringComparison.Ordinal) == isPeople) is not { } file) continue;
                var written = await into.WriteAsync(new(file.Table, file.Columns), Rows(Path.Combine(directory, file.Name), stop), stop);
                if (written != file.Rows) throw new StartRefusedException($"{file.Name} has {written} rows, not {file.Rows}.");
            }
            await into.CommitAsync(stop);
        }
        foreach (var (book, head) in manifest.Heads)
            if (await books[book].HeadAsync(stop) is var now && (now.Position.Value != head.Position || now.Hash.ToString() != head.Hash)) throw new StartRefusedException($"The book {book} does not end as it did.");
        return manifest;
    }

    private async IAsyncEnumerable<object?[]> Rows(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        _ = await lines.ReadLineAsync(stop);
        while (await lines.ReadLineAsync(stop) is { } line)
        {
            using var row = JsonDocument.Parse(line);
            yield return [.. row.RootElement.EnumerateArray().Select(Value)];
            progress(++_done, _all);
        }
    }

    private static int At(CopiedTable table, string column) => table.Columns.ToList().IndexOf(column);

    private static void Put(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case byte[] bytes:
                json.WriteStartObject();
                json.WriteBase64String("b", bytes);
                json.WriteEndObject();
                break;
            case double real:
                json.WriteStartObject();
                json.WriteNumber("d", real);
                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"A copy has no {value.GetType().Name}.");
        }
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object when value.TryGetProperty("b", out var bytes) => bytes.GetBytesFromBase64(),
        JsonValueKind.Object when value.TryGetProperty("d", out var real) => real.GetDouble(),
        _ => throw new StartRefusedException("A row of the copy is none."),
    };
}
