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
    public DbSet<PersonRole> Roles => Set<PersonRole>();
    public DbSet<Holding> Holdings => Set<Holding>();
    public DbSet<AccountHolder> AccountHolders => Set<AccountHolder>();
    public DbSet<Shop> Shops => Set<Shop>();
    public DbSet<Staff> Staff => Set<Staff>();
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
    public DbSet<Fee> Fees => Set<Fee>();
    public DbSet<Membership> Memberships => Set<Membership>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<PersonId>().HaveConversion<PersonIdText>();
        configurationBuilder.Properties<AccountId>().HaveConversion<AccountIdText>();
        configurationBuilder.Properties<MerchantId>().HaveConversion<MerchantIdText>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict();
        builder.Entity<Person>().ToTable("People").Ignore(p => p.PersonId).Ignore(p => p.IsBarred);
        builder.Entity<PersonRole>().HasKey(r => new { r.Person, r.Role });
        builder.Entity<Holding>().HasKey(h => new { h.Person, h.Account });
        builder.Entity<Holding>().HasIndex(h => h.Account);
        builder.Entity<AccountHolder>().HasKey(h => h.Account);
        builder.Entity<Shop>().HasKey(s => s.Account);
        builder.Entity<Shop>().HasIndex(s => s.Merchant);
        builder.Entity<Staff>().HasKey(s => new { s.Person, s.Merchant });
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
    public bool IsBarred => LockoutEnd == DateTimeOffset.MaxValue;
}

/// <summary>A person may act in this role.</summary>
public sealed record PersonRole(PersonId Person, string Role);

/// <summary>A person may look into an account and register keys for it.</summary>
public sealed record Holding(PersonId Person, AccountId Account);

/// <summary>In whose name an account stands. <c>Kind</c>: resident, merchant, ess or public.</summary>
public sealed record AccountHolder(AccountId Account, string Name, string Kind, string? Siret)
{
    /// <summary>Who of a bureau entered the name or checked it last; null: its holder wrote it, and nobody looked.</summary>
    public PersonId? VerifiedBy { get; init; }

    public DateTimeOffset? VerifiedAt { get; init; }
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
public sealed record Merger(PersonId Gone, PersonId Into, PersonId By, DateTimeOffset At);

/// <summary>A place where a merchant takes payment, with an account of its own.</summary>
public sealed record Shop(AccountId Account, MerchantId Merchant, string Name, string? Siret);

/// <summary>A person works for a merchant: as the merchant or as a cashier, as their roles say.</summary>
public sealed record Staff(PersonId Person, MerchantId Merchant);

/// <summary>For whom a machine's client acts.</summary>
public sealed record ClientPerson(string ClientId, PersonId Person);
