using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EssLedger.Ours;

/// <summary>The server as it is in production, with residents who have money and a merchant, all made by the rules.</summary>
/// <param name="store"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="postgres">Where the second keeps its books.</param>
internal sealed class LedgerUnderTest(string store, PostgresServer? postgres) : IAsyncDisposable
{
    private const int Residents = 1024;
    private static readonly Amount Endowment = Amount.FromMinor(1_000_000_00);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-bench-");
    private readonly ChainAudit _chain = new();
    private readonly Dictionary<AccountId, long> _balances = [];
    private readonly List<(AccountId Account, Pen Pen)> _residents = [];
    private string _connection = "";
    private AccountId _merchant;
    private Task? _started;

    public string Store => store;
    public WebApplication App { get; private set; } = null!;
    public IGrainFactory Grains => App.Services.GetRequiredService<IGrainFactory>();
    public Terms Terms => App.Services.GetRequiredService<Terms>();
    public Gullible Verifier { get; private set; } = null!;

    /// <summary>Whom residents pay when the load is spread; one another, unless others are named.</summary>
    public IReadOnlyList<AccountId> Payees { get; set; } = [];

    /// <summary>Payments that were acknowledged, by whichever way they came.</summary>
    public long Acknowledged { get; set; }

    /// <summary>Starts it once, however many contenders share it.</summary>
    public Task Start() => _started ??= StartOnce();

    private async Task StartOnce()
    {
        if (store == "postgres") _connection = await postgres!.CreateDatabaseAsync();
        App = Server.Build(new()
        {
            Data = _folder.FullName,
            Urls = "http://127.0.0.1:0",
            Store = store,
            Connection = store == "postgres" ? _connection : null,
            // The limiters protect a server from strangers; here nobody is one.
            Further = new Dictionary<string, string?> { ["EssLedger:RequestsPerSecond"] = "1000000", ["EssLedger:OrdersPerSecond"] = "1000000", ["EssLedger:MedianAnswerMilliseconds"] = "60000" },
            Adjust = builder =>
            {
                builder.Logging.ClearProviders();
                var usual = builder.Services.Last(s => s.ServiceType == typeof(IEs256kVerifier));
                builder.Services.AddSingleton<IEs256kVerifier>(s => Verifier = new((IEs256kVerifier)usual.ImplementationFactory!(s)));
            },
        });
        await App.StartAsync();
        _ = App.Services.GetRequiredService<IEs256kVerifier>();
        await Settle();
    }

    private async Task Settle()
    {
        PersonId bureau = PersonId.Parse("BUREAU"), treasurer = PersonId.Parse("TREASURER"), approver = PersonId.Parse("APPROVER");
        _merchant = NewAccount();
        await Grains.GetGrain<IAccountGrain>(_merchant.Value).Open(AccountKind.Merchant, SubjectStatus.Open, bureau);
        for (var i = 0; i < Residents; i++) _residents.Add((NewAccount(), new()));
        var treasury = Grains.Treasury();
        await Parallel.ForEachAsync(_residents, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (resident, _) =>
        {
            var grain = Grains.GetGrain<IAccountGrain>(resident.Account.Value);
            await grain.Open(AccountKind.Resident, SubjectStatus.Open, bureau);
            var proof = new DeviceProof(Terms.Ledger, resident.Account, await grain.Challenge(bureau), resident.Pen.Key);
            if (!SignedProof.TryDecode(resident.Pen.Sign(DeviceProof.Type, proof.Encode()), out var signed, out var why)) throw new InvalidOperationException(why);
            if (await grain.AddKey(signed, bureau) is { Refusal: { } refusal }) throw new InvalidOperationException($"No key: {refusal}.");
            var issuance = new IssuanceId(NewUuid());
            await treasury.Propose(issuance, resident.Account, Endowment, Terms.Unit, new("bench", $"for {resident.Account}", Endowment), treasurer);
            await treasury.Approve(issuance, approver);
        });
    }

    /// <summary>So many signed orders; the client of the i-th is i modulo the number of clients, and no two clients share a payer.</summary>
    public byte[][] Sign(Load load, int count)
    {
        var orders = new byte[count][];
        var clients = Math.Min(load.Clients, Residents);
        var soon = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 300;
        Parallel.For(0, count, i =>
        {
            var payer = i % clients + i / clients * clients % (Residents / clients * clients);
            // An expiry may lie ten minutes ahead at most, and a long run lasts longer.
            var notAfter = soon + (load.PerSecond > 0 ? i / load.PerSecond : 0);
            var payee = load.Hot ? _merchant
                : Payees.Count > 0 ? Payees[Random.Shared.Next(Payees.Count)]
                : _residents[(payer + 1 + Random.Shared.Next(Residents - 1)) % Residents].Account;
            var (account, pen) = _residents[payer];
            orders[i] = pen.Sign(PaymentOrder.Type, new PaymentOrder(Terms.Ledger, new(NewUuid()), account, payee, Amount.FromMinor(1), Terms.Unit, notAfter).Encode());
        });
        return orders;
    }

    /// <summary>Reads what was added to the book since the last time: chain, sums, and as many payments as were acknowledged.</summary>
    public async Task Check()
    {
        var book = App.Services.GetRequiredService<CurrencyBook>();
        await foreach (var entry in book.Store.ReadAsync(_chain.Head.Position, default))
        {
            if (_chain.Check(entry) is { } fault) throw new InvalidOperationException($"{store}: {fault.Position}: {fault.What}");
            var act = Codec.Decode(entry.Body);
            if (act is Act.Paid) Paid++;
            foreach (var leg in act.Transfers.Where(t => t.Unit == Terms.Unit))
            {
                _balances[leg.From] = _balances.GetValueOrDefault(leg.From) - leg.Amount.Minor;
                _balances[leg.To] = _balances.GetValueOrDefault(leg.To) + leg.Amount.Minor;
            }
        }
        if (_balances.Values.Sum() != 0) throw new InvalidOperationException($"{store}: the accounts do not sum to zero.");
        if (_residents.Any(r => _balances.GetValueOrDefault(r.Account) < 0)) throw new InvalidOperationException($"{store}: an account is below zero.");
        if (Paid != Acknowledged) throw new InvalidOperationException($"{store}: {Paid} payments in the book, {Acknowledged} acknowledged.");
    }

    private long Paid { get; set; }

    public async Task<Disk> Disk()
    {
        if (store == "sqlite")
        {
            await using var file = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "ledger.db")};Mode=ReadOnly;Pooling=False");
            file.Open();
            using var size = file.CreateCommand();
            size.CommandText = "select page_count * page_size from pragma_page_count, pragma_page_size";
            return new((long)size.ExecuteScalar()!, 0);
        }
        await using var source = NpgsqlDataSource.Create(_connection + ";Pooling=false");
        await using var command = source.CreateCommand("select pg_database_size(current_database()), (pg_current_wal_insert_lsn() - '0/0')::bigint");
        await using var sizes = await command.ExecuteReaderAsync();
        await sizes.ReadAsync();
        return new(sizes.GetInt64(0), sizes.GetInt64(1));
    }

    public static AccountId NewAccount() => AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));

    public static Uuid NewUuid() => Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10));

    public async ValueTask DisposeAsync()
    {
        if (_started is null) return;
        await App.StopAsync();
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

/// <summary>Believes every signature while it is told to: what orders cost that were verified before.</summary>
internal sealed class Gullible(IEs256kVerifier usual) : IEs256kVerifier
{
    public bool Believes { get; set; }

    public bool Verify(PublicKey key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) => Believes || usual.Verify(key, digest, signature);
}
