using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace EssLedger.Web.SignIn;

/// <summary>Who held a role before roles were for something holds it still, for what it was.</summary>
public sealed class RightsMigrationTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Who_worked_for_a_merchant_works_at_each_of_its_shops(string store)
    {
        var folder = Directory.CreateTempSubdirectory("essledger-rights-");
        await using PeopleContext db = store == "sqlite" ? new PeopleContext.SqliteDraft().CreateDbContext([]) : new PostgresPeopleContext.PostgresDraft().CreateDbContext([]);
        if (store == "sqlite") db.Database.SetConnectionString($"Data Source={Path.Combine(folder.FullName, "people.db")};Pooling=False");
        else
        {
            var connection = new NpgsqlConnectionStringBuilder((await postgres.NewLedger()).Connection) { SearchPath = PostgresPeopleContext.Schema, Pooling = false };
            db.Database.SetConnectionString(connection.ConnectionString);
            await db.Database.ExecuteSqlRawAsync("CREATE SCHEMA people");
        }
        await db.GetService<IMigrator>().MigrateAsync("Members");
        string[] before =
        [
            """INSERT INTO "Shops" ("Account", "Merchant", "Name") VALUES ('SHOPA', 'MM', 'A'), ('SHOPB', 'MM', 'B'), ('SHOPC', 'NN', 'C')""",
            """INSERT INTO "Staff" ("Person", "Merchant") VALUES ('OWNER', 'MM'), ('TILL', 'MM'), ('IDLE', 'NN')""",
            """INSERT INTO "Roles" ("Person", "Role") VALUES ('OWNER', 'merchant'), ('OWNER', 'resident'), ('TILL', 'cashier'), ('IDLE', 'resident'), ('CHIEF', 'admin')""",
        ];
        foreach (var row in before) await db.Database.ExecuteSqlRawAsync(row);
        await db.Database.MigrateAsync();
        Assert.Equal(
            [("CHIEF", "admin", ""), ("IDLE", "resident", ""), ("OWNER", "merchant", ""), ("OWNER", "merchant", "SHOPA"), ("OWNER", "merchant", "SHOPB"), ("OWNER", "resident", ""), ("TILL", "cashier", "SHOPA"), ("TILL", "cashier", "SHOPB")],
            (await db.Assignments.AsNoTracking().ToListAsync()).Select(a => (a.Person.Value, a.Role, a.Scope)).Order());
        Assert.All(await db.Assignments.AsNoTracking().ToListAsync(), a => Assert.Null(a.Given));
        folder.Delete(recursive: true);
    }
}
