using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Sqlite;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using Orleans.Configuration;
using Orleans.Serialization;

namespace EssLedger.Web;

/// <summary>Joins the two books, the grains and the API to the server.</summary>
public static class Ledger
{
    private const string ServiceId = "essledger";

    public static void AddLedger(this WebApplicationBuilder builder, Settings settings)
    {
        if (settings.Store != "sqlite") throw new StartRefusedException("This version keeps its books in SQLite only.");
        var database = new SqliteDatabase(Path.Combine(settings.Data, "ledger.db"));
        database.Migrate();
        var services = builder.Services;
        var opened = Open(database, settings);

        services.AddSingleton(database);
        services.AddSingleton(new Terms(opened.Ledger, settings.Unit, settings.MaxAmount, settings.PaymentsIn30Days));
        services.AddSingleton(new LabelIssuer(opened.Label));
        services.AddSingleton<CommitFeed>();
        services.AddSingleton(s => new CurrencyBook(new SqliteJournalStore(database, "currency", s.GetRequiredService<TimeProvider>()), s.GetRequiredService<CommitFeed>(), s.GetRequiredService<ILogger<CurrencyBook>>()));
        services.AddSingleton(s => new LabelBook(new SqliteJournalStore(database, "label", s.GetRequiredService<TimeProvider>()), s.GetRequiredService<CommitFeed>(), s.GetRequiredService<ILogger<LabelBook>>()));
        services.AddSingleton<IPaymentRequestStore, SqlitePaymentRequestStore>();
        services.AddSingleton<IParticipantStore, SqliteParticipantStore>();
        services.AddSingleton<PaymentRequests>();
        services.AddLogs(opened.Ledger, opened.Label, book => new SqliteLogStore(database, book));
        services.AddSingleton<ServerKeys>();
        services.AddSingleton(s => new ReceiptDesk(s.GetRequiredService<CurrencyBook>(), s.GetRequiredService<Terms>(), () => s.GetRequiredService<ServerKeys>().Receipt));
        services.AddSingleton(_ => Es256kVerifiers.Best().Verifier);
        services.AddSingleton<EventStreams>();
        services.AddSingleton<LabelDesk>();
        services.AddSingleton<IPublicLabel>(s => s.GetRequiredService<LabelDesk>());
        services.AddSingleton<IBadges>(s => s.GetRequiredService<LabelDesk>());
        services.AddSingleton<IPaymentCodes, PaymentCodes>();
        services.AddHttpContextAccessor();
        services.AddScoped<Caller>();

        builder.Host.UseOrleans(silo =>
        {
            var port = FreePort();
            silo.UseLocalhostClustering(port, gatewayPort: 0, serviceId: ServiceId, clusterId: opened.Ledger.Value);
            silo.ConfigureEndpoints(IPAddress.Loopback, port, gatewayPort: 0);
            silo.AddAdoNetGrainStorage("snapshots", storage =>
            {
                storage.Invariant = "System.Data.SQLite";
                storage.ConnectionString = database.ConnectionString;
            });
            silo.Services.AddSerializer(serializer => serializer.AddCoreTypes());
        });
        // After the silo, so that it starts after it and stops before it.
        services.AddHostedService<Sealing>();
    }

    public static void MapLedgerApi(this WebApplication app)
    {
        app.MapLedger();
        app.MapAccounts();
        app.MapIssuances();
        app.MapPaymentRequests();
        app.MapPayments();
        app.MapMerchants();
        app.MapLabel();
        app.MapLogs();
    }

    /// <summary>The names of the two books; an empty file gets both, at random.</summary>
    private static (LedgerId Ledger, LedgerId Label) Open(SqliteDatabase database, Settings settings)
    {
        using var currency = new SqliteJournalStore(database, "currency", TimeProvider.System);
        using var label = new SqliteJournalStore(database, "label", TimeProvider.System);
        var claim = new Claim(ClaimKind.Beginning, "book");
        Begin(currency, new Act.BookOpened(NewId(), settings.Unit).ToDraft() with { Claims = [claim] });
        Begin(label, new Draft(new LabelBookOpened(NewId()).Encode(), []) { Claims = [claim] });

        var opening = (Act.BookOpened)Codec.Decode(First(currency).Body);
        if (opening.Unit != settings.Unit) throw new StartRefusedException($"This book counts {opening.Unit}, not {settings.Unit}.");
        return (opening.Ledger, ((LabelBookOpened)LabelFact.Decode(First(label).Body)).Issuer);

        // Six characters: a name that keeps QR codes small. The chain tells books apart, not the name.
        static LedgerId NewId() => LedgerId.Parse(Base32.Encode(RandomNumberGenerator.GetBytes(4))[..6]);
        static void Begin(SqliteJournalStore book, Draft opening) => book.AppendAsync([opening], default).GetAwaiter().GetResult();
        static Entry First(SqliteJournalStore book) => book.FindAsync(Position.None.Next, default).GetAwaiter().GetResult()!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
