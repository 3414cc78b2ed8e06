using EssLedger.Store;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Web;

/// <summary>The store that the settings name, opened and at this version's schema: the two books and the registers beside them.</summary>
public sealed class Books : IAsyncDisposable
{
    /// <summary>The two books.</summary>
    public static IReadOnlyList<string> Names { get; } = ["currency", "label"];

    private Books(IJournalStore currency, IJournalStore label, IPaymentRequestStore requests, IParticipantStore participants, IEvidenceStore evidence, IOutboxStore outbox, string invariant, string connectionString) =>
        (Currency, Label, PaymentRequests, Participants, Evidence, Outbox, Invariant, ConnectionString) = (currency, label, requests, participants, evidence, outbox, invariant, connectionString);

    public IJournalStore Currency { get; }
    public IJournalStore Label { get; }
    public IPaymentRequestStore PaymentRequests { get; }
    public IParticipantStore Participants { get; }
    public IEvidenceStore Evidence { get; }
    public IOutboxStore Outbox { get; }

    /// <summary>A book by its name.</summary>
    public IJournalStore this[string book] => book == "currency" ? Currency : Label;

    /// <summary>The transparency log of a book, <c>currency</c> or <c>label</c>.</summary>
    public required Func<string, ILogStore> Log { get; init; }

    /// <summary>The name of the ADO.NET provider, for libraries that connect by themselves.</summary>
    public string Invariant { get; }

    /// <summary>With the rights of the running server and no more.</summary>
    public string ConnectionString { get; }

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
        return new(new SqliteJournalStore(database, "currency", clock), new SqliteJournalStore(database, "label", clock),
            new SqlitePaymentRequestStore(database), new SqliteParticipantStore(database), new SqliteEvidenceStore(database), new SqliteOutboxStore(database), "System.Data.SQLite", database.ConnectionString)
        {
            Log = book => new SqliteLogStore(database, book),
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
        return new(new PostgresJournalStore(database, "currency"), new PostgresJournalStore(database, "label"),
            new PostgresPaymentRequestStore(database), new PostgresParticipantStore(database), new PostgresEvidenceStore(database), new PostgresOutboxStore(database), "Npgsql", database.ConnectionString)
        {
            Log = book => new PostgresLogStore(database, book),
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
