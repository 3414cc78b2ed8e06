using System.Globalization;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Members;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Shops;

/// <summary>Which acceptors a reader asks for; what is null is not asked.</summary>
/// <param name="Words">What is heard in the name, whatever case and accents.</param>
/// <param name="Commune">An INSEE code; <c>lille</c> with its associated communes; <c>mel</c> for the metropolis.</param>
/// <param name="Filiere">The word of a line of business.</param>
/// <param name="Key">One alone.</param>
public sealed record AcceptorFilter(string? Words = null, string? Commune = null, string? Filiere = null, string? Key = null)
{
    private const int LongestWords = 100;

    /// <summary>The field that holds no word it may, and what it may hold; null: all is well.</summary>
    public (string Field, string What)? Flaw => Words?.Length > LongestWords ? ("q", $"at most {LongestWords} characters") : new DirectoryFilter(Commune, Filiere).Flaw;

    internal bool Takes(Acceptor one) =>
        (Key is null || one.Key == Key)
        && DirectoryFilter.IsIn(Commune, one.Commune)
        && (Filiere is null || one.Filieres?.Words().Contains(Filiere) is true)
        && (Words is null || MemberRegister.IsHeard(one.Name, Words));
}

/// <summary>A professional that takes the currency and is shown.</summary>
/// <param name="Key">By which it is found again: its account, or the number of its grant where it has none that is known.</param>
/// <param name="Account">Where it is paid; null: none is known, so that it takes notes alone.</param>
/// <param name="Commune">INSEE code.</param>
/// <param name="Grant">Of its label; null: none is active, or none may be shown.</param>
public sealed record Acceptor(
    string Key, AccountId? Account, string Name, string? Commune, Filieres? Filieres, string? Address, string? Postcode, Place? Place, Uri? Website, string? Hours, string? Description, GrantNumber? Grant);

/// <summary>Where the currency is taken: shops that say so themselves, labelled or not, and labelled participants whose directory says so.</summary>
/// <remarks>What a merchant says of a shop goes before what the label's directory says of the same SIRET, and who hides the one is not shown by way of the other.</remarks>
public sealed class CurrencyDirectory(IShopStore shops, People people, PaymentRequests requests, PublicDirectory labelled, IPublicLabel label, TimeProvider clock)
{
    private static readonly StringComparer ByName = StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true);

    /// <summary>Those asked for, by name.</summary>
    public async Task<IReadOnlyList<Acceptor>> Find(AcceptorFilter filter)
    {
        var holders = (await label.MayBeShown() ? await labelled.On(ParisCalendar.DayOf(clock.GetUtcNow()), new()) : [])
            .Where(line => line.Member.Kind is not GrantKind.Event && line.Holder is { Name: not null, HolderId: not null }).GroupBy(line => line.Holder.HolderId!.Value.Value).ToDictionary(lines => lines.Key, lines => lines.Last());
        var found = new List<Acceptor>();
        foreach (var entry in await shops.EntriesAsync(default))
        {
            if (await people.HolderOf(entry.Shop) is not { } holder) continue;
            DirectoryLine? line = null;
            if (holder.Siret is { } siret) holders.Remove(siret, out line);
            if (!entry.Shown || await requests.StatusOf(entry.Shop, fresh: false) is not SubjectStatus.Open) continue;
            found.Add(new(entry.Shop.Value, entry.Shop, holder.Name, entry.Commune, entry.Filieres, entry.Address, entry.Postcode, entry.Place, entry.Website, entry.Hours, entry.Description, line?.Member.Number));
        }
        var accounts = (await people.HoldersWithSiret([.. holders.Keys])).ToLookup(holder => holder.Siret, holder => holder.Account);
        foreach (var (siret, (member, holder)) in holders)
        {
            if (member.Profile.AcceptsCurrency is not true) continue;
            AccountId? account = null;
            foreach (var known in accounts[siret])
                if (await requests.StatusOf(known, fresh: false) is SubjectStatus.Open) account ??= known;
            found.Add(new(account?.Value ?? member.Number.Value, account, holder.Name!, member.Commune, member.Profile.Filieres, holder.Address, holder.Postcode, holder.Place, holder.Website, holder.Hours, holder.Description, member.Number));
        }
        return [.. found.Where(filter.Takes).OrderBy(one => one.Name, ByName).ThenBy(one => one.Key, StringComparer.Ordinal)];
    }
}
