using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Labels;

namespace EssLedger.Core.Census;

/// <summary>By what a census may be broken down.</summary>
public enum Dimension
{
    /// <summary>The commune (INSEE code), each for itself: Lille without its associated communes.</summary>
    Commune,
    /// <summary>Lille with its associated communes, the rest of the metropolis, elsewhere.</summary>
    Area,
    /// <summary>The lines of business; a participant may have several.</summary>
    Filiere,
    /// <summary>What the grant is for.</summary>
    Kind,
    /// <summary>The grant's level.</summary>
    Level,
    /// <summary>The legal family.</summary>
    Family,
    /// <summary>Whether the participant lies in a priority neighbourhood (QPV).</summary>
    Qpv,
    /// <summary>Whether it is recognised for insertion by work (IAE).</summary>
    Iae,
}

/// <summary>In which territory a census counts.</summary>
public enum Perimeter
{
    /// <summary>Everybody, wherever they are, known or not.</summary>
    Everywhere,
    /// <summary>Lille with Hellemmes and Lomme.</summary>
    Lille,
    /// <summary>Lille without its associated communes.</summary>
    LilleAlone,
    /// <summary>Hellemmes alone.</summary>
    Hellemmes,
    /// <summary>Lomme alone.</summary>
    Lomme,
    /// <summary>The 95 communes of the Métropole européenne de Lille.</summary>
    Mel,
}

/// <summary>Reads perimeters.</summary>
public static class Perimeters
{
    /// <summary>Reads a word of a perimeter; nothing is everywhere.</summary>
    public static bool TryParse(string? text, out Perimeter perimeter)
    {
        foreach (var known in Enum.GetValues<Perimeter>())
        {
            perimeter = known;
            if (known.Word() == (string.IsNullOrEmpty(text) ? null : text)) return true;
        }
        perimeter = default;
        return false;
    }
}

/// <summary>The stable words of dimensions and of their values.</summary>
public static class DimensionWords
{
    /// <summary>The value of what is not known: never left out, never guessed.</summary>
    public const string Unknown = "unknown";

    /// <summary>The value of who has none of what a dimension lists.</summary>
    public const string None = "none";

    private static readonly (Filieres Flag, string Word)[] FlagsOfFilieres =
    [
        (Filieres.Food, "food"), (Filieres.Cycling, "cycling"), (Filieres.Care, "care"), (Filieres.Repair, "repair"), (Filieres.EcoBuilding, "eco_building"),
        (Filieres.Textile, "textile"), (Filieres.Other, "other"),
    ];

    private static readonly (ProductTags Flag, string Word)[] FlagsOfTags =
    [
        (ProductTags.Local, "local"), (ProductTags.Sustainable, "sustainable"), (ProductTags.Solidary, "solidary"), (ProductTags.Responsible, "responsible"), (ProductTags.Fair, "fair"),
    ];

    /// <summary>The words of the lines of business, in the order of the strategy.</summary>
    public static IReadOnlyList<string> AllFilieres { get; } = [.. FlagsOfFilieres.Select(f => f.Word)];

    /// <summary>The words of the product tags.</summary>
    public static IReadOnlyList<string> AllTags { get; } = [.. FlagsOfTags.Select(t => t.Word)];

    /// <summary>The words of the kinds.</summary>
    public static IReadOnlyList<string> AllKinds { get; } = ["shop", "ess", "event"];

    /// <summary>The stable word.</summary>
    public static string Word(this Dimension dimension) => dimension switch
    {
        Dimension.Commune => "commune",
        Dimension.Area => "area",
        Dimension.Filiere => "filiere",
        Dimension.Kind => "kind",
        Dimension.Level => "level",
        Dimension.Family => "family",
        Dimension.Qpv => "qpv",
        Dimension.Iae => "iae",
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads a word of a dimension.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Dimension dimension)
    {
        foreach (var known in Enum.GetValues<Dimension>())
        {
            dimension = known;
            if (known.Word() == text) return true;
        }
        dimension = default;
        return false;
    }

    /// <summary>The stable word.</summary>
    public static string Word(this GrantKind kind) => AllKinds[(int)kind - 1];

    /// <summary>The stable words of the lines of business.</summary>
    public static IReadOnlyList<string> Words(this Filieres filieres) => [.. FlagsOfFilieres.Where(f => filieres.HasFlag(f.Flag)).Select(f => f.Word)];

    /// <summary>The stable words of the product tags.</summary>
    public static IReadOnlyList<string> Words(this ProductTags tags) => [.. FlagsOfTags.Where(t => tags.HasFlag(t.Flag)).Select(t => t.Word)];

    /// <summary>The stable word.</summary>
    public static string Word(this LegalFamily family) => family switch
    {
        LegalFamily.Cooperative => "cooperative",
        LegalFamily.Mutual => "mutual",
        LegalFamily.Association => "association",
        LegalFamily.Foundation => "foundation",
        LegalFamily.EssCompany => "ess_company",
        LegalFamily.NotEss => "not_ess",
        _ => throw new UnreachableException(),
    };

    /// <summary>The stable word; null: everywhere, which asks nothing.</summary>
    public static string? Word(this Perimeter perimeter) => perimeter switch
    {
        Perimeter.Everywhere => null,
        Perimeter.Lille => "lille",
        Perimeter.LilleAlone => Communes.Lille,
        Perimeter.Hellemmes => Communes.Hellemmes,
        Perimeter.Lomme => Communes.Lomme,
        Perimeter.Mel => "mel",
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether a commune lies in a perimeter; what is not known lies in none.</summary>
    public static bool Contains(this Perimeter perimeter, string? commune) => perimeter switch
    {
        Perimeter.Everywhere => true,
        Perimeter.Lille => commune is not null && Communes.OfLille.Contains(commune),
        Perimeter.LilleAlone => commune is Communes.Lille,
        Perimeter.Hellemmes => commune is Communes.Hellemmes,
        Perimeter.Lomme => commune is Communes.Lomme,
        Perimeter.Mel => commune is not null && Communes.IsOfMel(commune),
        _ => throw new UnreachableException(),
    };

    /// <summary>What a member is, by a dimension: one value, or several where a participant may have several.</summary>
    public static IReadOnlyList<string> Values(this Dimension dimension, Member member) => dimension switch
    {
        Dimension.Kind => [member.Kind.Word()],
        Dimension.Level => [member.Level.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        _ => dimension.Values(member.Profile, member.Whereabouts),
    };

    /// <summary>What a participant is, by a dimension that needs no grant (neither kind nor level).</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="profile">What the label book says.</param>
    /// <param name="whereabouts">What the imported areas say, where the book says nothing.</param>
    public static IReadOnlyList<string> Values(this Dimension dimension, Profile profile, Whereabouts whereabouts)
    {
        return dimension switch
        {
            Dimension.Commune => [whereabouts.CommuneOf(profile) ?? Unknown],
            Dimension.Area => [whereabouts.CommuneOf(profile) is not { } commune ? Unknown : Communes.OfLille.Contains(commune) ? "lille" : Communes.IsOfMel(commune) ? "rest_of_mel" : "elsewhere"],
            Dimension.Filiere => profile.Filieres is not { } filieres ? [Unknown] : filieres.Words() is { Count: > 0 } words ? words : [None],
            Dimension.Family => [profile.Family?.Word() ?? Unknown],
            Dimension.Qpv => [YesOrNo(whereabouts.QpvOf(profile))],
            Dimension.Iae => [YesOrNo(profile.Statuses?.HasFlag(Statuses.Iae))],
            _ => throw new UnreachableException(),
        };
    }

    private static string YesOrNo(bool? value) => value switch { true => "yes", false => "no", null => Unknown };
}
