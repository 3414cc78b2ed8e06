using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payments;
using EssLedger.Core.Transparency;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Badges;
using EssLedger.Web.Keys;
using EssLedger.Web.Labels;
using EssLedger.Web.Members;
using EssLedger.Web.Pages;
using EssLedger.Web.Papers;
using EssLedger.Web.Privacy;
using EssLedger.Web.Trail;
using EssLedger.Web.Webhooks;
using Orleans.Configuration;
using Orleans.Serialization;

namespace EssLedger.Web;

/// <summary>Joins the two books, the grains and the API to the server.</summary>
public static class Ledger
{
    private const string ServiceId = "essledger";

    public static void AddLedger(this WebApplicationBuilder builder, Settings settings, KeyDirectory keys, bool isAlone)
    {
        var sole = settings.Store == "sqlite" && isAlone ? new SoleServer(settings.Data) : null;
        var books = Books.Open(settings, settings.Clock, default).GetAwaiter().GetResult();
        var (currency, label) = Open(books, settings, keys).GetAwaiter().GetResult();

        var services = builder.Services;
        services.AddSingleton(_ => books);
        services.AddSingleton(new Terms(currency.Id, settings.Unit, settings.MaxAmount, settings.Ceilings));
        services.AddSingleton<TermsInForce>();
        services.AddSingleton<CampaignsInForce>();
        services.AddSingleton<MutualCreditInForce>();
        services.AddSingleton<IPayeeStandings>(s => s.GetRequiredService<LabelDesk>());
        services.AddSingleton(new LabelIssuer(label.Id));
        services.AddSingleton<CommitFeed>();
        services.AddSingleton(s => new CurrencyBook(s.GetRequiredService<Books>().Currency, s.GetRequiredService<CommitFeed>(), s.GetRequiredService<ILogger<CurrencyBook>>()));
        services.AddSingleton(s => new LabelBook(s.GetRequiredService<Books>().Label, s.GetRequiredService<CommitFeed>(), s.GetRequiredService<ILogger<LabelBook>>()));
        services.AddSingleton<LabelRegister>();
        services.AddSingleton(books.Projection);
        services.AddSingleton<LabelFollower>();
        services.AddHostedService<LabelFollowing>();
        services.AddSingleton(books.PaymentRequests);
        services.AddSingleton(books.ScheduledPayments);
        services.AddSingleton(books.Payouts);
        services.AddSingleton(books.OnlinePayments);
        services.AddSingleton(books.Participants);
        services.AddSingleton(books.Census);
        services.AddSingleton<CensusDesk>();
        services.AddSingleton<Strategy.StrategyDesk>();
        services.AddSingleton<PublicDirectory>();
        services.AddSingleton(books.Areas);
        services.AddSingleton<Areas.AreaDesk>();
        services.AddSingleton<RegisterMembers>();
        services.AddSingleton<IMembers>(s => s.GetRequiredService<RegisterMembers>());
        services.AddSingleton<PaymentRequests>();
        builder.AddEvidence(books);
        builder.AddStatements();
        builder.AddDebits(books);
        builder.AddHelloAsso();
        builder.AddMail(books);
        builder.AddTrail(books);
        services.AddLogs(currency, label, books.Log, settings.Keys);
        services.AddSingleton<ServerKeys>();
        services.AddSingleton(s => new ReceiptDesk(s.GetRequiredService<CurrencyBook>(), s.GetRequiredService<Terms>(), () => s.GetRequiredService<ServerKeys>().Receipt));
        services.AddSingleton(_ => Es256kVerifiers.Best().Verifier);
        services.AddSingleton(RandomNumberGenerator.Create());
        services.AddSingleton<EventStreams>();
        services.AddSingleton<LabelOwner>();
        services.AddSingleton<LabelDesk>();
        services.AddSingleton<StatusLists>();
        services.AddSingleton<IPublicLabel>(s => s.GetRequiredService<LabelDesk>());
        services.AddSingleton<IBadges>(s => s.GetRequiredService<LabelDesk>());
        services.AddSingleton<IPaymentCodes, PaymentCodes>();
        services.AddHttpContextAccessor();
        services.AddScoped<Caller>();
        services.AddScoped<LabelClerk>();
        services.AddScoped<Pages.Office.LabelScreens>();
        services.AddSingleton<LetterDesk>();
        services.AddSingleton<AgendaDesk>();
        if (sole is not null) services.AddHostedService(_ => sole);
        else services.AddHostedService<HeadWatch>();

        builder.Host.UseOrleans(silo =>
        {
            var port = settings.SiloPort ?? PortBeside(builder.Configuration["urls"] ?? Server.DefaultUrl);
            if (books.Postgres is null)
            {
                silo.UseLocalhostClustering(port, gatewayPort: 0, serviceId: ServiceId, clusterId: currency.Id.Value);
                // A server that is alone has nobody to be told dead by, whatever its clock says.
                silo.Configure<ClusterMembershipOptions>(options => options.LivenessEnabled = options.EvictWhenMaxJoinAttemptTimeExceeded = false);
                // Set going again at every start; what was told stands in the outbox, and what was paid in the book.
                silo.UseInMemoryReminderService();
            }
            else silo.JoinCluster(books, settings.Cluster ?? $"{currency.Id.Value}-{GrainSerialization.Version}");
            silo.Encrypt(settings);
            silo.ConfigureEndpoints(settings.SiloAddress, port, gatewayPort: 0, listenOnAnyHostAddress: !IPAddress.IsLoopback(settings.SiloAddress));
            silo.AddAdoNetGrainStorage("snapshots", storage =>
            {
                storage.Invariant = books.Invariant;
                storage.ConnectionString = books.ConnectionString;
            });
            silo.AddOutgoingGrainCallFilter<Repeating>();
            silo.AddSiloDashboard(settings);
            if (Telemetry.IsCollected(builder.Configuration)) silo.AddActivityPropagation();
            silo.Services.AddSerializer(serializer => serializer.AddCoreTypes());
        });
        // After the silo, so that it starts after it and stops before it.
        services.AddHostedService<Sealing>();
        services.AddSingleton(books.Alerts);
        services.AddSingleton<IHolders, Holders>();
        services.AddHostedService<Watching>();
        services.AddSingleton<IDeadlinePost, DeadlinePost>();
        services.AddSingleton<DeviceNotice>();
        services.AddSingleton<PayoutNotice>();
        services.AddSingleton<AdmissionPost>();
        services.AddSingleton<CardPins>();
        services.AddSingleton<CashierPins>();
        services.AddHostedService<Reminding>();
        services.AddSingleton(books.PersonalData);
        services.AddSingleton<PersonalFile>();
        services.AddSingleton<ErasureDesk>();
        services.AddSingleton<IRetention, Retention>();
        services.AddHostedService<Keeping>();
        services.AddSingleton<ISchedulePost, SchedulePost>();
        services.AddHostedService<Scheduling>();
        services.AddHostedService<Closing>();
        services.AddSingleton(s => new Bookkeeping.OfficeBooks(s.GetRequiredService<CurrencyBook>().Store, settings.Unit));
        services.AddSingleton<Bookkeeping.MeterDesk>();
        services.AddSingleton(books.Invoices);
        services.AddSingleton<Bookkeeping.InvoiceDesk>();
        services.AddHostedService<Bookkeeping.InvoicingRound>();
        services.AddSingleton<Bookkeeping.ActivityDesk>();
        services.AddSingleton(books.Publications);
        services.AddSingleton<Publishing.FigureDesk>();
        services.AddSingleton<Publishing.OpenData>();
        services.AddSingleton<Publishing.ReportDesk>();
        services.AddSingleton<Publishing.IReportSection, Publishing.LabelSection>();
        services.AddSingleton<Publishing.IReportSection, Publishing.CurrencySection>();
        services.AddSingleton<Publishing.IReportSection, Strategy.StrategySection>();
        services.AddSingleton<Publishing.IReportSection, Publishing.BaselineSection>();
        services.AddSingleton<Moving.WindDownDesk>();
        services.AddSingleton<Members.MutualCreditDesk>();
        services.AddSingleton(books.Newcomers);
        services.AddSingleton<Moving.FormerPayments>();
        services.AddSingleton<Moving.MemberImport>();
        services.AddSingleton(books.Shops);
        services.AddSingleton(books.Records);
        services.AddSingleton(books.Registrations);
        services.AddSingleton<Territory.TerritoryBook>();
        services.AddSingleton<Territory.MeetingDesk>();
        services.AddSingleton<Shops.RequestDesk>();
        services.AddSingleton<Shops.AskDesk>();
        services.AddSingleton<Shops.TakingsDesk>();
        services.AddSingleton<Shops.CashierDesk>();
        services.AddSingleton<Shops.ShopLabels>();
        services.AddSingleton<Shops.CurrencyDirectory>();
        services.AddSingleton<ITakingsPost, TakingsPost>();
        services.AddHostedService<TakingsMailing>();
        builder.AddWebhooks(books, settings);
        builder.AddPush(books);
    }

    /// <summary>Servers on the same database are one cluster. A silo that died is noticed within seconds: that its accounts answer again soon
    /// is worth more than to spare one that was only slow, which harms nobody (the store refuses its late acts) and is started again.</summary>
    private static void JoinCluster(this ISiloBuilder silo, Books books, string cluster)
    {
        silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ServiceId, cluster));
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (books.Invariant, books.ConnectionString));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (books.Invariant, books.ConnectionString));
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            // A silo that stands still keeps its connections; it is spared for as long as three of the longest probes may take.
            options.ProbeTimeout = options.MaxProbeTimeout = TimeSpan.FromSeconds(1);
            options.NumMissedProbesLimit = 3;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            // Where all were killed at once, who comes back must not wait for the dead.
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(3);
            options.NumMissedTableIAmAliveLimit = 3;
            options.DefunctSiloExpiration = TimeSpan.FromHours(1);
            options.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
        });
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = options.SystemResponseTimeout = TimeSpan.FromSeconds(15));
    }

    public static void MapLedgerApi(this IEndpointRouteBuilder app)
    {
        app.MapLedger();
        app.MapAccounts();
        app.MapPayees();
        app.MapIssuances();
        app.MapTreasury();
        app.MapCampaigns();
        app.MapPublicPayments();
        app.MapPaper();
        app.MapWindDown();
        app.MapMutualCredit();
        app.MapImports();
        app.MapStatements();
        app.MapPaymentRequests();
        app.MapAsks();
        app.MapCards();
        app.MapMandates();
        app.MapScheduledPayments();
        app.MapTerms();
        app.MapReconversions();
        app.MapPayouts();
        app.MapDebits();
        app.MapTopUp();
        app.MapHelloAsso();
        app.MapPayments();
        app.MapMerchants();
        app.MapWebhooks();
        app.MapPush();
        app.MapMeters();
        app.MapInvoices();
        app.MapLabel();
        app.MapParticipants();
        app.MapApplications();
        app.MapEvidence();
        app.MapCooperations();
        app.MapBadges();
        app.MapDirectory();
        app.MapAcceptors();
        app.MapTerritory();
        app.MapCensus();
        app.MapAreas();
        app.MapStrategy();
        app.MapLogs();
        app.MapTrail();
        app.MapPersonalData();
    }

    /// <summary>The names of the two books and their logs; an empty store gets both, at random.</summary>
    private static async Task<(LogHistory Currency, LogHistory Label)> Open(Books books, Settings settings, KeyDirectory keys)
    {
        if (settings.Demo && Demo.DemoTown.MayBuild(settings.Data) && await First(books.Currency) is not null)
            throw new StartRefusedException("The database holds a real ledger: --demo needs a database of its own.");
        await Restoration.Settle(books, settings, keys);
        var claim = new Claim(ClaimKind.Beginning, "book");
        await books.Currency.AppendAsync([new Act.BookOpened(NewId(), settings.Unit).ToDraft() with { Claims = [claim] }], default);
        await books.Label.AppendAsync([new Draft(new LabelBookOpened(NewId()).Encode(), []) { Claims = [claim] }], default);

        var opening = (Act.BookOpened)Codec.Decode((await First(books.Currency))!.Body);
        if (opening.Unit != settings.Unit) throw new StartRefusedException($"This book counts {opening.Unit}, not {settings.Unit}.");
        return ((await books.Currency.ReadLogHistoryAsync("currency", default))!, (await books.Label.ReadLogHistoryAsync("label", default))!);

        // Six characters: a name that keeps QR codes small. The chain tells books apart, not the name.
        static LedgerId NewId() => LedgerId.Parse(Base32.Encode(RandomNumberGenerator.GetBytes(4))[..6]);
        static Task<Entry?> First(IJournalStore book) => book.FindAsync(Position.None.Next, default);
    }

    /// <summary>A free port; the same as last time, if it can be had: a server that comes back where it died tells the others that its predecessor is dead, and nobody
    /// waits until that is noticed. Below those that the system gives to whoever opens a connection, for it is taken only a moment later.</summary>
    private static int PortBeside(string urls)
    {
        const int distance = 10_000, lowest = 10_000, highest = 32_767;
        for (var port = BindingAddress.Parse(urls.Split(';')[0]).Port + distance; ; port = Random.Shared.Next(lowest + 1, highest))
        {
            if (port is lowest or > highest) continue;
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }

    /// <summary>An SQLite file has one server: a second one would decide for the same accounts without knowing of the first. The lock goes with its process.</summary>
    private sealed class SoleServer : IHostedService, IDisposable
    {
        private readonly FileStream _lock;

        /// <exception cref="StartRefusedException">Another server holds the lock.</exception>
        public SoleServer(string data)
        {
            try
            {
                _lock = new(Path.Combine(data, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                throw new StartRefusedException($"Another server is at work on {data}: an SQLite ledger has one. For several, use --store postgres.");
            }
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => _lock.Dispose();
    }
}
