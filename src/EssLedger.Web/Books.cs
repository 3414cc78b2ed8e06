using EssLedger.Store;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Web;

/// <summary>The store that the settings name, opened and at this version's schema: the two books and the registers beside them.</summary>
public sealed class Books : IAsyncDisposable
{
    /// <summary>The two books.</summary>
    public static IReadOnlyList<string> Names { get; } = ["currency", "label"];

    public required IJournalStore Currency { get; init; }
    public required IJournalStore Label { get; init; }
    public required IPaymentRequestStore PaymentRequests { get; init; }
    public required IParticipantStore Participants { get; init; }
    public required IEvidenceStore Evidence { get; init; }
    public required IOutboxStore Outbox { get; init; }
    public required ICensusStore Census { get; init; }
    public required IAuditTrail Trail { get; init; }
    public required IPersonalDataStore PersonalData { get; init; }
    public required IScheduledPaymentStore ScheduledPayments { get; init; }
    public required IPayoutStore Payouts { get; init; }
    public required IInvoiceStore Invoices { get; init; }
    public required IDebitMandateStore DebitMandates { get; init; }
    public required IOnlinePaymentStore OnlinePayments { get; init; }
    public required INewcomerStore Newcomers { get; init; }
    public required IShopStore Shops { get; init; }
    public required IRegistrationStore Registrations { get; init; }
    public required IWebhookStore Webhooks { get; init; }
    public required IPushStore Push { get; init; }
    public required IAskStore Asks { get; init; }
    public required IRecordStore Records { get; init; }
    public required IAlertStore Alerts { get; init; }
    public required IAreaStore Areas { get; init; }
    public required IPublicationStore Publications { get; init; }

    /// <summary>A book by its name.</summary>
    public IJournalStore this[string book] => book == "currency" ? Currency : Label;

    /// <summary>The transparency log of a book, <c>currency</c> or <c>label</c>.</summary>
    public required Func<string, ILogStore> Log { get; init; }

    /// <summary>The label book as rows.</summary>
    public required ILabelProjection Projection { get; init; }

    /// <summary>The name of the ADO.NET provider, for libraries that connect by themselves.</summary>
    public required string Invariant { get; init; }

    /// <summary>With the rights of the running server and no more.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The database, where it is PostgreSQL.</summary>
    public PostgresDatabase? Postgres { get; private init; }

    public static string FileIn(string data) => Path.Combine(data, "ledger.db");

    /// <summary>Opens the store; a PostgreSQL that does not answer yet is waited for.</summary>
    /// <exception cref="StartRefusedException">It cannot be opened; the message says why and what to do.</exception>
    public static async Task<Books> Open(Settings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return settings.Store == "postgres" ? await OpenPostgres(settings, cancellationToken) : OpenSqlite(settings, clock);
        }
        catch (Exception e) when (e is StoreUnavailableException or WrongSchemaException)
        {
            throw new StartRefusedException(e.Message);
        }
    }

    private static Books OpenSqlite(Settings settings, TimeProvider clock)
    {
        var database = new SqliteDatabase(FileIn(settings.Data));
        database.Migrate();
        return new()
        {
            Currency = new SqliteJournalStore(database, "currency", clock),
            Label = new SqliteJournalStore(database, "label", clock),
            PaymentRequests = new SqlitePaymentRequestStore(database),
            Participants = new SqliteParticipantStore(database),
            Evidence = new SqliteEvidenceStore(database),
            Outbox = new SqliteOutboxStore(database),
            Census = new SqliteCensusStore(database),
            Trail = new SqliteAuditTrail(database),
            PersonalData = new SqlitePersonalDataStore(database),
            ScheduledPayments = new SqliteScheduledPaymentStore(database),
            Payouts = new SqlitePayoutStore(database),
            Invoices = new SqliteInvoiceStore(database),
            DebitMandates = new SqliteDebitMandateStore(database),
            OnlinePayments = new SqliteOnlinePaymentStore(database),
            Newcomers = new SqliteNewcomerStore(database),
            Shops = new SqliteShopStore(database),
            Registrations = new SqliteRegistrationStore(database),
            Webhooks = new SqliteWebhookStore(database),
            Push = new SqlitePushStore(database),
            Asks = new SqliteAskStore(database),
            Records = new SqliteRecordStore(database),
            Alerts = new SqliteAlertStore(database),
            Areas = new SqliteAreaStore(database),
            Publications = new SqlitePublicationStore(database),
            Invariant = "System.Data.SQLite",
            ConnectionString = database.ConnectionString,
            Log = book => new SqliteLogStore(database, book),
            Projection = new SqliteLabelProjection(database),
        };
    }

    private static async Task<Books> OpenPostgres(Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Connection is null) throw new StartRefusedException("The PostgreSQL store needs a connection string: --connection or ConnectionStrings__Ledger.");
        PostgresDatabase database;
        try
        {
            database = await PostgresDatabase.OpenAsync(settings.Connection, settings.StorePatience, why => Console.Error.WriteLine($"PostgreSQL does not answer yet ({why}); trying again for up to {settings.StorePatience.TotalSeconds:0} s."), cancellationToken);
        }
        catch (ArgumentException e)
        {
            throw new StartRefusedException($"The connection string is not one that Npgsql reads: {e.Message}");
        }
        return new()
        {
            Currency = new PostgresJournalStore(database, "currency"),
            Label = new PostgresJournalStore(database, "label"),
            PaymentRequests = new PostgresPaymentRequestStore(database),
            Participants = new PostgresParticipantStore(database),
            Evidence = new PostgresEvidenceStore(database),
            Outbox = new PostgresOutboxStore(database),
            Census = new PostgresCensusStore(database),
            Trail = new PostgresAuditTrail(database),
            PersonalData = new PostgresPersonalDataStore(database),
            ScheduledPayments = new PostgresScheduledPaymentStore(database),
            Payouts = new PostgresPayoutStore(database),
            Invoices = new PostgresInvoiceStore(database),
            DebitMandates = new PostgresDebitMandateStore(database),
            OnlinePayments = new PostgresOnlinePaymentStore(database),
            Newcomers = new PostgresNewcomerStore(database),
            Shops = new PostgresShopStore(database),
            Registrations = new PostgresRegistrationStore(database),
            Webhooks = new PostgresWebhookStore(database),
            Push = new PostgresPushStore(database),
            Asks = new PostgresAskStore(database),
            Records = new PostgresRecordStore(database),
            Alerts = new PostgresAlertStore(database),
            Areas = new PostgresAreaStore(database),
            Publications = new PostgresPublicationStore(database),
            Invariant = "Npgsql",
            ConnectionString = database.ConnectionString,
            Log = book => new PostgresLogStore(database, book),
            Projection = new PostgresLabelProjection(database),
            Postgres = database,
        };
    }

    public async ValueTask DisposeAsync()
    {
        (Currency as IDisposable)?.Dispose();
        (Label as IDisposable)?.Dispose();
        if (Postgres is not null) await Postgres.DisposeAsync();
    }
}
