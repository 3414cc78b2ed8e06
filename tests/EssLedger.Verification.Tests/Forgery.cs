using System.Data.Common;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;
using EssLedger.Store.Verification;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EssLedger.Verification;

/// <summary>A small book of every kind of entry, in a store whose owner may write what they like into its tables.</summary>
public abstract class Forgery : IAsyncDisposable
{
    private readonly ServerSide _keys = new();

    public abstract IJournalStore Currency { get; }
    protected abstract IJournalStore Label { get; }
    public abstract ILogStore Log { get; }

    /// <summary>Runs a statement with parameters $1, $2 … and all rights, past every trigger.</summary>
    public int Execute(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The value of the first column of the first row.</summary>
    public object? Ask(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar();
    }

    protected abstract DbCommand Command(string sql, object[] values);

    /// <summary>Writes the book and seals it.</summary>
    protected async Task Fill()
    {
        var writer = new BookWriter(Currency, Label, _keys);
        await writer.Open();
        var shop = await writer.Join(AccountKind.Merchant, 500);
        var ana = await writer.Join(AccountKind.Resident, 10_000);
        var ben = await writer.Join(AccountKind.Resident, 10_000, SubjectStatus.Pending);
        for (var i = 1; i <= 8; i++) await writer.Pay(i % 2 == 0 ? ana : ben, shop, 100 * i, i % 3 == 0 ? new RequestId(Uuid.Version7(DateTimeOffset.UtcNow, [1, 2, 3, 4, 5, 6, 7, 8, 9, (byte)i])) : null);
        var sale = await writer.Pay(ana, shop, 750);
        await writer.Pay(shop, ana, 250, refunds: sale);
        await writer.Pay(ben, shop, 900_000);
        await writer.SetReconversionTerms();
        await writer.Reconvert(shop, 1000);
        await writer.Cancel(new(Uuid.Version7(DateTimeOffset.UtcNow, [9, 9, 9, 9, 9, 9, 9, 9, 9, 9])));
        await writer.Reject(await writer.Propose(ana, 100, 100));
        await writer.RecordLoss(new(1, 1, 70, Digest.Of("lost"u8)));
        await BookWriter.Seal(Currency, Log, _keys.Currency);
        await writer.Pay(ana, shop, 10);
        await writer.Pay(ben, shop, 20);
        await BookWriter.Seal(Currency, Log, _keys.Currency);
    }

    /// <summary>What a verification finds: the first fault, or null.</summary>
    public async Task<Fault?> Verify(params Witness[] witnesses) => (await new CurrencyVerification(Currency, Log, Es256kVerifiers.Best().Verifier)
    {
        Witnesses = witnesses,
        IsSignedByLog = note => NoteSigner.Verify(_keys.Currency.Key, note),
        IsSignedByServer = _keys.Receipt.Verify,
    }.RunAsync(default)).Fault;

    public async Task<List<Entry>> Entries()
    {
        var entries = new List<Entry>();
        await foreach (var entry in Currency.ReadAsync(Position.None, default)) entries.Add(entry);
        return entries;
    }

    /// <summary>The first entry that says a kind of thing.</summary>
    public async Task<(Entry Entry, T Act)> First<T>(Func<T, bool>? which = null) where T : Act =>
        (await Entries()).Select(e => (e, Codec.Decode(e.Body) as T)).Where(e => e.Item2 is not null && which?.Invoke(e.Item2) is not false).Select(e => (e.e, e.Item2!)).First();

    /// <summary>Puts other bodies into the book and makes the chain fit again to its end, as one would who has the database and no keys.</summary>
    public async Task Rewrite(params (Position Position, byte[] Body)[] bodies)
    {
        var previous = Digest.Zero;
        foreach (var entry in await Entries())
        {
            var body = bodies.FirstOrDefault(b => b.Position == entry.Position).Body ?? entry.Body.ToArray();
            var hash = Entry.HashOf(previous, entry.Position, entry.CommittedAt, body);
            if (hash != entry.Hash) Execute("update currency_entry set body = $1, hash = $2 where position = $3", body, hash.ToBytes(), entry.Position.Value);
            previous = hash;
        }
    }

    /// <summary>Takes away what was sealed and signed after the fact, as whoever rewrites a book would have to.</summary>
    public void DropWitnesses()
    {
        Execute("delete from currency_checkpoint");
        Execute("delete from currency_tile");
        Execute("delete from currency_receipt");
    }

    public virtual ValueTask DisposeAsync()
    {
        _keys.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    public static async Task<Forgery> InSqlite()
    {
        var forgery = new OfSqlite();
        await forgery.Fill();
        return forgery;
    }

    public static async Task<Forgery> InPostgres(PostgresServer server)
    {
        var owner = await server.CreateDatabaseAsync();
        var forgery = new OfPostgres(await PostgresDatabase.OpenAsync(owner, TimeSpan.Zero, null, default), owner);
        await forgery.Fill();
        return forgery;
    }

    private sealed class OfSqlite : Forgery
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-forgery-");
        private readonly SqliteConnection _owner;
        private readonly SqliteJournalStore _currency, _label;

        public OfSqlite()
        {
            var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"), "pragma synchronous=off;");
            database.Migrate();
            (_currency, _label) = (new(database, "currency", TimeProvider.System), new(database, "label", TimeProvider.System));
            Log = new SqliteLogStore(database, "currency");
            _owner = database.Open();
            foreach (var trigger in Triggers()) Command($"drop trigger {trigger}", []).ExecuteNonQuery();
        }

        public override IJournalStore Currency => _currency;
        protected override IJournalStore Label => _label;
        public override ILogStore Log { get; }

        protected override SqliteCommand Command(string sql, object[] values)
        {
            var command = _owner.CreateCommand();
#pragma warning disable CA2100 // Tests write their own SQL.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
            return command;
        }

        /// <summary>What keeps an honest program from rewriting a book; whoever has the file can take it away.</summary>
        private List<string> Triggers()
        {
            using var command = Command("select name from sqlite_master where type = 'trigger'", []);
            using var reader = command.ExecuteReader();
            var names = new List<string>();
            while (reader.Read()) names.Add(reader.GetString(0));
            return names;
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _currency.Dispose();
            _label.Dispose();
            await _owner.DisposeAsync();
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    private sealed class OfPostgres(PostgresDatabase database, string owner) : Forgery
    {
        private readonly NpgsqlDataSource _owner = NpgsqlDataSource.Create(owner + ";Options=-c session_replication_role=replica");
        private readonly PostgresJournalStore _currency = new(database, "currency"), _label = new(database, "label");

        public override IJournalStore Currency => _currency;
        protected override IJournalStore Label => _label;
        public override ILogStore Log { get; } = new PostgresLogStore(database, "currency");

        protected override NpgsqlCommand Command(string sql, object[] values)
        {
#pragma warning disable CA2100 // Tests write their own SQL.
            var command = _owner.CreateCommand(sql);
#pragma warning restore CA2100
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            return command;
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _currency.Dispose();
            _label.Dispose();
            await _owner.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
