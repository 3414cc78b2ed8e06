using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace EssLedger.Web.Moving;

/// <summary>A whole ledger, the demonstration's town, is taken from one database into the other and back.</summary>
public sealed class WholeCopyTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whole_ledger_goes_from_SQLite_to_PostgreSQL_and_back_and_not_a_row_of_it_changes()
    {
        var folder = Directory.CreateTempSubdirectory("essledger-copying-");
        string In(string name) => Directory.CreateDirectory(Path.Combine(folder.FullName, name)).FullName;
        try
        {
            await TownFixture.CopyTo(In("old"));
            var first = await Export(new() { Data = In("old") }, In("first"));
            var database = await postgres.NewLedger() with { Data = In("between") };
            await Import(database, In("first"));
            var second = await Export(database, In("second"));
            await Import(new() { Data = In("new") }, In("second"));
            var third = await Export(new() { Data = In("new") }, In("third"));

            foreach (var later in (CopyManifest[])[second, third])
            {
                Assert.Equal((first.Ledger, first.Version.Books), (later.Ledger, later.Version.Books));
                Assert.Equal(first.Heads.OrderBy(h => h.Key), later.Heads.OrderBy(h => h.Key));
            }
            foreach (var file in first.Files)
            {
                // Each database has tables of its own that are empty in the other, and orders rows as it likes.
                if (file.Rows == 0) continue;
                var rows = await Rows(In("first"), file.Name);
                Assert.Equal(file.Rows, rows.Count);
                Assert.Equal(rows, await Rows(In("second"), file.Name));
                Assert.Equal(rows, await Rows(In("third"), file.Name));
            }
            Assert.True(first.Files.Sum(f => f.Rows) > 500);
            // What is not empty takes nothing in.
            Assert.Contains("already", (await Assert.ThrowsAsync<StartRefusedException>(() => Import(new() { Data = In("new") }, In("second")))).Message, StringComparison.Ordinal);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static Settings With(ServeOptions options)
    {
        var configuration = new ConfigurationBuilder();
        options.AddTo(configuration);
        return Settings.From(configuration.Build());
    }

    private static async Task<CopyManifest> Export(ServeOptions options, string directory)
    {
        var settings = With(options);
        await using var books = await Books.Open(settings, TimeProvider.System, Stop);
        return await new WholeCopy(settings, (_, _) => { }).Export(books, directory, Stop);
    }

    private static async Task Import(ServeOptions options, string directory)
    {
        var settings = With(options);
        await using var books = await Books.Open(settings, TimeProvider.System, Stop);
        await new WholeCopy(settings, (_, _) => { }).Import(books, directory, Stop);
    }

    private static async Task<List<string>> Rows(string directory, string name)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(directory, name)), CompressionMode.Decompress), Encoding.UTF8);
        // The databases have their columns, as their rows, in an order of their own.
        var columns = JsonSerializer.Deserialize<string[]>((await lines.ReadLineAsync(Stop))!)!;
        return [.. (await lines.ReadToEndAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Named).Order(StringComparer.Ordinal)];

        string Named(string line)
        {
            using var row = JsonDocument.Parse(line);
            return string.Join(' ', columns.Zip(row.RootElement.EnumerateArray(), (column, value) => $"{column}={value.GetRawText()}").Order(StringComparer.Ordinal));
        }
    }
}
