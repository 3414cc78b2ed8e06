using Npgsql;
using NpgsqlTypes;

namespace EssLedger.Peers;

/// <summary>What a good programmer would write without us: accounts, a journal with a unique order id, and a function that does one transfer.</summary>
internal abstract class HandWrittenSql(PostgresServer server) : Contender
{
    protected const int Accounts = 1024, Merchant = Accounts + 1;
    private const long Endowment = 1_000_000_000;

    private const string Schema = """
        -- Half empty pages, so that updates of a balance find room beside it and touch no index.
        create table account (id integer primary key, balance bigint not null check (balance >= 0)) with (fillfactor = 50);
        create table journal (
            id       bigint generated always as identity primary key,
            order_id uuid not null unique,
            payer    integer not null,
            payee    integer not null,
            amount   bigint not null check (amount > 0),
            made_at  timestamptz not null default now());

        -- Rows are locked in the order of their ids, so that two who pay one another never wait for one another; the merchant's comes last and is held shortest.
        create function transfer(payer integer, payee integer, amount bigint, order_id uuid) returns void language plpgsql as $$
        begin
            insert into journal (order_id, payer, payee, amount) values ($4, $1, $2, $3);
            if $2 < $1 then update account set balance = balance + $3 where id = $2; end if;
            update account set balance = balance - $3 where id = $1 and balance >= $3;
            if not found then raise 'insufficient funds'; end if;
            if $1 < $2 then update account set balance = balance + $3 where id = $2; end if;
        end $$;

        create function transfer_many(payers integer[], payees integer[], order_ids uuid[]) returns void language sql as $$
            insert into journal (order_id, payer, payee, amount) select *, 1 from unnest($3, $1, $2);
            update account set balance = balance + delta
            from (select id, sum(delta) as delta from (select unnest($2), 1 union all select unnest($1), -1) as leg (id, delta) group by id) as change
            where account.id = change.id;
        $$;
        """;

    private NpgsqlDataSource _source = null!;
    private readonly List<NpgsqlConnection> _connections = [];

    private int[] _turns = [];

    protected IReadOnlyList<NpgsqlConnection> Connections => _connections;
    protected Load Load { get; private set; } = null!;

    public override async Task Start()
    {
        var connection = await server.CreateDatabaseAsync();
        _source = NpgsqlDataSource.Create(connection + ";Maximum Pool Size=300");
        await PostgresServer.ExecuteAsync(connection, Schema + $"insert into account select i, {Endowment} from generate_series(1, {Merchant}) i;");
    }

    protected override async Task Begin(Load load)
    {
        (Load, _turns) = (load, new int[load.Clients]);
        for (var i = 0; i < load.Clients; i++) _connections.Add(await _source.OpenConnectionAsync());
        await Ready();
    }

    /// <summary>Prepares the statements of the connections.</summary>
    protected abstract Task Ready();

    /// <summary>Who pays whom next; every client has payers of its own.</summary>
    /// <param name="client">Which client asks.</param>
    /// <param name="apart">Whether the payees are the client's own too, so that no two clients' transactions touch the same residents.</param>
    protected (int Payer, int Payee) Next(int client, bool apart = false)
    {
        var share = Accounts / Load.Clients;
        var payer = _turns[client]++ % share;
        var payee = Load.Hot ? Merchant
            : apart ? 1 + client * share + (payer + 1 + Random.Shared.Next(share - 1)) % share
            : 1 + (client * share + payer + 1 + Random.Shared.Next(Accounts - 1)) % Accounts;
        return (1 + client * share + payer, payee);
    }

    protected override async Task End()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
        _connections.Clear();
        // What is not used must not weigh on whoever comes next.
        _source.Clear();
    }

    public override async Task Check()
    {
        Same($"{Name}: sum of balances", await Number("select sum(balance)::bigint from account"), Merchant * Endowment);
        Same($"{Name}: rows of the journal", await Number("select count(*) from journal"), Made);
    }

    public override async Task<Disk> Disk() => new(
        await Number("select pg_database_size(current_database())"), await Number("select (pg_current_wal_insert_lsn() - '0/0')::bigint"));

    private async Task<long> Number(string sql)
    {
#pragma warning disable CA2100 // Constants of this file.
        await using var command = _source.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    protected static NpgsqlParameter<T> Parameter<T>(NpgsqlDbType type) => new() { NpgsqlDbType = type };

    protected static void Set<T>(System.Data.Common.DbParameter parameter, T value) => ((NpgsqlParameter<T>)parameter).TypedValue = value;
}

/// <summary>One transfer, one call, one commit.</summary>
internal sealed class OneCall(PostgresServer server) : HandWrittenSql(server)
{
    private NpgsqlCommand[] _calls = [];

    public override string Name => "SQL, one call";

    protected override async Task Ready()
    {
        _calls = [.. Connections.Select(connection => new NpgsqlCommand("select transfer($1, $2, 1, $3)", connection)
        {
            Parameters = { Parameter<int>(NpgsqlDbType.Integer), Parameter<int>(NpgsqlDbType.Integer), Parameter<Guid>(NpgsqlDbType.Uuid) },
        })];
        foreach (var call in _calls) await call.PrepareAsync();
    }

    protected override async Task<Answer> Pay(int client)
    {
        var parameters = _calls[client].Parameters;
        var (payer, payee) = Next(client);
        Set(parameters[0], payer);
        Set(parameters[1], payee);
        Set(parameters[2], Guid.CreateVersion7());
        await _calls[client].ExecuteNonQueryAsync();
        return new(1);
    }
}

/// <summary>A hundred of those calls in one round trip and one commit: the ceiling of batching what one would write by hand. More than a few
/// connections only get into each other's way.</summary>
internal sealed class HundredCalls(PostgresServer server) : HandWrittenSql(server)
{
    private const int Size = 100;
    private NpgsqlBatch[] _batches = [];

    public override string Name => "SQL, 100 calls a commit";

    public override IEnumerable<int> Clients(IEnumerable<int> asked) => [1, 2, 4];

    protected override async Task Ready()
    {
        _batches = [.. Connections.Select(connection => new NpgsqlBatch(connection))];
        foreach (var batch in _batches)
        {
            for (var i = 0; i < Size; i++)
                batch.BatchCommands.Add(new("select transfer($1, $2, 1, $3)") { Parameters = { Parameter<int>(NpgsqlDbType.Integer), Parameter<int>(NpgsqlDbType.Integer), Parameter<Guid>(NpgsqlDbType.Uuid) } });
            await batch.PrepareAsync();
        }
    }

    // A batch without a transaction of its own is one.
    protected override async Task<Answer> Pay(int client)
    {
        foreach (var call in _batches[client].BatchCommands)
        {
            var (payer, payee) = Next(client, apart: true);
            Set(call.Parameters[0], payer);
            Set(call.Parameters[1], payee);
            Set(call.Parameters[2], Guid.CreateVersion7());
        }
        await _batches[client].ExecuteNonQueryAsync();
        return new(Size);
    }
}

/// <summary>A hundred transfers as one set: one insert, one update, one commit. Nobody can refuse a single one of them any more; it shows what the database
/// itself could do if there were nothing to decide.</summary>
internal sealed class HundredAsASet(PostgresServer server) : HandWrittenSql(server)
{
    private const int Size = 100;
    private NpgsqlCommand[] _calls = [];

    public override string Name => "SQL, a set of 100 a commit";

    public override IEnumerable<int> Clients(IEnumerable<int> asked) => [1, 2, 4];

    protected override async Task Ready()
    {
        _calls = [.. Connections.Select(connection => new NpgsqlCommand("select transfer_many($1, $2, $3)", connection)
        {
            Parameters =
            {
                Parameter<int[]>(NpgsqlDbType.Array | NpgsqlDbType.Integer), Parameter<int[]>(NpgsqlDbType.Array | NpgsqlDbType.Integer),
                Parameter<Guid[]>(NpgsqlDbType.Array | NpgsqlDbType.Uuid),
            },
        })];
        foreach (var call in _calls) await call.PrepareAsync();
    }

    protected override async Task<Answer> Pay(int client)
    {
        int[] payers = new int[Size], payees = new int[Size];
        var orders = new Guid[Size];
        for (var i = 0; i < Size; i++) ((payers[i], payees[i]), orders[i]) = (Next(client, apart: true), Guid.CreateVersion7());
        var parameters = _calls[client].Parameters;
        Set(parameters[0], payers);
        Set(parameters[1], payees);
        Set(parameters[2], orders);
        await _calls[client].ExecuteNonQueryAsync();
        return new(Size);
    }
}
