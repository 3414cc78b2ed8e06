using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Store;

/// <summary>A place in a shop where payments are taken.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Shop">The shop's account.</param>
/// <param name="Name">As the merchant calls it.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="EndedAt">Since when nothing is taken there any more, UTC; null: it is in use.</param>
public sealed record Till(TillId Id, AccountId Shop, string Name, DateTimeOffset MadeAt, DateTimeOffset? EndedAt);

/// <summary>That somebody wants a shop's takings by mail every day.</summary>
/// <param name="Shop">The shop's account.</param>
/// <param name="Person">Who is written to.</param>
/// <param name="Hour">After which full hour, 0 … 23 (Europe/Paris). Before noon it is about the day before.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
/// <param name="Since">When it was asked for, UTC: no day before is written about.</param>
/// <param name="Told">The last day that was written about; null: none yet.</param>
public sealed record TakingsMail(AccountId Shop, PersonId Person, int Hour, string Language, DateTimeOffset Since, DateOnly? Told);

/// <summary>What a merchant tells the public of a shop that takes the currency; its name is that of the account.</summary>
/// <param name="Shop">The shop's account.</param>
/// <param name="Shown">Whether the public sees it at all.</param>
/// <param name="Commune">INSEE code; null: not said.</param>
/// <param name="Filieres">Lines of business; null: not said.</param>
/// <param name="Website">http or https.</param>
/// <param name="Hours">When it is open, in the merchant's words.</param>
/// <param name="KeptAt">UTC.</param>
public sealed record ShopEntry(
    AccountId Shop, bool Shown, string? Address, string? Postcode, string? Commune, Place? Place, Filieres? Filieres, Uri? Website, string? Hours, string? Description, DateTimeOffset KeptAt);

/// <summary>The short code of somebody who takes payment at a shop, by which they take their turn at a shared till.</summary>
/// <param name="Shop">The shop's account.</param>
/// <param name="Person">Whose code.</param>
/// <param name="Hash">What is kept of it.</param>
/// <param name="Refunds">Whether they may give money back there.</param>
/// <param name="SetAt">UTC, in whole milliseconds. A turn ends when the code is set anew.</param>
/// <param name="Tries">The wrong ones.</param>
public sealed record CashierCode(AccountId Shop, PersonId Person, ReadOnlyMemory<byte> Hash, bool Refunds, DateTimeOffset SetAt, CodeTries Tries);

/// <summary>What merchants set up for their shops, beside the book.</summary>
public interface IShopStore
{
    /// <summary>Enters a till; the same again changes nothing.</summary>
    Task AddTillAsync(Till till, CancellationToken cancellationToken);

    /// <summary>Gives a till another name, or ends it.</summary>
    /// <returns>False: the shop has no such till.</returns>
    Task<bool> ChangeTillAsync(TillId till, AccountId shop, string name, DateTimeOffset? endedAt, CancellationToken cancellationToken);

    /// <summary>The tills of a shop, ended ones too, the oldest first.</summary>
    Task<IReadOnlyList<Till>> TillsAsync(AccountId shop, CancellationToken cancellationToken);

    /// <summary>Enters that somebody wants mail, or at another hour.</summary>
    Task WantMailAsync(TakingsMail mail, CancellationToken cancellationToken);

    /// <summary>From now on somebody wants no mail about a shop.</summary>
    Task StopMailAsync(AccountId shop, PersonId person, CancellationToken cancellationToken);

    /// <summary>Who wants mail: about a shop, or about any.</summary>
    Task<IReadOnlyList<TakingsMail>> MailsAsync(AccountId? shop, CancellationToken cancellationToken);

    /// <summary>Notes that a day was written about.</summary>
    Task ToldAsync(AccountId shop, PersonId person, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Keeps what the public may know of a shop, in the place of what was kept before.</summary>
    Task KeepEntryAsync(ShopEntry entry, CancellationToken cancellationToken);

    /// <summary>What is kept of a shop for the public; null: nothing.</summary>
    Task<ShopEntry?> EntryAsync(AccountId shop, CancellationToken cancellationToken);

    /// <summary>Every shop's, those too that are not shown.</summary>
    Task<IReadOnlyList<ShopEntry>> EntriesAsync(CancellationToken cancellationToken);

    /// <summary>Forgets what the public may know of a shop.</summary>
    Task EraseEntryAsync(AccountId shop, CancellationToken cancellationToken);

    /// <summary>Sets somebody's code, in the place of the one before.</summary>
    Task SetCodeAsync(CashierCode code, CancellationToken cancellationToken);

    /// <summary>Says whether somebody may give money back; without a code there is nothing to say.</summary>
    Task LetRefundAsync(AccountId shop, PersonId person, bool refunds, CancellationToken cancellationToken);

    /// <summary>Takes somebody's code away.</summary>
    Task RemoveCodeAsync(AccountId shop, PersonId person, CancellationToken cancellationToken);

    /// <summary>The codes of a shop, by person.</summary>
    Task<IReadOnlyList<CashierCode>> CodesAsync(AccountId shop, CancellationToken cancellationToken);

    /// <summary>Counts a try, or forgets the wrong ones after a right one.</summary>
    /// <param name="code">As it was read.</param>
    /// <param name="tries">What is kept from now on.</param>
    /// <returns>False: somebody else tried, or set it, meanwhile; nothing was changed.</returns>
    Task<bool> CountTryAsync(CashierCode code, CodeTries tries, CancellationToken cancellationToken);

    /// <summary>Sets after how many minutes without a touch the shop's shared tills lock, 1 … 60.</summary>
    Task LockAfterAsync(AccountId shop, int minutes, CancellationToken cancellationToken);

    /// <summary>After how many minutes they lock; null: nobody has said.</summary>
    Task<int?> LockAfterAsync(AccountId shop, CancellationToken cancellationToken);

    /// <summary>Forgets what a person wanted, and their codes.</summary>
    Task EraseAsync(PersonId person, CancellationToken cancellationToken);
}
