using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Store;
using EssLedger.Store.Memory;
using EssLedger.Store.Sqlite;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Commands;
using Microsoft.Extensions.Time.Testing;

namespace EssLedger.Web;

/// <summary>Two financial years in a few entries, closed as a server closes them.</summary>
public sealed class TwoClosedYears : IAsyncLifetime
{
    private static readonly AccountId Ana = AccountId.Parse("ANA"), Bakery = AccountId.Parse("BAKERY");
    private static readonly PersonId Clerk = PersonId.Parse("CLERK");
    private static readonly Unit Mlc = Unit.Parse("MLC");
    private readonly FakeTimeProvider _clock = new(new(2024, 12, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly string _data = Directory.CreateTempSubdirectory("essledger-test-").FullName;
    private SqliteJournalStore _store = null!;
    private readonly Daybook _daybook = new();
    private long _acts;

    public string Data => _data;

    public async ValueTask InitializeAsync()
    {
        var database = new SqliteDatabase(Books.FileIn(_data));
        database.Migrate();
        _store = new(database, "currency", _clock);
        await Place(new Act.BookOpened(LedgerId.Parse("LILLE"), Mlc));
        await Place(new Act.AccountOpened(Ana, AccountKind.Resident, SubjectStatus.Open, Clerk));
        await Place(new Act.AccountOpened(Bakery, AccountKind.Merchant, SubjectStatus.Open, Clerk));
        await Move(100_00);
        _clock.SetUtcNow(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await Close();
        await Place(Paid(1, 30_00, Digest.Of("order"u8)), new Original(Digest.Of("order"u8), "order"u8.ToArray()));
        await Move(20_00);
        _clock.SetUtcNow(new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));
        await Close();
        await Place(Paid(2, 5_00, Digest.Zero));
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        Directory.Delete(_data, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task Place(Act act, params Original[] originals)
    {
        var placed = Assert.IsType<Appended.Placed>((await _store.AppendAsync([act.ToDraft() with { Originals = originals }], default))[0]);
        _daybook.Take(placed.Entry, act, account => account == Ana ? new(AccountKind.Resident, true) : new(AccountKind.Merchant, true));
    }

    private Turn NextTurn => new(OfficeAccounts.Treasury.Value, ++_acts);

    private Task Move(long minor) => Place(new Act.Issued(NextTurn, new(Uuid.Version7(_clock.GetUtcNow(), new byte[10])), Digest.Of([(byte)_acts]), Clerk, Clerk,
        [new(OfficeAccounts.Backing, null, OfficeAccounts.Announced, null, Amount.FromMinor(minor), Unit.Euro), new(OfficeAccounts.Issuance, null, Ana, null, Amount.FromMinor(minor), Mlc)]));

    private Act.Paid Paid(long number, long minor, Digest received) => new(new(Ana.Value, number + 1), new(Uuid.Version7(_clock.GetUtcNow(), new byte[10])), Ana, Bakery, received, Digest.Zero, default, null, null,
        [new(Ana, null, Bakery, null, Amount.FromMinor(minor), Mlc)]);

    private async Task Close()
    {
        while (_daybook.Next(ParisCalendar.DayOf(_clock.GetUtcNow())) is { } due) await Place(due with { Decider = NextTurn });
    }
}

/// <summary>Accounts are asked for again and again, and the book only grows.</summary>
public sealed class OfficeBooksTests
{
    private static readonly Unit Mlc = Unit.Parse("MLC");
    private readonly FakeTimeProvider _clock = new(new(2024, 12, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly MemoryJournalStore _store;
    private long _acts;

    public OfficeBooksTests() => _store = new(_clock);

    private async Task Issue(long minor) => Assert.IsType<Appended.Placed>((await _store.AppendAsync([new Act.Issued(new(OfficeAccounts.Treasury.Value, ++_acts), new(Uuid.Version7(_clock.GetUtcNow(), [.. new byte[9], (byte)_acts])), Digest.Of([(byte)_acts]), PersonId.Parse("A"), PersonId.Parse("B"),
        [new(OfficeAccounts.Backing, null, OfficeAccounts.Announced, null, Amount.FromMinor(minor), Unit.Euro), new(OfficeAccounts.Issuance, null, AccountId.Parse("ANA"), null, Amount.FromMinor(minor), Mlc)]).ToDraft()], default))[0]);

    [Fact]
    public async Task Asked_again_they_say_what_a_book_read_anew_says_and_read_only_what_came_since()
    {
        var (counted, count) = Counting.Of(_store);
        var books = new OfficeBooks(counted, Mlc);
        async Task Same(long read)
        {
            var before = count();
            foreach (var period in (string[])["2024", "2025", "2025-02", "2026"])
            {
                Assert.True(Period.TryParse(period, out var over));
                Assert.Equal((await new OfficeBooks(_store, Mlc).BalanceAsync(over, default)).Lines, (await books.BalanceAsync(over, default)).Lines);
            }
            before = count() - before;
            // The years besides the newest are read from the beginning each time.
            Assert.Equal(read, before);
        }

        await Issue(100_00);
        await Same(1 + 3);
        _clock.SetUtcNow(new(2025, 2, 3, 9, 0, 0, TimeSpan.Zero));
        await Issue(20_00);
        await Same(1 + (2 * 2));
        await Issue(30_00);
        await Same(1 + (2 * 3));
        await Same(0 + (2 * 3));
        Assert.Equal(["AN", "UN", "UN"], (await books.EntriesAsync(2025, new(2025, 3, 1), default)).Entries.Select(e => e.Journal.Code));
    }

    /// <summary>Counts the entries that are read of subjects.</summary>
    public class Counting : System.Reflection.DispatchProxy
    {
        private IJournalStore _inner = null!;
        private long _read;

        public static (IJournalStore Store, Func<long> Read) Of(IJournalStore inner)
        {
            var proxy = Create<IJournalStore, Counting>();
            var counting = (Counting)(object)proxy;
            counting._inner = inner;
            return (proxy, () => counting._read);
        }

        protected override object? Invoke(System.Reflection.MethodInfo? targetMethod, object?[]? args)
        {
            var answer = targetMethod!.Invoke(_inner, args);
            if (answer is Task<IReadOnlyList<Entry>> page && targetMethod.Name == nameof(IJournalStore.ReadSubjectAsync)) _read += page.Result.Count;
            return answer;
        }
    }
}

/// <summary>A closed year goes into a file, and the file is read again alone.</summary>
[Collection(nameof(CommandTests))]
public sealed class ArchiveTests(TwoClosedYears book) : IClassFixture<TwoClosedYears>
{
    private const string Siren = "732829320";
    private readonly string _data = book.Data;

    private static async Task<(int Code, string Out)> Run(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        Console.SetOut(said);
        Console.SetError(TextWriter.Null);
        try { return (await Verbs.Run(args), said.ToString().Trim()); }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    [Fact]
    public async Task Closed_year_is_archived_and_read_again_without_the_ledger_and_what_was_changed_is_found()
    {
        Assert.Equal(1, (await Run("export", "archive", "--year", "2026", "--siren", Siren, "--to", _data, "--data", _data)).Code);
        Assert.Equal(2, (await Run("export", "archive", "--year", "2025", "--siren", "732829321", "--to", _data, "--data", _data)).Code);
        Assert.Empty(Directory.EnumerateFiles(_data, "*.zip*"));
        var (code, file) = await Run("export", "archive", "--year", "2025", "--siren", Siren, "--to", _data, "--data", _data);
        Assert.Equal(0, code);
        // Of orders and references nothing is for other eyes.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        (code, var said) = await Run("verify", "--archive", file);
        Assert.Equal(0, code);
        Assert.Matches("^archive: whole — LILLE 2025, entries 5 to [0-9]+, 1 originals, made ", said);
        Assert.True(JsonNode.Parse((await Run("verify", "--archive", file, "--json")).Out)!["ok"]!.GetValue<bool>());

        foreach (var (name, change, told) in new (string, Func<string, string>, string)[]
        {
            ("entries.ndjson", t => t.Replace("\"position\":11,", "\"position\":12,", StringComparison.Ordinal), "Position 11 is missing"),
            ("entries.ndjson", t => t.Remove(t.LastIndexOf("{\"position\"", StringComparison.Ordinal)), "It ends at"),
            ("entries.ndjson", t => t.Replace("\"body\":\"8", "\"body\":\"9", StringComparison.Ordinal), "is not that of its content"),
            ("originals.ndjson", t => t.Replace(Convert.ToBase64String("order"u8), Convert.ToBase64String("ordre"u8), StringComparison.Ordinal), "not the one of which it has the digest"),
            ("originals.ndjson", _ => "", "There are 0 originals"),
            ($"{Siren}FEC20251231.txt", t => t.Replace("\t20,00\t", "\t20,01\t", StringComparison.Ordinal), "does not follow from the entries"),
            ($"{Siren}FEC20251231.txt", t => t.Replace("\t100,00\t", "\t100,01\t", StringComparison.Ordinal), "trial-balance.csv does not follow"),
            ("closures.ndjson", t => t.Replace("\"paid\":3000,", "\"paid\":3001,", StringComparison.Ordinal), "closures.ndjson does not follow"),
            ("closures.ndjson", t => t.Remove(t.LastIndexOf("{\"position\"", StringComparison.Ordinal)), "closures.ndjson does not follow"),
            ("trial-balance.csv", t => t.Replace(",120.00\r\n", ",120.01\r\n", StringComparison.Ordinal), "trial-balance.csv does not follow"),
            ("trial-balance.csv", t => t.Replace("120.00", "120.01", StringComparison.Ordinal).Replace("100.00", "100.01", StringComparison.Ordinal), "trial-balance.csv does not follow"),
        })
        {
            // By somebody who knows of the manifest, and by somebody who does not.
            Assert.Contains(told, await Verdict(Forge(file, name, change, mends: true)), StringComparison.Ordinal);
            Assert.Contains("is not the file that was archived", await Verdict(Forge(file, name, change, mends: false)), StringComparison.Ordinal);
        }
        var cut = (await File.ReadAllBytesAsync(file))[..^40];
        Assert.Contains("cannot be read", string.Join(' ', (await Archive.VerifyAsync(new MemoryStream(cut), (_, _) => { }, default)).Faults), StringComparison.Ordinal);
        Assert.Equal(1, (await Run("verify", "--archive", Path.Combine(_data, "none.zip"))).Code);
    }

    [Fact]
    public async Task Entries_and_balances_of_a_year_are_exported()
    {
        var (code, said) = await Run("export", "fec", "--year", "2025", "--siren", Siren, "--to", _data, "--data", _data);
        Assert.Equal(0, code);
        Assert.Equal([$"{Siren}FEC20251231.txt", $"{Siren}FEC20251231-description.txt"], said.Split(Environment.NewLine).Select(Path.GetFileName));
        var fec = Latin9.Decode(await File.ReadAllBytesAsync(said.Split(Environment.NewLine)[0]));
        Assert.Contains("AN\tÀ nouveaux\t1\t20250101\t467100\tUnités numériques en circulation\t\t\tAN2025\t20250101\tÀ nouveau\t0,00\t100,00\t\t\t20250101\t\t\r\n", fec, StringComparison.Ordinal);
        Assert.Contains("UN\tUnités en circulation\t1\t20250101\t580100\tRecettes annoncées, en route vers la banque\t\t\tL", fec, StringComparison.Ordinal);
        (code, said) = await Run("export", "trial-balance", "--period", "2025-01", "--data", _data);
        Assert.Equal(0, code);
        Assert.Contains("2025-01,467100,Unités numériques en circulation,,0.00,100.00,0.00,20.00,0.00,120.00", said, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("export", "fec", "--year", "2020", "--siren", Siren, "--to", _data, "--data", _data)).Code);
        var trail = await new SqliteAuditTrail(new(Books.FileIn(_data))).ReadAsync(0, 10, default);
        Assert.Contains(trail, r => r.Entry is { Action: "books.export", Stage: TrailStage.Done });
    }

    private static async Task<string> Verdict(byte[] archive) => string.Join(' ', (await Archive.VerifyAsync(new MemoryStream(archive), (_, _) => { }, default)).Faults) is { Length: > 0 } faults ? faults : throw new InvalidOperationException("Nothing was found.");

    private static byte[] Forge(string file, string name, Func<string, string> change, bool mends)
    {
        var copy = new MemoryStream();
        copy.Write(File.ReadAllBytes(file));
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            var was = Read(name);
            var bytes = name.EndsWith(".txt", StringComparison.Ordinal) ? Latin9.Encode(change(Latin9.Decode(was))) : Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(was)));
            Assert.NotEqual(was, bytes);
            Write(name, bytes);
            if (mends) Write("manifest.json", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Read("manifest.json")).Replace(Convert.ToHexStringLower(SHA256.HashData(was)), Convert.ToHexStringLower(SHA256.HashData(bytes)), StringComparison.Ordinal)));

            byte[] Read(string entry)
            {
                using var stream = zip.GetEntry(entry)!.Open();
                using var all = new MemoryStream();
                stream.CopyTo(all);
                return all.ToArray();
            }
            void Write(string entry, byte[] content)
            {
                zip.GetEntry(entry)!.Delete();
                using var stream = zip.CreateEntry(entry).Open();
                stream.Write(content);
            }
        }
        return copy.ToArray();
    }
}
