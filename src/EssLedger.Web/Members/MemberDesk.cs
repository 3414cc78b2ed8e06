using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;
using EssLedger.Grains;
using EssLedger.Web.Keys;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace EssLedger.Web.Members;

/// <summary>Why a bureau's act was not done, in the order in which reasons win.</summary>
public enum MemberRefusal
{
    /// <summary>There is no such member or account.</summary>
    Unknown,
    /// <summary>Nobody acts for themselves.</summary>
    Own,
    /// <summary>The account does not wait to be approved.</summary>
    NotPending,
    ReasonMissing,
    NameUnreadable,
    SiretMissing,
    SiretWrong,
    EmailUnreadable,
    EmailTaken,
    /// <summary>Somebody here looks like the same person, and nobody said that they are another.</summary>
    PerhapsKnown,
    /// <summary>Nobody said that they saw who it is.</summary>
    NotSeen,
    /// <summary>The account is somebody else's own.</summary>
    SomebodyElses,
    AlreadyLinked,
    /// <summary>They have an individual account, and may have no other.</summary>
    HasAccount,
    /// <summary>It is tied to nobody: one person asks, and another ties it.</summary>
    TwoPersons,
    /// <summary>It is not open: not yet approved, or closed.</summary>
    AccountClosed,
    /// <summary>The second person must be another than the first.</summary>
    SamePerson,
    /// <summary>No such device or card waits.</summary>
    NothingWaits,
    /// <summary>The device has not shown its code lately, or for another account.</summary>
    DeviceNotShown,
    /// <summary>The account has this device, or had it.</summary>
    DeviceKnown,
    PinUnfit,
    PinsDiffer,
    /// <summary>The record has duties with which this does not go: who acts for others or for a participant of the label is not merged away, and some duties collide.</summary>
    HasDuties,
    /// <summary>One of them may not sign in.</summary>
    Barred,
    /// <summary>Somebody has asked for it already.</summary>
    AlreadyAsked,
}

/// <summary>What an account is to be: of which kind, in whose name.</summary>
/// <param name="Name">The holder's, as it stands on the account.</param>
/// <param name="Siret">14 digits; null for a resident.</param>
public sealed record AccountWish(AccountKind Kind, string Name, string? Siret);

/// <summary>What a bureau does for members, by the same rules whether a screen or the API asks.</summary>
public sealed class MemberDesk(
    People people, MemberRegister register, IndividualAccounts individual, IDbContextFactory<PeopleContext> contexts, IGrainFactory grains, UserManager<Person> users, CardPins pins,
    AdmissionPost post, DeviceNotice notice, TimeProvider clock)
{
    private const int LongestName = 200, LongestReason = 1000;

    /// <summary>Makes an account usable that somebody opened for themselves.</summary>
    public async Task<MemberRefusal?> Approve(AccountId account, PersonId by)
    {
        if (await Find(account) is not { } grain) return MemberRefusal.Unknown;
        if (await people.Holds(by, account)) return MemberRefusal.Own;
        var known = await grain.Read();
        if (known is { Kind: AccountKind.Resident, Status: SubjectStatus.Pending })
            foreach (var holder in await people.HoldersOf(account))
                if (!await individual.Allow(holder.PersonId, account, openOnly: true)) return MemberRefusal.HasAccount;
        if ((await grain.Approve(by)).Status is not SubjectStatus.Open) return MemberRefusal.NotPending;
        if (await people.CounterOf(by) is { } counter) await people.Place(account, counter, ifNowhere: true);
        await Decide(account, by, null);
        return null;
    }

    /// <summary>Closes an account that somebody opened for themselves, and tells them why.</summary>
    public async Task<MemberRefusal?> Refuse(AccountId account, string? reason, PersonId by)
    {
        if (await Find(account) is not { } grain) return MemberRefusal.Unknown;
        if (await people.Holds(by, account)) return MemberRefusal.Own;
        if (reason?.Trim() is not { Length: > 0 and <= LongestReason } words) return MemberRefusal.ReasonMissing;
        // Whoever closed it may have been stopped before they could say why: then it waits in the list, and is refused again.
        if (!await grain.TurnDown(by) && (await grain.Read()).Status is not SubjectStatus.Closed) return MemberRefusal.NotPending;
        return await Decide(account, by, words) ? null : MemberRefusal.NotPending;
    }

    private async Task<bool> Decide(AccountId account, PersonId by, string? refusal)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Admissions.SingleOrDefaultAsync(a => a.Account == account && a.Decided == null) is not { } admission) return false;
        (admission.DecidedBy, admission.Decided, admission.Refusal) = (by, clock.GetUtcNow(), refusal);
        await db.SaveChangesAsync();
        await post.Tell(admission);
        return true;
    }

    /// <summary>Enters the name and SIRET of an account as the bureau has checked them.</summary>
    public async Task<MemberRefusal?> Correct(AccountId account, string? name, string? siret, PersonId by)
    {
        if (await people.HolderOf(account) is not { } holder) return MemberRefusal.Unknown;
        if (await people.Holds(by, account)) return MemberRefusal.Own;
        var wish = new AccountWish(Enum.Parse<AccountKind>(holder.Kind, ignoreCase: true), name?.Trim() ?? "", Digits(siret));
        if (Unfit(wish) is { } unfit) return unfit;
        await people.Correct(holder with { Name = wish.Name, Siret = wish.Siret, VerifiedBy = by, VerifiedAt = clock.GetUtcNow() });
        return null;
    }

    /// <summary>Opens an account for somebody who is not entered here yet: they need no telephone and no address.</summary>
    /// <param name="wish">The account.</param>
    /// <param name="contact">The name of the person who acts for it; null: it is the account's.</param>
    /// <param name="email">Theirs; by it they can be let in later. Null: none.</param>
    /// <param name="isAnother">Whether the bureau looked at who seems to be the same person, and it is another.</param>
    /// <param name="by">Who opens it.</param>
    public async Task<(PersonId? Person, MemberRefusal? Refusal)> Enter(AccountWish wish, string? contact, string? email, bool isAnother, PersonId by)
    {
        if (Unfit(wish) is { } unfit) return (null, unfit);
        var name = contact?.Trim() is { Length: > 0 } given ? given : wish.Name;
        if (!IsName(name)) return (null, MemberRefusal.NameUnreadable);
        var address = email?.Trim() is { Length: > 0 } typed ? typed : null;
        if (address is not null && !(address.Length <= 254 && MailboxAddress.TryParse(address, out var read) && read.Address == address && read.Domain is not "")) return (null, MemberRefusal.EmailUnreadable);
        if (address is not null && await users.FindByNameAsync(address) is not null) return (null, MemberRefusal.EmailTaken);
        var likely = new Member(null, name, address, null, [new(AccountId.FromRandom(RandomNumberGenerator.GetBytes(13)), wish.Name, Word(wish.Kind), wish.Siret)], []);
        if (!isAnother && MemberRegister.PerhapsSame(await register.All(), likely).Count > 0) return (null, MemberRefusal.PerhapsKnown);
        var person = await people.Create(name, wish.Kind is AccountKind.Resident ? [Roles.Resident] : [], address);
        await Open(person.PersonId, wish, by);
        return (person.PersonId, null);
    }

    /// <summary>Opens one more account for a member.</summary>
    public async Task<MemberRefusal?> OpenFor(PersonId person, AccountWish wish, PersonId by)
    {
        if (await people.Find(person) is null) return MemberRefusal.Unknown;
        if (person == by) return MemberRefusal.Own;
        if (Unfit(wish) is { } unfit) return unfit;
        if (wish.Kind is AccountKind.Resident && !await individual.Allow(person)) return MemberRefusal.HasAccount;
        return await Open(person, wish, by) ? null : MemberRefusal.HasAccount;
    }

    /// <returns>False: they have an individual account, and may have no other.</returns>
    private async Task<bool> Open(PersonId person, AccountWish wish, PersonId by)
    {
        var account = AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));
        var (grain, counter) = (grains.GetGrain<IAccountGrain>(account.Value), await people.CounterOf(by));
        var holder = new AccountHolder(account, wish.Name, Word(wish.Kind), wish.Siret) { VerifiedBy = by, VerifiedAt = clock.GetUtcNow(), Bureau = counter };
        if (wish.Kind is AccountKind.Resident)
        {
            // Open only once it is certain that it is their only one: a pending account can be taken back.
            await grain.Open(wish.Kind, SubjectStatus.Pending, by);
            if (!await individual.Enter(person, account, holder))
            {
                await grain.TurnDown(by);
                return false;
            }
            await grain.Approve(by);
            await people.Assign(person, Roles.Resident, by: by);
            return true;
        }
        await grain.Open(wish.Kind, SubjectStatus.Open, by);
        // Who sells has a till; a public body is paid without one.
        if (wish.Kind is AccountKind.Merchant or AccountKind.Ess)
        {
            await people.CreateShop(new(account, MerchantId.Parse(People.NewId()), wish.Name, wish.Siret), Word(wish.Kind), person, by, counter);
            return true;
        }
        await people.Assign(person, Roles.Merchant, by: by);
        await people.OpenAccount(holder, person);
        return true;
    }

    /// <summary>Puts an account under a sign-in that there is already.</summary>
    /// <param name="person">Whose sign-in.</param>
    /// <param name="account">Which account. That of a resident is one person's alone: who pays for another does so under a mandate.</param>
    /// <param name="seen">Whether the bureau saw who it is, and by what right they ask.</param>
    /// <param name="by">Who links.</param>
    public async Task<MemberRefusal?> Link(PersonId person, AccountId account, bool seen, PersonId by)
    {
        if (await people.Find(person) is null || await people.HolderOf(account) is not { } holder) return MemberRefusal.Unknown;
        if (person == by || await people.Holds(by, account)) return MemberRefusal.Own;
        if (!seen) return MemberRefusal.NotSeen;
        var held = await people.HoldersOf(account);
        if (held.Any(p => p.Id == person.Value)) return MemberRefusal.AlreadyLinked;
        if (held.Count == 0) return MemberRefusal.TwoPersons;
        if (holder.Kind == "resident") return MemberRefusal.SomebodyElses;
        var (role, scope) = (RoleOf(Enum.Parse<AccountKind>(holder.Kind, ignoreCase: true)), await people.ShopOf(account) is null ? "" : account.Value);
        if (IncompatibleDuties.Among([.. await people.AssignmentsOf(person), new(person, role, scope)]).Count > 0) return MemberRefusal.HasDuties;
        await people.Assign(person, role, scope, by);
        await people.Hold(person, account);
        return null;
    }

    /// <summary>A bureau that saw who its visitor is enters the device in their hand, which shows its code; the holders are told. Another person confirms, and it waits.</summary>
    /// <param name="account">For which account.</param>
    /// <param name="key">The key that the code names.</param>
    /// <param name="seen">Whether the bureau saw who it is, and the same mark on both screens.</param>
    /// <param name="by">Who enters it.</param>
    public async Task<MemberRefusal?> EnterKey(AccountId account, PublicKey key, bool seen, PersonId by)
    {
        if (await Find(account) is not { } grain) return MemberRefusal.Unknown;
        if (await people.Holds(by, account)) return MemberRefusal.Own;
        if (!seen) return MemberRefusal.NotSeen;
        var refusal = (await grain.EnterShownKey(key, by)).Refusal;
        if (refusal is null) await notice.Entered(account, key.Id, (await grain.Read()).Entered[key.Id].At + KeyRules.Wait);
        return refusal switch
        {
            null => null,
            KeyRefusal.AccountClosed => MemberRefusal.AccountClosed,
            KeyRefusal.KeyExists => MemberRefusal.DeviceKnown,
            _ => MemberRefusal.DeviceNotShown,
        };
    }

    /// <summary>The second person of a bureau confirms a device that the first entered.</summary>
    public async Task<MemberRefusal?> ConfirmKey(AccountId account, KeyId key, PersonId by)
    {
        if (await Find(account) is not { } grain) return MemberRefusal.Unknown;
        if (await people.Holds(by, account)) return MemberRefusal.Own;
        return (await grain.ConfirmKey(key, by)).Refusal switch
        {
            null => null,
            KeyRefusal.SamePerson => MemberRefusal.SamePerson,
            KeyRefusal.AccountClosed => MemberRefusal.AccountClosed,
            _ => MemberRefusal.NothingWaits,
        };
    }

    /// <summary>Blocks a device at once.</summary>
    public async Task<MemberRefusal?> BlockKey(AccountId account, KeyId key, PersonId by) =>
        await Find(account) is { } grain && await grain.BlockKey(key, by) ? null : MemberRefusal.Unknown;

    /// <summary>Enters a printed card with the PIN that its visitor typed, twice alike.</summary>
    /// <returns>The number that is printed on it and kept nowhere; or why not.</returns>
    public async Task<(byte[]? Number, MemberRefusal? Refusal)> EnterCard(AccountId account, string? pin, string? again, PersonId by)
    {
        if (await Find(account) is not { } grain) return (null, MemberRefusal.Unknown);
        if (await people.Holds(by, account)) return (null, MemberRefusal.Own);
        if (pin is null || !Pins.IsPin(pin)) return (null, MemberRefusal.PinUnfit);
        if (pin != again) return (null, MemberRefusal.PinsDiffer);
        var number = RandomNumberGenerator.GetBytes(CardId.NumberSize);
        return await grain.EnterCard(CardId.Of(number), pins.Hash(pin), by) is { } refusal ? (null, Of(refusal)) : (number, null);
    }

    /// <summary>The second person of a bureau confirms a card; the account's other cards pay no more.</summary>
    public async Task<MemberRefusal?> ConfirmCard(AccountId account, CardId card, PersonId by)
    {
        if (await Find(account) is not { } grain) return MemberRefusal.Unknown;
        if (await people.Holds(by, account)) return MemberRefusal.Own;
        return await grain.ConfirmCard(card, by) is { } refusal ? Of(refusal) : null;
    }

    /// <summary>Takes a card out of use.</summary>
    public async Task<MemberRefusal?> BlockCard(AccountId account, CardId card, PersonId by) =>
        await Find(account) is { } grain && await grain.BlockCard(card, by) ? null : MemberRefusal.Unknown;

    private async Task<IAccountGrain?> Find(AccountId account)
    {
        var grain = grains.GetGrain<IAccountGrain>(account.Value);
        return (await grain.Read()).Kind is null ? null : grain;
    }

    private static MemberRefusal? Unfit(AccountWish wish) =>
        !IsName(wish.Name) ? MemberRefusal.NameUnreadable
        : wish.Siret is null ? wish.Kind is AccountKind.Merchant or AccountKind.Ess ? MemberRefusal.SiretMissing : null
        : Siret.TryParse(wish.Siret, out _) ? null : MemberRefusal.SiretWrong;

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && PlainText.Is(name);

    /// <summary>A SIRET as people write it, without its blanks; null: none.</summary>
    public static string? Digits(string? siret) => siret is null ? null : string.Concat(siret.Where(c => !char.IsWhiteSpace(c))) is { Length: > 0 } digits ? digits : null;

    private static string Word(AccountKind kind) => kind.ToString().ToLowerInvariant();

    private static string RoleOf(AccountKind kind) => kind is AccountKind.Resident ? Roles.Resident : Roles.Merchant;

    private static MemberRefusal Of(CardRefusal refusal) => refusal switch
    {
        CardRefusal.AccountClosed => MemberRefusal.AccountClosed,
        CardRefusal.SamePerson => MemberRefusal.SamePerson,
        _ => MemberRefusal.NothingWaits,
    };
}
