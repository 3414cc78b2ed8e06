using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Labels;

/// <summary>What a participant of the label is.</summary>
public enum ParticipantKind
{
    /// <summary>A shop or another merchant that makes commitments.</summary>
    Merchant = 1,
    /// <summary>An actor of the social and solidarity economy.</summary>
    Ess = 2,
}

/// <summary>The legal families of the social and solidarity economy (law of 31 July 2014, art. 1), and one for those outside it.</summary>
public enum LegalFamily
{
    /// <summary>Coopérative.</summary>
    Cooperative = 1,
    /// <summary>Mutuelle.</summary>
    Mutual = 2,
    /// <summary>Association.</summary>
    Association = 3,
    /// <summary>Fondation.</summary>
    Foundation = 4,
    /// <summary>A commercial company that keeps the rules of the social and solidarity economy.</summary>
    EssCompany = 5,
    /// <summary>Outside it: an engaged shop, for example.</summary>
    NotEss = 6,
}

/// <summary>The filières of the City's strategy (objective 2.1).</summary>
[Flags]
public enum Filieres
{
    /// <summary>None is named.</summary>
    None = 0,
    /// <summary>Alimentation durable, agriculture urbaine included.</summary>
    Food = 1,
    /// <summary>Vélo.</summary>
    Cycling = 2,
    /// <summary>Soin aux personnes.</summary>
    Care = 4,
    /// <summary>Entretien, réparation, réemploi, upcycling.</summary>
    Repair = 8,
    /// <summary>Écoconstruction et éco-rénovation.</summary>
    EcoBuilding = 16,
    /// <summary>Textile.</summary>
    Textile = 32,
    /// <summary>Autre: the list is "sans exclusive".</summary>
    Other = 64,
}

/// <summary>Approvals and statuses of an actor.</summary>
[Flags]
public enum Statuses
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Insertion par l'activité économique.</summary>
    Iae = 1,
    /// <summary>Entreprise solidaire d'utilité sociale (C. trav. L.3332-17-1).</summary>
    Esus = 2,
    /// <summary>Coopérative d'activité et d'emploi.</summary>
    Cae = 4,
    /// <summary>Société coopérative d'intérêt collectif.</summary>
    Scic = 8,
    /// <summary>Pôle territorial de coopération économique (law of 2014, art. 9).</summary>
    Ptce = 16,
}

/// <summary>What is sold, in the words of the strategy (objective 2.3).</summary>
[Flags]
public enum ProductTags
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Local.</summary>
    Local = 1,
    /// <summary>Durable.</summary>
    Sustainable = 2,
    /// <summary>Solidaire.</summary>
    Solidary = 4,
    /// <summary>Responsable.</summary>
    Responsible = 8,
    /// <summary>Équitable.</summary>
    Fair = 16,
}

/// <summary>Networks on which the label leans.</summary>
[Flags]
public enum Networks
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>The local currency.</summary>
    Currency = 1,
    /// <summary>The fortnight of fair trade.</summary>
    FairTrade = 2,
    /// <summary>Circular economy.</summary>
    Circular = 4,
    /// <summary>The regional chamber and other networks of the social and solidarity economy.</summary>
    Ess = 8,
}

/// <summary>Who says what is known of a participant; a later one of these outweighs an earlier.</summary>
public enum Source
{
    /// <summary>The participant.</summary>
    Declared = 1,
    /// <summary>A public register (Sirene, RNA, the list of ESS France).</summary>
    Registry = 2,
    /// <summary>The label's office, having seen the proof.</summary>
    Verified = 3,
}

/// <summary>What is known of a participant: codes that are counted, no name or address. Null is "not known", never "no".</summary>
public sealed record Profile
{
    /// <summary>The legal family.</summary>
    public LegalFamily? Family { get; init; }

    /// <summary>In which filières.</summary>
    public Filieres? Filieres { get; init; }

    /// <summary>INSEE code (COG), 5 characters: Lille itself 59350, its associated communes Hellemmes 59298 and Lomme 59355.</summary>
    public string? Commune { get; init; }

    /// <summary>Whether the address lies in a priority neighbourhood (QPV).</summary>
    public bool? Qpv { get; init; }

    /// <summary>To which networks it belongs.</summary>
    public Networks? Networks { get; init; }

    /// <summary>Approvals and statuses.</summary>
    public Statuses? Statuses { get; init; }

    /// <summary>What it sells.</summary>
    public ProductTags? Tags { get; init; }

    /// <summary>Whether it accepts the local currency.</summary>
    public bool? AcceptsCurrency { get; init; }

    /// <summary>Nothing is known.</summary>
    public static Profile Unknown { get; } = new();

    /// <summary>This, and where the other knows something, that instead.</summary>
    public Profile With(Profile other) => ReferenceEquals(this, Unknown) ? other : new()
    {
        Family = other.Family ?? Family,
        Filieres = other.Filieres ?? Filieres,
        Commune = other.Commune ?? Commune,
        Qpv = other.Qpv ?? Qpv,
        Networks = other.Networks ?? Networks,
        Statuses = other.Statuses ?? Statuses,
        Tags = other.Tags ?? Tags,
        AcceptsCurrency = other.AcceptsCurrency ?? AcceptsCurrency,
    };
}

/// <summary>What an imported set of areas says of a place.</summary>
/// <param name="Set">The set's number.</param>
/// <param name="Year">The set's year.</param>
/// <param name="Code">The code of the area in which the place lies; null: in none of the set.</param>
/// <param name="Name">The area's name, if it has one.</param>
public sealed record Located(int Set, int Year, string? Code, string? Name);

/// <summary>Where a participant's coordinates lie by the imported areas: beside the label book, never in it.</summary>
/// <param name="Commune">By the set of communes in force; null: no coordinates, or no such set.</param>
/// <param name="Qpv">By the set of priority neighbourhoods in force; null: no coordinates, or no such set.</param>
public sealed record Whereabouts(Located? Commune, Located? Qpv)
{
    /// <summary>No coordinates, or no areas.</summary>
    public static Whereabouts Unknown { get; } = new(null, null);

    /// <summary>The commune's INSEE code: what the book says, else where the coordinates lie; null: not known.</summary>
    public string? CommuneOf(Profile profile) => profile.Commune ?? Commune?.Code;

    /// <summary>Whether it lies in a priority neighbourhood: what the book says, else where the coordinates lie; null: not known.</summary>
    public bool? QpvOf(Profile profile) => profile.Qpv ?? (Qpv is { } found ? found.Code is not null : null);

    /// <summary>Whether the book says one thing of the priority neighbourhood and the coordinates another.</summary>
    public bool QpvDiffers(Profile profile) => profile.Qpv is { } said && Qpv is { } found && said != (found.Code is not null);

    /// <summary>Whether the book names one commune and the coordinates lie in another.</summary>
    public bool CommuneDiffers(Profile profile) => profile.Commune is { } said && Commune is { Code: { } found } && said != found;
}

/// <summary>One grant as it stands on a day, with what is known of its holder then: what is listed and counted.</summary>
/// <param name="Number">The grant's number.</param>
/// <param name="Kind">What carries the label.</param>
/// <param name="Holder">Who holds it on that day.</param>
/// <param name="Standing">What it is worth.</param>
/// <param name="Level">The level, 1 … 9.</param>
/// <param name="From">The first day of the grant.</param>
/// <param name="Until">The last day of the term, included.</param>
/// <param name="Profile">What is known of the holder.</param>
public sealed record Member(GrantNumber Number, GrantKind Kind, ParticipantId Holder, Standing Standing, int Level, DateOnly From, DateOnly Until, Profile Profile)
{
    /// <summary>Where the holder's coordinates lie.</summary>
    public Whereabouts Whereabouts { get; init; } = Whereabouts.Unknown;

    /// <summary>The holder's commune: what the book says, else where the coordinates lie; null: not known.</summary>
    public string? Commune => Whereabouts.CommuneOf(Profile);
}
