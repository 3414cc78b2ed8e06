using EssLedger.Core.Identifiers;
using EssLedger.Grains;
using EssLedger.Web.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.Members;

/// <summary>Who holds which account, as the register of people has it.</summary>
public sealed class Holders(IDbContextFactory<PeopleContext> contexts) : IHolders
{
    public async Task<bool> Share(AccountId one, AccountId other)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Holdings.AnyAsync(h => h.Account == one && db.Holdings.Any(o => o.Account == other && o.Person == h.Person));
    }

    public async Task<IReadOnlyList<IReadOnlyList<AccountId>>> Several()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var several = db.Holdings.GroupBy(h => h.Person).Where(held => held.Count() > 1).Select(held => held.Key);
        return [.. (await db.Holdings.AsNoTracking().Where(h => several.Contains(h.Person)).ToListAsync()).GroupBy(h => h.Person).Select(held => held.Select(h => h.Account).ToList())];
    }
}
