using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>A body in the label book, by name: kept apart from the book, by the label's owner (another controller than the currency's issuer).</summary>
/// <param name="Id">The pseudonymous id that stands in the book.</param>
/// <param name="Holder">SIRET or event id.</param>
/// <param name="Name">The public name.</param>
/// <param name="Commune">The commune's INSEE code (COG), 5 characters, or null.</param>
public sealed record Participant(ParticipantId Id, HolderId Holder, string Name, string? Commune)
{
    /// <summary>An association's own number, or null.</summary>
    public Rna? Rna { get; init; }

    /// <summary>Number and street, as on a letter; null: not known.</summary>
    public string? Address { get; init; }

    /// <summary>The 5 digits of the postcode; null: not known.</summary>
    public string? Postcode { get; init; }

    /// <summary>Where it is; null: not known.</summary>
    public Place? Place { get; init; }

    /// <summary>The address of its web site; null: none.</summary>
    public Uri? Website { get; init; }

    /// <summary>When it is open, in its own words; null: not said.</summary>
    public string? Hours { get; init; }

    /// <summary>What it is and does, in its own words; null: not said.</summary>
    public string? Description { get; init; }

    /// <summary>Where reminders go; never published. Null: nowhere.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the public directory shows it.</summary>
    public bool InDirectory { get; init; }

    /// <summary>Whether this is a sole trader who asked INSEE for partial diffusion: published without name, address and whatever leads to them.</summary>
    public bool PartialDiffusion { get; init; }
}

/// <summary>A point on the earth (WGS 84).</summary>
/// <param name="Latitude">Degrees north, −90 … 90.</param>
/// <param name="Longitude">Degrees east, −180 … 180.</param>
public readonly record struct Place(double Latitude, double Longitude);

/// <summary>The register of participants.</summary>
public interface IParticipantStore
{
    /// <summary>Enters a participant, or changes whatever is known of them; id and holder stay.</summary>
    Task KeepAsync(Participant participant, CancellationToken cancellationToken);

    /// <summary>By pseudonymous id, or null.</summary>
    Task<Participant?> FindAsync(ParticipantId id, CancellationToken cancellationToken);

    /// <summary>By SIRET or event id, or null.</summary>
    Task<Participant?> FindAsync(HolderId holder, CancellationToken cancellationToken);

    /// <summary>All of them, in the order of their ids.</summary>
    Task<IReadOnlyList<Participant>> ListAsync(CancellationToken cancellationToken);
}
