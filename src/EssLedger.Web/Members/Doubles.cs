using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Privacy;
using EssLedger.Web.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.Members;

/// <summary>Makes one record of two that are one person, and two again if that was an error. The second record is kept, barred, for as long as that is possible; the books know
/// only accounts, and nothing in them changes. Who may ask for it and who decides is the matter of <see cref="Proposals"/>.</summary>
public sealed class Doubles(IDbContextFactory<PeopleContext> contexts, ErasureDesk erasure, TimeProvider clock)
{
    /// <summary>What a record had and what of it the other got that it did not have itself; all by ids of ours.</summary>
    private sealed record Moved(IReadOnlyList<string> Accounts, IReadOnlyList<string> NewAccounts, IReadOnlyList<Held> Roles, IReadOnlyList<Held> NewRoles, IReadOnlyList<string> Asked, IReadOnlyList<string> Paid, bool Address);

    private sealed record Held(string Role, string Scope, DateTimeOffset? Given, string? GivenBy);

    /// <summary>Moves to a person what another record of the same person holds, is, asked and paid. Who has no address gets that of the other.</summary>
    public async Task Merge(PersonId into, PersonId second, PersonId by, PersonId decidedBy)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.Mergers.AnyAsync(m => m.Gone == second)) return;
        var (kept, gone) = (await db.Users.SingleAsync(p => p.Id == into.Value), await db.Users.SingleAsync(p => p.Id == second.Value));
        var accounts = await db.Holdings.Where(h => h.Person == second).ToListAsync();
        var own = await db.Holdings.Where(h => h.Person == into).Select(h => h.Account).ToListAsync();
        var roles = await db.Assignments.Where(a => a.Person == second).ToListAsync();
        var present = await db.Assignments.AsNoTracking().Where(a => a.Person == into).ToListAsync();
        var newAccounts = accounts.Where(h => !own.Contains(h.Account)).Select(h => h.Account).ToList();
        var newRoles = roles.Where(r => !present.Any(a => a.Role == r.Role && a.Scope == r.Scope)).ToList();
        var asked = await db.Admissions.Where(a => a.Person == second).Select(a => a.Account).ToListAsync();
        var paid = await db.Memberships.Where(m => m.Person == second).Select(m => m.Id).ToListAsync();
        var address = kept.Email is null && gone.Email is not null;
        db.Add(new Merger(second, into, by, clock.GetUtcNow())
        {
            DecidedBy = decidedBy,
            Moved = JsonSerializer.Serialize(new Moved([.. accounts.Select(h => h.Account.Value)], [.. newAccounts.Select(a => a.Value)], [.. roles.Select(Of)], [.. newRoles.Select(Of)], [.. asked.Select(a => a.Value)], paid, address)),
        });
        db.RemoveRange(accounts);
        db.AddRange(newAccounts.Select(account => new Holding(into, account)));
        db.RemoveRange(roles);
        db.AddRange(newRoles.Select(r => r with { Person = into }));
        gone.LockoutEnd = DateTimeOffset.MaxValue;
        if (address)
        {
            var given = gone.Email!;
            Name(gone, null);
            await db.SaveChangesAsync();
            Name(kept, given);
        }
        await db.SaveChangesAsync();
        await db.Admissions.Where(a => a.Person == second).ExecuteUpdateAsync(row => row.SetProperty(a => a.Person, into));
        await db.Memberships.Where(m => m.Person == second).ExecuteUpdateAsync(row => row.SetProperty(m => m.Person, into));
        await transaction.CommitAsync();
    }

    /// <summary>Gives back to the second record all that it had, as far as the first still has it.</summary>
    public async Task Part(PersonId into, PersonId second)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.Mergers.SingleOrDefaultAsync(m => m.Gone == second && m.Into == into) is not { Moved: { } words } merger) return;
        var moved = JsonSerializer.Deserialize<Moved>(words)!;
        var (kept, gone) = (await db.Users.SingleAsync(p => p.Id == into.Value), await db.Users.SingleAsync(p => p.Id == second.Value));
        var has = await db.Holdings.Where(h => h.Person == into).ToListAsync();
        var back = has.Where(h => moved.Accounts.Contains(h.Account.Value)).ToList();
        db.AddRange(back.Select(h => new Holding(second, h.Account)));
        db.RemoveRange(back.Where(h => moved.NewAccounts.Contains(h.Account.Value)));
        var held = await db.Assignments.Where(a => a.Person == into).ToListAsync();
        // A role that was taken back meanwhile does not come back this way.
        db.AddRange(moved.Roles.Where(r => held.Any(a => a.Role == r.Role && a.Scope == r.Scope)).Select(r => new Assignment(second, r.Role, r.Scope) { Given = r.Given, GivenBy = r.GivenBy is { } by ? PersonId.Parse(by) : null }));
        db.RemoveRange(held.Where(a => moved.NewRoles.Any(r => a.Role == r.Role && a.Scope == r.Scope)));
        if (!await db.Bars.AnyAsync(b => b.Person == second)) gone.LockoutEnd = null;
        db.Remove(merger);
        if (moved.Address && kept.Email is { } address)
        {
            Name(kept, null);
            await db.SaveChangesAsync();
            Name(gone, address);
        }
        await db.SaveChangesAsync();
        var (asked, paid) = (moved.Asked.Select(AccountId.Parse).ToList(), moved.Paid);
        await db.Admissions.Where(a => a.Person == into && asked.Contains(a.Account)).ExecuteUpdateAsync(row => row.SetProperty(a => a.Person, second));
        await db.Memberships.Where(m => m.Person == into && paid.Contains(m.Id)).ExecuteUpdateAsync(row => row.SetProperty(m => m.Person, second));
        await transaction.CommitAsync();
    }

    /// <summary>The mergers that can still be undone, the last first.</summary>
    public async Task<IReadOnlyList<Merger>> Undoable()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Mergers.AsNoTracking().Where(m => m.Moved != null).OrderByDescending(m => m.At).ToListAsync();
    }

    /// <summary>Forgets second records that were kept long enough.</summary>
    public async Task Forget()
    {
        var before = clock.GetUtcNow() - Merger.Kept;
        await using var db = await contexts.CreateDbContextAsync();
        foreach (var merger in await db.Mergers.Where(m => m.Moved != null && m.At < before).ToListAsync())
        {
            await erasure.Erase(merger.Gone, []);
            merger.Moved = null;
            await db.SaveChangesAsync();
        }
    }

    private static Held Of(Assignment held) => new(held.Role, held.Scope, held.Given, held.GivenBy?.Value);

    // As the framework's normalizer has it.
    private static void Name(Person person, string? email) =>
        (person.Email, person.NormalizedEmail, person.UserName, person.NormalizedUserName) = (email, email?.ToUpperInvariant(), email ?? person.Id, (email ?? person.Id).ToUpperInvariant());
}
