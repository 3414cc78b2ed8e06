using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Store;

namespace EssLedger.Web.Labels;

/// <summary>Which participants a reader of the directory asks for; what is null is not asked.</summary>
/// <param name="Commune">An INSEE code, each commune for itself; <c>lille</c> with its associated communes; <c>mel</c> for the metropolis.</param>
/// <param name="Filiere">The word of a line of business.</param>
/// <param name="Kind">The word of a kind.</param>
/// <param name="Tag">The word of a product tag.</param>
/// <param name="AcceptsCurrency">Whether the local currency is taken.</param>
public sealed record DirectoryFilter(string? Commune = null, string? Filiere = null, string? Kind = null, string? Tag = null, bool? AcceptsCurrency = null)
{
    /// <summary>The field that holds no word it may, and what it may hold; null: all is well.</summary>
    public (string Field, string What)? Flaw =>
        Commune is not (null or "lille" or "mel") && !(Commune is [_, _, _, _, _] && Commune.All(c => char.IsAsciiDigit(c) || c is 'A' or 'B')) ? ("commune", "an INSEE code, lille or mel")
        : Unknown(Filiere, DimensionWords.AllFilieres) ? ("filiere", string.Join(", ", DimensionWords.AllFilieres))
        : Unknown(Kind, DimensionWords.AllKinds) ? ("kind", string.Join(", ", DimensionWords.AllKinds))
        : Unknown(Tag, DimensionWords.AllTags) ? ("tag", string.Join(", ", DimensionWords.AllTags))
        : null;

    /// <summary>Whether a member is among those asked for.</summary>
    public bool Takes(Member member) =>
        IsIn(Commune, member.Commune)
        && (Filiere is null || member.Profile.Filieres?.Words().Contains(Filiere) is true)
        && (Kind is null || member.Kind.Word() == Kind)
        && (Tag is null || member.Profile.Tags?.Words().Contains(Tag) is true)
        && (AcceptsCurrency is null || member.Profile.AcceptsCurrency == AcceptsCurrency);

    /// <summary>Whether a commune is the one, or lies in the perimeter, that is asked for; null asks for none.</summary>
    internal static bool IsIn(string? asked, string? commune) =>
        asked switch { null => true, "lille" => Perimeter.Lille.Contains(commune), "mel" => Perimeter.Mel.Contains(commune), _ => commune == asked };

    private static bool Unknown(string? word, IReadOnlyList<string> words) => word is not null && !words.Contains(word);
}

/// <summary>A line of the directory: a grant that is active, and what may be published of its holder.</summary>
/// <param name="Member">The grant.</param>
/// <param name="Holder">Its holder; of a sole trader with partial diffusion without name, address and whatever leads to them.</param>
public sealed record DirectoryLine(Member Member, PublicHolder Holder);

/// <summary>What is published of a holder.</summary>
/// <param name="Name">Null: withheld.</param>
/// <param name="HolderId">SIRET or event id; null: withheld.</param>
/// <param name="Website">http or https, or null.</param>
public sealed record PublicHolder(
    string? Name, HolderId? HolderId, Rna? Rna, string? Address, string? Postcode, Place? Place, Uri? Website, string? Hours, string? Description)
{
    /// <summary>What may be published of a participant.</summary>
    public static PublicHolder Of(Participant participant) => participant.PartialDiffusion
        ? new(null, null, null, null, null, null, null, participant.Hours, null)
        : new(participant.Name, participant.Holder, participant.Rna, participant.Address, participant.Postcode, participant.Place,
            participant.Website is { Scheme: "http" or "https" } website ? website : null, participant.Hours, participant.Description);
}

/// <summary>The public directory: who holds the label and agreed to be shown.</summary>
public sealed class PublicDirectory(IMembers members, IParticipantStore participants)
{
    /// <summary>The grants of those who are shown, whatever their standing on the day.</summary>
    /// <param name="day">The day (Europe/Paris).</param>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    public async Task<IReadOnlyList<Member>> Listed(DateOnly day, DateOnly? asKnownOn)
    {
        var shown = (await participants.ListAsync(default)).Where(p => p.InDirectory).Select(p => p.Id).ToHashSet();
        return [.. (await members.On(day, asKnownOn)).Where(m => shown.Contains(m.Holder))];
    }

    /// <summary>The directory on a day: active grants, by name; those without one last.</summary>
    public async Task<IReadOnlyList<DirectoryLine>> On(DateOnly day, DirectoryFilter filter)
    {
        var shown = (await participants.ListAsync(default)).Where(p => p.InDirectory).ToDictionary(p => p.Id);
        var active = (await members.On(day, null)).Where(m => m.Standing is Standing.Active && shown.ContainsKey(m.Holder) && filter.Takes(m));
        return [.. active.Select(m => new DirectoryLine(m, PublicHolder.Of(shown[m.Holder])))
            .OrderBy(l => l.Holder.Name is null).ThenBy(l => l.Holder.Name, ByName).ThenBy(l => l.Member.Number.Value, StringComparer.Ordinal)];
    }

    private static readonly StringComparer ByName = StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true);
}
