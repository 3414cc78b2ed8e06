using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace EssLedger.Peers;

/// <summary>The same in an SQLite file, as durable as ours (WAL, <c>synchronous=FULL</c>): an entry of as many bytes as ours with the order as received, a unique order id, two balances.</summary>
/// <param name="batch">How many payments a commit.</param>
internal sealed class HandWrittenSqlite(int batch) : Contender
{
    private const int Accounts = 1024, Merchant = Accounts + 1, EntrySize = 470;
    private const long Endowment = 1_000_000_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-sqlite-");
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly byte[] _body = RandomNumberGenerator.GetBytes(EntrySize);
    private SqliteConnection _connection = null!;
    private SqliteCommand _begin = null!, _entry = null!, _debit = null!, _credit = null!, _commit = null!;
    private Load _load = null!;
    private int _turn;

    public override string Name => batch == 1 ? "SQLite, one a commit" : $"SQLite, {batch} a commit";

    // A loop that batches is one client by itself.
    public override IEnumerable<int> Clients(IEnumerable<int> asked) => batch == 1 ? asked : [1];

    public override Task Start()
    {
        _connection = new($"Data Source={Path.Combine(_folder.FullName, "hand.db")};Pooling=False");
        _connection.Open();
        using (var schema = Command($"""
            pragma journal_mode = wal; pragma synchronous = full;
            create table entry (position integer primary key, order_id blob not null unique, payer integer not null, payee integer not null, amount integer not null, body blob not null) strict;
            create table account (id integer primary key, balance integer not null) strict;
            insert into account with recursive id (n) as (select 1 union all select n + 1 from id where n < {Merchant}) select n, {Endowment} from id;
            """)) schema.ExecuteNonQuery();
        _begin = Command("begin immediate");
        _commit = Command("commit");
        _entry = Command("insert into entry (order_id, payer, payee, amount, body) values ($0, $1, $2, 1, $3)", 4);
        _debit = Command("update account set balance = balance - 1 where id = $0 and balance >= 1", 1);
        _credit = Command("update account set balance = balance + 1 where id = $0", 1);
        return Task.CompletedTask;
    }

    protected override Task Begin(Load load)
    {
        _load = load;
        return Task.CompletedTask;
    }

    protected override async Task<Answer> Pay(int client)
    {
        await _writer.WaitAsync();
        try
        {
            _begin.ExecuteNonQuery();
            for (var i = 0; i < batch; i++) Transfer();
            _commit.ExecuteNonQuery();
            return new(batch);
        }
        finally
        {
            _writer.Release();
        }
    }

    private void Transfer()
    {
        var payer = 1 + _turn++ % Accounts;
        var payee = _load.Hot ? Merchant : 1 + (payer + Random.Shared.Next(Accounts - 1)) % Accounts;
        _entry.Parameters[0].Value = Guid.CreateVersion7().ToByteArray(bigEndian: true);
        _entry.Parameters[1].Value = payer;
        _entry.Parameters[2].Value = payee;
        _entry.Parameters[3].Value = _body;
        _debit.Parameters[0].Value = payer;
        _credit.Parameters[0].Value = payee;
        _entry.ExecuteNonQuery();
        if (_debit.ExecuteNonQuery() != 1) throw new InvalidOperationException("Insufficient funds.");
        _credit.ExecuteNonQuery();
    }

    public override Task Check()
    {
        Same($"{Name}: sum of balances", Number("select sum(balance) from account"), Merchant * Endowment);
        Same($"{Name}: entries", Number("select count(*) from entry"), Made);
        return Task.CompletedTask;
    }

    public override Task<Disk> Disk() => Task.FromResult(new Disk(Number("select page_count * page_size from pragma_page_count, pragma_page_size"), 0));

    private long Number(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    private SqliteCommand Command(string sql, int parameters = 0)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in new[] { _begin, _entry, _debit, _credit, _commit }) command.Dispose();
        await _connection.DisposeAsync();
        _writer.Dispose();
        _folder.Delete(recursive: true);
        await base.DisposeAsync();
    }
}
