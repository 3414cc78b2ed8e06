using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Serialization;

namespace EssLedger.Grains;

/// <summary>A silo of its own over a given book: two of them over one book are two servers that do not know of each other.</summary>
public sealed class TestLedger : IAsyncDisposable
{
    public static readonly Terms Terms = new(LedgerId.Parse("TEST"), Unit.Parse("MLC"), Amount.FromMinor(1_000_000), new Dictionary<AccountKind, Ceilings>());
    public static readonly PersonId Bureau = PersonId.Parse("BUREAU"), Treasurer = PersonId.Parse("TREASURER"), Approver = PersonId.Parse("APPROVER");

    public static readonly NoteSigner LogKey = new("test/currency", new byte[32]);

    /// <summary>Who holds an active label, in the tests that ask.</summary>
    public static LabelledPayees Labelled { get; } = new();

    private readonly IHost _host;

    private TestLedger(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();
    public CurrencyBook Book => _host.Services.GetRequiredService<CurrencyBook>();
    public PaymentRequests Requests => _host.Services.GetRequiredService<PaymentRequests>();

    public static async Task<TestLedger> Start(IJournalStore store, TimeProvider? clock = null, IPaymentRequestStore? requests = null, ILogStore? log = null, CheckpointFile? outside = null, Action<IServiceCollection>? adjust = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(Terms);
        builder.Services.AddSingleton<TermsInForce>();
        builder.Services.AddSingleton<CampaignsInForce>();
        builder.Services.AddSingleton<MutualCreditInForce>();
        builder.Services.AddSingleton<IPayeeStandings>(Labelled);
        builder.Services.AddSingleton<CommitFeed>();
        builder.Services.AddSingleton(s => new CurrencyBook(new Undisposed(store), s.GetRequiredService<CommitFeed>(), s.GetRequiredService<ILogger<CurrencyBook>>()));
        builder.Services.AddSingleton(s => new LabelBook(new MemoryJournalStore(clock ?? TimeProvider.System), s.GetRequiredService<CommitFeed>(), s.GetRequiredService<ILogger<LabelBook>>()));
        builder.Services.AddSingleton<LabelRegister>();
        builder.Services.AddSingleton(new LabelIssuer(LedgerId.Parse("LABEL")));
        builder.Services.AddSingleton(s => new BookLog("currency", "test/currency", s.GetRequiredService<CurrencyBook>(), log ?? new MemoryLogStore(), () => [LogKey], outside));
        builder.Services.AddSingleton(requests ?? new MemoryPaymentRequestStore());
        builder.Services.AddSingleton<PaymentRequests>();
        builder.Services.AddSingleton<IEs256kVerifier>(new BouncyCastleVerifier());
        builder.Services.AddSingleton(RandomNumberGenerator.Create());
        builder.UseOrleans(silo =>
        {
            var port = FreePort();
            silo.UseLocalhostClustering(port, gatewayPort: 0, clusterId: $"test-{port}");
            silo.ConfigureEndpoints(IPAddress.Loopback, port, gatewayPort: 0);
            // A test's clock may be put on by weeks; no call is late because of that, and no silo dead to itself.
            silo.Configure<ClusterMembershipOptions>(o => o.LivenessEnabled = o.EvictWhenMaxJoinAttemptTimeExceeded = false);
            silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = o.SystemResponseTimeout = TimeSpan.FromDays(20));
            silo.AddMemoryGrainStorage("snapshots");
            silo.UseInMemoryReminderService();
            silo.Services.AddSerializer(s => s.AddCoreTypes());
            silo.Configure<GrainCollectionOptions>(o => o.CollectionQuantum = TimeSpan.FromMinutes(1));
        });
        adjust?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public IAccountGrain Account(AccountId id) => Grains.GetGrain<IAccountGrain>(id.Value);
    public ITreasuryGrain Treasury => Grains.Treasury();
    public ISealerGrain Sealer => Grains.GetGrain<ISealerGrain>("currency");
    public IPaymentRequestGrain Request(RequestId id) => Grains.GetGrain<IPaymentRequestGrain>(id.ToString());

    /// <summary>A member with a device and, if so wished, money.</summary>
    public async Task<Member> NewMember(long funds = 0, AccountKind kind = AccountKind.Resident)
    {
        var member = new Member(AccountId.FromRandom(RandomNumberGenerator.GetBytes(13)), new DeviceSigner(RandomNumberGenerator.GetBytes(32)));
        var grain = Account(member.Account);
        await grain.Open(kind, SubjectStatus.Open, Bureau);
        Assert.Null((await grain.AddKey(member.Prove(await grain.Challenge(Bureau), member.Device.Key), Bureau)).Refusal);
        if (funds > 0) await Issue(member.Account, funds);
        return member;
    }

    public async Task Issue(AccountId account, long funds)
    {
        var issuance = NewIssuance();
        Assert.Null((await Treasury.Propose(issuance, account, Amount.FromMinor(funds), Terms.Unit, new("cash", issuance.ToString(), Amount.FromMinor(funds)), Treasurer)).Refusal);
        Assert.Null((await Treasury.Approve(issuance, Approver)).Refusal);
    }

    public async Task<long> BalanceOf(Member member) => (await Account(member.Account).Read()).Of(Terms.Unit).Minor;

    public async Task<RequestId> Ask(Member payee, long amount, DateTimeOffset expires)
    {
        var id = new RequestId(NewUuid());
        await Requests.Keep(new(new(id, payee.Account, Amount.FromMinor(amount), Terms.Unit, expires, Standing: false), null, DateTimeOffset.UtcNow, Array.Empty<byte>()));
        return id;
    }

    public async Task<List<Act>> Acts()
    {
        var acts = new List<Act>();
        await foreach (var entry in Book.Store.ReadAsync(Position.None, default)) acts.Add(Codec.Decode(entry.Body));
        return acts;
    }

    /// <summary>Asserts that an auditor finds nothing wrong, signatures included.</summary>
    public async Task AssertClean()
    {
        var audit = new CurrencyAudit();
        var signatures = new List<SignatureCheck>();
        await foreach (var entry in Book.Store.ReadAsync(Position.None, default))
            Assert.Null(audit.Check(entry, d => Book.Store.FindOriginalAsync(entry.Position, d, default).Result, signatures));
        Assert.All(signatures, s => Assert.Null(s.Run(new BouncyCastleVerifier())));
        Assert.Null(audit.Close());
    }

    public static Uuid NewUuid() => Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10));
    public static IssuanceId NewIssuance() => new(NewUuid());

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>The book belongs to the test, not to the silo that writes in it.</summary>
    private sealed class Undisposed(IJournalStore store) : StoreDecorator(store);
}

/// <summary>A label of which the tests say who holds it.</summary>
public sealed class LabelledPayees : IPayeeStandings
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<AccountId, bool> _active = new();

    public void Set(AccountId payee, bool active) => _active[payee] = active;

    public Task<EssLedger.Core.Campaigns.PayeeStanding> Of(AccountId payee) => Task.FromResult(new EssLedger.Core.Campaigns.PayeeStanding(_active.GetValueOrDefault(payee), []));
}

/// <summary>A resident or a shop with one device.</summary>
public sealed record Member(AccountId Account, DeviceSigner Device)
{
    public SignedOrder Order(Member payee, long amount, OrderId? id = null, RequestId? request = null, OrderId? refunds = null, DeviceSigner? device = null, TimeSpan? validity = null, long? fee = null)
    {
        var notAfter = (DateTimeOffset.UtcNow + (validity ?? TimeSpan.FromMinutes(5))).ToUnixTimeSeconds();
        var order = new PaymentOrder(TestLedger.Terms.Ledger, id ?? new(TestLedger.NewUuid()), Account, payee.Account, Amount.FromMinor(amount), TestLedger.Terms.Unit, notAfter, request, Refunds: refunds, Fee: fee is { } agreed ? Amount.FromMinor(agreed) : null);
        Assert.True(SignedOrder.TryDecode((device ?? Device).Sign(PaymentOrder.Type, order.Encode()), out var signed, out var why), why);
        return signed;
    }

    public SignedProof Prove(byte[] challenge, PublicKey key, DeviceSigner? signer = null)
    {
        Assert.True(SignedProof.TryDecode((signer ?? Device).Sign(DeviceProof.Type, new DeviceProof(TestLedger.Terms.Ledger, Account, challenge, key).Encode()), out var proof, out var why), why);
        return proof;
    }
}

/// <summary>Passes every call on; a test overrides the one that it wants to break.</summary>
public abstract class StoreDecorator(IJournalStore inner) : IJournalStore
{
    protected IJournalStore Inner => inner;
    public virtual Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken) => inner.AppendAsync(drafts, cancellationToken);
    public Task<Head> HeadAsync(CancellationToken cancellationToken) => inner.HeadAsync(cancellationToken);
    public IAsyncEnumerable<Entry> ReadAsync(Position after, CancellationToken cancellationToken) => inner.ReadAsync(after, cancellationToken);
    public virtual Task<IReadOnlyList<Core.Transparency.Leaf>> ReadLeavesAsync(Position after, int limit, CancellationToken cancellationToken) => inner.ReadLeavesAsync(after, limit, cancellationToken);
    public virtual Task<IReadOnlyList<Entry>> ReadSubjectAsync(string subject, Position after, int limit, CancellationToken cancellationToken) => inner.ReadSubjectAsync(subject, after, limit, cancellationToken);
    public Task<IReadOnlyList<Entry>> ReadSubjectBackAsync(string subject, Position? before, int limit, CancellationToken cancellationToken) => inner.ReadSubjectBackAsync(subject, before, limit, cancellationToken);
    public Task<Entry?> FindAsync(Claim claim, CancellationToken cancellationToken) => inner.FindAsync(claim, cancellationToken);
    public Task<IReadOnlyList<Entry>> FindByPrefixAsync(ClaimKind kind, string prefix, CancellationToken cancellationToken) => inner.FindByPrefixAsync(kind, prefix, cancellationToken);
    public Task<Entry?> FindAsync(Position position, CancellationToken cancellationToken) => inner.FindAsync(position, cancellationToken);
    public Task<SubjectStatus?> StatusAsync(string subject, CancellationToken cancellationToken) => inner.StatusAsync(subject, cancellationToken);
    public Task<ReadOnlyMemory<byte>?> FindOriginalAsync(Position position, Digest digest, CancellationToken cancellationToken) => inner.FindOriginalAsync(position, digest, cancellationToken);
    public Task<IReadOnlyList<KeptOriginal>> ReadOriginalsAsync(Position after, Position through, CancellationToken cancellationToken) => inner.ReadOriginalsAsync(after, through, cancellationToken);
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> KeepReceiptsAsync(IReadOnlyList<(Position Position, ReadOnlyMemory<byte> Receipt)> receipts, CancellationToken cancellationToken) => inner.KeepReceiptsAsync(receipts, cancellationToken);
    public Task<ReadOnlyMemory<byte>?> FindReceiptAsync(Position position, CancellationToken cancellationToken) => inner.FindReceiptAsync(position, cancellationToken);
    public Task<IReadOnlyList<KeptReceipt>> ReadReceiptsAsync(Position after, Position through, CancellationToken cancellationToken) => inner.ReadReceiptsAsync(after, through, cancellationToken);
    public IAsyncEnumerable<IndexRow> ReadIndexAsync(Position after, CancellationToken cancellationToken) => inner.ReadIndexAsync(after, cancellationToken);
    public IAsyncEnumerable<(string Subject, SubjectStatus Status)> ReadStatusesAsync(CancellationToken cancellationToken) => inner.ReadStatusesAsync(cancellationToken);
}
