using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EssLedger.Web.SignIn;

/// <summary>Makes the tables of people without a server: for a ledger that is empty still.</summary>
internal static class PeopleSchema
{
    public static async Task Migrate(Settings settings, Books books, CancellationToken stop)
    {
        await using var services = new ServiceCollection().Configure<IdentityOptions>(SigningIn.Configure).BuildServiceProvider();
        if (books.Postgres is null)
        {
            await using var db = new PeopleContext(new DbContextOptionsBuilder<PeopleContext>().UseSqlite($"Data Source={SigningIn.FileIn(settings.Data)}").UseApplicationServiceProvider(services).Options);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", stop);
            await db.Database.MigrateAsync(stop);
            return;
        }
        await books.Postgres.MigrateSchemaAsync(PostgresPeopleContext.Schema, login => MigrateAsOwner(login, services, stop), () => Task.CompletedTask, stop);
    }

    /// <summary>Brings the tables in PostgreSQL up to date, as their owner.</summary>
    public static async Task MigrateAsOwner(string login, IServiceProvider services, CancellationToken stop)
    {
        await using var owner = new PostgresPeopleContext(new DbContextOptionsBuilder<PostgresPeopleContext>().UseNpgsql(SigningIn.InPeople(login)).UseApplicationServiceProvider(services)
            // A database without any table yet is no error.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.CommandError)).Options);
        await owner.Database.MigrateAsync(stop);
    }
}
