using EssLedger.Core.Identifiers;
using EssLedger.Web.Campaigns;
using EssLedger.Web.Members;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.SignIn;

/// <summary>Joins people, cookie and tokens to the server.</summary>
public static class SigningIn
{
    public static void AddSignIn(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.AddMemoryCache();
        if (settings.Store == "postgres")
        {
            services.AddDbContextFactory<PostgresPeopleContext>((s, db) => db.UseNpgsql(InPeople(s.GetRequiredService<Books>().ConnectionString)));
            services.AddSingleton<IDbContextFactory<PeopleContext>, PostgresPeopleContext.Factory>();
            services.AddScoped<PeopleContext>(s => s.GetRequiredService<PostgresPeopleContext>());
        }
        else services.AddDbContextFactory<PeopleContext>(db => db.UseSqlite($"Data Source={FileIn(settings.Data)}").AddInterceptors(new PeopleContext.Patience()));
        services.AddSingleton<People>();
        services.AddSingleton<Rights>();
        services.AddSingleton<CalendarAddresses>();
        services.AddScoped<Clients>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SecurityEvents>();
        // Made at once: a file that cannot be read keeps the server from starting, and not somebody from choosing a password.
        services.AddSingleton(new KnownPasswords(settings));
        services.AddSingleton<Guesses>();
        services.AddSingleton<Withdrawals>();
        services.AddScoped<Entrance>();
        services.AddScoped<Ways>();
        services.AddScoped<Invitations>();
        services.AddScoped<Consents>();
        services.AddScoped<Applications>();
        services.AddScoped<ShopKeys>();
        services.AddSingleton<MemberRegister>();
        services.AddSingleton<IndividualAccounts>();
        services.AddSingleton<TermsDesk>();
        services.AddSingleton<ReconversionDesk>();
        services.AddSingleton<PayoutDesk>();
        services.AddSingleton<CampaignDesk>();
        services.AddScoped<NoteDesk>();
        services.AddSingleton<AlertDesk>();
        services.AddSingleton<MembershipDesk>();
        services.AddSingleton<DebitedDues>();
        services.AddScoped<MemberDesk>();
        services.AddSingleton<Doubles>();
        services.AddScoped<Proposals>();
        services.AddHostedService<Opening>();
        services.AddHostedService(s => s.GetRequiredService<Withdrawals>());

        services.AddIdentityCore<Person>(Configure)
            .AddUserStore<PeopleStore>()
            .AddClaimsPrincipalFactory<Identities.Factory>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.ServerDomain = settings.PublicUrl.IdnHost;
            passkeys.ValidateOrigin = made => ValueTask.FromResult(made.Origin == settings.Origin && !made.CrossOrigin);
            // A passkey stands for password and code together, so the device must have asked who holds it; and one that the device keeps itself needs no name typed first.
            passkeys.UserVerificationRequirement = passkeys.ResidentKeyRequirement = "required";
        });

        var schemes = services.AddAuthentication(Bearers.Caller);
        schemes.AddIdentityCookies();
        schemes.AddBearers(settings);
        schemes.AddProviders(settings);
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = settings.IsHttps ? "__Host-essledger" : "essledger";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = Sessions.Idle;
            cookie.Events.OnValidatePrincipal = Sessions.Check;
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.AccessDeniedPath = "/denied";
        });
        // Those between two steps of signing in: they too are for this host alone.
        if (settings.IsHttps)
            foreach (var step in (string[])[IdentityConstants.TwoFactorUserIdScheme, IdentityConstants.TwoFactorRememberMeScheme, IdentityConstants.ExternalScheme])
                services.Configure<CookieAuthenticationOptions>(step, cookie => (cookie.Cookie.Name, cookie.Cookie.SecurePolicy) = ($"__Host-{step}", CookieSecurePolicy.Always));
        services.AddAuthorization();
        builder.AddTokens(settings);
    }

    /// <summary>How many characters a password has at least.</summary>
    public const int ShortestPassword = 12;

    internal static void Configure(IdentityOptions identity)
    {
        // The third schema has passkeys.
        identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        // Length is what counts (NIST SP 800-63B §3.1.1.2); rules of composition only make people write passwords down.
        identity.Password.RequiredLength = ShortestPassword;
        identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.ClaimsIdentity.UserIdClaimType = "sub";
        identity.ClaimsIdentity.UserNameClaimType = "name";
        identity.ClaimsIdentity.RoleClaimType = Identities.RoleClaim;
    }

    internal static string FileIn(string data) => Path.Combine(data, "people.db");

    internal static string InPeople(string connectionString) => new Npgsql.NpgsqlConnectionStringBuilder(connectionString) { SearchPath = PostgresPeopleContext.Schema }.ConnectionString;

    public static void MapSignIn(this WebApplication app) => app.MapTokens();

    /// <summary>Signs a person in without asking for anything: for the demo's own pages only.</summary>
    public static async Task SignInAs(this HttpContext context, PersonId person)
    {
        var services = context.RequestServices;
        if (!services.GetRequiredService<Settings>().Demo) throw new InvalidOperationException("Only a demo signs people in unasked.");
        var found = await services.GetRequiredService<People>().Find(person) ?? throw new ArgumentException($"There is no person {person}.");
        await services.GetRequiredService<Sessions>().Start(context, found, Proof.Unasked);
    }

    /// <summary>Brings the tables up to date and our own clients into them, before anything else starts.</summary>
    internal sealed class Opening(Settings settings, IServiceScopeFactory scopes, Books books) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Open(seeds: true, cancellationToken);

        /// <param name="seeds">Whether our own applications are sent to where this server is found: not by a verb, which may not know the public URL.</param>
        /// <param name="cancellationToken">Gives up.</param>
        public async Task Open(bool seeds, CancellationToken cancellationToken)
        {
            if (books.Postgres is not null)
            {
                await using var shared = scopes.CreateAsyncScope();
                await books.Postgres.MigrateSchemaAsync(PostgresPeopleContext.Schema, login => PeopleSchema.MigrateAsOwner(login, shared.ServiceProvider, cancellationToken), () => seeds ? shared.ServiceProvider.GetRequiredService<Clients>().Seed(settings) : Task.CompletedTask, cancellationToken);
                return;
            }
            // One server at a time; the lock goes with the process that holds it.
            await using var turn = await Turn(Path.Combine(settings.Data, "people.lock"), cancellationToken);
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PeopleContext>();
            // Readers do not wait for a writer then; the file remembers it.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
            if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                // The framework's own lock is a row that outlives a crash; ours does not, so nobody is behind that row.
                await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
                await db.Database.MigrateAsync(cancellationToken);
            }
            if (seeds) await scope.ServiceProvider.GetRequiredService<Clients>().Seed(settings);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private static async Task<FileStream> Turn(string path, CancellationToken cancellationToken)
        {
            for (var tries = 0; ; tries++)
            {
                try { return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
                catch (IOException) when (tries < 600) { await Task.Delay(100, cancellationToken); }
            }
        }
    }
}
