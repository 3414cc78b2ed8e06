using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Web.Api;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using OpenIddict.EntityFrameworkCore.Models;

namespace EssLedger.Web.SignIn;

/// <summary>Who is who: the one door to personal data. Everything is read fresh, but for the names that payers see at every payment.</summary>
public sealed class People(IDbContextFactory<PeopleContext> contexts, IServiceScopeFactory scopes, IMemoryCache cache, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long another server of the cluster may show an old name.</summary>
    private static readonly TimeSpan NamesStay = TimeSpan.FromMinutes(1);

    /// <summary>A new pseudonymous id with 100 random bits.</summary>
    public static string NewId() => Base32.Encode(RandomNumberGenerator.GetBytes(13))[..20];

    /// <summary>Enters a person. With an e-mail and a password they can sign in.</summary>
    /// <exception cref="ArgumentException">A role is unknown, the name shows otherwise than it is, the e-mail is taken or the password too weak.</exception>
    public async Task<Person> Create(string displayName, IEnumerable<string> roles, string? email = null, string? password = null, PersonId? id = null)
    {
        if (!PlainText.Is(displayName)) throw new ArgumentException("A name has no control characters and no direction marks.", nameof(displayName));
        var key = id?.Value ?? NewId();
        var person = new Person { Id = key, UserName = email ?? key, Email = email, DisplayName = displayName, Created = clock.GetUtcNow() };
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var result = password is null ? await users.CreateAsync(person) : await users.CreateAsync(person, password);
        if (!result.Succeeded) throw new ArgumentException(string.Join(' ', result.Errors.Select(e => e.Description)));
        await SetRoles(person.PersonId, roles);
        return person;
    }

    public async Task<Person?> Find(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == person.Value);
    }

    /// <summary>Whether somebody was barred, why, by whom and when; null: no.</summary>
    public async Task<Bar?> BarOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Bars.AsNoTracking().SingleOrDefaultAsync(b => b.Person == person);
    }

    /// <summary>From now on somebody may not sign in, by any way. Their sessions and tokens are for the caller to end.</summary>
    public async Task Bar(Bar bar)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (!await db.Bars.AnyAsync(b => b.Person == bar.Person)) db.Add(bar);
        await db.SaveChangesAsync();
        await db.Users.Where(p => p.Id == bar.Person.Value).ExecuteUpdateAsync(row => row.SetProperty(p => p.LockoutEnd, DateTimeOffset.MaxValue));
        await transaction.CommitAsync();
    }

    /// <summary>From now on somebody who was barred may sign in again.</summary>
    public async Task LetIn(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Users.Where(p => p.Id == person.Value && db.Bars.Any(b => b.Person == person) && !db.Mergers.Any(m => m.Gone == person)).ExecuteUpdateAsync(row => row.SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null));
        await db.Bars.Where(b => b.Person == person).ExecuteDeleteAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Tells under which subject another OpenID Connect provider of the configuration knows a person.</summary>
    /// <exception cref="ArgumentException">The subject is somebody's already.</exception>
    public async Task Link(PersonId person, string authority, string subject)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var known = await users.FindByIdAsync(person.Value) ?? throw new ArgumentException($"There is no person {person}.");
        var result = await users.AddLoginAsync(known, new(authority, subject, authority));
        if (!result.Succeeded) throw new ArgumentException(string.Join(' ', result.Errors.Select(e => e.Description)));
    }

    /// <summary>Gives a person exactly these roles, for all that they are for; of others nothing is left, for whatever it was.</summary>
    public async Task SetRoles(PersonId person, IEnumerable<string> roles)
    {
        var wanted = roles.Distinct().ToList();
        if (wanted.Except(SignIn.Roles.All).FirstOrDefault() is { } unknown) throw new ArgumentException($"There is no role \"{unknown}\".");
        await using var db = await contexts.CreateDbContextAsync();
        db.RemoveRange(await db.Assignments.Where(a => a.Person == person && !wanted.Contains(a.Role)).ToListAsync());
        var held = await db.Assignments.Where(a => a.Person == person && a.Scope == "").Select(a => a.Role).ToListAsync();
        db.AddRange(wanted.Except(held).Select(role => new Assignment(person, role) { Given = clock.GetUtcNow() }));
        await db.SaveChangesAsync();
    }

    /// <summary>What a person is, for whatever it is; each role once.</summary>
    public async Task<IReadOnlyList<string>> RolesOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Assignments.Where(a => a.Person == person).Select(a => a.Role).Distinct().Order().ToListAsync();
    }

    /// <summary>What a person is and for what, in the order of the roles.</summary>
    public async Task<IReadOnlyList<Assignment>> AssignmentsOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return [.. (await db.Assignments.AsNoTracking().Where(a => a.Person == person).ToListAsync()).OrderBy(a => SignIn.Roles.Rank(a.Role)).ThenBy(a => a.Scope, StringComparer.Ordinal)];
    }

    /// <summary>Gives a role, unless it is held already. Whether it may be given was asked before: <see cref="Rights"/>.</summary>
    /// <param name="person">To whom.</param>
    /// <param name="role">Which.</param>
    /// <param name="scope">For what; empty: for all that it is for.</param>
    /// <param name="by">Who gives it; null: it comes with something else.</param>
    public async Task Assign(PersonId person, string role, string scope = "", PersonId? by = null)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Assignments.AnyAsync(a => a.Person == person && a.Role == role && a.Scope == scope)) return;
        db.Add(new Assignment(person, role, scope) { Given = clock.GetUtcNow(), GivenBy = by });
        await db.SaveChangesAsync();
    }

    /// <summary>Whether a person has one of these roles at the shop whose account this is.</summary>
    public async Task<bool> WorksAt(PersonId person, AccountId shop, params string[] roles)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Assignments.AnyAsync(a => a.Person == person && a.Scope == shop.Value && roles.Contains(a.Role));
    }

    /// <summary>Whether a person of a bureau looks after an account: those of the association's office after all, those of one bureau after its own and after what
    /// somebody asked for and no bureau has decided.</summary>
    public async Task<bool> LooksAfter(PersonId person, AccountId account)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var scopes = await db.Assignments.Where(a => a.Person == person && a.Role == SignIn.Roles.Bureau).Select(a => a.Scope).ToListAsync();
        if (scopes.Count == 0 || scopes.Contains("")) return scopes.Count > 0;
        var bureau = await db.AccountHolders.Where(h => h.Account == account).Select(h => h.Bureau).SingleOrDefaultAsync();
        return bureau is not null ? scopes.Contains(bureau) : await db.Admissions.AnyAsync(a => a.Account == account && a.Decided == null);
    }

    /// <summary>The bureaux for which a person works, by name; null: they work for the association's office, or for none.</summary>
    public async Task<IReadOnlyList<ExchangeBureau>?> CountersOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var scopes = await db.Assignments.Where(a => a.Person == person && a.Role == SignIn.Roles.Bureau).Select(a => a.Scope).ToListAsync();
        return scopes.Count == 0 || scopes.Contains("") ? null : await db.Bureaux.AsNoTracking().Where(b => scopes.Contains(b.Id)).OrderBy(b => b.Name).ToListAsync();
    }

    /// <summary>From now on an account belongs to a bureau.</summary>
    /// <param name="account">Which.</param>
    /// <param name="bureau">Its id; null: the association's office.</param>
    /// <param name="ifNowhere">Whether it stays where it is, if it belongs to one.</param>
    public async Task Place(AccountId account, string? bureau, bool ifNowhere = false)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.AccountHolders.Where(h => h.Account == account && (!ifNowhere || h.Bureau == null)).ExecuteUpdateAsync(row => row.SetProperty(h => h.Bureau, bureau));
        cache.Remove(account);
    }

    /// <summary>The bureau to which an account belongs that this person opens; null: the association's office.</summary>
    public async Task<string?> CounterOf(PersonId person) => await CountersOf(person) is [var counter, ..] ? counter.Id : null;

    /// <summary>For files of which kinds a person has each role of the label's committees: one that is held for a committee is for what that committee hears.</summary>
    public async Task<ILookup<string, GrantKind>> HeardBy(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var held = await db.Assignments.AsNoTracking().Where(a => a.Person == person).ToListAsync();
        var committees = await db.Committees.AsNoTracking().ToDictionaryAsync(c => c.Id);
        return held.SelectMany(a => (a.Scope.Length == 0 ? Enum.GetValues<GrantKind>() : committees.TryGetValue(a.Scope, out var committee) ? committee.Kinds : []).Select(kind => (a.Role, Kind: kind))).ToLookup(h => h.Role, h => h.Kind);
    }

    /// <summary>Enters in whose name an account stands, and who may look into it.</summary>
    /// <param name="holder">In whose name.</param>
    /// <param name="person">Who may look into it; null: nobody yet.</param>
    /// <param name="waits">Whether that person asks for it, and a bureau is to decide.</param>
    public async Task OpenAccount(AccountHolder holder, PersonId? person = null, bool waits = false)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Add(holder);
        if (waits) db.Add(new Admission(holder.Account, person!.Value, clock.GetUtcNow()));
        if (person is { } holding) db.Add(new Holding(holding, holder.Account));
        await db.SaveChangesAsync();
        cache.Remove(holder.Account);
    }

    /// <summary>Enters another name for an account, and for the shop that it is.</summary>
    public async Task Correct(AccountHolder holder)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Update(holder);
        await db.Shops.Where(s => s.Account == holder.Account).ExecuteUpdateAsync(row => row.SetProperty(s => s.Name, holder.Name).SetProperty(s => s.Siret, holder.Siret));
        await db.SaveChangesAsync();
        cache.Remove(holder.Account);
    }

    /// <summary>By what somebody signs in: how many passkeys, whether a password, which other providers.</summary>
    public async Task<(int Passkeys, bool Password, IReadOnlyList<string> Providers)> WaysOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return (await db.Set<IdentityUserPasskey<string>>().CountAsync(k => k.UserId == person.Value), await db.Users.AnyAsync(p => p.Id == person.Value && p.PasswordHash != null),
            await db.UserLogins.Where(l => l.UserId == person.Value).Select(l => l.LoginProvider).ToListAsync());
    }

    /// <summary>The records that went into this one and are kept still.</summary>
    public async Task<IReadOnlyList<PersonId>> MergedInto(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Mergers.Where(m => m.Into == person && m.Moved != null).Select(m => m.Gone).ToListAsync();
    }

    /// <summary>In whose name an account stands; null for office accounts and after erasure.</summary>
    public async ValueTask<AccountHolder?> HolderOf(AccountId account)
    {
        if (cache.TryGetValue(account, out AccountHolder? known)) return known;
        await using var db = await contexts.CreateDbContextAsync();
        var holder = await db.AccountHolders.AsNoTracking().SingleOrDefaultAsync(h => h.Account == account);
        return holder is null ? null : cache.Set(account, holder, NamesStay);
    }

    /// <summary>The accounts whose holder's name has these words in it, as one hears them, by name.</summary>
    public async Task<IReadOnlyList<AccountHolder>> HoldersNamed(string asked, int most)
    {
        await using var db = await contexts.CreateDbContextAsync();
        // Neither database compares without accents as one hears them, so the names are read: some thousands, on somebody's search.
        var names = await db.AccountHolders.AsNoTracking().Select(h => new { h.Account, h.Name }).ToListAsync();
        var found = names.Where(h => Members.MemberRegister.IsHeard(h.Name, asked)).OrderBy(h => h.Name, StringComparer.CurrentCulture).Take(most).Select(h => h.Account).ToList();
        return [.. (await db.AccountHolders.AsNoTracking().Where(h => found.Contains(h.Account)).ToListAsync()).OrderBy(h => h.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>The accounts of a kind (in the words of the API), by name. Whether they are open, the book knows.</summary>
    public async Task<IReadOnlyList<AccountHolder>> HoldersOfKind(string kind)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.AccountHolders.AsNoTracking().Where(h => h.Kind == kind).OrderBy(h => h.Name).ToListAsync();
    }

    /// <summary>The accounts of certain establishments, by account.</summary>
    public async Task<IReadOnlyList<AccountHolder>> HoldersWithSiret(IReadOnlyCollection<string> sirets)
    {
        if (sirets.Count == 0) return [];
        await using var db = await contexts.CreateDbContextAsync();
        return await db.AccountHolders.AsNoTracking().Where(h => h.Siret != null && sirets.Contains(h.Siret)).OrderBy(h => h.Account).ToListAsync();
    }

    public async Task<bool> Holds(PersonId person, AccountId account)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Holdings.AnyAsync(h => h.Person == person && h.Account == account);
    }

    /// <summary>From now on the person may look into the account and register keys for it.</summary>
    public async Task Hold(PersonId person, AccountId account)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Holdings.AnyAsync(h => h.Person == person && h.Account == account)) return;
        db.Add(new Holding(person, account));
        await db.SaveChangesAsync();
    }

    /// <summary>The accounts of residents that a person holds.</summary>
    public async Task<IReadOnlyList<AccountId>> IndividualAccountsOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await IndividualAccountsOf(db, person);
    }

    private static Task<List<AccountId>> IndividualAccountsOf(PeopleContext db, PersonId person) =>
        db.Holdings.Where(h => h.Person == person && db.AccountHolders.Any(a => a.Account == h.Account && a.Kind == "resident")).Select(h => h.Account).ToListAsync();

    /// <summary>Puts a resident's account under a person's sign-in, unless they may have no other; of several calls at once for one person each waits for the one before.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="account">Which.</param>
    /// <param name="holder">In whose name it is opened; null: it is there already.</param>
    /// <param name="waits">Whether the person asks for it, and a bureau is to decide.</param>
    /// <param name="may">Whether they may, who hold these.</param>
    public async Task<bool> HoldIndividual(PersonId person, AccountId account, AccountHolder? holder, bool waits, Func<IReadOnlyList<AccountId>, Task<bool>> may)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.TakeTurn(person);
        if (!await may(await IndividualAccountsOf(db, person))) return false;
        if (holder is not null) db.Add(holder);
        if (waits) db.Add(new Admission(account, person, clock.GetUtcNow()));
        db.Add(new Holding(person, account));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        cache.Remove(account);
        return true;
    }

    /// <summary>The member who is written to at an e-mail; null: none, or several.</summary>
    public async Task<Person?> ByEmail(string email)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var normal = email.Trim().ToUpperInvariant();
        return await db.Users.AsNoTracking().Where(p => p.NormalizedEmail == normal).OrderBy(p => p.Id).Take(2).ToListAsync() is [var one] ? one : null;
    }

    /// <summary>Everybody who may look into an account.</summary>
    public async Task<IReadOnlyList<Person>> HoldersOf(AccountId account)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var ids = (await db.Holdings.Where(h => h.Account == account).Select(h => h.Person).ToListAsync()).ConvertAll(person => person.Value);
        return await db.Users.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync();
    }

    /// <summary>Who is told of what happens to these accounts: those who hold them, and the merchants whose shops' they are.</summary>
    public async Task<IReadOnlyList<Holding>> ToldOf(IReadOnlyCollection<AccountId> accounts)
    {
        if (accounts.Count == 0) return [];
        var scopes = accounts.Select(a => a.Value).ToList();
        await using var db = await contexts.CreateDbContextAsync();
        var holdings = await db.Holdings.AsNoTracking().Where(h => accounts.Contains(h.Account)).ToListAsync();
        var merchants = await db.Assignments.AsNoTracking().Where(a => a.Role == Roles.Merchant && scopes.Contains(a.Scope)).Select(a => new { a.Person, a.Scope }).ToListAsync();
        return [.. holdings.Concat(merchants.Select(m => new Holding(m.Person, AccountId.Parse(m.Scope)))).Distinct()];
    }

    public async Task<IReadOnlyList<AccountId>> AccountsOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Holdings.Where(h => h.Person == person).Select(h => h.Account).ToListAsync();
    }

    /// <summary>Enters a shop and its account's holder; a merchant has one account a shop.</summary>
    public async Task CreateShop(Shop shop, string kind = "merchant", PersonId? owner = null, PersonId? verifiedBy = null, string? bureau = null)
    {
        await OpenAccount(new(shop.Account, shop.Name, kind, shop.Siret) { VerifiedBy = verifiedBy, VerifiedAt = verifiedBy is null ? null : clock.GetUtcNow(), Bureau = bureau }, owner);
        await using var db = await contexts.CreateDbContextAsync();
        db.Add(shop);
        await db.SaveChangesAsync();
        if (owner is { } person) await Assign(person, SignIn.Roles.Merchant, shop.Account.Value, verifiedBy);
    }

    /// <summary>Enters members who came from another system, with their accounts, all in one transaction; whoever is here already stays as they are.</summary>
    /// <param name="newMembers">Some hundred.</param>
    /// <param name="by">Who brings them.</param>
    public async Task EnterAll(IReadOnlyList<NewMember> newMembers, PersonId by)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var (now, ids) = (clock.GetUtcNow(), newMembers.Select(n => n.Person.Value).ToList());
        var here = (await db.Users.Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync()).ToHashSet();
        foreach (var (person, account, name, email, kind, siret) in newMembers.Where(n => !here.Contains(n.Person.Value)))
        {
            // As the framework's normalizer and its first security stamp have it.
            var user = email ?? person.Value;
            db.Add(new Person { Id = person.Value, UserName = user, NormalizedUserName = user.ToUpperInvariant(), Email = email, NormalizedEmail = email?.ToUpperInvariant(), SecurityStamp = Base32.Encode(RandomNumberGenerator.GetBytes(20)), DisplayName = name, Created = now, LockoutEnabled = true });
            db.Add(new AccountHolder(account, name, kind, siret) { VerifiedBy = by, VerifiedAt = now });
            db.Add(new Holding(person, account));
            var isShop = kind is "merchant" or "ess";
            if (isShop) db.Add(new Shop(account, MerchantId.Parse(NewId()), name, siret));
            db.Add(new Assignment(person, kind == "resident" ? SignIn.Roles.Resident : SignIn.Roles.Merchant, isShop ? account.Value : "") { Given = now, GivenBy = by });
        }
        await db.SaveChangesAsync();
    }

    /// <summary>From now on the person works at every shop of the merchant.</summary>
    public async Task Employ(PersonId person, MerchantId merchant, string role)
    {
        foreach (var shop in await ShopsOf(merchant)) await Assign(person, role, shop.Account.Value);
    }

    public async Task<IReadOnlyList<MerchantId>> MerchantsOf(PersonId person) => [.. (await ShopsOf(person, SignIn.Roles.Merchant, SignIn.Roles.Cashier)).Select(s => s.Merchant).Distinct()];

    /// <summary>The shops at which the person has one of these roles; none named: a merchant's or a cashier's.</summary>
    public async Task<IReadOnlyList<Shop>> ShopsOf(PersonId person, params string[] roles)
    {
        if (roles.Length == 0) roles = [SignIn.Roles.Merchant, SignIn.Roles.Cashier];
        await using var db = await contexts.CreateDbContextAsync();
        var accounts = (await db.Assignments.Where(a => a.Person == person && a.Scope != "" && roles.Contains(a.Role)).Select(a => a.Scope).ToListAsync()).ConvertAll(AccountId.Parse);
        return await db.Shops.AsNoTracking().Where(s => accounts.Contains(s.Account)).OrderBy(s => s.Name).ToListAsync();
    }

    public async Task<IReadOnlyList<Shop>> ShopsOf(MerchantId merchant)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Shops.AsNoTracking().Where(s => s.Merchant == merchant).ToListAsync();
    }

    public async Task<IReadOnlyList<Shop>> AllShops()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Shops.AsNoTracking().OrderBy(s => s.Name).ToListAsync();
    }

    /// <summary>Everybody in a role, by name.</summary>
    public async Task<IReadOnlyList<Person>> InRole(string role)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var ids = (await db.Assignments.Where(a => a.Role == role).Select(a => a.Person).ToListAsync()).ConvertAll(person => person.Value);
        return await db.Users.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.DisplayName).ToListAsync();
    }

    /// <summary>Everybody in a role for files of a kind, by name.</summary>
    public async Task<IReadOnlyList<Person>> InRole(string role, GrantKind kind)
    {
        var found = new List<Person>();
        foreach (var person in await InRole(role))
            if ((await HeardBy(person.PersonId))[role].Contains(kind)) found.Add(person);
        return found;
    }

    /// <summary>Somebody in a role, the first entered; for the demonstration, where every role has one person.</summary>
    public async Task<PersonId> FirstInRole(string role)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Assignments.Where(a => a.Role == role).Select(a => a.Person).FirstAsync();
    }

    /// <summary>Somebody who may act as the merchant at one of its shops; null: nobody.</summary>
    public async Task<PersonId?> KeeperOf(MerchantId merchant)
    {
        var shops = (await ShopsOf(merchant)).Select(s => s.Account.Value).ToList();
        await using var db = await contexts.CreateDbContextAsync();
        var keepers = await db.Assignments.Where(a => a.Role == SignIn.Roles.Merchant && shops.Contains(a.Scope)).Select(a => a.Person).ToListAsync();
        return keepers.Count == 0 ? null : keepers[0];
    }

    /// <summary>The shop whose account this is; null if it is nobody's shop.</summary>
    public async Task<Shop?> ShopOf(AccountId account)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Shops.AsNoTracking().SingleOrDefaultAsync(s => s.Account == account);
    }

    /// <summary>
    /// Forgets a person: their name, e-mail, ways to sign in, tokens, roles and holdings, the names of accounts that only they held, and what answers kept for
    /// repeated requests say of them. The books keep their ids, and from then on nobody can say whose they were. Repeated, it does the rest.
    /// </summary>
    /// <param name="person">Whom.</param>
    /// <param name="own">The SIRETs of establishments that are this person and nobody else: a sole trader's.</param>
    public async Task Erase(PersonId person, params IReadOnlyCollection<string> own)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var accounts = await db.Holdings.Where(h => h.Person == person)
            .Where(h => !db.Holdings.Any(other => other.Account == h.Account && other.Person != person)).Select(h => h.Account).ToListAsync();
        var named = await db.AccountHolders.Where(h => (h.Kind == "resident" && accounts.Contains(h.Account)) || (h.Siret != null && own.Contains(h.Siret))).ToListAsync();
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == person.Value) is { } known)
            await ForgetAnswers(db, [known.DisplayName, known.Email, known.PhoneNumber, .. named.Select(h => h.Name)]);
        var clients = await db.ClientPersons.Where(c => c.Person == person).Select(c => c.ClientId).ToListAsync();
        await db.Set<OpenIddictEntityFrameworkCoreToken>().Where(t => t.Subject == person.Value || clients.Contains(t.Application!.ClientId!)).ExecuteDeleteAsync();
        await db.Set<OpenIddictEntityFrameworkCoreAuthorization>().Where(a => a.Subject == person.Value || clients.Contains(a.Application!.ClientId!)).ExecuteDeleteAsync();
        await db.Set<OpenIddictEntityFrameworkCoreApplication>().Where(a => clients.Contains(a.ClientId!)).ExecuteDeleteAsync();
        db.RemoveRange(named);
        await db.SaveChangesAsync();
        await db.Shops.Where(s => s.Siret != null && own.Contains(s.Siret)).ExecuteDeleteAsync();
        await db.Holdings.Where(h => h.Person == person).ExecuteDeleteAsync();
        await db.Assignments.Where(a => a.Person == person).ExecuteDeleteAsync();
        await db.Bars.Where(b => b.Person == person).ExecuteDeleteAsync();
        await db.ClientPersons.Where(c => c.Person == person).ExecuteDeleteAsync();
        await db.IdempotentRequests.Where(r => r.Caller == person).ExecuteDeleteAsync();
        await db.Sessions.Where(s => s.Person == person).ExecuteDeleteAsync();
        await db.SpentCodes.Where(c => c.Person == person).ExecuteDeleteAsync();
        await db.PasskeyUses.Where(u => u.Person == person).ExecuteDeleteAsync();
        await db.Admissions.Where(a => a.Person == person).ExecuteDeleteAsync();
        await db.Mergers.Where(m => m.Into == person).ExecuteDeleteAsync();
        // What was paid stays in the association's accounts; whose name stood in the reference does not.
        await db.Memberships.Where(m => m.Person == person).ExecuteUpdateAsync(row => row.SetProperty(m => m.Reference, ""));
        // Who vouched for whom stays on record, without saying who that was.
        await db.Invitations.Where(i => i.Person == person).ExecuteUpdateAsync(row => row.SetProperty(i => i.Email, "").SetProperty(i => i.Name, "").SetProperty(i => i.Digest, i => i.Id));
        // Why somebody asked for something may say who it was.
        await db.Proposals.Where(p => p.Person == person || p.Other == person.Value).ExecuteUpdateAsync(row => row.SetProperty(p => p.Reason, ""));
        await db.Mergers.Where(m => m.Gone == person).ExecuteUpdateAsync(row => row.SetProperty(m => m.Moved, (string?)null));
        await db.Users.Where(p => p.Id == person.Value).ExecuteDeleteAsync();
        await transaction.CommitAsync();
        foreach (var account in named) cache.Remove(account.Account);
        // What was overwritten in the file is still in the log before it.
        if (db.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) is true) await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    // The request stays known, so that it is not done a second time; its answer is empty from now on.
    private async Task ForgetAnswers(PeopleContext db, IEnumerable<string?> names)
    {
        // As text, as JSON and as a page write it.
        byte[][] written = [.. names.OfType<string>().Where(n => n.Length > 2).SelectMany(n => new[] { n, JsonSerializer.Serialize(n).Trim('"'), WebUtility.HtmlEncode(n) }).Distinct().Select(Encoding.UTF8.GetBytes)];
        var telling = new List<(PersonId Caller, string Key)>();
        var seal = Idempotency.Seal(protection);
        await foreach (var row in db.IdempotentRequests.Where(r => r.Body != null).AsNoTracking().AsAsyncEnumerable())
            // What cannot be opened any more is of no use to anybody.
            if (row.Opened(seal) is not { } body || written.Any(name => body.AsSpan().IndexOf(name) >= 0)) telling.Add((row.Caller, row.Key));
        foreach (var (caller, key) in telling)
            await db.IdempotentRequests.Where(r => r.Caller == caller && r.Key == key).ExecuteUpdateAsync(set => set.SetProperty(r => r.Body, (byte[]?)null));
    }
}

/// <summary>What people may be.</summary>
public static class Roles
{
    public const string Resident = "resident", Merchant = "merchant", Cashier = "cashier", Bureau = "bureau", Treasurer = "treasurer",
        Approver = "approver", Participant = "participant", LabelManager = "label-manager", LabelVisitor = "label-visitor",
        LabelCommittee = "label-committee", Appeal = "appeal", City = "city", Auditor = "auditor", Dpo = "dpo", Admin = "admin";

    public static IReadOnlyList<string> All { get; } =
        [Resident, Merchant, Cashier, Bureau, Treasurer, Approver, Participant, LabelManager, LabelVisitor, LabelCommittee, Appeal, City, Auditor, Dpo, Admin];

    /// <summary>Those of members, who act on what is their own.</summary>
    public static IReadOnlyList<string> Members { get; } = [Resident, Merchant, Cashier, Participant];

    /// <summary>Where a role stands among all.</summary>
    public static int Rank(string role) => All.TakeWhile(r => r != role).Count();

    /// <summary>Those who act for others: a password alone does not let them in.</summary>
    public static IReadOnlyList<string> Staff { get; } = [.. All.Except(Members)];
}
