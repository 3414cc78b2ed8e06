using System.Data.Common;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Api;
using EssLedger.Web.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace EssLedger.Web.SignIn;

/// <summary>The database of people: who they are, how they sign in, what they may do. The books are elsewhere and know only ids.</summary>
public class PeopleContext(DbContextOptions options) : IdentityUserContext<Person>(options)
{
    public DbSet<Assignment> Assignments => Set<Assignment>();
    public DbSet<ExchangeBureau> Bureaux => Set<ExchangeBureau>();
    public DbSet<Committee> Committees => Set<Committee>();
    public DbSet<Holding> Holdings => Set<Holding>();
    public DbSet<AccountHolder> AccountHolders => Set<AccountHolder>();
    public DbSet<Shop> Shops => Set<Shop>();
    public DbSet<ClientPerson> ClientPersons => Set<ClientPerson>();
    public DbSet<IdempotentRequest> IdempotentRequests => Set<IdempotentRequest>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Try> Tries => Set<Try>();
    public DbSet<SpentCode> SpentCodes => Set<SpentCode>();
    public DbSet<PasskeyUse> PasskeyUses => Set<PasskeyUse>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Withdrawal> Withdrawals => Set<Withdrawal>();
    public DbSet<Admission> Admissions => Set<Admission>();
    public DbSet<Merger> Mergers => Set<Merger>();
    public DbSet<Proposal> Proposals => Set<Proposal>();
    public DbSet<Bar> Bars => Set<Bar>();
    public DbSet<Fee> Fees => Set<Fee>();
    public DbSet<Membership> Memberships => Set<Membership>();

    /// <summary>Holds a person's row until the transaction ends, and writes nothing new into it: of several who decide about one person at once, each waits for the one before.</summary>
    public Task TakeTurn(PersonId person) => Users.Where(p => p.Id == person.Value).ExecuteUpdateAsync(row => row.SetProperty(p => p.Created, p => p.Created));

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<PersonId>().HaveConversion<PersonIdText>();
        configurationBuilder.Properties<AccountId>().HaveConversion<AccountIdText>();
        configurationBuilder.Properties<MerchantId>().HaveConversion<MerchantIdText>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<ProposedAct>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict();
        builder.Entity<Person>().ToTable("People").Ignore(p => p.PersonId).Ignore(p => p.IsBarred);
        builder.Entity<Assignment>().HasKey(a => new { a.Person, a.Role, a.Scope });
        builder.Entity<Assignment>().HasIndex(a => a.Scope);
        builder.Entity<Committee>().Ignore(c => c.Kinds);
        builder.Entity<Holding>().HasKey(h => new { h.Person, h.Account });
        builder.Entity<Holding>().HasIndex(h => h.Account);
        builder.Entity<AccountHolder>().HasKey(h => h.Account);
        builder.Entity<Shop>().HasKey(s => s.Account);
        builder.Entity<Shop>().HasIndex(s => s.Merchant);
        builder.Entity<ClientPerson>().HasKey(c => c.ClientId);
        builder.Entity<IdempotentRequest>().HasKey(r => new { r.Caller, r.Key });
        builder.Entity<Session>().HasIndex(s => s.Person);
        builder.Entity<Try>().HasKey(t => new { t.Account, t.Place });
        builder.Entity<SpentCode>().HasKey(c => new { c.Person, c.Code });
        builder.Entity<PasskeyUse>().HasKey(u => u.Credential);
        builder.Entity<Invitation>().Ignore(i => i.RoleList).Ignore(i => i.AwaitsSecond).HasIndex(i => i.Digest).IsUnique();
        builder.Entity<Withdrawal>().HasKey(w => w.Whose);
        builder.Entity<Admission>().HasKey(a => a.Account);
        builder.Entity<Admission>().HasIndex(a => a.Person);
        builder.Entity<Merger>().HasKey(m => m.Gone);
        builder.Entity<Bar>().HasKey(b => b.Person);
        builder.Entity<Fee>().HasKey(f => new { f.Year, f.Kind });
        builder.Entity<Membership>().HasIndex(m => m.Person);
    }

    private sealed class PersonIdText() : ValueConverter<PersonId, string>(id => id.Value, text => PersonId.Parse(text));
    private sealed class AccountIdText() : ValueConverter<AccountId, string>(id => id.Value, text => AccountId.Parse(text));
    private sealed class MerchantIdText() : ValueConverter<MerchantId, string>(id => id.Value, text => MerchantId.Parse(text));
    // SQLite has no instants; numbers at least can be compared.
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(t => t.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

    /// <summary>Waits for another writer in SQLite's own small steps; without this the driver sleeps 150 ms at a time. And what is erased is overwritten in the file.</summary>
    internal sealed class Patience : DbConnectionInterceptor
    {
        private const string Pragma = "PRAGMA busy_timeout = 10000; PRAGMA secure_delete = ON";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragma;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragma;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>For <c>dotnet ef migrations add</c>, which never opens the file.</summary>
    internal sealed class SqliteDraft : IDesignTimeDbContextFactory<PeopleContext>
    {
        public PeopleContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PeopleContext>()
            .UseSqlite("Data Source=people.db").UseApplicationServiceProvider(DraftServices()).Options);
    }

    protected static IServiceProvider DraftServices() => new ServiceCollection().Configure<IdentityOptions>(SigningIn.Configure).BuildServiceProvider();
}

/// <summary>The same tables in PostgreSQL, for several servers: a type of its own, because migrations belong to a type.</summary>
public sealed class PostgresPeopleContext(DbContextOptions<PostgresPeopleContext> options) : PeopleContext(options)
{
    /// <summary>Apart from the books, which another right opens.</summary>
    public const string Schema = "people";

    internal sealed class Factory(IDbContextFactory<PostgresPeopleContext> inner) : IDbContextFactory<PeopleContext>
    {
        public PeopleContext CreateDbContext() => inner.CreateDbContext();
    }

    internal sealed class PostgresDraft : IDesignTimeDbContextFactory<PostgresPeopleContext>
    {
        public PostgresPeopleContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresPeopleContext>()
            .UseNpgsql("Host=nowhere").UseApplicationServiceProvider(DraftServices()).Options);
    }
}

/// <summary>Somebody: a person, or a machine that acts for one. How they sign in comes from the framework's base class; <c>Id</c> is their <see cref="PersonId"/>.</summary>
public sealed class Person : IdentityUser
{
    public required string DisplayName { get; set; }
    public required DateTimeOffset Created { get; set; }
    public PersonId PersonId => PersonId.Parse(Id);

    /// <summary>Whether they may no longer sign in, by any way.</summary>
    public bool IsBarred => LockoutEnd is { Year: 9999 };
}

/// <summary>A person may act in a role.</summary>
/// <param name="Scope">For what: the account of a shop, the id of a bureau or of a committee; empty: for all that the role is for.</param>
public sealed record Assignment(PersonId Person, string Role, string Scope = "")
{
    /// <summary>Since when; null: since before this was noted.</summary>
    public DateTimeOffset? Given { get; init; }

    /// <summary>Who gave it; null: it came with an account, from the command line, or before this was noted.</summary>
    public PersonId? GivenBy { get; init; }
}

/// <summary>A place where the association exchanges euros and looks after those members whose accounts belong to it.</summary>
public sealed record ExchangeBureau(string Id, string Name);

/// <summary>A committee of the label.</summary>
/// <param name="Hears">What its files are about: words of <see cref="Core.Labels.GrantKind"/> with blanks between them.</param>
public sealed record Committee(string Id, string Name, string Hears)
{
    public IEnumerable<Core.Labels.GrantKind> Kinds => Hears.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Core.Labels.GrantKind>);
}

/// <summary>A person may look into an account and register keys for it.</summary>
public sealed record Holding(PersonId Person, AccountId Account);

/// <summary>In whose name an account stands. <c>Kind</c>: resident, merchant, ess or public.</summary>
public sealed record AccountHolder(AccountId Account, string Name, string Kind, string? Siret)
{
    /// <summary>Who of a bureau entered the name or checked it last; null: its holder wrote it, and nobody looked.</summary>
    public PersonId? VerifiedBy { get; init; }

    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>The id of the bureau that looks after it; null: the association's office alone.</summary>
    public string? Bureau { get; init; }
}

/// <summary>A person asked for an account of their own, which waits until a bureau says yes or no.</summary>
public sealed record Admission(AccountId Account, PersonId Person, DateTimeOffset Asked)
{
    public PersonId? DecidedBy { get; set; }
    public DateTimeOffset? Decided { get; set; }

    /// <summary>Why not, in words for the person; null: it waits, or was approved.</summary>
    public string? Refusal { get; set; }
}

/// <summary>Of two records of one person, one went into the other.</summary>
/// <param name="By">Who asked for it.</param>
public sealed record Merger(PersonId Gone, PersonId Into, PersonId By, DateTimeOffset At)
{
    /// <summary>So long the other record is kept, barred, and can be taken apart again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The second person, who decided.</summary>
    public PersonId? DecidedBy { get; init; }

    /// <summary>What the first record got from it, as JSON; null: it was erased, and what it was is no longer known.</summary>
    public string? Moved { get; set; }
}

/// <summary>What one person of the association asks for and another decides.</summary>
/// <param name="Person">Whom it concerns; of a merger the record that stays.</param>
/// <param name="Other">The other record, or the account; empty: none.</param>
/// <param name="Reason">Why, in the words of who asks; free of names.</param>
public sealed record Proposal(string Id, ProposedAct Act, PersonId Person, string Other, string Reason, PersonId By, DateTimeOffset At)
{
    public PersonId? DecidedBy { get; set; }
    public DateTimeOffset? Decided { get; set; }

    /// <summary>Whether it was done; meaningless before it is decided.</summary>
    public bool Granted { get; set; }
}

/// <summary>What takes two persons.</summary>
public enum ProposedAct
{
    /// <summary>Two records of one person become one.</summary>
    Merge,
    /// <summary>They become two again.</summary>
    Part,
    /// <summary>An account that is tied to nobody is tied to a member.</summary>
    Tie,
    /// <summary>Somebody who was barred may sign in again.</summary>
    LetIn,
}

/// <summary>Somebody may not sign in. What they hold stays as it is.</summary>
public sealed record Bar(PersonId Person, string Reason, PersonId By, DateTimeOffset At);

/// <summary>A place where a merchant takes payment, with an account of its own.</summary>
public sealed record Shop(AccountId Account, MerchantId Merchant, string Name, string? Siret);

/// <summary>A member who comes from another system.</summary>
/// <param name="Person">Who they will be.</param>
/// <param name="Account">Their account.</param>
/// <param name="Name">Theirs and the account's.</param>
/// <param name="Email">By which they can be let in later; null: none.</param>
/// <param name="Kind">resident, merchant, ess or public.</param>
/// <param name="Siret">14 digits; null: none.</param>
public sealed record NewMember(PersonId Person, AccountId Account, string Name, string? Email, string Kind, string? Siret);

/// <summary>For whom a machine's client acts.</summary>
public sealed record ClientPerson(string ClientId, PersonId Person);
