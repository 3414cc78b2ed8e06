using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.SignIn;

/// <summary>Why a role was not given or taken back, in the order in which reasons win.</summary>
public enum RightRefusal
{
    /// <summary>There is no such person, role, bureau, committee or shop.</summary>
    Unknown,
    /// <summary>It is not theirs to give.</summary>
    NotYours,
    /// <summary>Nobody gives themselves a role, or takes their own: so the last administrator stays.</summary>
    Own,
    /// <summary>This role is held for a certain shop.</summary>
    ScopeMissing,
    /// <summary>This role is not held for such a thing.</summary>
    ScopeUnfit,
    Held,
    NotHeld,
    /// <summary>With what they are already it is too much for one person.</summary>
    IncompatibleDuties,
    /// <summary>1 to 100 characters that are not those of another.</summary>
    NameUnfit,
    /// <summary>A committee hears something.</summary>
    NothingHeard,
}

/// <summary>For what a role may be held.</summary>
public enum ScopeKind
{
    None,
    Shop,
    Bureau,
    Committee,
}

/// <summary>Somebody with all that they are.</summary>
public sealed record Holder(Person Person, IReadOnlyList<Assignment> Held)
{
    public IReadOnlyList<Collision> Collisions { get; } = IncompatibleDuties.Among(Held);
}

/// <summary>Gives people roles and takes them back: an administrator all, a merchant those of the cashiers of their own shops. What is taken back is gone at once: pages and
/// scopes are asked of the tables at every call, and access tokens with the role are refused from then on.</summary>
public sealed class Rights(IDbContextFactory<PeopleContext> contexts, People people, Withdrawals withdrawals, TimeProvider clock)
{
    private const int LongestName = 100;

    /// <summary>For what a role may be held; of a cashier it must be.</summary>
    public static ScopeKind ScopeOf(string role) => role switch
    {
        Roles.Merchant or Roles.Cashier => ScopeKind.Shop,
        Roles.Bureau => ScopeKind.Bureau,
        Roles.LabelVisitor or Roles.LabelCommittee or Roles.Appeal => ScopeKind.Committee,
        _ => ScopeKind.None,
    };

    /// <summary>The stable word of a refusal.</summary>
    public static string Word(RightRefusal refusal) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{refusal}");

    public async Task<IReadOnlyList<ExchangeBureau>> Bureaux()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Bureaux.AsNoTracking().OrderBy(b => b.Name).ToListAsync();
    }

    public async Task<IReadOnlyList<Committee>> Committees()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Committees.AsNoTracking().OrderBy(c => c.Name).ToListAsync();
    }

    /// <summary>Those who act for others, or hold collidings duties, by name; or whoever is meant by part of a name or an address.</summary>
    public async Task<IReadOnlyList<Holder>> Find(string? asked, int most)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var held = (await db.Assignments.AsNoTracking().ToListAsync()).ToLookup(a => a.Person.Value);
        var gone = (await db.Mergers.Select(m => m.Gone).ToListAsync()).ConvertAll(p => p.Value);
        var all = await db.Users.AsNoTracking().Where(p => !gone.Contains(p.Id)).OrderBy(p => p.DisplayName).ThenBy(p => p.Id).ToListAsync();
        return
        [
            .. all.Select(p => new Holder(p, InOrder(held[p.Id])))
                .Where(h => asked is { Length: > 0 } ? Members.MemberRegister.IsHeard(h.Person.DisplayName, asked) || Members.MemberRegister.IsHeard(h.Person.Email ?? "", asked)
                    : h.Held.Any(a => Roles.Staff.Contains(a.Role)) || h.Collisions.Count > 0 || h.Person.IsBarred)
                .Take(most),
        ];
    }

    /// <summary>Everybody who works at a shop, the merchants first.</summary>
    public async Task<IReadOnlyList<(Person Person, Assignment As)>> StaffOf(AccountId shop)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var held = await db.Assignments.AsNoTracking().Where(a => a.Scope == shop.Value).ToListAsync();
        var ids = held.ConvertAll(a => a.Person.Value);
        var known = await db.Users.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id);
        return [.. held.Where(a => known.ContainsKey(a.Person.Value)).OrderBy(a => Roles.Rank(a.Role)).ThenBy(a => known[a.Person.Value].DisplayName, StringComparer.CurrentCulture).Select(a => (known[a.Person.Value], a))];
    }

    /// <summary>Gives a role.</summary>
    /// <returns>Why not; and which duties collide, if it is that.</returns>
    public async Task<(RightRefusal? Refusal, IReadOnlyList<Collision> Collisions)> Give(PersonId to, string role, string scope, PersonId by)
    {
        if (!Roles.All.Contains(role) || await people.Find(to) is null) return (RightRefusal.Unknown, []);
        if (!await MayGive(by, role, scope)) return (RightRefusal.NotYours, []);
        if (to == by) return (RightRefusal.Own, []);
        if (await Unfit(role, scope) is { } unfit) return (unfit, []);
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.TakeTurn(to);
        var held = await db.Assignments.AsNoTracking().Where(a => a.Person == to).ToListAsync();
        if (held.Any(a => a.Role == role && a.Scope == scope)) return (RightRefusal.Held, []);
        var wanted = new Assignment(to, role, scope) { Given = clock.GetUtcNow(), GivenBy = by };
        // What collides already is not this one's fault.
        var collisions = IncompatibleDuties.Among([.. held, wanted]).Except(IncompatibleDuties.Among(held)).ToList();
        if (collisions.Count > 0) return (RightRefusal.IncompatibleDuties, collisions);
        db.Add(wanted);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return (null, []);
    }

    /// <summary>Takes a role back, at once.</summary>
    public async Task<RightRefusal?> Take(PersonId from, string role, string scope, PersonId by)
    {
        if (!Roles.All.Contains(role)) return RightRefusal.Unknown;
        if (!await MayGive(by, role, scope)) return RightRefusal.NotYours;
        if (from == by) return RightRefusal.Own;
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Assignments.Where(a => a.Person == from && a.Role == role && a.Scope == scope).ExecuteDeleteAsync() == 0) return RightRefusal.NotHeld;
        await withdrawals.Withdraw(from.Value);
        return null;
    }

    /// <summary>Why a role is not held for this; null: it may be.</summary>
    public async Task<RightRefusal?> Unfit(string role, string scope)
    {
        var kind = ScopeOf(role);
        if (scope.Length == 0) return role == Roles.Cashier ? RightRefusal.ScopeMissing : null;
        await using var db = await contexts.CreateDbContextAsync();
        return kind switch
        {
            ScopeKind.Shop => AccountId.TryParse(scope, out var shop) && await db.Shops.AnyAsync(s => s.Account == shop),
            ScopeKind.Bureau => await db.Bureaux.AnyAsync(b => b.Id == scope),
            ScopeKind.Committee => await db.Committees.AnyAsync(c => c.Id == scope),
            _ => false,
        } ? null : RightRefusal.ScopeUnfit;
    }

    /// <summary>Names a bureau, or renames it.</summary>
    /// <param name="id">Which; null: a new one.</param>
    public async Task<RightRefusal?> NameBureau(string? id, string? name)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var bureaux = await db.Bureaux.ToListAsync();
        if (id is not null && bureaux.All(b => b.Id != id)) return RightRefusal.Unknown;
        if (!IsName(name, bureaux.Where(b => b.Id != id).Select(b => b.Name))) return RightRefusal.NameUnfit;
        if (id is null) db.Add(new ExchangeBureau(People.NewId(), name!.Trim()));
        else db.Entry(bureaux.Single(b => b.Id == id)).CurrentValues[nameof(ExchangeBureau.Name)] = name!.Trim();
        await db.SaveChangesAsync();
        return null;
    }

    /// <summary>Names a committee and what it hears, or says it anew.</summary>
    public async Task<RightRefusal?> NameCommittee(string? id, string? name, IReadOnlyCollection<GrantKind> hears)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var committees = await db.Committees.ToListAsync();
        if (id is not null && committees.All(c => c.Id != id)) return RightRefusal.Unknown;
        if (!IsName(name, committees.Where(c => c.Id != id).Select(c => c.Name))) return RightRefusal.NameUnfit;
        if (hears.Count == 0) return RightRefusal.NothingHeard;
        var words = string.Join(' ', hears.Order());
        if (id is null) db.Add(new Committee(People.NewId(), name!.Trim(), words));
        else db.Entry(committees.Single(c => c.Id == id)).CurrentValues.SetValues(new Committee(id, name!.Trim(), words));
        await db.SaveChangesAsync();
        return null;
    }

    // By the tables: whoever gives may have lost the right a moment ago.
    private async Task<bool> MayGive(PersonId by, string role, string scope) =>
        (await people.RolesOf(by)).Contains(Roles.Admin) || (role == Roles.Cashier && AccountId.TryParse(scope, out var shop) && await people.WorksAt(by, shop, Roles.Merchant));

    private static IReadOnlyList<Assignment> InOrder(IEnumerable<Assignment> held) => [.. held.OrderBy(a => Roles.Rank(a.Role)).ThenBy(a => a.Scope, StringComparer.Ordinal)];

    private static bool IsName(string? name, IEnumerable<string> others) =>
        name?.Trim() is { Length: > 0 and <= LongestName } given && PlainText.Is(given) && !others.Contains(given, StringComparer.CurrentCultureIgnoreCase);
}
