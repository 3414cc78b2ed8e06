using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;
using EssLedger.Web.SignIn;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace EssLedger.Web.Members;

/// <summary>What one person of the association asks for and another one does: to make one record of two, to take them apart again, to tie an account to its member, to let
/// somebody in again who was barred.</summary>
public sealed class Proposals(IDbContextFactory<PeopleContext> contexts, People people, Doubles doubles, IndividualAccounts individual, Sessions sessions, IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager grants, TimeProvider clock)
{
    private const int LongestReason = 500, Shown = 50;

    /// <summary>Those that wait, the oldest first.</summary>
    public async Task<IReadOnlyList<Proposal>> Waiting()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Proposals.AsNoTracking().Where(p => p.Decided == null).OrderBy(p => p.At).ToListAsync();
    }

    /// <summary>Those that were decided, the last first.</summary>
    public async Task<IReadOnlyList<Proposal>> Past()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Proposals.AsNoTracking().Where(p => p.Decided != null).OrderByDescending(p => p.Decided).Take(Shown).ToListAsync();
    }

    /// <summary>Asks for something.</summary>
    /// <param name="act">What.</param>
    /// <param name="person">Whom it concerns.</param>
    /// <param name="other">The other record or the account; empty: none.</param>
    /// <param name="reason">Why, 1 to 500 characters.</param>
    /// <param name="seen">Whether they checked who it is.</param>
    /// <param name="by">Who asks.</param>
    public async Task<MemberRefusal?> Ask(ProposedAct act, PersonId person, string other, string? reason, bool seen, PersonId by)
    {
        if (await Against(act, person, other, by) is { } against) return against;
        if (!seen) return MemberRefusal.NotSeen;
        if (reason?.Trim() is not { Length: > 0 and <= LongestReason } words || !PlainText.IsInLines(words)) return MemberRefusal.ReasonMissing;
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Proposals.AnyAsync(p => p.Act == act && p.Decided == null && ((p.Person == person && p.Other == other) || (other != "" && p.Other == person.Value)))) return MemberRefusal.AlreadyAsked;
        db.Add(new Proposal(People.NewId(), act, person, other, words, by, clock.GetUtcNow()));
        await db.SaveChangesAsync();
        return null;
    }

    /// <summary>Does what was asked for, or does not. Who asked may take it back, and nothing else.</summary>
    public async Task<MemberRefusal?> Decide(string id, bool granted, PersonId by)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.Decided == null) is not { } proposal) return MemberRefusal.NothingWaits;
        if (granted)
        {
            if (proposal.By == by) return MemberRefusal.SamePerson;
            if (await Against(proposal.Act, proposal.Person, proposal.Other, by) is { } against) return against;
        }
        var now = clock.GetUtcNow();
        var row = db.Proposals.Where(p => p.Id == id);
        if (await row.Where(p => p.Decided == null).ExecuteUpdateAsync(set => set.SetProperty(p => p.Decided, now).SetProperty(p => p.DecidedBy, by).SetProperty(p => p.Granted, granted)) == 0) return MemberRefusal.NothingWaits;
        if (!granted) return null;
        try
        {
            if (await Do(proposal, by)) return null;
            await WaitAgain();
            return MemberRefusal.HasAccount;
        }
        catch
        {
            await WaitAgain();
            throw;
        }

        // Whoever decides it again does the rest.
        Task<int> WaitAgain() => row.ExecuteUpdateAsync(set => set.SetProperty(p => p.Decided, (DateTimeOffset?)null).SetProperty(p => p.DecidedBy, (PersonId?)null).SetProperty(p => p.Granted, false));
    }

    /// <returns>False: they have an individual account, and may have no other.</returns>
    private async Task<bool> Do(Proposal proposal, PersonId by)
    {
        switch (proposal.Act)
        {
            case ProposedAct.Merge:
                var second = PersonId.Parse(proposal.Other);
                await doubles.Merge(proposal.Person, second, proposal.By, by);
                await sessions.EndAll(second, tokens, grants);
                break;
            case ProposedAct.Part:
                await doubles.Part(proposal.Person, PersonId.Parse(proposal.Other));
                // What the first record may no longer see it does not see in a token either.
                await sessions.EndAll(proposal.Person, tokens, grants);
                break;
            case ProposedAct.Tie:
                var account = AccountId.Parse(proposal.Other);
                var (role, scope) = await RoleFor(account);
                // Of two that are tied to one person at the same time, one is too late: it waits again, and is declined.
                if (role != Roles.Resident) await people.Hold(proposal.Person, account);
                else if (!await individual.Enter(proposal.Person, account)) return false;
                await people.Assign(proposal.Person, role, scope, by);
                break;
            case ProposedAct.LetIn:
                await people.LetIn(proposal.Person);
                break;
        }
        return true;
    }

    /// <summary>What somebody is by an account that they hold: a resident, or the merchant of the shop that it is.</summary>
    private async Task<(string Role, string Scope)> RoleFor(AccountId account) =>
        await people.HolderOf(account) is { Kind: "resident" } ? (Roles.Resident, "") : (Roles.Merchant, await people.ShopOf(account) is null ? "" : account.Value);

    /// <summary>Why it is not to be done as things are; asked of who asks and of who decides.</summary>
    private async Task<MemberRefusal?> Against(ProposedAct act, PersonId person, string other, PersonId by)
    {
        if (await people.Find(person) is not { } first) return MemberRefusal.Unknown;
        if (person == by) return MemberRefusal.Own;
        switch (act)
        {
            case ProposedAct.Merge:
                if (!PersonId.TryParse(other, out var second) || second == person || await people.Find(second) is not { } gone) return MemberRefusal.Unknown;
                if (second == by) return MemberRefusal.Own;
                if (first.IsBarred || gone.IsBarred) return MemberRefusal.Barred;
                var held = await people.AssignmentsOf(second);
                return held.Any(a => Roles.Staff.Contains(a.Role) || a.Role == Roles.Participant) || IncompatibleDuties.Among([.. held, .. await people.AssignmentsOf(person)]).Count > 0 ? MemberRefusal.HasDuties : null;
            case ProposedAct.Part:
                return (await doubles.Undoable()).Any(m => m.Into == person && m.Gone.Value == other) ? null : MemberRefusal.Unknown;
            case ProposedAct.Tie:
                if (!AccountId.TryParse(other, out var account) || await people.HolderOf(account) is null) return MemberRefusal.Unknown;
                if ((await people.HoldersOf(account)).Count > 0) return MemberRefusal.SomebodyElses;
                var (role, scope) = await RoleFor(account);
                if (role == Roles.Resident && !await individual.Allow(person)) return MemberRefusal.HasAccount;
                return IncompatibleDuties.Among([.. await people.AssignmentsOf(person), new(person, role, scope)]).Count > 0 ? MemberRefusal.HasDuties : null;
            default:
                return await people.BarOf(person) is null ? MemberRefusal.Unknown : null;
        }
    }
}
