using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Concurrency;
using Orleans.Transactions;
using Orleans.Transactions.Abstractions;

namespace EssLedger.Peers;

/// <summary>A balance under a distributed transaction, as in the library's own example.</summary>
[GenerateSerializer]
public sealed class TransactionalBalance
{
    public const long Endowment = 1_000_000_000;

    [Id(0)]
    public long Minor { get; set; } = Endowment;
}

public interface ITransactionalAccount : IGrainWithIntegerKey
{
    [Transaction(TransactionOption.Join)]
    Task Withdraw(long minor);

    [Transaction(TransactionOption.Join)]
    Task Deposit(long minor);

    [Transaction(TransactionOption.CreateOrJoin)]
    Task<long> Balance();
}

public interface ITransactionalTransfer : IGrainWithIntegerKey
{
    [Transaction(TransactionOption.Create)]
    Task Transfer(long payer, long payee, long minor);
}

[Reentrant]
public sealed class TransactionalAccount([TransactionalState("bench-balance", "bench")] ITransactionalState<TransactionalBalance> balance) : Grain, ITransactionalAccount
{
    public Task Withdraw(long minor) => balance.PerformUpdate(b =>
    {
        if (b.Minor < minor) throw new InvalidOperationException("Insufficient funds.");
        b.Minor -= minor;
    });

    public Task Deposit(long minor) => balance.PerformUpdate(b => b.Minor += minor);

    public Task<long> Balance() => balance.PerformRead(b => b.Minor);
}

[StatelessWorker]
public sealed class TransactionalTransfer : Grain, ITransactionalTransfer
{
    public Task Transfer(long payer, long payee, long minor) => Task.WhenAll(
        GrainFactory.GetGrain<ITransactionalAccount>(payer).Withdraw(minor), GrainFactory.GetGrain<ITransactionalAccount>(payee).Deposit(minor));
}

/// <summary>The transfer of Microsoft.Orleans.Transactions: two transactional states, grain storage on PostgreSQL through ADO.NET. It keeps no journal.</summary>
internal sealed class OrleansTransactions(PostgresServer server) : Contender
{
    private const int Accounts = 1024, Merchant = Accounts + 1;

    // Queries, parameters and columns by Orleans' names; the official script's table lacks a unique key.
    private const string Schema = """
        create table storage (
            service text not null, type text not null, n0 bigint not null, n1 bigint not null, extension text not null,
            payload bytea, version integer not null, primary key (service, type, n0, n1, extension)) with (fillfactor = 50);
        create table OrleansQuery (QueryKey text primary key, QueryText text not null);
        insert into OrleansQuery values
        ('ReadFromStorageKey', '
            select payload as PayloadBinary, version as Version from storage
            where service = @ServiceId and type = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1 and extension = coalesce(@GrainIdExtensionString, '''')'),
        ('WriteToStorageKey', '
            insert into storage values (@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @PayloadBinary, 1)
            on conflict (service, type, n0, n1, extension) do update set payload = excluded.payload, version = storage.version + 1
            where storage.version = @GrainStateVersion
            returning version as NewGrainStateVersion'),
        ('ClearStorageKey', '
            update storage set payload = null, version = version + 1
            where service = @ServiceId and type = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1 and extension = coalesce(@GrainIdExtensionString, '''')
              and version = @GrainStateVersion
            returning version as NewGrainStateVersion');
        """;

    private string _connection = "";
    private IHost _host = null!;
    private IGrainFactory _grains = null!;
    private Load _load = null!;
    private int[] _turns = [];

    public override string Name => "Orleans.Transactions";

    public override async Task Start()
    {
        _connection = await server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(_connection, Schema);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "bench", clusterId: "bench");
            silo.UseTransactions();
            silo.AddAdoNetGrainStorage("bench", storage => (storage.Invariant, storage.ConnectionString) = ("Npgsql", _connection));
        });
        _host = builder.Build();
        await _host.StartAsync();
        _grains = _host.Services.GetRequiredService<IGrainFactory>();
        // Awake and stored, as accounts in use are.
        await Parallel.ForEachAsync(Enumerable.Range(1, Merchant), async (account, _) => await _grains.GetGrain<ITransactionalAccount>(account).Balance());
    }

    protected override Task Begin(Load load)
    {
        (_load, _turns) = (load, new int[load.Clients]);
        return Task.CompletedTask;
    }

    protected override async Task<Answer> Pay(int client)
    {
        var payer = 1 + (client + _turns[client]++ * _load.Clients) % Accounts;
        var payee = _load.Hot ? Merchant : 1 + (payer + Random.Shared.Next(Accounts - 1)) % Accounts;
        try
        {
            await _grains.GetGrain<ITransactionalTransfer>(0).Transfer(payer, payee, 1);
            return new(1);
        }
        catch (OrleansTransactionInDoubtException)
        {
            throw;
        }
        catch (OrleansTransactionException)
        {
            return new(0);
        }
    }

    public override async Task Check()
    {
        var sum = 0L;
        await Parallel.ForEachAsync(Enumerable.Range(1, Merchant), async (account, _) => Interlocked.Add(ref sum, await _grains.GetGrain<ITransactionalAccount>(account).Balance()));
        Same($"{Name}: sum of balances", sum, Merchant * TransactionalBalance.Endowment);
    }

    public override async Task<Disk> Disk()
    {
        await using var source = NpgsqlDataSource.Create(_connection + ";Pooling=false");
        await using var command = source.CreateCommand("select pg_database_size(current_database()), (pg_current_wal_insert_lsn() - '0/0')::bigint");
        await using var sizes = await command.ExecuteReaderAsync();
        await sizes.ReadAsync();
        return new(sizes.GetInt64(0), sizes.GetInt64(1));
    }

    public override async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await base.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
