using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Store;
using EssLedger.Store.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace EssLedger.Ours;

/// <summary>Two ways of placing a batch of a hundred drafts in PostgreSQL, with nothing before them: the store's own, one call of a function that locks, hashes
/// and inserts; and the same rows by binary COPY, hashed here, in one transaction that holds the head meanwhile.</summary>
/// <param name="server">Where.</param>
/// <param name="copies">The second way.</param>
internal sealed class Placing(PostgresServer server, bool copies) : Contender
{
    private const int Size = 100, Accounts = 1024, OrderSize = 270;
    private static readonly Unit Unit = Unit.Parse("MLC");
    private static readonly KeyId Key = KeyId.FromBytes(new byte[KeyId.Size]);

    private readonly AccountId[] _accounts = [.. Enumerable.Range(0, Accounts).Select(_ => LedgerUnderTest.NewAccount())];
    private readonly int[] _acts = new int[Accounts];
    private readonly List<NpgsqlConnection> _connections = [];
    private readonly ChainAudit _chain = new();
    private PostgresDatabase _database = null!;
    private PostgresJournalStore _store = null!;
    private NpgsqlDataSource _owner = null!;
    private int _clients;
    private long _paid;

    public override string Name => copies ? "Placing 100 drafts, COPY" : "Placing 100 drafts, function";

    public override IEnumerable<int> Clients(IEnumerable<int> asked) => [1, 2];

    public override async Task Start()
    {
        var connection = await server.CreateDatabaseAsync();
        _database = await PostgresDatabase.OpenAsync(connection, TimeSpan.FromSeconds(5), null, default);
        _store = new(_database, "currency");
        // COPY needs rights that the server does not have.
        _owner = NpgsqlDataSource.Create(connection);
        await _store.AppendAsync([.. _accounts.Select(account => new Act.AccountOpened(account, AccountKind.Resident, SubjectStatus.Open, PersonId.Parse("BUREAU")).ToDraft())], default);
    }

    protected override async Task Begin(Load load)
    {
        _clients = load.Clients;
        for (var i = 0; i < load.Clients; i++) _connections.Add(await _owner.OpenConnectionAsync());
    }

    protected override async Task<Answer> Pay(int client)
    {
        var drafts = new Draft[Size];
        for (var i = 0; i < Size; i++) drafts[i] = Next(client);
        if (copies) await Copy(_connections[client], drafts);
        else if ((await _store.AppendAsync(drafts, default)).Any(a => a is not Appended.Placed { Again: false })) throw new InvalidOperationException("A good draft was not placed.");
        return new(Size);
    }

    private Draft Next(int client)
    {
        // Each client's payers are its own, in turn.
        var share = Accounts / _clients;
        var payer = client * share + Random.Shared.Next(share);
        var payee = (payer + 1 + Random.Shared.Next(Accounts - 1)) % Accounts;
        var order = RandomNumberGenerator.GetBytes(OrderSize);
        var received = Digest.Of(order);
        return new Act.Paid(new(_accounts[payer].Value, 2 + _acts[payer]++), new(LedgerUnderTest.NewUuid()), _accounts[payer], _accounts[payee], received, received, Key, null, null,
            [new(_accounts[payer], null, _accounts[payee], null, Amount.FromMinor(1), Unit)]).ToDraft() with
        { MustBeOpen = [_accounts[payee].Value], Originals = [new(received, order)] };
    }

    private static async Task Copy(NpgsqlConnection connection, Draft[] drafts)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var head = Head.Empty;
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(new("select pg_advisory_xact_lock(hashtext('essledger'), hashtext('currency'))"));
            batch.BatchCommands.Add(new("select count(*) from unnest($1) u (subject) left join currency_status s on s.subject = u.subject where s.status is distinct from 1")
            { Parameters = { new() { Value = drafts.SelectMany(d => d.MustBeOpen).ToArray() } } });
            batch.BatchCommands.Add(new("select position, greatest(committed_at, floor(extract(epoch from clock_timestamp()) * 1000)::bigint), hash from currency_entry order by position desc limit 1"));
            await using var reader = await batch.ExecuteReaderAsync();
            await reader.NextResultAsync();
            await reader.ReadAsync();
            if (reader.GetInt64(0) > 0) throw new InvalidOperationException("An account is not open.");
            await reader.NextResultAsync();
            await reader.ReadAsync();
            head = new(new(reader.GetInt64(0)), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), Digest.FromBytes(reader.GetFieldValue<byte[]>(2)));
        }
        var entries = new Entry[drafts.Length];
        for (var i = 0; i < drafts.Length; i++)
        {
            var (position, previous) = (head.Position.Next, head.Hash);
            entries[i] = new(position, head.CommittedAt, Entry.HashOf(previous, position, head.CommittedAt, drafts[i].Body.Span), drafts[i].Body);
            head = head with { Position = position, Hash = entries[i].Hash };
        }
        await Rows("currency_entry (position, committed_at, hash, salt, body)", async (row, i) =>
        {
            await row.StartRowAsync();
            await row.WriteAsync(entries[i].Position.Value, NpgsqlDbType.Bigint);
            await row.WriteAsync(entries[i].CommittedAt.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
            await row.WriteAsync(entries[i].Hash.ToBytes(), NpgsqlDbType.Bytea);
            await row.WriteAsync(RandomNumberGenerator.GetBytes(32), NpgsqlDbType.Bytea);
            await row.WriteAsync(entries[i].Body, NpgsqlDbType.Bytea);
        });
        await Rows("currency_original (position, digest, content)", async (row, i) =>
        {
            await row.StartRowAsync();
            await row.WriteAsync(entries[i].Position.Value, NpgsqlDbType.Bigint);
            await row.WriteAsync(drafts[i].Originals[0].Digest.ToBytes(), NpgsqlDbType.Bytea);
            await row.WriteAsync(drafts[i].Originals[0].Content, NpgsqlDbType.Bytea);
        });
        await Rows("currency_subject_entry (position, turn, subject)", async (row, i) =>
        {
            foreach (var subject in drafts[i].Subjects)
            {
                await row.StartRowAsync();
                await row.WriteAsync(entries[i].Position.Value, NpgsqlDbType.Bigint);
                if (drafts[i].Turn is { } turn && turn.Subject == subject) await row.WriteAsync(turn.Number, NpgsqlDbType.Bigint);
                else await row.WriteNullAsync();
                await row.WriteAsync(subject, NpgsqlDbType.Text);
            }
        });
        await Rows("currency_claim (position, kind, key)", async (row, i) =>
        {
            foreach (var claim in drafts[i].Claims)
            {
                await row.StartRowAsync();
                await row.WriteAsync(entries[i].Position.Value, NpgsqlDbType.Bigint);
                await row.WriteAsync((short)claim.Kind, NpgsqlDbType.Smallint);
                await row.WriteAsync(claim.Key, NpgsqlDbType.Text);
            }
        });
        await transaction.CommitAsync();

        async Task Rows(string columns, Func<NpgsqlBinaryImporter, int, Task> write)
        {
            await using var import = await connection.BeginBinaryImportAsync($"copy {columns} from stdin (format binary)");
            for (var i = 0; i < drafts.Length; i++) await write(import, i);
            await import.CompleteAsync();
        }
    }

    protected override async Task End()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
        _connections.Clear();
    }

    public override async Task Check()
    {
        await foreach (var entry in _store.ReadAsync(_chain.Head.Position, default))
        {
            if (_chain.Check(entry) is { } fault) throw new InvalidOperationException($"{Name}: {fault.Position}: {fault.What}");
            if (Codec.Decode(entry.Body) is Act.Paid) _paid++;
        }
        Same($"{Name}: payments in the book", _paid, Made);
    }

    public override async Task<Disk> Disk()
    {
        await using var command = _owner.CreateCommand("select pg_database_size(current_database()), (pg_current_wal_insert_lsn() - '0/0')::bigint");
        await using var sizes = await command.ExecuteReaderAsync();
        await sizes.ReadAsync();
        return new(sizes.GetInt64(0), sizes.GetInt64(1));
    }

    public override async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await _owner.DisposeAsync();
        await _database.DisposeAsync();
        await base.DisposeAsync();
    }
}
